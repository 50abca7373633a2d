"""Plain text: the whole file is one article, unchanged but for its newlines; HTML in it is read as such."""

import re
from collections.abc import Iterator
from typing import BinaryIO, Final

from newstance.errors import InputError
from newstance.reading.decoding import decode, read_bytes, tidy
from newstance.reading.markup import holds_html, is_page, words_of_html
from newstance.reading.pages import article_from_page
from newstance.reading.skips import SkipLog
from newstance.reading.sources import Source
from newstance.records import Article

MAX_TITLE: Final = 150
"""Characters; longer first lines are paragraphs."""

_FIRST_LINE: Final = re.compile(r"\s*(\S.*?)[ \t]*\n(\s*\n)?\s*(\S.*)")
_XML: Final = re.compile(r"\s*<\?xml\s", re.IGNORECASE)
_SENTENCE_END: Final = re.compile(r"[.:;,…][\"'”’»)]*$")


def read_plain(source: Source, stream: BinaryIO, skips: SkipLog) -> Iterator[Article]:
    """One article; its title is the first line, where that looks like one, and stays in the text."""
    decoded = decode(read_bytes(stream, source.place), source.place)
    if decoded.remark:
        skips.note(source.place, decoded.remark)
    text = tidy(decoded.text)
    if not text.strip():
        raise InputError(source.place, "empty; expected the text of an article")
    if is_page(text):
        skips.note(source.place, "an HTML page; read as one")
        yield article_from_page(text, source.name, source.place)
        return
    if _XML.match(text):
        raise InputError(
            source.place, "an XML document; expected text. Cure: take the articles out of it (.txt, .jsonl)"
        )
    if holds_html(text):
        skips.note(source.place, "holds HTML; its tags are left out")
        text = words_of_html(text)
    yield Article(id=source.name, text=text, title=title_of(text))


def title_of(text: str) -> str | None:
    """The first line if it is a headline: short, no final full stop, text after it, and not a wrapped line.

    A line broken to fit a width is followed at once by a line no longer than that width; a headline by a blank line
    or by a longer paragraph.
    """
    match = _FIRST_LINE.match(text)
    if not match:
        return None
    first, blank, after = match.groups()
    wrapped = not blank and (after[0].islower() or len(after) < 1.5 * len(first))
    return None if wrapped or len(first) > MAX_TITLE or _SENTENCE_END.search(first) else first
