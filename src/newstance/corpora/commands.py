"""``newstance data …``: check, fetch, look at and review labelled corpora."""

from pathlib import Path

import click

from newstance.corpora.check import check_corpus


@click.group()
def data() -> None:
    """Check, fetch, look at and review labelled corpora."""


@data.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
def check(paths: tuple[Path, ...]) -> None:
    """Check labelled files of newstance's own format (files or folders of .jsonl).

    Every fault is named with file and line. Exit status 2 if there is one.
    """
    faults = [fault for path in paths for fault in check_corpus(path)]
    for fault in faults:
        click.echo(f"{fault.place}: {fault.fault}", err=True)
    if faults:
        raise click.exceptions.Exit(2)
    click.echo("all rows are sound", err=True)
