"""Web archives (WARC, ISO 28500): the articles of the HTML pages in a crawl. Needs the extra ``warc``."""

import importlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, BinaryIO, Final

from newstance.errors import InputError, MissingExtraError
from newstance.reading.decoding import MAX_BYTES
from newstance.reading.pages import article_from_page, decode_page
from newstance.reading.skips import SkipLog
from newstance.reading.sources import Source
from newstance.records import Article

_PAGES: Final = ("text/html", "application/xhtml+xml")


def read_warc(source: Source, stream: BinaryIO, skips: SkipLog) -> Iterator[Article]:
    """The articles of all pages fetched with success, with their address as id; pages without one are skipped.

    Records that hold no HTML page (requests, images, redirects) are passed over. ``extra["captured"]`` is the time
    of the crawl.
    """
    found = False
    for record in _records(source, stream):
        if _is_page(record):
            found = True
            yield from _article(record, source.place, skips)
    if not found:
        raise InputError(source.place, "no HTML pages in this web archive")


def _records(source: Source, stream: BinaryIO) -> Iterator[Any]:
    try:
        warcio = importlib.import_module("warcio")
        failures = importlib.import_module("warcio.exceptions").ArchiveLoadFailed
    except ImportError as error:
        raise MissingExtraError("WARC", "warc") from error
    try:
        yield from warcio.ArchiveIterator(stream)
    except failures as error:
        raise InputError(source.place, f"no web archive, or a damaged one ({error}). Cure: fetch it again") from error


def _is_page(record: Any) -> bool:  # noqa: ANN401 - warcio ships no types
    if record.rec_type != "response" or not record.http_headers:
        return False
    kind = record.http_headers.get_header("Content-Type") or ""
    return record.http_headers.get_statuscode() == "200" and kind.lower().startswith(_PAGES)


def _article(record: Any, archive: str, skips: SkipLog) -> Iterator[Article]:  # noqa: ANN401 - as above
    """The article of one page, or a skip."""
    url = record.rec_headers.get_header("WARC-Target-URI") or "unknown address"
    place = f"{archive}: {url}"
    try:
        decoded = decode_page(record.content_stream().read(MAX_BYTES), place)
        article = article_from_page(decoded.text, url, place, url)
    except InputError as error:
        skips.add(error.place, error.fault)
        return
    captured = record.rec_headers.get_header("WARC-Date")
    yield replace(article, extra={**article.extra, "captured": captured})
