"""HTML pages: trafilatura finds the article's text and metadata; navigation, comments and advertising stay out."""

from collections.abc import Iterator
from typing import Any, BinaryIO, Final

import trafilatura

from newstance.errors import InputError
from newstance.reading.decoding import decode, read_bytes, tidy
from newstance.reading.skips import SkipLog
from newstance.reading.sources import Source
from newstance.records import Article

MIN_CHARACTERS: Final = 200
"""Less text than this is no article."""


def read_page(source: Source, stream: BinaryIO, skips: SkipLog) -> Iterator[Article]:
    """The article of one page."""
    decoded = decode(read_bytes(stream, source.place), source.place)
    if decoded.remark:
        skips.note(source.place, decoded.remark)
    yield article_from_page(decoded.text, source.name, source.place)


def article_from_page(html: str, article_id: str, place: str, url: str | None = None) -> Article:
    """Offsets count from the extracted text. InputError where the page holds no article (a login page, a list)."""
    page = trafilatura.bare_extraction(
        html, url=url, with_metadata=True, include_comments=False, date_extraction_params={"extensive_search": False}
    )
    text = tidy(page.text).strip() if page and page.text else ""
    if len(text) < MIN_CHARACTERS:
        raise InputError(place, f"no article found in this page ({len(text)} characters of text)")
    known = {key: tidy(value) if value else None for key, value in _metadata(page).items()}
    extra = {"byline": tidy(page.author)} if page.author else {}
    return Article(id=article_id, text=text, extra=extra, **known)


def _metadata(page: Any) -> dict[str, str | None]:  # noqa: ANN401 - trafilatura ships no types
    return {"title": page.title, "date": page.date, "outlet": page.sitename, "url": page.url}
