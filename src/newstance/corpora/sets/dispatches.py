"""Our dispatches: invented news articles, sentence by sentence in their order; train only.

Agency wire, broadsheet, regional paper, magazine: what surrounds opinions in real copy (background, procedure, hard
neutrals), quotations of several sentences, pronouns and role nouns for people named before. Unlike ``articles.py`` they
name no actors behind the mentions.

Raw record, one JSON object a line of ``dispatches/train.jsonl``, as in ``sentences.py`` and with its article::

    {"id": "d0001", "article": "d01", "text": "Lima slammed the plan.", "stance": "critical", "claim": "judgement",
     "domain": "diplomacy", "opinions": [{"stance": "critical", "speaker": {"start": 0, "end": 4, "text": "Lima"}, …}]}

Mapping: none needed, these are our layers. Licence: CC0-1.0 (``data/LICENSE``). Written by a language model following
the codebook; people and events are invented.
"""

from pathlib import Path

from newstance.corpora.corpus import FULL, Corpus, Places
from newstance.corpora.sets.sentences import read_sentences


def _path(places: Places) -> Path:
    return places.own / "dispatches" / "train.jsonl"


CORPUS = Corpus(
    name="dispatches",
    splits={"train": lambda places: read_sentences(_path(places), "dispatches")},
    needs=lambda places: [_path(places)],
    layers=FULL,
    licence="CC0-1.0",
    citation="newstance contributors (2026), invented news articles, sentence by sentence",
)
