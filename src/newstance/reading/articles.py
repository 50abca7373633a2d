"""The story of reading: inputs → sources → the reader of each format → articles with unique ids, looked at once."""

import csv
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, Final

import zstandard

from newstance.errors import InputError, MissingExtraError
from newstance.reading.csvfiles import read_csv
from newstance.reading.decoding import whole_characters
from newstance.reading.jsonl import read_jsonl
from newstance.reading.markdown import read_markdown
from newstance.reading.pages import read_page
from newstance.reading.parquet import read_parquet
from newstance.reading.plain import read_plain
from newstance.reading.remarks import Remarks
from newstance.reading.skips import SkipLog
from newstance.reading.sources import Source, dead_link, find_sources
from newstance.reading.warc import read_warc
from newstance.records import Article

Reader = Callable[[Source, BinaryIO, SkipLog], Iterator[Article]]

READERS: Final[dict[str, Reader]] = {
    ".txt": read_plain,
    ".md": read_markdown,
    ".html": read_page,
    ".htm": read_page,
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
    ".csv": read_csv,
    ".parquet": read_parquet,
    ".warc": read_warc,
}


def read_articles(inputs: Iterable[str | Path], skips: SkipLog, stdin: BinaryIO | None = None) -> Iterator[Article]:
    """Articles of files, folders and ``-`` (standard input), one at a time, in input order.

    Args:
        inputs: files; folders, searched to the bottom in sorted order; ``-``.
        skips: gets every input that cannot be used, a missing path included; nothing raises.
        stdin: read in place of the process's standard input.

    Yields:
        Articles with unique ids: the record's own, else the file's name relative to the given folder (and the line).
        A repeated id gets ``#2``, ``#3`` … appended, with a note. Memory holds one article and the hashes of ids and
        texts.
    """
    seen: dict[int, int] = {}
    remarks = Remarks(skips)
    for source in find_sources(inputs, skips, stdin):
        for article in _read_source(source, skips):
            unique = _with_unique_id(article, seen, source.place, skips)
            remarks.look_at(unique, source.place)
            yield unique
    remarks.count()


def _read_source(source: Source, skips: SkipLog) -> Iterator[Article]:
    """The articles of a source up to the point where it cannot be read further."""
    try:
        with source.open() as stream:
            yield from READERS[source.suffix](source, stream, skips)
    except InputError as error:
        skips.add(error.place, error.fault)
    except MissingExtraError as error:
        skips.add(source.place, str(error))
    except (OSError, EOFError, UnicodeError, csv.Error, zlib.error, zstandard.ZstdError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        fault = f"cannot be read to the end: {reason}. Cure: check the file, fetch it again"
        skips.add(source.place, dead_link(Path(source.place)) or fault)


def _with_unique_id(article: Article, seen: dict[int, int], place: str, skips: SkipLog) -> Article:
    """The article, renamed where its id was used before; ``seen`` counts the uses by the id's hash.

    Ids are made of whole characters here, for all formats: a file's name may be none that UTF-8 can hold.
    """
    wanted = unique = whole_characters(article.id)
    while (key := hash(unique)) in seen:
        seen[hash(wanted)] += 1
        unique = f"{wanted}#{seen[hash(wanted)]}"
    seen[key] = 1
    if unique != wanted:
        skips.note(place, f'the article id "{wanted}" was used before; this article is "{unique}"')
    return article if unique == article.id else replace(article, id=unique)
