"""Where blingfire errs on news text: boundaries that it misses, and boundaries to withdraw.

Each rule looks at a few words on both sides of a place. What blingfire handles is not repeated here.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from newstance.sentences import lexicon

_WINDOW: Final = 80
"""Characters before a boundary that a rule may look at."""

_LONGEST_ABBREVIATION: Final = 10
"""Characters, with the full stop and what stands before it."""

_UPPER: Final = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪĮİĶĹĻĽŁŃŅŇŐŒŘŚŞŠŢŤŪŮŰŲŹŻŽ"
_LOWER: Final = "a-zß-öø-ÿāăąćčďđēėęěğģīįıķĺļľłńņňőœřśşšţťūůűųźżž"
_OPEN: Final = r"[“‘«„\"'(\[]"
_CLOSE: Final = r"[”’»\"')\]]"
_EMOJI: Final = "[\u2600-\u27bf\U0001f000-\U0001faff\ufe0f\u200d]"
_STARTER: Final = rf"{_OPEN}*(?:{lexicon.STARTERS})\b"

# Missed by blingfire. Each comment shows the place as ¦.
_STOP: Final = re.compile(rf"[.!?…]{_CLOSE}*(?:\[?\d{{1,2}}\]?)?\s+")
_WORD_BEFORE: Final = re.compile(rf"[{_LOWER}]{{3,}}$|[@./][a-z]{{2,}}$|\b(?:{lexicon.SHORT_WORDS})$")
_LOWER_ABBREVIATION: Final = re.compile(lexicon.LOWER)
_ANY_WORD_BEFORE: Final = re.compile(r"[^\W\d_]{4,}$")
_CAPITAL: Final = re.compile(rf"{_OPEN}*[{_UPPER}]")
_FOREIGN_CAPITAL: Final = re.compile(rf"{_OPEN}*(?![A-Z])[{_UPPER}]")
_CAPITAL_INSIDE: Final = re.compile(r"(?:[a-z]|al-|el-)[A-Z][a-z]")
_GLUED: Final = re.compile(
    rf"(?<=[{_LOWER}]{{3}})[.!?](?!(?:Com|Org|Net|Gov)\b)(?=[{_UPPER}][{_LOWER}]+[\s,])"  # Talks failed.¦The envoy
    rf"|(?<=[.!?]”)(?=[{_UPPER}])"  # “We won.”¦The hall
)
_MISSED: Final = re.compile(
    rf"(?<!\w)(?:{lexicon.FINAL_ABBREVIATIONS})\.{_CLOSE}*\s+(?={_STARTER})"  # in the U.S. ¦The
    rf"|\b[ap]\.m\.\s+(?=[{_UPPER}][{_LOWER}])(?!(?:{lexicon.TIME_WORDS})\b)(?!\w+ time\b)"  # at 3 p.m. ¦Police
    rf"|\b[ap]\.m\. (?:{lexicon.ZONES})\.\s+(?={_STARTER})"  # at 3 p.m. EST. ¦Police
    rf"|[.!?…]{_CLOSE}*\s+{_EMOJI}+\s+(?={_OPEN}*[{_UPPER}])"  # We won. 🎉 ¦They lost.
    rf"|(?<!\w)(?:[Nn]o|[Yy]es)\.{_CLOSE}*\s+(?={_OPEN}*[{_UPPER}])"  # said no. ¦Mr.
    rf"|(?<=[a-z]{{2}})\.{_CLOSE}*\s+(?=(?:Mr|Mrs|Ms)\.\s)"  # told Fox. ¦Mr.
    r"|[.!?…][”’]\s+(?=[“‘])"  # “Really?” ¦“Really.”
    r"|[.!?…]\"\s+(?=\"\w)"
)

# Not the start of a sentence: what follows the place, then what stands before it.
_GOES_ON_LOWER: Final = re.compile(rf"{_CLOSE}*\s*[{_LOWER}](?![A-Z])")
_DASH: Final = re.compile(r"[—–]\s")
_HYPHEN: Final = re.compile(r"-\s")
_STRAY_CLOSER: Final = re.compile(r"(?:[»”)\]]|[\"'](?=\s))\s*")
_SPEAKER: Final = rf"[{_UPPER}][\w.’'-]*(?:\s+[{_UPPER}][\w.’'-]*){{0,3}}(?:,[^.,!?“”\"]{{1,60}},)?\s+"
_PLACED: Final = rf"(?:{lexicon.WHEN_OR_WHERE})\b"
_ADDRESSED: Final = rf"(?:{lexicon.WHEN_OR_WHERE}|{lexicon.HOW_OR_TO_WHOM})\b"
_END: Final = r"\s*(?:[.,;:]|$)"
_MANNER: Final = rf"\s+[a-z]+ly(?:{_END}|\s+{_ADDRESSED})"  # said angrily.
_WORD: Final = r"[^\s.,!?;“”\"]+"
_REPORT: Final = (
    rf"\s+(?:{_WORD}\s+){{0,8}}?(?:that\s+(?:(?:{lexicon.REPORTED})\b|[{_UPPER}\d$€£])"  # said on Monday that he
    rf"|(?!(?:{lexicon.SUBORDINATORS})\b){_WORD}\s+(?:he|she|it|they)\s+(?:{lexicon.AUXILIARIES})\b)"  # … he would
)
_ATTRIBUTION: Final = re.compile(
    rf"{_SPEAKER}(?:asked|told(?=\s)|(?:{lexicon.SAYING})(?={_END}|{_MANNER}|\s+{_ADDRESSED})"
    rf"|(?:{lexicon.ALSO_SAYING})(?={_END}|{_MANNER}|\s+{_PLACED}))(?!{_REPORT})"
)
_STARTS: Final = re.compile(_STARTER)
_DATELINE: Final = re.compile(rf"^[{_UPPER}][{_UPPER}\s.,'’-]{{2,60}}$")
_TITLE: Final = re.compile(
    rf"(?<![\w.])(?:{lexicon.TITLES}|{lexicon.TITLES_IN_CAPITALS}|{lexicon.PLACES})\.$|\([Rr]et\.\)$"
)
_NUMBERED: Final = re.compile(rf"(?<![\w.])(?:{lexicon.NUMBERED})\.$")
_VERSUS: Final = re.compile(rf"(?<![\w.])(?:{lexicon.VERSUS})\.$")
_FOREIGN_INITIAL: Final = re.compile(r"(?<![\w.])(?![A-Z])[^\W\d_a-z]\.$")
_MARKER: Final = re.compile(r"^\(?(?:\d{1,2}|[A-Za-z]|[ivx]{1,4})[.)]$|^[•·▪◦*–—-]$")
_DOTS: Final = r"(?:\.\.\.|…)"
_SHORT_PAUSE: Final = re.compile(rf"^{_OPEN}?\S+(?:\s\S+)?(?:(?<![.!?])\s)?{_DOTS}$|^\[{_DOTS}\]$")
_QUOTED: Final = re.compile(r"(?:[“«]|(?<![^\s(\[—–-])\"(?=\S))[^“”«»\"]+")
_PAUSE: Final = re.compile(rf"[^\s.!?]\s(?:{_DOTS}|\[{_DOTS}\]|\({_DOTS}\))\s+(?=\S)")
_QUESTION: Final = re.compile(r"[?!…][”’»\"']$")


def repaired(text: str, starts: Iterable[int]) -> list[int]:
    """The starts of sentences after the first: missed ones added, false ones withdrawn, misplaced ones moved."""
    kept = [0]
    for start in sorted({*starts, *_missed(text)}.difference(_after_quoted_pauses(text))):
        moved = _behind_stray_closer(text, start)
        if moved > kept[-1] and not _is_false(text[max(kept[-1], start - _WINDOW) : start].rstrip(), text, moved):
            kept.append(moved)
    return kept[1:]


def _missed(text: str) -> Iterator[int]:
    """Places where a sentence starts for sure, whether blingfire saw it or not."""
    yield from (match.end() for match in _MISSED.finditer(text))
    yield from (match.end() for match in _GLUED.finditer(text))
    for stop in _STOP.finditer(text):
        if _ends_a_word(text[max(0, stop.start() - _WINDOW) : stop.start()], text, stop.end()):
            yield stop.end()


def _ends_a_word(before: str, text: str, start: int) -> bool:
    """A whole word (no abbreviation) before the stop, and a capital after it."""
    if word := _WORD_BEFORE.search(before):
        return not _LOWER_ABBREVIATION.fullmatch(word.group()) and bool(
            _CAPITAL.match(text, start) or _CAPITAL_INSIDE.match(text, start)
        )
    return bool(_ANY_WORD_BEFORE.search(before) and _FOREIGN_CAPITAL.match(text, start))


def _behind_stray_closer(text: str, start: int) -> int:
    """A closing mark belongs to the sentence before it: the start behind one."""
    stray = _STRAY_CLOSER.match(text, start)
    return stray.end() if stray else start


def _after_quoted_pauses(text: str) -> Iterator[int]:
    """Places behind dots in an open quotation (*"They came ... They shot," she said*): the speaker pauses, or a cut."""
    for quoted in _QUOTED.finditer(text):
        yield from (pause.end() for pause in _PAUSE.finditer(text, *quoted.span()))


def _is_false(before: str, text: str, start: int) -> bool:
    """Whether no sentence starts at ``start``; ``before`` is the end of the sentence so far."""
    return (
        bool(_GOES_ON_LOWER.match(text, start) and not _CAPITAL_INSIDE.match(text, start))
        or bool(_MARKER.match(before) or _SHORT_PAUSE.match(before))
        or _is_abbreviated(before, text, start)
        or _is_attribution(before, text, start)
    )


def _is_abbreviated(before: str, text: str, start: int) -> bool:
    """The full stop belongs to a title, a place, a number or an initial."""
    last = before[-_LONGEST_ABBREVIATION:]
    if _TITLE.search(last):
        return not _STARTS.match(text, start)
    if _NUMBERED.search(last):
        return text[start : start + 1].isdigit()
    return bool(_VERSUS.search(last) or _FOREIGN_INITIAL.search(last))


def _is_attribution(before: str, text: str, start: int) -> bool:
    """What follows only names the speaker of the quotation, or follows a dateline."""
    if _DASH.match(text, start):
        return True
    if _HYPHEN.match(text, start):
        return bool(_DATELINE.match(before))
    return bool(_QUESTION.search(before) and _ATTRIBUTION.match(text, start))
