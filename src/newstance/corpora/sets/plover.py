"""PLOVER's gold standard records: 322 example sentences of the CAMEO manual with source, target and event code.

Raw record, one object of the JSON list in ``plover/PLOVER_GSR_CAMEO.txt``::

    {"id": "PLOVER-GSR01-SUPPORT-0002", "event": "SUPPORT", "text": "Oslo praised Lima.", …
     "textInfo": {"markup": "(SRC: Oslo) (EVT: praised) (TAR: Lima)."}}

Mapping: text and spans from the markup; the code gives the stance of source toward target (``plover_codes.py``), both
ways between reciprocal parties (``SRC/TAR``), else neutral in reverse. The same answer holds for (unknown, target) and
(source, unknown). Left out and counted: codes that are no stance, records without two parties, broken markup.

Licence: CC BY-SA 4.0, Open Event Data Alliance; fetched, not shipped. The pinned commit's README names the file at this
path; the commit itself could not be checked, the sha256 (of our copy) is.
"""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from newstance.corpora.corpus import Corpus, Places, RemoteFile
from newstance.corpora.jsonl import Row
from newstance.corpora.lines import read_text
from newstance.corpora.sets.plover_codes import stance_of
from newstance.corpora.sets.plover_markup import Marked, parse_markup
from newstance.errors import InputError
from newstance.labels import NEUTRAL
from newstance.records import Example, Pair, Span

NAME: Final = "PLOVER_GSR_CAMEO.txt"
_COMMIT = "0f1c8b6b402c664cbf0093c49233edcd15c840ce"
_REMOTE = RemoteFile(
    f"plover/{NAME}",
    f"https://raw.githubusercontent.com/openeventdata/PLOVER/{_COMMIT}/gold_standard_records/{NAME}",
    "f0d516858bf7ad05283ed0f8e6b1ea66d9ee4175703877d5ab0598503aa1a558",
)


def read_plover(path: Path) -> Iterator[Example]:
    """Reads the records whose code is a stance.

    Raises:
        InputError: the file is not a list of records.
    """
    return (example for example, _ in _read(path) if example is not None)


def _read(path: Path) -> Iterator[tuple[Example | None, str]]:
    """Yields an example, or None and why the record is left out."""
    text = read_text(path)
    line_of = {line.strip().removesuffix(","): number for number, line in enumerate(text.split("\n"), start=1)}
    for record in _records(path, text):
        number = line_of.get(f'"id": "{record.get("id")}"', 1)
        yield _example(f"{path}:{number}", record)


def _records(path: Path, text: str) -> list[Row]:
    try:
        records = json.loads(text)
    except json.JSONDecodeError as error:
        raise InputError(f"{path}:{error.lineno}", f"not JSON: {error.msg}") from None
    if not isinstance(records, list) or not all(isinstance(record, dict) for record in records):
        raise InputError(str(path), "expected a JSON list of records")
    return records


def _example(place: str, record: Row) -> tuple[Example | None, str]:
    event, record_id = str(record.get("event")), str(record.get("id"))
    stance = stance_of(event, int(record_id[-4:]) if record_id[-4:].isdigit() else None)
    if stance is None:
        return None, event
    info = record.get("textInfo")
    marked = parse_markup(str(info.get("markup"))) if isinstance(info, dict) else None
    if marked is None:
        return None, "broken markup"
    pairs = _pairs(marked, stance)
    if not pairs:
        return None, "no two parties"
    return Example(record_id, "plover", marked.text, group=marked.text, place=place, pairs=pairs), ""


def _pairs(marked: Marked, stance: str) -> tuple[Pair, ...]:
    answers: dict[tuple[Span | None, Span | None], str] = {}
    parties = [
        (source, target) for source in marked.sources for target in marked.targets if not source.overlaps(target)
    ]
    for source, target in parties:
        for question in ((source, target), (None, target), (source, None)):
            answers[question] = stance
    for source, target in parties:
        answers.setdefault((target, source), NEUTRAL)
    return tuple(Pair(source, target, answer) for (source, target), answer in answers.items())


def _path(places: Places) -> Path:
    return places.public / "plover" / NAME


CORPUS = Corpus(
    name="plover",
    splits={"train": lambda places: read_plover(_path(places))},
    needs=lambda places: [_path(places)],
    layers=("pairs",),
    licence="CC BY-SA 4.0",
    citation="Open Event Data Alliance (2016), PLOVER gold standard records; Gerner & Schrodt, CAMEO",
    remote=(_REMOTE,),
    left_out=lambda places: Counter(reason for _, reason in _read(_path(places)) if reason),
)
