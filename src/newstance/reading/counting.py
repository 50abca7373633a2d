"""How many articles wait in the inputs, for a progress bar that knows its end.

JSON Lines are read for it, to count their lines; what can be read but once, such as a pipe, is left alone.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO, Final

from newstance.reading.skips import SkipLog
from newstance.reading.sources import Source, find_sources

ONE_ARTICLE: Final = (".txt", ".md", ".html", ".htm")
BLOCK: Final = 1 << 20


def count_articles(inputs: Iterable[str | Path]) -> int | None:
    """A quick count: files of one article, and lines of JSON Lines; None where only reading would tell.

    Standard input, pipes, tables, web archives and compressed files are not opened for it.
    """
    counts = [None if str(given) == "-" else _count(find_sources([given], SkipLog())) for given in inputs]
    known = [count for count in counts if count is not None]
    return sum(known) if len(known) == len(counts) else None


def _count(sources: Iterable[Source]) -> int | None:
    total = 0
    for source in sources:
        if source.suffix in ONE_ARTICLE:
            total += 1
        elif source.place.endswith((".jsonl", ".ndjson")) and Path(source.place).is_file():
            total += _lines(source)
        else:
            return None
    return total


def _lines(source: Source) -> int:
    try:
        with source.open() as stream:
            return sum(block.count(b"\n") for block in _blocks(stream))
    except OSError:
        return 0  # the reader will say what is wrong with it


def _blocks(stream: BinaryIO) -> Iterable[bytes]:
    return iter(lambda: stream.read(BLOCK), b"")
