"""From one record of a JSON Lines, CSV or Parquet file to an article, and back to what a user can correct."""

import json
from collections.abc import Collection, Iterable, Mapping
from itertools import islice
from typing import Any, Final

from newstance.errors import InputError
from newstance.reading.decoding import tidy, well_formed
from newstance.reading.markup import holds_html, words_of_html
from newstance.records import Article

FIELDS: Final = ("id", "text", "title", "date", "outlet", "url")
"""The keys that newstance knows; a record's other keys go to ``Article.extra``."""

_OF_ANNOTATIONS: Final = frozenset(("article_id", "sentence", "stance_probs", "opinions"))
_MAX_KEY: Final = 40


def article_from_record(record: Mapping[str, Any], fallback_id: str, place: str) -> Article:
    """The article of a record with the key ``text``; InputError names ``place`` and the cure.

    HTML in the text (content systems export it so) is read for its words: offsets count in these.
    """
    text = tidy(_text_of(record, place))
    if holds_html(text):
        text = words_of_html(text)
    if not text.strip():
        raise InputError(place, '"text" is empty; expected the text of an article')
    known = {key: well_formed(_plain(record.get(key))) for key in ("title", "date", "outlet", "url")}
    extra = {well_formed(key): well_formed(value) for key, value in record.items() if key not in FIELDS}
    return Article(id=_plain(record.get("id")) or fallback_id, text=text, extra=extra, **known)


def check_columns(columns: list[str], place: str) -> list[str]:
    """The columns of a table if ``text`` is among them; else InputError."""
    names = [name.strip() for name in columns]
    refuse_annotations(names, place)
    if "text" in names:
        return names
    found = _quoted(names) or "none"
    raise InputError(place, f'no column "text"; found {found}. Cure: rename the column with the articles to "text"')


def refuse_annotations(keys: Collection[str], place: str) -> None:
    """Raises InputError where the keys are those of newstance's own annotations: sentences, no articles."""
    if _OF_ANNOTATIONS.issubset(keys):
        raise InputError(place, "annotations that newstance wrote; expected articles. Cure: name the articles' files")


def _text_of(record: Mapping[str, Any], place: str) -> str:
    text = record.get("text")
    if isinstance(text, str):
        return text
    if text is None and "text" in record:
        raise InputError(place, '"text" is null; expected the text of an article')
    if text is None:
        raise InputError(place, f'no "text"; found {_quoted(record) or "no keys at all"}. Cure: {_cure(record)}')
    raise InputError(place, f'"text" is {_kind(text)}; expected a string')


def _plain(value: object) -> str | None:
    """A metadata value as text; None where it is missing or empty."""
    if value is None or value == "":
        return None
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str).strip('"')


def _quoted(keys: Iterable[str]) -> str:
    """The first keys, long ones cut: a table without a header has an article in their place."""
    return ", ".join(f'"{key}"' if len(key) <= _MAX_KEY else f'"{key[:_MAX_KEY]}…"' for key in islice(keys, 8))


def _cure(record: Mapping[str, Any]) -> str:
    """Names the key that most likely holds the article: the one with the longest string."""
    strings = {key: value for key, value in record.items() if isinstance(value, str)}
    longest = max(strings, key=lambda key: len(strings[key]), default=None)
    return f'rename "{longest}" to "text" if it holds the article' if longest else 'give the article\'s text as "text"'


def _kind(value: object) -> str:
    kinds = {bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "an object"}
    return kinds.get(type(value), type(value).__name__)
