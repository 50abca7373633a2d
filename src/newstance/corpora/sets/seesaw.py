"""SEESAW: stances between entities in 609 news articles (Zhang, Beauchamp & Wang 2022), 10,619 of them.

Raw record: three folders of JSON files below ``seesaw/SEESAW/``; sentences in ``articles/TRIPLET_000_DOCUMENT_0.json``,
stances in the file of the same name in ``annotations/``, the split (train, valid, test) in ``meta/TRIPLET_000.json``::

    {"title": "…", "text": [{"id": 0, "text": "Mayor Meyer mocked the council."}, …]}
    {"sentence-level stances": {"0": [{"id": 0, "subject": "Karin Meyer", "sentiment": "NEG", "object": "Council"}]}, …}
    {"Split": "train", "triplet_id": "000", …}

Mapping: POS → supportive, NEG → critical; subject and object are names, found in the sentence in full, by surname or by
first word, else unknown; the reverse direction is neutral. Left out and counted: stances of which the sentence names
neither side. Three articles of one story are a group. Licence: CC BY-NC-SA, so it is in no training configuration of
ours. Not downloaded file by file (1,421 files without published hashes): git checks the pinned commit.
"""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from newstance.corpora.corpus import Corpus, Places
from newstance.corpora.jsonl import Row
from newstance.corpora.lines import read_text
from newstance.corpora.phrases import find_phrase
from newstance.errors import InputError
from newstance.labels import NEUTRAL
from newstance.records import Example, Pair, Span

_SENTIMENTS: Final = {"POS": "supportive", "NEG": "critical"}
_PARTS: Final = {"train": "train", "validation": "valid", "test": "test"}
_COMMIT = "6722af6867fd596220407d57c1b42122308e5d04"


def read_seesaw(folder: Path, split: str) -> Iterator[Example]:
    """Reads the annotated sentences of one split (``train``, ``valid`` or ``test``).

    Raises:
        InputError: a file is missing or no JSON, a sentiment is unknown, or a stance has no sentence.
    """
    return (example for example in _sentences(folder, split) if example.pairs)


def _sentences(folder: Path, split: str) -> Iterator[Example]:
    for annotations in sorted((folder / "annotations").glob("*.json")):
        story = "_".join(annotations.stem.split("_")[:2])
        if _load(folder / "meta" / f"{story}.json").get("Split") == split:
            sentences = {row["id"]: row["text"] for row in _load(folder / "articles" / annotations.name)["text"]}
            for number, stances in _load(annotations)["sentence-level stances"].items():
                yield _example(annotations, story, sentences.get(int(number), ""), number, stances)


def _example(path: Path, story: str, text: str, number: str, stances: list[Row]) -> Example:
    if not text.strip():
        raise InputError(str(path), f"sentence {number} has a stance but no text")
    answers: dict[tuple[Span | None, Span | None], str] = {}
    for row in stances:
        if row.get("sentiment") not in _SENTIMENTS:
            raise InputError(str(path), f"sentence {number}: unknown sentiment {row.get('sentiment')!r}")
        subject = _named(text, row["subject"])
        target = _named(text, row["object"], avoid=subject)
        if subject or target:
            answers.setdefault((subject, target), _SENTIMENTS[row["sentiment"]])
    for subject, target in list(answers):
        if subject and target and not subject.overlaps(target):
            answers.setdefault((target, subject), NEUTRAL)
    pairs = tuple(Pair(subject, target, answer) for (subject, target), answer in answers.items())
    return Example(f"{path.stem}#{number}", "seesaw", text, group=story, place=str(path), pairs=pairs)


def _named(text: str, name: str, avoid: Span | None = None) -> Span | None:
    words = name.split()
    for phrase in (name, words[-1:], words[:1]):
        span = find_phrase(text, "".join(phrase), avoid) if phrase else None
        if span:
            return None if avoid and span.overlaps(avoid) else span
    return None


def _load(path: Path) -> Row:
    try:
        content = json.loads(read_text(path))
    except json.JSONDecodeError as error:
        raise InputError(f"{path}:{error.lineno}", f"not JSON: {error.msg}") from None
    if not isinstance(content, dict):
        raise InputError(str(path), "expected a JSON object")
    return content


def _folder(places: Places) -> Path:
    return places.public / "seesaw" / "SEESAW"


def _left_out(places: Places) -> Counter[str]:
    rows = (example for part in _PARTS.values() for example in _sentences(_folder(places), part))
    return Counter("names neither side" for example in rows if not example.pairs)


CORPUS = Corpus(
    name="seesaw",
    splits={
        "train": lambda places: read_seesaw(_folder(places), "train"),
        "validation": lambda places: read_seesaw(_folder(places), "valid"),
        "test": lambda places: read_seesaw(_folder(places), "test"),
    },
    needs=lambda places: [_folder(places) / "README.md"],
    layers=("pairs",),
    licence="CC BY-NC-SA",
    citation="Zhang, Beauchamp & Wang (2022), Generative Entity-to-Entity Stance Detection, EMNLP",
    cure="git clone https://github.com/launchnlp/SEESAW PUBLIC_ROOT/seesaw && "
    f"git -C PUBLIC_ROOT/seesaw checkout {_COMMIT}",
    left_out=_left_out,
)
