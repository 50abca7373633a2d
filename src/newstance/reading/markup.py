"""HTML inside what should be plain text: the words of a fragment, as content systems export them.

Only what is surely HTML counts as such, so that ``a < b``, ``<Ctrl>`` and a lone ``<b>`` stay. Pages are for ``pages``.
"""

import html
import re
from collections.abc import Iterator
from typing import Final

_BLOCK_NAMES: Final = (
    "address article aside blockquote caption dd div dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr"
    " li main nav ol p pre section table tbody td tfoot th thead tr ul"
)
_HIDDEN: Final = frozenset(("head", "script", "style", "template", "svg"))
_INLINE_NAMES: Final = (
    "a abbr b big cite code del em font html body i iframe img ins input label mark meta link q s small source span"
    " strike strong sub sup time u var video wbr"
)
_BLOCKS: Final = frozenset(_BLOCK_NAMES.split())
_KNOWN: Final = _BLOCKS | _HIDDEN | {"br", *_INLINE_NAMES.split()}
_SURE: Final = re.compile(
    rf"</(?:{'|'.join(sorted(_KNOWN))})\s*>|<(?:br|hr)\s*/?>|<p(?:\s[^<>]*)?>",
    re.IGNORECASE,
)
_TAG: Final = re.compile(r"<!--|-->|<(/?)([a-z][a-z0-9]*)\b[^<>]*>", re.IGNORECASE)
_BLANKS: Final = re.compile(r"[ \t]{2,}")
_BLANK_LINE: Final = re.compile(r"\n[ \t]*\n\s*")
_PAGE: Final = re.compile(r"\ufeff?\s*(?:<\?xml[^>]*>\s*|<!--[^>]*-->\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE)


def is_page(text: str) -> bool:
    """Whether a text is the source of a whole HTML page."""
    return _PAGE.match(text) is not None


def holds_html(text: str) -> bool:
    """Whether a text has tags that only HTML has: closing ones, line breaks, paragraphs that open."""
    return _SURE.search(text) is not None


def words_of_html(fragment: str) -> str:
    """The fragment's text without tags, scripts and comments; blocks and blank lines part paragraphs.

    Where the fragment breaks its lines by tags, its own line breaks are blanks, as in a browser.
    """
    breaks_by_tags = any(tag in _BLOCKS or tag == "br" for _, tag in _tags(fragment))
    paragraphs = []
    for part in _BLANK_LINE.split("".join(_pieces(fragment, breaks_by_tags))):
        lines = (_BLANKS.sub(" ", line).strip() for line in html.unescape(part).split("\n"))
        paragraphs.append("\n".join(line for line in lines if line))
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def _tags(fragment: str) -> Iterator[tuple[re.Match[str], str]]:
    """The tags that HTML knows, with their names, and the ends of comments, called by themselves."""
    for match in _TAG.finditer(fragment):
        name = (match.group(2) or match.group()).lower()
        if name in _KNOWN or not match.group(2):
            yield match, name


def _pieces(fragment: str, breaks_by_tags: bool) -> Iterator[str]:
    """The words between tags, and line breaks for the tags; what stands in hidden elements and comments goes."""
    position, hidden_by = 0, ""
    for match, name in _tags(fragment):
        if not hidden_by:
            yield _flowed(fragment[position : match.start()], breaks_by_tags)
            if name in _HIDDEN and not match.group(1) and not match.group().endswith("/>"):
                hidden_by = name
            elif name == "<!--":
                hidden_by = "-->"
            elif name == "-->":
                yield match.group()
            else:
                yield "\n" if name == "br" else "\n\n" if name in _BLOCKS else ""
        elif name == hidden_by and (match.group(1) or name == "-->"):
            hidden_by = ""
        position = match.end()
    if not hidden_by:
        yield _flowed(fragment[position:], breaks_by_tags)


def _flowed(words: str, breaks_by_tags: bool) -> str:
    """Words between two tags; single line breaks among them are blanks where tags break lines."""
    if not breaks_by_tags:
        return words
    return "\n\n".join(" ".join(part.split("\n")) for part in _BLANK_LINE.split(words))
