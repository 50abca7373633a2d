"""The behaviour suite, one file of cases a skill, in the manner of CheckList (Ribeiro et al. 2020).

``cases/<skill>.jsonl`` holds invented, hand-written news sentences labelled by the codebook, in three kinds:

- MFT (minimum functionality test): what must be found. ``stance``, ``claim``, ``speaker`` and ``target`` of the main
  opinion, or ``pairs`` that are asked one by one. What a case does not name is not checked; ``"speaker": null`` means
  that none may be found. A span counts as found from one shared character on; a target may be marked by its head word
  (*reform* in *the premier's reform*).
- INV (invariance): ``text`` and ``variant`` must get the same stance. ``stance`` is the codebook's, for the balance.
- DIR (directional expectation): ``text`` must get ``stance``, and ``variant`` must leave it.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from newstance.corpora.jsonl import Row, read_rows
from newstance.errors import InputError
from newstance.labels import CLAIMS, STANCES
from newstance.records import Pair, Span

CASES: Final = Path(__file__).parent / "cases"
DOMAINS: Final = (
    *("diplomacy", "politics", "economy", "labour", "justice"),
    *("climate", "science", "sport", "culture", "local"),
)
NAME_SKILLS: Final = ("names_gender", "names_region")
"""Here the variant names other people, countries or organisations: a changed label is a bias."""

ALWAYS: Final = {"id", "kind", "domain", "text"}
NEEDED: Final = {"MFT": set[str](), "INV": {"variant", "stance"}, "DIR": {"variant", "stance"}}
ALLOWED: Final = {"MFT": {"stance", "claim", "speaker", "target", "pairs", "why"}, "INV": {"why"}, "DIR": {"why"}}
KINDS: Final = tuple(NEEDED)


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence, or a pair of them, and what the model must do with it. ``why`` names the codebook's rule."""

    id: str
    skill: str
    kind: str
    domain: str
    text: str
    place: str
    variant: str | None = None
    stance: str | None = None
    claim: str | None = None
    speaker: Span | None = None
    target: Span | None = None
    no_speaker: bool = False
    pairs: tuple[Pair, ...] = ()
    why: str = ""

    @property
    def texts(self) -> tuple[str, ...]:
        """The sentence, and its variant if it has one."""
        return (self.text,) if self.variant is None else (self.text, self.variant)

    @property
    def stances(self) -> tuple[str, ...]:
        """The codebook's labels of this case: that of the sentence, or those of its pairs."""
        return tuple(pair.stance for pair in self.pairs) if self.stance is None else (self.stance,)


def read_suite(folder: Path = CASES) -> list[Case]:
    """All cases, by skill and in the order of their files.

    Raises:
        InputError: a case that cannot be meant so, naming file and line.
    """
    paths = sorted(folder.glob("*.jsonl"))
    cases = [_case(path.stem, place, row) for path in paths for place, row in read_rows(path)]
    _check_ids(cases)
    return cases


def _case(skill: str, place: str, row: Row) -> Case:
    kind = _label(place, row, "kind", KINDS) or ""
    _check_keys(place, row, kind)
    text = _words(place, row, "text")
    return Case(
        id=_words(place, row, "id"),
        skill=skill,
        kind=kind,
        domain=_label(place, row, "domain", DOMAINS) or "",
        text=text,
        place=place,
        variant=_variant(place, row) if "variant" in row else None,
        stance=_label(place, row, "stance", STANCES),
        claim=_label(place, row, "claim", CLAIMS),
        speaker=_span(place, row, "speaker", text) if row.get("speaker") is not None else None,
        target=_span(place, row, "target", text) if "target" in row else None,
        no_speaker="speaker" in row and row["speaker"] is None,
        pairs=tuple(_pair(place, pair, text) for pair in row.get("pairs", ())),
        why=row.get("why", ""),
    )


def _check_keys(place: str, row: Row, kind: str) -> None:
    needed = ALWAYS | NEEDED.get(kind, set())
    _check_missing(place, needed - row.keys(), kind)
    if unknown := row.keys() - needed - ALLOWED[kind]:
        raise InputError(place, f"a case of kind {kind} has no {_listed(unknown)}")
    if not ({"stance", "pairs"} & row.keys()):
        raise InputError(place, "expected 'stance' or 'pairs', got neither: the case expects nothing")


def _check_missing(place: str, missing: Collection[str], kind: str) -> None:
    if missing:
        raise InputError(place, f"a case of kind {kind or None} needs {_listed(missing)}")


def _check_ids(cases: Iterable[Case]) -> None:
    places: dict[str, str] = {}
    for case in cases:
        if case.id in places:
            raise InputError(case.place, f"the id {case.id!r} is already used at {places[case.id]}")
        places[case.id] = case.place


def _label(place: str, row: Row, key: str, labels: Collection[str]) -> str | None:
    """The label under ``key``; None where there is no such key."""
    if key not in row:
        return None
    if row[key] not in labels:
        raise InputError(place, f"expected '{key}' to be one of {', '.join(labels)}, got {row[key]!r}")
    return str(row[key])


def _words(place: str, row: Row, key: str) -> str:
    words = row[key]
    if not isinstance(words, str) or not words.strip():
        raise InputError(place, f"expected '{key}' to be words, got {words!r}")
    return words


def _variant(place: str, row: Row) -> str:
    variant = _words(place, row, "variant")
    if variant == row["text"]:
        raise InputError(place, "'variant' is the same as 'text'")
    return variant


def _pair(place: str, row: Row, text: str) -> Pair:
    if row.keys() != {"speaker", "target", "stance"}:
        raise InputError(place, f"expected a pair to have 'speaker', 'target', 'stance', got {_listed(row)}")
    stance = _label(place, row, "stance", STANCES) or ""
    return Pair(_span(place, row, "speaker", text), _span(place, row, "target", text), stance)


def _span(place: str, row: Row, key: str, text: str) -> Span:
    """Where the phrase under ``key`` stands in ``text``, as whole words and only once."""
    phrase = _words(place, row, key)
    found = list(re.finditer(rf"(?<!\w){re.escape(phrase)}(?!\w)", text))
    if len(found) != 1:
        raise InputError(place, f"expected the {key} {phrase!r} once in the text, found it {len(found)} times")
    return Span(*found[0].span(), phrase)


def _listed(keys: Iterable[str]) -> str:
    return ", ".join(f"'{key}'" for key in sorted(keys))
