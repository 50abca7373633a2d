"""Our labels on more real sentences of DSE's and NewsMTSC's train splits: every layer, by the codebook; train only.

Most were chosen because an earlier bundle was unsure of them or suspected a rare stance, the rest at random. So their
label shares say nothing of the news, and they serve for training alone.

Raw record, one JSON object a line of ``standoff/news-standoff.jsonl`` (opinions as in ``standoff.py``), with DSE's line
and hash as in ``dse_standoff.py`` or NewsMTSC's gid as in ``newsmtsc_standoff.py``::

    {"line": 4, "sha256": "762f042d5593fa67", "stance": "neutral", "claim": "fact", "opinions": [], "unsure": true}
    {"id": "allsides_628_252_26_Trump_0_5", "stance": "critical", "claim": "pledge", "opinions": […], "unsure": true}

Mapping: none needed. Licence: the labels, written by a language model following the codebook (7,174 rows read twice,
the others once), are CC0-1.0; the texts are those of ``dse.py`` and ``newsmtsc.py``. 480 rows were labelled again,
without a look at the first labels (``standoff/news-standoff-again.jsonl``), for ``benchmarks/agreement.py`` alone.
"""

from collections.abc import Iterator
from pathlib import Path

from newstance.corpora.corpus import FULL, Corpus, Places
from newstance.corpora.jsonl import read_rows
from newstance.corpora.sets import dse, newsmtsc
from newstance.corpora.sets.dse_standoff import labelled_line
from newstance.corpora.sets.newsmtsc_standoff import labelled_gid
from newstance.corpora.sets.standoff import with_opinions
from newstance.records import Example


def read_news_standoff(labels: Path, dse_texts: Path, newsmtsc_texts: Path) -> Iterator[Example]:
    """Reads our labels, joined with DSE's ``train.txt`` and NewsMTSC's ``train.jsonl``.

    Raises:
        InputError: a label file that breaks its format, or other texts than those labelled.
    """
    lines, text_of = list(dse.sentences_of(dse_texts)), newsmtsc.texts_by_gid(newsmtsc_texts)
    for place, row in read_rows(labels):
        if "line" in row:
            example = labelled_line(place, row, lines, dse_texts, "news-standoff")
        else:
            example = labelled_gid(place, row, text_of, newsmtsc_texts, "news-standoff")
        yield with_opinions(example, row)


def _labels(places: Places) -> Path:
    return places.own / "standoff" / "news-standoff.jsonl"


def texts(places: Places) -> tuple[Path, Path]:
    """Where DSE's and NewsMTSC's texts lie, which the labels are joined with."""
    return places.public / "dse" / "train.txt", places.public / "newsmtsc" / "train.jsonl"


CORPUS = Corpus(
    name="news-standoff",
    splits={"train": lambda places: read_news_standoff(_labels(places), *texts(places))},
    needs=lambda places: [_labels(places), *texts(places)],
    layers=FULL,
    licence="labels CC0-1.0; texts as dse and newsmtsc",
    citation="newstance contributors (2026), labels; Park, Pan & Joo (2021) and Hamborg & Donnay (2021), texts",
    remote=(*dse.CORPUS.remote, *newsmtsc.CORPUS.remote),
)
