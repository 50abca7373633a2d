"""Annotations and articles as ``newstance annotate`` wrote them, read back one line at a time."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from newstance.errors import InputError
from newstance.labels import CLAIMS, STANCES
from newstance.outputs import FORMATS
from newstance.records import Annotation, Article, Opinion
from newstance.report.lines import Line, Skipped, json_lines, record_of
from newstance.writing import annotation_from_dict

ANNOTATIONS = "annotations.jsonl"
ARTICLES = "articles.jsonl"
MOST_SENTENCES = 1_000_000
"""No article is longer than this; a greater number is a fault of the file, and would cost memory to remember."""


@dataclass(frozen=True, slots=True)
class Sources:
    """The files that a report is built from; ``articles`` is None where there are none."""

    annotations: Path
    articles: Path | None


def find_sources(annotations: Path, articles: Path | None) -> Sources:
    """Resolves what the user named: a file or the folder it lies in.

    ``articles.jsonl`` beside ``annotations.jsonl`` is found unasked; beside annotations of another name it is none of
    ours, the input of the run perhaps.

    Raises:
        InputError: a named file does not exist, or is in a format that the report does not read.
    """
    path = _annotations_in(annotations) if annotations.is_dir() else annotations
    if not path.is_file():
        raise InputError(str(path), "no such file. Cure: run 'newstance annotate INPUT -o OUT', then report on OUT")
    if path.suffix.lower() in {".csv", ".parquet"}:
        raise InputError(str(path), _not_json_lines(path))
    if articles is not None and not articles.is_file():
        raise InputError(str(articles), "no such file. Cure: leave the articles out to report on the sentences alone")
    beside = path.with_name(ARTICLES)
    found = path.name.startswith("annotations.") and beside.is_file()
    return Sources(path, articles or (beside if found else None))


def _annotations_in(folder: Path) -> Path:
    """The folder's newest annotations, whatever their format: ``articles.jsonl`` belongs to them alone."""
    wanted = folder / ANNOTATIONS
    known = (wanted.with_suffix(f".{form}") for form in FORMATS)
    return max(filter(Path.is_file, known), key=lambda path: path.stat().st_mtime_ns, default=wanted)


def _not_json_lines(path: Path) -> str:
    fault = "expected JSON Lines. Cure: annotate with --format jsonl, and report on that"
    other = path.with_suffix(".jsonl")
    return f"{fault}, or name {other} if that run is meant" if other.is_file() else fault


def read_annotations(path: Path, skipped: Skipped) -> Iterator[Annotation]:
    """Yields the annotations of ``path`` in file order; a line that is none, or tells a sentence twice, is skipped."""
    seen: dict[str, int] = {}  # the sentences of each article, one bit each
    for line in json_lines(path, skipped):
        try:
            yield _checked(annotation_from_dict(line.record, line.place), line.place, seen)
        except InputError as error:
            skipped.add(error.place, error.fault)


class ArticleFile:
    """Finds articles of ``articles.jsonl`` by id. Holds where each one lies (a number), not its text.

    Raises:
        InputError: the file cannot be opened.
    """

    def __init__(self, path: Path | None, skipped: Skipped) -> None:
        self._path = path
        self._offsets: dict[str, int] = {}
        for line in json_lines(path, skipped) if path else ():
            self._index(line, skipped)

    def find(self, article_id: str) -> Article | None:
        """The article of that id, or None where the file has none."""
        if self._path is None or article_id not in self._offsets:
            return None
        with self._path.open("rb") as file:
            file.seek(self._offsets[article_id])
            return _article(record_of(file.readline()))

    def _index(self, line: Line, skipped: Skipped) -> None:
        if isinstance(line.record.get("id"), str) and isinstance(line.record.get("text"), str):
            self._offsets.setdefault(line.record["id"], line.offset)
        else:
            skipped.add(line.place, 'expected an article with the texts "id" and "text"')


def _checked(annotation: Annotation, place: str, seen: dict[str, int]) -> Annotation:
    """The annotation, now also in ``seen``; InputError if the page cannot rely on it or has this sentence already."""
    for fault in chain(_sentence_faults(annotation), *map(_opinion_faults, annotation.opinions)):
        raise InputError(place, fault)
    article_id, bit = annotation.sentence.article_id, 1 << annotation.sentence.index
    if seen.get(article_id, 0) & bit:
        raise InputError(place, f"sentence {annotation.sentence.index} of article {article_id!r} is annotated twice")
    seen[article_id] = seen.get(article_id, 0) | bit
    return annotation


def _sentence_faults(annotation: Annotation) -> Iterator[str]:
    sentence = annotation.sentence
    yield from _unknown("stance", annotation.stance, STANCES)
    yield from _unknown("claim", annotation.claim, CLAIMS)
    if not all(isinstance(value, str) for value in (sentence.article_id, sentence.text, annotation.model)):
        yield '"article_id", "text" and "model" should be texts'
    if not (isinstance(annotation.uncertain, bool) and isinstance(annotation.quoted, bool)):
        yield '"uncertain" and "quoted" should be true or false'
    numbers = (sentence.index, sentence.paragraph, sentence.start, sentence.end)
    if not all(map(_is_position, numbers)) or sentence.index >= MOST_SENTENCES:
        yield f'"sentence", "paragraph", "start" and "end" should be whole numbers from 0, found {_listed(numbers)}'
    probabilities = (*annotation.stance_probs.values(), *annotation.claim_probs.values())
    if not all(map(_is_probability, probabilities)):
        yield '"stance_probs" and "claim_probs" should give each label a number from 0 to 1'


def _opinion_faults(opinion: Opinion) -> Iterator[str]:
    yield from _unknown("stance", opinion.stance, STANCES)
    if not _is_probability(opinion.prob):
        yield f'"prob" of an opinion should be a number from 0 to 1, found {opinion.prob!r}'
    for mention in filter(None, (opinion.speaker, opinion.target)):
        span = mention.span
        if not (_is_position(span.start) and _is_position(span.end) and isinstance(span.text, str)):
            yield f"a speaker or target should have whole numbers and a text, found {_listed(astuple(span))}"
        if not isinstance(mention.actor, str | None):
            yield f'"actor" should be a text or null, found {mention.actor!r}'


def _unknown(key: str, label: object, labels: Sequence[str]) -> Iterator[str]:
    if label not in labels:
        yield f'"{key}" should be one of {", ".join(labels)}; found {label!r}'


def _is_position(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _is_probability(value: object) -> bool:
    return isinstance(value, int | float) and 0 <= value <= 1


def _listed(values: Iterable[object]) -> str:
    return ", ".join(map(repr, values))


def _article(record: Mapping[str, Any]) -> Article:
    title, date, outlet, url = (_text_or_none(record.get(key)) for key in ("title", "date", "outlet", "url"))
    return Article(record["id"], record["text"], title=title, date=date, outlet=outlet, url=url)


def _text_or_none(value: object) -> str | None:
    return value if isinstance(value, str) and value.strip() else None
