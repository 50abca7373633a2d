"""Markdown: the text without its markup, and the metadata of the front matter.

CommonMark (https://spec.commonmark.org) through markdown-it-py. Code and images are left out; a link keeps its words,
and so does raw HTML.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import BinaryIO, Final

from markdown_it import MarkdownIt
from markdown_it.token import Token

from newstance.reading.decoding import decode, read_bytes, tidy
from newstance.reading.markup import words_of_html
from newstance.reading.records import article_from_record
from newstance.reading.skips import SkipLog
from newstance.reading.sources import Source
from newstance.records import Article

_FRONT_MATTER: Final = re.compile(r"---\n(?=\S)(.*?)\n(?:---|\.\.\.)\n", re.DOTALL)
_ENTRY: Final = re.compile(r"^(\w+):[ \t]+(\S.*?)[ \t]*$", re.MULTILINE)
_BREAKS: Final = {"softbreak": " ", "hardbreak": "\n"}
_LINE_BREAK_TAG: Final = re.compile(r"<br\b", re.IGNORECASE)


def read_markdown(source: Source, stream: BinaryIO, skips: SkipLog) -> Iterator[Article]:
    """One article; offsets count in the text without markup. The title is the front matter's, else the first heading.

    Only plain ``key: value`` lines of the front matter are read.
    """
    decoded = decode(read_bytes(stream, source.place), source.place)
    if decoded.remark:
        skips.note(source.place, decoded.remark)
    markdown = tidy(decoded.text)
    front = _FRONT_MATTER.match(markdown)
    tokens = MarkdownIt("commonmark").enable("table").parse(markdown[front.end() if front else 0 :])
    record = {"title": _first_heading(tokens)} | (_entries(front.group(1)) if front else {})
    yield article_from_record({**record, "text": "\n\n".join(_paragraphs(tokens))}, source.name, source.place)


def _entries(front_matter: str) -> dict[str, str]:
    return {key: value.strip("\"'") for key, value in _ENTRY.findall(front_matter)}


def _first_heading(tokens: list[Token]) -> str | None:
    for token, following in pairwise(tokens):
        if token.type == "heading_open" and token.tag == "h1":
            return _words(following)
    return None


def _paragraphs(tokens: list[Token]) -> Iterator[str]:
    for token in tokens:
        words = _words(token) if token.type == "inline" else ""
        if token.type == "html_block":
            words = words_of_html(token.content)
        if words:
            yield words


def _words(inline: Token) -> str:
    """The words of a heading, paragraph or table cell."""
    return "".join(map(_words_of_part, inline.children or ())).strip()


def _words_of_part(token: Token) -> str:
    if token.type == "html_inline":
        return "\n" if _LINE_BREAK_TAG.match(token.content) else ""
    return _BREAKS.get(token.type) or (token.content if token.type in ("text", "code_inline") else "")
