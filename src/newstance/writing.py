"""Annotations and articles as JSON Lines; annotation files converted to CSV and Parquet, opinions as a table.

The format is a promise to users' scripts: offsets count Unicode code points of the article's text as read,
probabilities have four digits, ``speaker`` and ``target`` are null where unknown. Nothing here holds more than one
batch of annotations in memory.
"""

import csv
import importlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import Any, Final

from newstance.errors import InputError, MissingExtraError
from newstance.records import Annotation, Article, Mention, Opinion, Sentence, Span

COLUMNS: Final = (
    "article_id", "sentence", "paragraph", "start", "end", "text", "stance", "stance_probs", "claim", "claim_probs",
    "uncertain", "opinions", "quoted", "model",
)  # fmt: skip
"""The keys of an annotation in their order; CSV and Parquet have the same columns."""

ARTICLE_COLUMNS: Final = ("title", "date", "outlet")
"""What a table tells of the article beside each of its rows, where the articles are at hand."""

OPINION_COLUMNS: Final = (
    "article_id", *ARTICLE_COLUMNS, "sentence", "stance", "prob", "speaker", "speaker_text", "target", "target_text",
    "claim", "uncertain", "quoted", "text", "model",
)  # fmt: skip
"""The columns of a table of opinions: ``speaker`` and ``target`` are actors, ``…_text`` the words that name them."""

CONVERTED: Final = ("csv", "parquet")
"""What an annotation file can be converted to."""

NESTED: Final = ("stance_probs", "claim_probs", "opinions")
DIGITS: Final = 4
BATCH: Final = 5000
"""Annotations converted at a time."""


def json_line(record: Mapping[str, Any]) -> str:
    """The record as one line of JSON with its newline, characters unescaped."""
    return json.dumps(record, ensure_ascii=False, default=str) + "\n"


def article_to_dict(article: Article) -> dict[str, Any]:
    """The article as a line of ``articles.jsonl``; keys without a value are left out, ``extra`` keys come last."""
    known = {"id": article.id, "title": article.title, "date": article.date, "outlet": article.outlet}
    known |= {"url": article.url, "text": article.text}
    return {key: value for key, value in known.items() if value is not None} | dict(article.extra)


def annotation_to_dict(annotation: Annotation) -> dict[str, Any]:
    """The annotation in the published format, keys in the order of ``COLUMNS``."""
    sentence = annotation.sentence
    return {
        "article_id": sentence.article_id,
        "sentence": sentence.index,
        "paragraph": sentence.paragraph,
        "start": sentence.start,
        "end": sentence.end,
        "text": sentence.text,
        "stance": annotation.stance,
        "stance_probs": _rounded(annotation.stance_probs),
        "claim": annotation.claim,
        "claim_probs": _rounded(annotation.claim_probs),
        "uncertain": annotation.uncertain,
        "opinions": [_opinion_to_dict(opinion) for opinion in annotation.opinions],
        "quoted": annotation.quoted,
        "model": annotation.model,
    }


def annotation_from_dict(record: Mapping[str, Any], place: str = "annotation") -> Annotation:
    """The inverse of ``annotation_to_dict``; InputError naming ``place`` if a key is missing or of another shape."""
    try:
        return _annotation(record)
    except KeyError as error:
        raise InputError(place, f"no {error.args[0]!r}; expected an annotation with {', '.join(COLUMNS)}") from error
    except (TypeError, ValueError, AttributeError) as error:
        raise InputError(place, f"not an annotation as newstance writes it ({error})") from error


def read_annotations(path: Path) -> Iterator[dict[str, Any]]:
    """The annotations of a JSON Lines file, one at a time, as dicts; InputError names file and line."""
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            try:
                record = json.loads(line)
            except json.JSONDecodeError as error:
                raise InputError(f"{path}:{number}", f"broken JSON: {error.msg}") from error
            if missing := [key for key in COLUMNS if key not in record]:
                raise InputError(f"{path}:{number}", f"no {missing[0]!r}; expected an annotation")
            yield record


def check_format(format: str) -> None:  # noqa: A002 - as the option is named
    """Raises MissingExtraError where packages that writing ``format`` needs are missing: known before any work."""
    if format == "parquet":
        _pyarrow()


def convert_annotations(
    jsonl_path: Path,
    out_path: Path,
    format: str,  # noqa: A002 - as the option is named
    articles_path: Path | None = None,
) -> int:
    """Write an annotation file anew as ``csv`` or ``parquet``; the number of annotations written.

    Opinions are a nested list in Parquet and JSON text in CSV, probabilities likewise. Memory stays constant.

    Args:
        jsonl_path: the annotations.
        out_path: the table.
        format: ``csv`` or ``parquet``.
        articles_path: their articles in the same order (JSON Lines); with it, ``ARTICLE_COLUMNS`` come last.
    """
    if format not in CONVERTED:
        raise InputError(str(out_path), f"unknown format {format!r}; expected one of {', '.join(CONVERTED)}")
    columns = (*COLUMNS, *(ARTICLE_COLUMNS if articles_path else ()))
    annotations = _with_articles(read_annotations(jsonl_path), articles_path)
    return _to_csv(annotations, out_path, columns) if format == "csv" else _to_parquet(annotations, out_path, columns)


def write_opinions(jsonl_path: Path, out_path: Path, articles_path: Path) -> int:
    """Write the opinions of an annotation file as CSV, a row each; the number of opinions written.

    ``articles_path`` holds the articles in the same order (JSON Lines).
    """
    annotations = _with_articles(read_annotations(jsonl_path), articles_path)
    return _write_rows(chain.from_iterable(map(_opinion_rows, annotations)), out_path, OPINION_COLUMNS)


def _with_articles(annotations: Iterator[dict[str, Any]], articles_path: Path | None) -> Iterator[dict[str, Any]]:
    """The annotations with ``ARTICLE_COLUMNS`` of their article, where the articles are known."""
    if articles_path is None:
        yield from annotations
        return
    with articles_path.open(encoding="utf-8") as lines:
        articles = map(json.loads, lines)
        article: dict[str, Any] = {}
        for annotation in annotations:
            while article.get("id") != annotation["article_id"]:
                article = next(articles)  # every annotation has its article: one run wrote both
            yield annotation | {column: article.get(column) for column in ARTICLE_COLUMNS}


def _opinion_rows(annotation: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for opinion in annotation["opinions"]:
        row = {key: annotation[key] for key in OPINION_COLUMNS if key in annotation}
        row |= {"stance": opinion["stance"], "prob": opinion["prob"]}
        for side in ("speaker", "target"):
            mention = opinion[side] or {}
            row |= {side: mention.get("actor"), f"{side}_text": mention.get("text")}
        yield row


def _to_csv(annotations: Iterator[dict[str, Any]], out_path: Path, columns: Sequence[str]) -> int:
    rows = (each | {key: json.dumps(each[key], ensure_ascii=False) for key in NESTED} for each in annotations)
    return _write_rows(rows, out_path, columns)


def _write_rows(rows: Iterable[Mapping[str, Any]], out_path: Path, columns: Sequence[str]) -> int:
    """Writes a CSV file with a byte order mark, without which Excel takes UTF-8 for Windows-1252."""
    count = 0
    with out_path.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.DictWriter(out, columns, extrasaction="ignore")
        writer.writeheader()
        for row in rows:
            writer.writerow(row)
            count += 1
    return count


def _to_parquet(annotations: Iterator[dict[str, Any]], out_path: Path, columns: Sequence[str]) -> int:
    arrow, parquet = _pyarrow()
    count = 0
    batch = list(islice(annotations, BATCH))
    schema = _schema(arrow, batch, columns)
    with parquet.ParquetWriter(out_path, schema, compression="zstd") as writer:
        while batch:
            writer.write_table(arrow.Table.from_pylist(batch, schema=schema))
            count += len(batch)
            batch = list(islice(annotations, BATCH))
    return count


def _pyarrow() -> tuple[Any, Any]:
    """``pyarrow`` and ``pyarrow.parquet``, which are an extra."""
    try:
        return importlib.import_module("pyarrow"), importlib.import_module("pyarrow.parquet")
    except ImportError as error:
        raise MissingExtraError("Parquet", "parquet") from error


def _schema(arrow: Any, first: list[dict[str, Any]], columns: Sequence[str]) -> Any:  # noqa: ANN401 - no types
    """Column types; the labels, which only the bundle knows, are those of the first annotation."""
    text, number, flag, prob = arrow.string(), arrow.int64(), arrow.bool_(), arrow.float64()
    mention = arrow.struct({"start": number, "end": number, "text": text, "actor": text, "elsewhere": flag})
    opinion = arrow.struct({"stance": text, "prob": prob, "speaker": mention, "target": mention})
    types = dict.fromkeys(columns, text) | dict.fromkeys(("sentence", "paragraph", "start", "end"), number)
    types |= {"uncertain": flag, "quoted": flag, "opinions": arrow.list_(opinion)}
    for key in ("stance_probs", "claim_probs"):
        types[key] = arrow.struct(dict.fromkeys(first[0][key], prob)) if first else text
    return arrow.schema(types)


def _rounded(probs: Mapping[str, float]) -> dict[str, float]:
    return {label: round(float(prob), DIGITS) for label, prob in probs.items()}


def _opinion_to_dict(opinion: Opinion) -> dict[str, Any]:
    return {
        "stance": opinion.stance,
        "prob": round(float(opinion.prob), DIGITS),
        "speaker": _mention_to_dict(opinion.speaker),
        "target": _mention_to_dict(opinion.target),
    }


def _mention_to_dict(mention: Mention | None) -> dict[str, Any] | None:
    if mention is None:
        return None
    span = mention.span
    record: dict[str, Any] = {"start": span.start, "end": span.end, "text": span.text, "actor": mention.actor}
    return record | {"elsewhere": True} if mention.elsewhere else record


def _annotation(record: Mapping[str, Any]) -> Annotation:
    sentence = Sentence(
        article_id=record["article_id"],
        index=record["sentence"],
        paragraph=record["paragraph"],
        start=record["start"],
        end=record["end"],
        text=record["text"],
    )
    return Annotation(
        sentence=sentence,
        stance=record["stance"],
        stance_probs=dict(record["stance_probs"]),
        claim=record["claim"],
        claim_probs=dict(record["claim_probs"]),
        uncertain=record["uncertain"],
        opinions=tuple(map(_opinion, record["opinions"])),
        quoted=record["quoted"],
        model=record["model"],
    )


def _opinion(record: Mapping[str, Any]) -> Opinion:
    return Opinion(record["stance"], _mention(record["speaker"]), _mention(record["target"]), record["prob"])


def _mention(record: Mapping[str, Any] | None) -> Mention | None:
    if record is None:
        return None
    span = Span(record["start"], record["end"], record["text"])
    return Mention(span, record["actor"], record.get("elsewhere", False))
