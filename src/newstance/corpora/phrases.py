"""From a phrase to its span, and from a sloppy span to the one that the codebook would mark."""

import re

from newstance.records import Span

_POSSESSIVE = re.compile(r"['’]s?$")
_LEADING = re.compile(r"^(?:['’]s\s+|[\W_]+|the\s+)+", re.IGNORECASE)
_TRAILING = re.compile(r"(?:[^\w.)]|_)+$")


def find_phrase(text: str, phrase: str, avoid: Span | None = None) -> Span | None:
    """The first place where ``phrase`` stands as whole words and, if there is a choice, does not overlap ``avoid``.

    Where a text has lost an apostrophe or a space (*Cruzs*, *BakerThis*), one word boundary is enough.
    """
    exact = re.escape(phrase)
    for pattern in (rf"(?<!\w){exact}(?!\w)", rf"(?<!\w){exact}|{exact}(?!\w)"):
        spans = [Span(match.start(), match.end(), match.group()) for match in re.finditer(pattern, text)]
        if spans:
            return next((span for span in spans if avoid is None or not span.overlaps(avoid)), spans[0])
    return None


def bare(span: Span) -> Span | None:
    """``span`` without what the codebook keeps outside: *the*, a possessive, stray signs. None if nothing stays."""
    lead = _LEADING.match(span.text)
    start = lead.end() if lead else 0
    words = _POSSESSIVE.sub("", _TRAILING.sub("", span.text[start:]))
    if not any(letter.isalnum() for letter in words):
        return None
    return Span(span.start + start, span.start + start + len(words), words)
