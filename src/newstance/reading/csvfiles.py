"""CSV (RFC 4180): one article a row, with the columns of JSON Lines; commas, semicolons or tabs part them."""

import csv
import io
import re
from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO, Final

from newstance.errors import InputError
from newstance.reading.decoding import MAX_BYTES, UTF16_BOMS, decode
from newstance.reading.records import article_from_record, check_columns
from newstance.reading.skips import SkipLog
from newstance.reading.sources import Source
from newstance.records import Article

_DELIMITERS: Final = ",;\t"
_ESCAPED_BYTE: Final = re.compile("[\udc80-\udcff]")


def read_csv(source: Source, stream: BinaryIO, skips: SkipLog) -> Iterator[Article]:
    """The articles of a CSV file with a header; a row that cannot be used is named by its first line and skipped.

    A file without the column ``text`` raises InputError.
    """
    csv.field_size_limit(MAX_BYTES)
    lines = _text_lines(stream)
    header = lines.readline()
    delimiter = delimiter_of(header)
    encodings: set[str] = set()
    names = _decoded(next(csv.reader([header], delimiter=delimiter), []), f"{source.place}:1", encodings)
    columns = check_columns(names, source.place)
    for number, row in _rows(lines, delimiter, source.place, skips):
        place = f"{source.place}:{number}"
        try:
            record = _record(_decoded(row, place, encodings), columns, place)
            yield article_from_record(record, f"{source.name}:{number}", place)
        except InputError as error:
            skips.add(error.place, error.fault)
    for encoding in sorted(encodings):
        skips.note(source.place, f"not all UTF-8; some rows read as {encoding}")


def delimiter_of(header: str) -> str:
    """What parts the columns of a table with this first line: comma, semicolon or tab."""
    return max(_DELIMITERS, key=header.count)


def _text_lines(stream: BinaryIO) -> io.TextIOWrapper:
    """The file as text; bytes that are not UTF-8 survive as escapes, to be decoded row by row."""
    buffered = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(stream)  # type: ignore[type-var]
    encoding = "utf-16" if buffered.peek(2).startswith(UTF16_BOMS) else "utf-8-sig"
    return io.TextIOWrapper(buffered, encoding, errors="surrogateescape", newline="")


def _rows(lines: io.TextIOWrapper, delimiter: str, place: str, skips: SkipLog) -> Iterator[tuple[int, list[str]]]:
    """Rows that hold something, with the number of their first line; broken ones are skipped."""
    rows = csv.reader(lines, delimiter=delimiter, strict=True)
    row: list[str] | None = []
    while row is not None:
        number = rows.line_num + 2
        try:
            row = next(rows, None)
        except csv.Error as error:
            skips.add(f"{place}:{number}", f"broken CSV: {error}. Cure: double the quotation marks inside a field")
            continue
        if row:
            yield number, row


def _record(row: list[str], columns: list[str], place: str) -> dict[str, str]:
    if len(row) > len(columns):
        raise InputError(place, f"{len(row)} fields for {len(columns)} columns. Cure: quote fields that hold commas")
    return dict(zip(columns, row, strict=False))


def _decoded(row: list[str], place: str, encodings: set[str]) -> list[str]:
    """A row with its escaped bytes decoded; what they were read as is entered in ``encodings``.

    All fields are decoded as one: a name alone (``Zoé``) is too short to tell its encoding.
    """
    if not any(_ESCAPED_BYTE.search(value) for value in row):
        return row
    decoded = decode("\n".join(row).encode("utf-8", "surrogateescape"), place)
    encodings.add(decoded.encoding)
    lines = iter(decoded.text.split("\n"))
    return ["\n".join(islice(lines, value.count("\n") + 1)) for value in row]
