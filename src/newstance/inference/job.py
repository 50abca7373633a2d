"""An annotation run with its files: what is written where, and how a killed run goes on.

While a run is under way, ``annotations.jsonl.part`` and ``articles.jsonl.part`` grow, and ``progress.json`` says up to
which byte they can be trusted and which articles they hold. At the end actors are named alike over the whole corpus,
and the files get their names (or are converted to CSV or Parquet, opinions to a table of their own), all at once.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from newstance.attribution import ActorTable
from newstance.errors import InputError
from newstance.inference.annotating import AnnotatedArticle
from newstance.inference.naming import name_alike
from newstance.outputs import FORMATS, sole_writer, stands_for_folder
from newstance.records import Article
from newstance.writing import annotation_to_dict, article_to_dict, convert_annotations, json_line, write_opinions


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run has come. ``job`` tells runs apart: inputs, model and options.

    ``digest`` is a hash of the articles done, ``characters`` the length of their texts.
    """

    job: str
    articles: int = 0
    sentences: int = 0
    annotation_bytes: int = 0
    article_bytes: int = 0
    digest: str = ""
    characters: int = 0


class AnnotationFiles:
    """The files of a run that writes to ``out``: a folder, or one annotation file.

    With ``resume`` a killed run of the same ``job`` goes on. ``actors`` are names that are settled whatever the corpus
    says (newstance's own table if None). Nothing here keeps another run away: ``sole_run`` does.

    Raises:
        InputError: with ``resume``, an unfinished run of another job lies there.
    """

    def __init__(
        self, out: str | Path, output_format: str, job: str, resume: bool, actors: ActorTable | None = None
    ) -> None:
        self.annotations, self.articles = result_files(out, output_format)
        self._opinions = opinions_file(out, output_format)
        self.annotations.parent.mkdir(parents=True, exist_ok=True)
        self._format, self._actors = output_format, actors
        stem = self.annotations.stem  # runs of all formats write the same part, so they share its state
        self._state = self.annotations.with_name(f"{stem}.jsonl.progress.json")
        self._parts = [self.annotations.with_name(f"{stem}.jsonl.part")]
        self._parts += [self.articles.with_name("articles.jsonl.part")] if self.articles else []
        self.progress = (self._earlier_progress(job) if resume else None) or Progress(job)

    def rest(self, articles: Iterable[Article]) -> Iterator[Article]:
        """The articles that earlier, killed runs of this job have not finished.

        Raises:
            InputError: the input is no longer what it was.
        """
        iterator = iter(articles)
        if _digest("", islice(iterator, self.progress.articles)) != self.progress.digest:
            raise InputError(
                str(self._state),
                f"this run stopped after {self.progress.articles:,} articles, and the input no longer begins with them "
                "word for word. Cure: give it the input it had, or --no-resume to start afresh",
            )
        yield from iterator

    def write(self, windows: Iterable[list[AnnotatedArticle]]) -> Progress:
        """Writes windows as they come, each safely on disk before the next, and gives the files their names.

        Where no article comes, earlier results of that name stay as they are.
        """
        if not self.progress.articles:
            self._state.unlink(missing_ok=True)  # it tells of an earlier run, whose parts are now emptied
        streams = [_open_at(part, size) for part, size in self._sized_parts(self.progress)]
        for window in windows:
            self._write_window(window, streams)
        for stream in streams:
            stream.close()
        if self.progress.articles:
            self._finish()
        else:
            self._give_up()
        return self.progress

    def _earlier_progress(self, job: str) -> Progress | None:
        """How far a killed run of the same job came; None if there was none, or a part of it is lost or cut."""
        earlier = _read_progress(self._state)
        if earlier is None:
            return None
        if earlier.job != job:
            raise InputError(
                str(self._state),
                "an unfinished run with other inputs, model or options lies here. Cure: repeat its command to go on, "
                "or --no-resume to discard it",
            )
        self._take_back(earlier)
        return earlier if all(_holds(part, size) for part, size in self._sized_parts(earlier)) else None

    def _take_back(self, earlier: Progress) -> None:
        """Makes parts again of the files that a run had given their names when it was killed."""
        for (part, size), result in zip(self._sized_parts(earlier), (self.annotations, self.articles), strict=False):
            if result and not part.exists() and result.is_file() and result.stat().st_size == size:
                result.replace(part)

    def _sized_parts(self, progress: Progress) -> list[tuple[Path, int]]:
        """The parts, each with the bytes of it that can be trusted."""
        return list(zip(self._parts, (progress.annotation_bytes, progress.article_bytes), strict=False))

    def _write_window(self, window: list[AnnotatedArticle], streams: list[BinaryIO]) -> None:
        annotations = [annotation for annotated in window for annotation in annotated.annotations]
        streams[0].write("".join(json_line(annotation_to_dict(annotation)) for annotation in annotations).encode())
        for stream in streams[1:]:
            stream.write("".join(json_line(article_to_dict(annotated.article)) for annotated in window).encode())
        for stream in streams:
            stream.flush()
            os.fsync(stream.fileno())
        self.progress = Progress(
            job=self.progress.job,
            articles=self.progress.articles + len(window),
            sentences=self.progress.sentences + len(annotations),
            annotation_bytes=streams[0].tell(),
            article_bytes=streams[-1].tell() if self.articles else 0,
            digest=_digest(self.progress.digest, (annotated.article for annotated in window)),
            characters=self.progress.characters + sum(len(annotated.article.text) for annotated in window),
        )
        _write_atomically(self._state, json.dumps(asdict(self.progress)))

    def _finish(self) -> None:
        """Gives the files their names. A run that is killed meanwhile does this again, from the same parts.

        As long as the state is there, every part is, under its own name or its result's; so the state goes first.
        """
        part = self._parts[0]
        named, converted = part.with_name(f"{part.name}.named"), part.with_name(f"{part.name}.converted")
        result = named if name_alike(part, named, self._actors) else part
        if self._format != "jsonl":
            articles = self._parts[1] if self.articles else None
            convert_annotations(result, converted, self._format, articles)
            if self._opinions and articles:
                unfinished = self._opinions.with_name(f"{self._opinions.name}.part")
                write_opinions(result, unfinished, articles)
                unfinished.replace(self._opinions)
            result = converted
        result.replace(self.annotations)
        if self.articles:
            self._parts[1].replace(self.articles)
        for leftover in (self._state, part, named):
            leftover.unlink(missing_ok=True)

    def _give_up(self) -> None:
        for leftover in (*self._parts, self._state):
            leftover.unlink(missing_ok=True)


def result_files(out: str | Path, output_format: str) -> tuple[Path, Path | None]:
    """Where a run that writes to ``out`` leaves its annotations and its articles (None: ``out`` is one file)."""
    if stands_for_folder(out):
        return Path(out, f"annotations.{output_format}"), Path(out, "articles.jsonl")
    return Path(out), None


def opinions_file(out: str | Path, output_format: str) -> Path | None:
    """Where a run that writes to ``out`` leaves its opinions as a table; None where it makes none."""
    return Path(out, "opinions.csv") if output_format == "csv" and stands_for_folder(out) else None


def earlier_files(out: str | Path, output_format: str, *, report_too: bool) -> list[Path]:
    """What lies in the folder ``out`` under names of results, and is none of a run with these options."""
    if not stands_for_folder(out):
        return []
    names = [*(f"annotations.{form}" for form in FORMATS), "opinions.csv", "report.html"]
    own = {*result_files(out, output_format), opinions_file(out, output_format)}
    own |= {Path(out, "report.html")} if report_too else set()
    return [path for name in names if (path := Path(out, name)) not in own and path.is_file()]


@contextmanager
def sole_run(out: str | Path, output_format: str) -> Iterator[None]:
    """Keeps other runs into ``out`` away; InputError if one is under way. The folder is made if missing."""
    annotations, _ = result_files(out, output_format)
    annotations.parent.mkdir(parents=True, exist_ok=True)
    with sole_writer(annotations.with_suffix(".jsonl")):  # runs of all formats write the same part
        yield


def _digest(before: str, articles: Iterable[Article]) -> str:
    """The hash of all articles so far, from that of the ones ``before``: so it can be saved and gone on with."""
    for article in articles:
        before = hashlib.sha256(f"{before}{json_line(article_to_dict(article))}".encode()).hexdigest()
    return before


def _holds(part: Path, size: int) -> bool:
    """Whether what a killed run has written is still there."""
    return size == 0 or (part.is_file() and part.stat().st_size >= size)


def _open_at(part: Path, size: int) -> BinaryIO:
    """The file opened for writing behind its first ``size`` bytes; what a killed run wrote after them goes."""
    stream = part.open("r+b" if size else "wb")
    stream.truncate(size)
    stream.seek(size)
    return stream


def _read_progress(state: Path) -> Progress | None:
    """What a killed run left, if anything."""
    if not state.is_file():
        return None
    try:
        return Progress(**json.loads(state.read_text(encoding="utf-8")))
    except (ValueError, TypeError) as fault:
        raise InputError(str(state), f"not a progress file ({fault}). Cure: --no-resume starts afresh") from fault


def _write_atomically(path: Path, text: str) -> None:
    unfinished = path.with_name(path.name + ".new")
    unfinished.write_text(text, encoding="utf-8")
    unfinished.replace(path)
