"""The markup of PLOVER's gold standard records: ``(SRC: Oslo) (EVT: praised) (TAR: Lima)``."""

import re
from dataclasses import dataclass, field
from typing import Final

from newstance.corpora.phrases import bare
from newstance.records import Span

_TOKEN: Final = re.compile(r"\(\s*((?:SRC|TAR|EVT|LOC)(?:/(?:SRC|TAR|EVT|LOC))*)\s*:\s*|([()])|([^()]+)")
_LATEX: Final = (("``", "“"), ("''", "”"), (r"\$", "$"), ("{", ""), ("}", ""))


@dataclass
class Marked:
    """A sentence without its markup, and the spans of its source and target parties."""

    text: str = ""
    sources: list[Span] = field(default_factory=list)
    targets: list[Span] = field(default_factory=list)


def parse_markup(markup: str) -> Marked | None:
    """Text and spans of a marked sentence, or None where its brackets do not match."""
    for latex, plain in _LATEX:
        markup = markup.replace(latex, plain)
    marked, open_marks = Marked(), list[tuple[str, int]]()
    for token in _TOKEN.finditer(markup.strip()):
        label, bracket, plain = token.groups()
        if bracket == ")":
            if not open_marks:
                return None
            _close(marked, *open_marks.pop())
        elif plain is None:
            open_marks.append((label or "", len(marked.text)))
            marked.text += bracket or ""
        else:
            marked.text += plain
    return None if open_marks else marked


def _close(marked: Marked, label: str, start: int) -> None:
    if not label:
        marked.text += ")"
        return
    span = bare(Span(start, len(marked.text), marked.text[start:]))
    roles = label.split("/")
    if span and "SRC" in roles:
        marked.sources.append(span)
    if span and "TAR" in roles:
        marked.targets.append(span)
