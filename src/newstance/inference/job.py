"""An annotation run with its files: what is written where, and how a killed run goes on.

While a run is under way, ``annotations.jsonl.part`` and ``articles.jsonl.part`` grow, and ``progress.json`` says up to
which byte they can be trusted. At the end actors are named alike over the whole corpus, and the files get their names
(or are converted to CSV or Parquet), all at once.
"""

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from newstance.attribution import ActorTable
from newstance.errors import InputError
from newstance.inference.annotating import AnnotatedArticle
from newstance.inference.naming import name_alike
from newstance.records import Article
from newstance.writing import annotation_to_dict, article_to_dict, convert_annotations, json_line


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run has come. ``job`` tells runs apart: inputs, model and options."""

    job: str
    articles: int = 0
    sentences: int = 0
    annotation_bytes: int = 0
    article_bytes: int = 0
    last_id: str | None = None


class AnnotationFiles:
    """The files of a run that writes to ``out``: a folder, or one annotation file.

    ``actors`` are names that are settled whatever the corpus says (newstance's own table if None).
    """

    def __init__(self, out: Path, output_format: str, job: str, resume: bool, actors: ActorTable | None = None) -> None:
        is_file = bool(out.suffix) and not out.is_dir()
        folder = out.parent if is_file else out
        folder.mkdir(parents=True, exist_ok=True)
        self.annotations = out if is_file else folder / f"annotations.{output_format}"
        self.articles = None if is_file else folder / "articles.jsonl"
        self._format, self._actors = output_format, actors
        self._state = self.annotations.with_name(f"{self.annotations.name}.progress.json")
        self._parts = [self.annotations.with_name(f"{self.annotations.stem}.jsonl.part")]
        self._parts += [self.articles.with_name("articles.jsonl.part")] if self.articles else []
        self.progress = (_read_progress(self._state, job) if resume else None) or Progress(job)
        if not all(_holds(part, size) for part, size in zip(self._parts, self._sizes(), strict=True)):
            self.progress = Progress(job)

    def rest(self, articles: Iterable[Article]) -> Iterator[Article]:
        """The articles that earlier, killed runs of this job have not finished.

        Raises:
            InputError: the input is no longer what it was.
        """
        iterator = iter(articles)
        done = None
        for done in islice(iterator, self.progress.articles):  # noqa: B007 - the last one is looked at
            pass
        if self.progress.articles and (done is None or done.id != self.progress.last_id):
            raise InputError(
                str(self._state),
                f"this run stopped after article {self.progress.last_id!r}, which is not at its place in the input any "
                "more. Cure: --no-resume starts afresh",
            )
        yield from iterator

    def write(self, windows: Iterable[list[AnnotatedArticle]]) -> Progress:
        """Writes windows as they come, each safely on disk before the next, and gives the files their names.

        Where no article comes, earlier results of that name stay as they are.
        """
        streams = [_open_at(part, size) for part, size in zip(self._parts, self._sizes(), strict=True)]
        for window in windows:
            self._write_window(window, streams)
        for stream in streams:
            stream.close()
        if self.progress.articles:
            self._finish()
        else:
            self._give_up()
        return self.progress

    def _sizes(self) -> list[int]:
        return [self.progress.annotation_bytes, self.progress.article_bytes][: len(self._parts)]

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
            last_id=window[-1].article.id,
        )
        _write_atomically(self._state, json.dumps(asdict(self.progress)))

    def _finish(self) -> None:
        """Gives the files their names. A run that is killed meanwhile does this again, from the same parts."""
        part = self._parts[0]
        named, converted = part.with_name(f"{part.name}.named"), part.with_name(f"{part.name}.converted")
        result = named if name_alike(part, named, self._actors) else part
        if self._format != "jsonl":
            convert_annotations(result, converted, self._format)
            result = converted
        result.replace(self.annotations)
        if self.articles:
            self._parts[1].replace(self.articles)
        for leftover in (part, named, self._state):
            leftover.unlink(missing_ok=True)

    def _give_up(self) -> None:
        for leftover in (*self._parts, self._state):
            leftover.unlink(missing_ok=True)


def _holds(part: Path, size: int) -> bool:
    """Whether what a killed run has written is still there."""
    return size == 0 or (part.is_file() and part.stat().st_size >= size)


def _open_at(part: Path, size: int) -> BinaryIO:
    """The file opened for writing behind its first ``size`` bytes; what a killed run wrote after them goes."""
    stream = part.open("r+b" if size else "wb")
    stream.truncate(size)
    stream.seek(size)
    return stream


def _read_progress(state: Path, job: str) -> Progress | None:
    """What a killed run of the same job left, if anything."""
    if not state.is_file():
        return None
    try:
        progress = Progress(**json.loads(state.read_text(encoding="utf-8")))
    except (ValueError, TypeError) as fault:
        raise InputError(str(state), f"not a progress file ({fault}). Cure: --no-resume starts afresh") from fault
    return progress if progress.job == job else None


def _write_atomically(path: Path, text: str) -> None:
    unfinished = path.with_name(path.name + ".new")
    unfinished.write_text(text, encoding="utf-8")
    unfinished.replace(path)
