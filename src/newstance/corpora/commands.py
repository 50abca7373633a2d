"""``newstance data …``: check, fetch, look at and review labelled corpora."""

from pathlib import Path

import click

from newstance.corpora.check import check_corpus
from newstance.corpora.corpus import IN_THE_CLONE, Corpus, Places
from newstance.corpora.files import read_labelled_file
from newstance.corpora.registry import BY_NAME, CORPORA, corpus_named, read_split_from
from newstance.errors import ConfigError
from newstance.outputs import demand_folder, refuse_overwriting
from newstance.records import Example

root_option = click.option(
    "--root",
    type=click.Path(path_type=Path),
    default=IN_THE_CLONE.own,
    show_default=True,
    help="Folder of our own data.",
)
public_root_option = click.option(
    "--public-root",
    type=click.Path(path_type=Path),
    default=IN_THE_CLONE.public,
    show_default=True,
    help="Folder of the fetched sets.",
)


@click.group()
def data() -> None:
    """Check, fetch, look at and review labelled corpora."""


@data.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(path_type=Path))
def check(paths: tuple[Path, ...]) -> None:
    """Check labelled files of newstance's own format (files or folders of .jsonl) and tables (.csv, .tsv).

    Every fault is named with file and line, of a table the first one. Exit status 2 if there is one.
    """
    faults = [fault for path in paths for fault in check_corpus(path)]
    for fault in faults:
        click.echo(f"{fault.place}: {fault.fault}", err=True)
    if faults:
        raise click.exceptions.Exit(2)
    click.echo("all rows are sound", err=True)


@data.command()
@click.argument("names", nargs=-1, required=True, metavar="CORPUS...")
@public_root_option
def fetch(names: tuple[str, ...], public_root: Path) -> None:
    """Download public sets from pinned commits and check their sha256; a broken download goes on where it stopped."""
    from newstance.corpora.fetching import fetch as fetch_corpus  # noqa: PLC0415 - urllib is slow to import

    fetched = tuple(name for name, corpus in CORPORA.items() if corpus.remote)
    for corpus in _corpora(names, fetched):
        click.echo(f"{corpus.name}: {corpus.citation}. Licence: {corpus.licence}", err=True)
        fetch_corpus(corpus, public_root, report=lambda line: click.echo(line, err=True))


@data.command()
@click.argument("names", nargs=-1, metavar="[CORPUS...]")
@root_option
@public_root_option
@click.option("--chart", type=click.Path(path_type=Path, dir_okay=False), help="Also draw it, to a .png or .svg file.")
@click.option("--format", "form", type=click.Choice(["table", "markdown", "jsonl"]), default="table", show_default=True)
def stats(names: tuple[str, ...], root: Path, public_root: Path, chart: Path | None, form: str) -> None:
    """Show rows, layers, label shares, lengths, licence and overlaps of the corpora whose files are there."""
    from newstance.corpora.looking import show_statistics  # noqa: PLC0415 - the core installs without what it needs

    if chart:
        demand_folder(chart)
    show_statistics(_corpora(names or BY_NAME), Places(root, public_root), chart, form)


@data.command()
@click.argument("names", nargs=-1, required=True, metavar="CORPUS...")
@root_option
@public_root_option
@click.option(
    "-o", "--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="Review file, .csv or .jsonl."
)
@click.option("--worst", type=click.IntRange(min=1), default=100, show_default=True, help="How many rows to list.")
@click.option("--seed", default=0, show_default=True)
def audit(names: tuple[str, ...], root: Path, public_root: Path, out: Path, worst: int, seed: int) -> None:  # noqa: PLR0913
    """Rank likely label errors by cross-validated confidence, for a second look.

    CORPUS: the name of a corpus, whose train split is looked at, or a labelled file or table (.csv, .tsv).
    """
    from newstance.corpora.audit import audit_rows, write_review  # noqa: PLC0415 - needs the train extra

    demand_folder(out)
    refuse_overwriting([name for name in names if Path(name).is_file()], [out])
    rows = [example for name in names for example in _train_rows(name, Places(root, public_root))]
    write_review(audit_rows(rows, seed)[:worst], out)
    click.echo(f"{out}: likely errors first", err=True)


def _train_rows(name: str, places: Places) -> list[Example]:
    if Path(name).is_file():
        return read_labelled_file(Path(name))
    corpus = corpus_named(name, (each for each in BY_NAME if "train" in CORPORA[each].splits))
    if "train" not in corpus.splits:
        fault = f"corpus {corpus.name!r} has no train split to audit, only {', '.join(corpus.splits)}"
        raise ConfigError(f"{fault}. Cure: leave it out")
    return read_split_from(places, name, "train")


def _corpora(names: tuple[str, ...], offered: tuple[str, ...] = BY_NAME) -> list[Corpus]:
    return [corpus_named(name, offered) for name in names]
