"""Web archives (WARC, ISO 28500): the articles of the HTML pages in a crawl. Needs the extra ``warc``."""

import importlib
import re
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
_CHARSET: Final = re.compile(r"charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE | re.ASCII)


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
    except (failures, AttributeError) as error:  # warcio stumbles over a response without an address
        raise InputError(source.place, f"no web archive, or a damaged one ({error}). Cure: fetch it again") from error


def _is_page(record: Any) -> bool:  # noqa: ANN401 - warcio ships no types
    if record.rec_type != "response" or not record.http_headers:
        return False
    return record.http_headers.get_statuscode() == "200" and _kind(record).lower().startswith(_PAGES)


def _kind(record: Any) -> str:  # noqa: ANN401 - as above
    kind: str | None = record.http_headers.get_header("Content-Type")
    return kind or ""


def _served_charset(record: Any) -> str | None:  # noqa: ANN401 - as above
    charset = _CHARSET.search(_kind(record))
    return charset.group(1) if charset else None


def _content(record: Any, place: str) -> bytes:  # noqa: ANN401 - as above
    """The page in a record; InputError where the archive ends before the record does, which warcio does not tell."""
    raw: bytes = record.content_stream().read(MAX_BYTES)
    missing = getattr(record.raw_stream, "limit", 0)
    if missing and not record.raw_stream.read(1):
        raise InputError(place, f"the archive ends {missing:,} bytes before this page does. Cure: fetch it again")
    return raw


def _article(record: Any, archive: str, skips: SkipLog) -> Iterator[Article]:  # noqa: ANN401 - as above
    """The article of one page, or a skip."""
    url = record.rec_headers.get_header("WARC-Target-URI") or "unknown address"
    place = f"{archive}: {url}"
    try:
        decoded = decode_page(_content(record, place), place, _served_charset(record))
        article = article_from_page(decoded.text, url, place, url)
    except InputError as error:
        skips.add(error.place, error.fault)
        return
    if decoded.remark:
        skips.note(place, decoded.remark)
    captured = record.rec_headers.get_header("WARC-Date")
    yield replace(article, extra={**article.extra, "captured": captured})
