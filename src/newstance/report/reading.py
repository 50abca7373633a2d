"""Annotations and articles as ``newstance annotate`` wrote them, read back one line at a time."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from newstance.errors import InputError
from newstance.labels import CLAIMS, STANCES
from newstance.records import Annotation, Article, Mention, Opinion, Sentence, Span
from newstance.report.lines import Line, Skipped, json_lines, record_of

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
    """Resolves what the user named: a file or the folder it lies in; ``articles.jsonl`` beside it is found unasked.

    Raises:
        InputError: a named file does not exist, or is in a format that the report does not read.
    """
    path = annotations / ANNOTATIONS if annotations.is_dir() else annotations
    if not path.is_file():
        raise InputError(str(path), "no such file. Cure: run 'newstance annotate INPUT -o OUT', then report on OUT")
    if path.suffix in {".csv", ".parquet"}:
        raise InputError(str(path), "expected JSON Lines. Cure: annotate with --format jsonl, and report on that")
    if articles is not None and not articles.is_file():
        raise InputError(str(articles), "no such file. Cure: leave the articles out to report on the sentences alone")
    beside = path.with_name(ARTICLES)
    return Sources(path, articles or (beside if beside.is_file() else None))


def read_annotations(path: Path, skipped: Skipped) -> Iterator[Annotation]:
    """Yields the annotations of ``path`` in file order; a line that is none, or tells a sentence twice, is skipped."""
    seen: dict[str, int] = {}  # the sentences of each article, one bit each
    for line in json_lines(path, skipped):
        try:
            annotation = annotation_of(line.record)
            _remember(seen, annotation.sentence)
        except ValueError as fault:
            skipped.add(line.place, str(fault))
        else:
            yield annotation


def annotation_of(record: Mapping[str, Any]) -> Annotation:
    """An annotation from its JSON form; probabilities, opinions and the like may be absent.

    Raises:
        ValueError: a field is missing or of the wrong kind; the message names it.
    """
    return Annotation(
        sentence=_sentence(record),
        stance=_label(record, "stance", STANCES),
        stance_probs=_probabilities(record, "stance_probs"),
        claim=_label(record, "claim", CLAIMS),
        claim_probs=_probabilities(record, "claim_probs"),
        uncertain=bool(record.get("uncertain", False)),
        opinions=tuple(_opinion(each) for each in _opinions(record)),
        quoted=bool(record.get("quoted", False)),
        model=str(record.get("model") or "unnamed model"),
    )


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


def _remember(seen: dict[str, int], sentence: Sentence) -> None:
    bit = 1 << sentence.index
    if seen.get(sentence.article_id, 0) & bit:
        raise ValueError(f"sentence {sentence.index} of article {sentence.article_id!r} is annotated twice")
    seen[sentence.article_id] = seen.get(sentence.article_id, 0) | bit


def _article(record: Mapping[str, Any]) -> Article:
    title, date, outlet, url = (_text_or_none(record.get(key)) for key in ("title", "date", "outlet", "url"))
    return Article(record["id"], record["text"], title=title, date=date, outlet=outlet, url=url)


def _sentence(record: Mapping[str, Any]) -> Sentence:
    index = _whole(record, "sentence")
    if index >= MOST_SENTENCES:
        raise ValueError(f'"sentence" should be below {MOST_SENTENCES}, found {index}')
    paragraph = _whole(record, "paragraph") if "paragraph" in record else 0
    start, end = _whole(record, "start"), _whole(record, "end")
    return Sentence(_text(record, "article_id"), index, paragraph, start, end, _text(record, "text"))


def _opinions(record: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    opinions = record.get("opinions") or []
    if not isinstance(opinions, list) or not all(isinstance(each, dict) for each in opinions):
        raise ValueError('"opinions" should be a list of objects')
    return opinions


def _opinion(record: Mapping[str, Any]) -> Opinion:
    prob = record.get("prob", 1.0)
    if not _is_probability(prob):
        raise ValueError(f'"prob" of an opinion should be a number from 0 to 1, found {prob!r}')
    speaker, target = (_mention(record.get(side), side) for side in ("speaker", "target"))
    return Opinion(_label(record, "stance", STANCES), speaker, target, prob)


def _mention(record: object, side: str) -> Mention | None:
    if record is None:
        return None
    if not isinstance(record, dict):
        raise ValueError(f'"{side}" should be an object or null, found {record!r}')  # noqa: TRY004 - one kind for all
    span = Span(_whole(record, "start"), _whole(record, "end"), _text(record, "text"))
    return Mention(span, _text_or_none(record.get("actor")), bool(record.get("elsewhere", False)))


def _probabilities(record: Mapping[str, Any], key: str) -> dict[str, float]:
    probabilities = record.get(key) or {}
    if not isinstance(probabilities, dict) or not all(map(_is_probability, probabilities.values())):
        raise ValueError(f'"{key}" should give each label a number from 0 to 1')
    return probabilities


def _is_probability(value: object) -> bool:
    return isinstance(value, int | float) and math.isfinite(value) and 0 <= value <= 1


def _label(record: Mapping[str, Any], key: str, labels: tuple[str, ...]) -> str:
    label = record.get(key)
    if label not in labels:
        raise ValueError(f'"{key}" should be one of {", ".join(labels)}; found {label!r}')
    return str(label)


def _text(record: Mapping[str, Any], key: str) -> str:
    value = record.get(key)
    if not isinstance(value, str):
        raise ValueError(f'"{key}" should be a text, found {value!r}')  # noqa: TRY004 - one kind for all faults
    return value


def _whole(record: Mapping[str, Any], key: str) -> int:
    value = record.get(key)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError(f'"{key}" should be a whole number from 0, found {value!r}')
    return value


def _text_or_none(value: object) -> str | None:
    return value if isinstance(value, str) and value.strip() else None
