"""real-dev: 109 real news sentences, labelled twice and adjudicated; a local development set, for evaluation only.

Raw record, one JSON object a line of ``real-dev.jsonl`` (opinions as in ``standoff.py``, but with the text)::

    {"id": "wire#1", "text": "Oslo praised Lima.", "stance": "supportive", "claim": "judgement", "unsure": false,
     "opinions": [{"stance": "supportive", "speaker": "Oslo", "target": "Lima", "speaker_resolved": "Norway"}]}

Mapping: none needed. Licence: the texts are not ours, so the file is not distributed; it is read from the folder of
fetched sets or the one that holds it.
"""

from collections.abc import Iterator
from pathlib import Path

from newstance.corpora.corpus import FULL, Corpus, Places
from newstance.corpora.jsonl import Row, read_rows
from newstance.corpora.sets.standoff import opinion_faults, with_opinions
from newstance.errors import InputError
from newstance.records import Example


def phrased_faults(row: Row) -> Iterator[str]:
    """What is wrong with a labelled sentence whose spans are substrings; nothing where all is well."""
    row_id, text = row.get("id"), row.get("text")
    if not (isinstance(row_id, str) and isinstance(text, str) and text.strip()):
        yield "expected an id and a text that is not empty"
    else:
        yield from opinion_faults(row, text)


def read_realdev(path: Path) -> Iterator[Example]:
    """Reads labelled sentences whose spans are substrings.

    Raises:
        InputError: a row lacks id or text, has an unknown label or a span that the text does not contain.
    """
    for place, row in read_rows(path):
        for fault in phrased_faults(row):
            raise InputError(place, fault)
        group = row["id"].partition("#")[0]
        yield with_opinions(Example(row["id"], "realdev", row["text"], group=group, place=place), row)


def local_file(places: Places, name: str) -> Path:
    """Where a set that is not distributed lies: beside the fetched sets or in the folder above them."""
    beside = places.public / name
    return beside if beside.is_file() else places.public.parent / name


def _path(places: Places) -> Path:
    return local_file(places, "real-dev.jsonl")


CORPUS = Corpus(
    name="realdev",
    splits={"test": lambda places: read_realdev(_path(places))},
    needs=lambda places: [_path(places)],
    layers=FULL,
    licence="not distributed: evaluation only",
    citation="newstance contributors (2026), labels",
    trains=False,
    cure="this development set is not distributed; leave it out",
)
