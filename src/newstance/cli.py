"""The ``newstance`` command. Results go to files or standard output, messages and progress to standard error."""

import errno
import sys
import traceback
from io import TextIOWrapper
from pathlib import Path
from typing import NoReturn

import click

from newstance import __version__
from newstance.corpora.commands import data, public_root_option, root_option
from newstance.corpora.corpus import Places
from newstance.errors import ALL_DONE, NOTHING_DONE, SOME_SKIPPED, NewstanceError
from newstance.evaluation.commands import compare
from newstance.inference.annotating import DEFAULT_MIN_CONFIDENCE
from newstance.outputs import FORMATS, ending_format, is_surely_folder, stands_for_folder

MODEL_HELP = "A bundle folder, an MLflow URI (runs:/…, models:/…) or a Hugging Face id. Default: the shipped bundle."

model_option = click.option("--model", metavar="BUNDLE", help=MODEL_HELP)
threads_option = click.option(
    "--threads", type=click.IntRange(min=0), default=0, show_default="all cores", help="Threads of the model."
)


CURES = {
    errno.ENOSPC: "make room on the disk, then give the same command again",
    errno.EDQUOT: "make room on the disk, then give the same command again",
    errno.EACCES: "change the permissions, or name another place",
    errno.EPERM: "change the permissions, or name another place",
    errno.EROFS: "name a place that can be written to",
}
"""What helps against a fault of the operating system."""


class _Group(click.Group):
    """Ends every failure with exit status 2: one line on standard error where a user can cure it, else a traceback."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except NewstanceError as fault:
            _fail(str(fault))
        except KeyboardInterrupt:
            _fail("interrupted")
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise  # click's own ways to end; `| head` closes the pipe and is no failure
        except OSError as fault:
            _fail(_told(fault))
        except Exception:  # not foreseen: Python's own status 1 would say that some inputs were skipped
            traceback.print_exc()
            sys.exit(NOTHING_DONE)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="newstance")
def main() -> None:
    """Reads news articles in English and tells, for every sentence, who takes which stance toward whom or what.

    \b
    newstance annotate article.txt                   annotations on standard output
    newstance annotate articles/ -o out              annotations and articles in a folder
    newstance report out -o report.html              a page to look at
    """
    if isinstance(sys.stdout, TextIOWrapper):
        # as JSON is, whatever the terminal's encoding, for news has every letter
        sys.stdout.reconfigure(encoding="utf-8", errors=sys.stdout.errors)


@main.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=str),  # a Path would lose the slash that tells a folder
    help="Folder, or a file that ends in .jsonl, .csv or .parquet. Default: standard output.",
)
@model_option
@click.option("--format", "output_format", type=click.Choice(FORMATS), default="jsonl", show_default=True)
@click.option(
    "--min-confidence",
    type=click.FloatRange(0, 1),
    default=DEFAULT_MIN_CONFIDENCE,
    show_default=True,
    help="Sentences whose stance is less probable are marked uncertain.",
)
@click.option(
    "--actors",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="CSV with the columns name,actor, on top of newstance's own table (see README, Annotate).",
)
@click.option("--resume/--no-resume", default=True, show_default=True, help="Go on after what a killed run saved.")
@click.option(
    "--engine",
    type=click.Choice(["local", "ray"]),
    default="local",
    show_default=True,
    help="ray: spread over a Ray cluster (RAY_ADDRESS) or this machine's processes; same result.",
)
@click.option("--workers", type=click.IntRange(min=1), help="Ray workers.  [default: one for each CPU of the cluster]")
@click.option("--report", "report_too", is_flag=True, help="Also write report.html into the folder OUT.")
@threads_option
def annotate(  # noqa: PLR0913 - the command's options
    inputs: tuple[str, ...],
    out: str | None,
    model: str | None,
    output_format: str,
    min_confidence: float,
    actors: Path | None,
    resume: bool,
    engine: str,
    workers: int | None,
    report_too: bool,
    threads: int,
) -> None:
    """Annotate articles: who takes which stance toward whom, sentence by sentence.

    INPUT: news articles in English, as files, folders, or - for standard input: .txt, .md, .html, .jsonl or .ndjson
    (one article a line, with "text" and optional "id", "title", "date", "outlet", "url"), .csv and .parquet with the
    same columns, .warc; all but Parquet also as .gz or .zst. Input that cannot be read is named on standard error,
    counted and left out; the exit status is then 1.

    \b
    newstance annotate article.txt | head
    newstance annotate articles/ -o out --format csv
    cat articles.jsonl | newstance annotate - -o out
    """
    from newstance.inference.commands import AnnotateOptions, run_annotate  # noqa: PLC0415 - --help stays quick

    if workers is not None and engine == "local":
        raise click.UsageError("--workers needs --engine ray; locally, --threads sets how many cores the model uses")
    _check_output(out, output_format, report_too)
    options = AnnotateOptions(model, output_format, min_confidence, actors, resume, threads, engine, workers)
    try:
        sys.exit(run_annotate(inputs, out, options, report_too))
    except KeyboardInterrupt as stop:
        _fail(f"interrupted; {stop}" if str(stop) else "interrupted")


def _check_output(out: str | None, output_format: str, report_too: bool) -> None:
    """Refuses options that cannot go together, before anything is read."""
    if out is not None:
        _check_ending(out, output_format)
    if report_too and (out is None or not stands_for_folder(out)):
        raise click.UsageError("--report needs a folder: give one with -o FOLDER")
    if report_too and output_format != "jsonl":
        raise click.UsageError(f"--report reads jsonl: leave out --format {output_format}")
    if out is None and output_format != "jsonl":
        raise click.UsageError(f"--format {output_format} needs a file or folder: give one with -o OUT")


def _check_ending(out: str, output_format: str) -> None:
    """Refuses names of files that would hold something else than their ending says; ``out-v0.3`` names no format."""
    ending = Path(out).suffix
    if not stands_for_folder(out):
        if (form := ending_format(out)) != output_format:
            raise click.UsageError(f"{out} would hold {output_format}: give --format {form}, or another name")
    elif ending[1:2].isalpha() and not is_surely_folder(out):
        known = ", ".join(f".{form}" for form in FORMATS)
        raise click.UsageError(f"{out}: {ending} is none of {known}. Name a file so, or a folder {out}/")


@main.command()
@click.argument("source", metavar="INPUT")
@click.option("-o", "--out", type=click.Path(path_type=Path, dir_okay=False), help="File. Default: standard output.")
@model_option
@threads_option
def classify(source: str, out: Path | None, model: str | None, threads: int) -> None:
    """Classify given pairs: which stance does this speaker take toward this target?

    INPUT: a .jsonl file or - for standard input; a line is one question, with offsets into "text" or null:

    \b
    {"id": "1", "text": "Lavrov praised Trump.", "speaker": [0, 6], "target": [15, 20]}

    The answers come in input order: {"id", "stance", "stance_probs"}. A model that has learned it reads each pair once
    more, marked in its sentence: that takes up to twice the time.
    """
    from newstance.inference.commands import run_classify  # noqa: PLC0415 - --help stays quick

    sys.exit(run_classify(source, out, model, threads))


@main.command()
@click.argument("corpora", nargs=-1, required=True, metavar="CORPUS...")
@click.option(
    "-o", "--out", type=click.Path(path_type=Path, dir_okay=False), help="Write all figures to this JSON file."
)
@model_option
@root_option
@public_root_option
@threads_option
def evaluate(  # noqa: PLR0913 - the command's options
    corpora: tuple[str, ...], out: Path | None, model: str | None, root: Path, public_root: Path, threads: int
) -> None:
    """Score a bundle on labelled corpora.

    CORPUS: a labelled file (sentences or articles in newstance's format), a table (.csv or .tsv with the columns text
    and stance; speaker, target, claim, id and group count where it has them), or the name of a corpus and split, such
    as sentences/test. `newstance data check FILE` says what is wrong with a file.
    """
    from newstance.evaluation.running import run_evaluate  # noqa: PLC0415 - --help stays quick

    sys.exit(run_evaluate(corpora, out, model, threads, Places(root, public_root)))


@main.command()
@click.argument("annotations", type=click.Path(path_type=Path))
@click.option("-o", "--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="The page to write.")
@click.option(
    "--articles", type=click.Path(path_type=Path, dir_okay=False), help="articles.jsonl, if it lies elsewhere."
)
def report(annotations: Path, out: Path, articles: Path | None) -> None:
    """Make a page to look at from ANNOTATIONS: annotations.jsonl, or the folder that holds it and articles.jsonl."""
    from newstance.report import write_report  # noqa: PLC0415 - --help stays quick

    summary = write_report(annotations, out, articles)
    for fault in summary.faults:
        click.echo(f"skipped: {fault}", err=True)
    if summary.skipped:
        click.echo(f"{summary.skipped:,} skipped, the first of them named above", err=True)
    click.echo(f"Open {out.resolve().as_uri()}", err=True)
    sys.exit(SOME_SKIPPED if summary.skipped else ALL_DONE)


@main.group()
def bundle() -> None:
    """Check trained bundles and make them small."""


@bundle.command("check")
@click.argument("folder", type=click.Path(path_type=Path))
def check_bundle(folder: Path) -> None:
    """Check every file of the bundle FOLDER against its manifest."""
    from newstance.bundle import foreign_files, open_bundle  # noqa: PLC0415 - --help stays quick

    click.echo(f"{open_bundle(folder).identity}: complete and unchanged")
    if others := ", ".join(foreign_files(folder)):
        click.echo(f"note: no part of the bundle, so not looked at: {others}", err=True)


@bundle.command("slim")
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("destination", type=click.Path(path_type=Path))
def slim_bundle(folder: Path, destination: Path) -> None:
    """Copy the bundle FOLDER to DESTINATION without full-precision weights: all that annotating takes.

    A slim bundle that DESTINATION holds is replaced; a folder that holds anything else is left alone.
    """
    from newstance.bundle import open_bundle, slim_copy  # noqa: PLC0415 - --help stays quick

    slim_copy(open_bundle(folder), destination)
    size = sum(path.stat().st_size for path in destination.iterdir())
    click.echo(f"{destination}: {size / 1e6:.1f} MB")


main.add_command(data)
main.add_command(compare)


def _told(fault: OSError) -> str:
    """What the operating system refused, and where, in one line with the cure."""
    place = "" if fault.filename is None else f"{fault.filename}: "
    cure = CURES.get(fault.errno or 0, "check that the place exists and is of the kind expected")
    return f"{place}{fault.strerror or fault}. Cure: {cure}"


def _fail(message: str) -> NoReturn:
    click.echo(f"newstance: {message}", err=True)
    sys.exit(NOTHING_DONE)
