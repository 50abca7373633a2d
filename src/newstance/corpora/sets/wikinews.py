"""Wikinews: whole real articles (232 sentences of nine), every layer labelled, actors resolved; for evaluation only.

Raw record, one JSON object a line of ``wikinews.jsonl``, in the form of our articles (``articles.py``) with ``title``,
``date``, ``url`` and ``licence``. Mapping: none needed. Licence: text CC BY 2.5 (Wikinews, through the GUM corpus),
labels CC0-1.0; the file is local and not distributed.
"""

from pathlib import Path

from newstance.corpora.corpus import FULL, Corpus, Places
from newstance.corpora.sets.articles import read_articles
from newstance.corpora.sets.realdev import local_file


def _path(places: Places) -> Path:
    return local_file(places, "wikinews.jsonl")


CORPUS = Corpus(
    name="wikinews",
    splits={"test": lambda places: read_articles(_path(places), "wikinews")},
    needs=lambda places: [_path(places)],
    layers=FULL,
    licence="text CC BY 2.5, labels CC0-1.0; not distributed",
    citation="Wikinews contributors, through GUM (Zeldes 2017); labels newstance contributors (2026)",
    trains=False,
    cure="this development set is not distributed; leave it out",
)
