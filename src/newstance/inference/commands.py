"""What ``newstance annotate`` and ``newstance classify`` do, step by step."""

import hashlib
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

import click
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from newstance.attribution import ActorTable
from newstance.bundle import answers_digest
from newstance.errors import ALL_DONE, NOTHING_DONE, SOME_SKIPPED, InputError
from newstance.inference.annotating import AnnotatedArticle, annotate
from newstance.inference.classifying import classify_questions, read_questions
from newstance.inference.job import AnnotationFiles, earlier_files, opinions_file, result_files, sole_run
from newstance.inference.loading import find_bundle, load_predictor
from newstance.inference.predicting import Predictor
from newstance.outputs import FORMATS, demand_folder, refuse_overwriting, sole_writer, stands_for_folder
from newstance.reading import SkipLog, read_articles
from newstance.reading.counting import count_articles
from newstance.records import Article
from newstance.writing import annotation_to_dict, check_format, json_line


@dataclass(frozen=True, slots=True)
class AnnotateOptions:
    """The options of ``newstance annotate`` that shape its result."""

    model: str | None
    output_format: str
    min_confidence: float
    actors: Path | None
    resume: bool
    threads: int
    engine: str
    workers: int | None


@dataclass(frozen=True, slots=True)
class _Annotator:
    """What annotates the articles of a run: the bundle and its model, the actors that the user names, the options."""

    bundle: Path
    predictor: Predictor
    actors: ActorTable | None
    options: AnnotateOptions

    def windows(self, articles: Iterable[Article], done: int = 0) -> Iterator[list[AnnotatedArticle]]:
        """Annotated windows in order, from this process or from a Ray cluster; the result is the same.

        ``done``: characters that an earlier run has annotated, before these articles.
        """
        options = self.options
        if options.engine == "local":
            return annotate(articles, self.predictor, options.min_confidence, self.actors, done)
        from newstance.inference.cluster import Job, annotate_on_ray  # noqa: PLC0415 - Ray is an extra

        threads = options.threads or 1
        job = Job(
            bundle=self.bundle,
            model=options.model,
            name=self.predictor.name,
            digest=answers_digest(self.bundle),
            threads=threads,
            min_confidence=options.min_confidence,
            actors=self.actors,
        )
        return annotate_on_ray(articles, job, options.workers, lambda note: _say(f"note: {note}"), done)


def run_annotate(inputs: Sequence[str], out: str | None, options: AnnotateOptions, report_too: bool) -> int:
    """Reads, annotates and writes; returns the exit status."""
    if out is not None:
        _check_results(inputs, out, options, report_too)
    actors = ActorTable.load(options.actors) if options.actors else None  # once: the file may be a pipe
    bundle = find_bundle(options.model)
    predictor = load_predictor(str(bundle), options.threads)
    annotator = _Annotator(bundle.absolute(), predictor, actors, options)
    skips = _skip_log()
    if out is None:
        articles = _to_standard_output(inputs, annotator, skips)
    else:
        with sole_run(out, options.output_format):
            articles = _to_files(inputs, out, annotator, skips)
        if articles:
            _tell_earlier(earlier_files(out, options.output_format, report_too=report_too))
    if report_too and out is not None and articles:
        from newstance.report import write_report  # noqa: PLC0415 - not needed otherwise

        page = Path(out, "report.html")
        write_report(result_files(out, options.output_format)[0], page)
        _say(f"Look at {page.resolve().as_uri()}")
    return _status(articles, skips)


def _tell_earlier(files: Sequence[Path]) -> None:
    """Says which files beside the results are not of this run, so that nobody takes them for its results."""
    if files:
        names = ", ".join(map(str, files))
        _say(f"note: not of this run but from earlier: {names}. Cure: delete them, or make them anew")


def _check_results(inputs: Sequence[str], out: str, options: AnnotateOptions, report_too: bool) -> None:
    """Raises, before any work is done, where the result could not be written or would overwrite an input."""
    if stands_for_folder(out) and Path(out).is_file():
        endings = ", ".join(f".{form}" for form in FORMATS)
        cure = f"Cure: give another name with -o (that of a file ends in {endings})"
        raise InputError(out, f"expected a folder, found a file. {cure}")
    if not stands_for_folder(out):
        demand_folder(Path(out))
    check_format(options.output_format)
    files = (*result_files(out, options.output_format), opinions_file(out, options.output_format))
    results = [path for path in files if path]
    results += [Path(out, "report.html")] if report_too else []
    refuse_overwriting([*inputs, *([str(options.actors)] if options.actors else [])], results)


def _to_standard_output(inputs: Sequence[str], annotator: _Annotator, skips: SkipLog) -> int:
    done = 0
    for window in annotator.windows(read_articles(inputs, skips)):
        for annotated in window:
            for annotation in annotated.annotations:
                click.echo(json_line(annotation_to_dict(annotation)), nl=False)
        done += len(window)
    return done


def _to_files(inputs: Sequence[str], out: str, annotator: _Annotator, skips: SkipLog) -> int:
    options = annotator.options
    files = AnnotationFiles(out, options.output_format, _job(inputs, out, annotator), options.resume, annotator.actors)
    if files.progress.articles:
        _say(f"Going on after {_counting(files.progress.articles, 'article')} that an earlier run finished.")
    with _progress_bar() as bar:
        total = None if bar.disable else count_articles(inputs)  # counting reads large files
        task = bar.add_task("Annotating", total=total, completed=files.progress.articles, sentences=0)
        articles = files.rest(read_articles(inputs, skips))
        windows = annotator.windows(articles, files.progress.characters)
        try:
            finished = files.write(_counted(windows, bar, task))
        except KeyboardInterrupt:
            raise KeyboardInterrupt(_what_is_saved(files.progress.articles) if options.resume else "") from None
    if finished.articles:
        counts = f"{_counting(finished.articles, 'article')}, {_counting(finished.sentences, 'sentence')}"
        _say(f"{counts} → {files.annotations}")
    return finished.articles


def _what_is_saved(articles: int) -> str:
    """What a user who has interrupted a run finds when giving its command again."""
    if not articles:
        return "nothing was saved yet"
    return f"the same command goes on after {_counting(articles, 'article')} that it saved"


def _counting(count: int, thing: str) -> str:
    return f"{count:,} {thing}" if count == 1 else f"{count:,} {thing}s"


def _counted(
    windows: Iterable[list[AnnotatedArticle]], bar: Progress, task: TaskID
) -> Iterator[list[AnnotatedArticle]]:
    sentences = 0
    for window in windows:
        yield window
        sentences += sum(len(annotated.annotations) for annotated in window)
        bar.update(task, advance=len(window), sentences=sentences)


def _job(inputs: Sequence[str], out: str, annotator: _Annotator) -> str:
    """A hash of what decides the result: inputs, the model's name and calibration, actors, options, which files come.

    Files that are named count with their size and time. What folders and standard input hold is not looked at here:
    ``AnnotationFiles.rest`` compares the articles themselves.
    """
    files = [Path(name) for name in inputs]
    states = [(file.stat().st_size, file.stat().st_mtime_ns) if file.is_file() else None for file in files]
    predictor, actors, options = annotator.predictor, annotator.actors, annotator.options
    key = [
        list(inputs),
        states,
        predictor.name,
        repr(predictor.calibration),
        options.output_format,
        options.min_confidence,
        actors and sorted(actors.actors.items()),
        "articles too" if result_files(out, options.output_format)[1] else "annotations alone",
    ]
    return hashlib.sha256(json.dumps(key).encode()).hexdigest()


def run_classify(source: str, out: Path | None, model: str | None, threads: int) -> int:
    """Answers a file of questions; returns the exit status."""
    if out is not None:
        demand_folder(out)
        refuse_overwriting([source], [out, _unfinished(out)])
    predictor = load_predictor(model, threads)
    skips = _skip_log()
    answered = 0
    with _output(out) as stream:
        for answer in classify_questions(read_questions(source, skips), predictor, skips):
            stream.write(json_line(answer))
            answered += 1
    return _status(answered, skips)


@contextmanager
def _output(out: Path | None) -> Iterator[TextIO]:
    """Where answers go. Earlier ones in ``out`` stay until all are written, and where none is, or a fault comes."""
    if out is None:
        yield sys.stdout
        return
    unfinished = _unfinished(out)
    with sole_writer(out):
        try:
            with unfinished.open("w", encoding="utf-8") as stream:
                yield stream
            if unfinished.stat().st_size:
                unfinished.replace(out)
        finally:
            unfinished.unlink(missing_ok=True)


def _unfinished(out: Path) -> Path:
    return out.with_name(f"{out.name}.part")


def _progress_bar() -> Progress:
    """Articles and sentences done, and the time left; nothing at all where standard error is not a terminal."""
    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("articles, {task.fields[sentences]:,} sentences"),
        TimeElapsedColumn(),
        TextColumn("left:"),
        TimeRemainingColumn(),
    )
    return Progress(*columns, console=console, disable=not console.is_terminal, transient=True)


def _skip_log() -> SkipLog:
    return SkipLog(on_skip=lambda skip: _say(f"skipped: {skip}"), on_note=lambda note: _say(f"note: {note}"))


def _status(done: int, skips: SkipLog) -> int:
    if skips.skips:
        _say(f"{len(skips.skips)} skipped, each named above")
    if not done:
        _say("nothing to do: no input could be read")
        return NOTHING_DONE
    return SOME_SKIPPED if skips.skips else ALL_DONE


def _say(message: str) -> None:
    click.echo(message, err=True)
