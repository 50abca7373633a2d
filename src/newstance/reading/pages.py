"""HTML pages: trafilatura finds the article's text and metadata; navigation, comments and advertising stay out.

Title, date, outlet, by-line and address come from the page's own metadata (JSON-LD, Open Graph, ``<meta>``).
"""

import importlib
import re
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO, Final

from newstance.errors import InputError
from newstance.reading.decoding import Decoded, decode, read_bytes, tidy
from newstance.reading.skips import SkipLog
from newstance.reading.sources import Source
from newstance.records import Article

MIN_CHARACTERS: Final = 150
"""Less running text than this is no article."""

_LOGIN_FACTOR: Final = 4
"""So many times as much it takes beside a password field, which some articles have too."""

_CHARSET: Final = re.compile(rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
_HEAD: Final = 4096
_SENTENCE: Final = re.compile(r"[.!?…:;][\"'”’»)\]]*$")
_OWN_REPORT: Final = '<meta name="generator" content="newstance">'
_PASSWORD: Final = re.compile(r"<input[^>]{0,300}type\s*=\s*[\"']?password", re.IGNORECASE)


def read_page(source: Source, stream: BinaryIO, skips: SkipLog) -> Iterator[Article]:
    """The article of one page; offsets count from the extracted text."""
    decoded = decode_page(read_bytes(stream, source.place), source.place)
    if decoded.remark:
        skips.note(source.place, decoded.remark)
    yield article_from_page(decoded.text, source.name, source.place)


def decode_page(raw: bytes, place: str, served: str | None = None) -> Decoded:
    """The page's text; where it is not UTF-8, its own declaration counts, else the encoding it was ``served`` in."""
    declared = _CHARSET.search(raw[:_HEAD])
    return decode(raw, place, declared.group(1).decode("ascii") if declared else served)


def article_from_page(html: str, article_id: str, place: str, url: str | None = None) -> Article:
    """The article of a page; InputError where there is none (a login page, a list of links, an error message)."""
    if _OWN_REPORT in html[:_HEAD]:
        raise InputError(place, "a report that newstance wrote; expected an article. Cure: name the articles' files")
    trafilatura = importlib.import_module("trafilatura")  # only here: it takes half a second
    page = trafilatura.bare_extraction(
        html, url=url, with_metadata=True, include_comments=False, date_extraction_params={"extensive_search": False}
    )
    text = tidy(_running_text(page.body)).strip() if page and page.text else ""
    if fault := _no_article(text, html):
        raise InputError(place, f"no article in this page: {fault}")
    known = {key: tidy(value) if value else None for key, value in _metadata(page).items()}
    extra = {"byline": tidy(page.author)} if page.author else {}
    return Article(id=article_id, text=text, extra=extra, **known)


def _no_article(text: str, html: str) -> str | None:
    """Why a page is no article, or None. Articles have running text: lines that end as sentences do."""
    running = sum(len(line) for line in text.split("\n") if _SENTENCE.search(line))
    login = _PASSWORD.search(html) is not None
    if running < MIN_CHARACTERS * (_LOGIN_FACTOR if login else 1):
        kind = "a login page" if login else "a list, a video or an error page"
        return f"{running} characters of running text, perhaps {kind}"
    if 2 * running < len(text):
        return "most lines are no sentences, perhaps a list of links"
    return None


def _running_text(body: Any) -> str:  # noqa: ANN401 - trafilatura ships no types
    """The text of trafilatura's tree without bullets and bars: an item is a line, and so is a row of short cells.

    A table that only lays out the page has paragraphs in its cells: these stay paragraphs.
    """
    xml = importlib.import_module("trafilatura.xml")
    etree = importlib.import_module("lxml.etree")
    for row in list(body.iter("row")):
        cells = row.findall("cell")
        if any(len(cell) for cell in cells):
            _as_paragraphs(cells)
        else:
            row.tag, row.text = "p", " ".join(filter(None, ((cell.text or "").strip() for cell in cells)))
            for cell in cells:
                row.remove(cell)
    _as_paragraphs(body.iter("item"))
    etree.strip_tags(body, "list", "table", "row")
    text: str = xml.xmltotxt(body, include_formatting=False)
    return text


def _as_paragraphs(elements: Iterable[Any]) -> None:
    for element in elements:
        element.tag = "p"


def _metadata(page: Any) -> dict[str, str | None]:  # noqa: ANN401 - trafilatura ships no types
    return {"title": page.title, "date": page.date, "outlet": page.sitename, "url": page.url}
