"""Parquet: one article a row, with the columns of JSON Lines. Needs the extra ``parquet``."""

import importlib
from collections.abc import Iterator
from typing import Any, BinaryIO, Final

from newstance.errors import InputError, MissingExtraError
from newstance.reading.records import article_from_record, check_columns
from newstance.reading.skips import SkipLog
from newstance.reading.sources import Source
from newstance.records import Article

ROWS: Final = 256
"""Rows in memory at a time."""


def read_parquet(source: Source, stream: BinaryIO, skips: SkipLog) -> Iterator[Article]:
    """The articles of a Parquet file; a row that cannot be used is named by its number, from 1, and skipped.

    A file without the column ``text``, or that is no Parquet, raises InputError.
    """
    for number, row in enumerate(_rows(source, stream), start=1):
        place = f"{source.place}: row {number}"
        try:
            yield article_from_record(_values(row, place), f"{source.name}:{number}", place)
        except InputError as error:
            skips.add(error.place, error.fault)


def _rows(source: Source, stream: BinaryIO) -> Iterator[Any]:
    """Tables of one row each."""
    try:
        arrow, parquet = importlib.import_module("pyarrow"), importlib.import_module("pyarrow.parquet")
    except ImportError as error:
        raise MissingExtraError("Parquet", "parquet") from error
    try:
        table = parquet.ParquetFile(stream)
        check_columns(table.schema_arrow.names, source.place)
        for batch in table.iter_batches(ROWS):
            yield from (batch.slice(row, 1) for row in range(batch.num_rows))
    except (arrow.ArrowException, OSError) as error:
        raise InputError(source.place, f"no Parquet file, or a damaged one ({error}). Cure: fetch it again") from error


def _values(row: Any, place: str) -> dict[str, Any]:  # noqa: ANN401 - pyarrow ships no types
    try:
        values: list[dict[str, Any]] = row.to_pylist()
    except (ValueError, OverflowError) as error:
        raise InputError(place, f"damaged ({error}); expected text in UTF-8. Cure: write the file again") from error
    return values[0]
