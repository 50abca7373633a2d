"""JSON Lines: one article a line. A broken line is skipped and named; the others survive."""

import codecs
import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from newstance.errors import InputError
from newstance.reading.decoding import MAX_BYTES, UTF16_BOMS, decode
from newstance.reading.records import article_from_record, refuse_annotations
from newstance.reading.skips import SkipLog
from newstance.reading.sources import Source
from newstance.records import Article


def read_jsonl(source: Source, stream: BinaryIO, skips: SkipLog) -> Iterator[Article]:
    """The articles of ``{"text": …, "id": …, "title": …, "date": …, "outlet": …, "url": …}`` a line.

    Only ``text`` is required. An article without an ``id`` gets the file's name and the line's number. Blank lines
    are passed over; a file without any other line, or one that holds a single JSON document, raises InputError.
    """
    begun = len(skips.skips)
    found = remarked = False
    for number, raw in _lines(stream, source.place, skips):
        place = f"{source.place}:{number}"
        found = True
        try:
            decoded = decode(raw, place)
            record = parse_object(decoded.text, place)
        except InputError as error:
            skips.add(error.place, error.fault)
            continue
        refuse_annotations(record, source.place)
        try:
            yield article_from_record(record, f"{source.name}:{number}", place)
        except InputError as error:
            skips.add(error.place, error.fault)
            continue
        if decoded.remark and not remarked:
            skips.note(place, decoded.remark)
            remarked = True
    if not found and len(skips.skips) == begun:
        raise InputError(source.place, "empty; expected one article a line")


def parse_object(line: str, place: str) -> dict[str, Any]:
    """The JSON object on a line; NaN becomes null. InputError says what is wrong and at which column."""
    try:
        value = json.loads(line.strip(), parse_constant=lambda _: None)
    except json.JSONDecodeError as error:
        raise InputError(place, f"broken JSON: {error.msg.removesuffix(' at')} at column {error.colno}") from error
    except (RecursionError, ValueError) as error:
        raise InputError(place, f"broken JSON: {error}") from error
    if not isinstance(value, dict):
        raise InputError(place, f'expected a JSON object with the key "text", found {type(value).__name__}')
    return value


def _lines(stream: BinaryIO, place: str, skips: SkipLog) -> Iterator[tuple[int, bytes]]:
    """Numbered lines that hold something; those of more than ``MAX_BYTES`` are skipped without being held."""
    number, begun = 0, False
    while raw := stream.readline(MAX_BYTES + 1):
        number += 1
        if len(raw) > MAX_BYTES:
            skips.add(f"{place}:{number}", f"a line of more than {MAX_BYTES >> 20} MB; expected one article a line")
            while raw and not raw.endswith(b"\n"):
                raw = stream.readline(MAX_BYTES)
            continue
        line = raw.removeprefix(codecs.BOM_UTF8).strip()
        if not line:
            continue
        if not begun:
            _refuse_documents(line, place)
        begun = True
        yield number, raw


def _refuse_documents(first: bytes, place: str) -> None:
    """Raises InputError where the first line that holds something shows that lines are no objects of their own."""
    if first.startswith(UTF16_BOMS):
        raise InputError(place, "UTF-16; expected UTF-8. Cure: iconv -f UTF-16 -t UTF-8 FILE > NEW.jsonl")
    if first == b"{" or first.startswith(b"["):
        raise InputError(place, "one JSON document; expected one object a line. Cure: jq -c '.[]' FILE > NEW.jsonl")
