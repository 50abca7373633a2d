"""Reads a labelled file wherever it lies, by what its rows look like."""

from collections.abc import Iterable
from pathlib import Path

from newstance.corpora.jsonl import Row, read_rows
from newstance.corpora.labelled import SIDES
from newstance.corpora.sets.articles import read_articles
from newstance.corpora.sets.realdev import read_realdev
from newstance.corpora.sets.sentences import read_sentences
from newstance.errors import InputError
from newstance.records import Example


def read_labelled_file(path: Path) -> list[Example]:
    """The examples of a file in our own format.

    Articles (rows with ``sentences``), sentences, or sentences whose speakers and targets are given by their words.

    Raises:
        InputError: the file is empty, or a row breaks its format.
    """
    rows = [row for _, row in read_rows(path)]
    if not rows:
        raise InputError(str(path), "no rows; expected labelled sentences or articles, one JSON object a line")
    if "sentences" in rows[0]:
        return list(read_articles(path, path.stem))
    return list(read_realdev(path) if _spans_are_words(rows) else read_sentences(path, path.stem))


def _spans_are_words(rows: Iterable[Row]) -> bool:
    opinions = [opinion for row in rows if isinstance(row.get("opinions"), list) for opinion in row["opinions"]]
    mentions = [opinion.get(side) for opinion in opinions if isinstance(opinion, dict) for side in SIDES]
    return any(isinstance(mention, str) for mention in mentions)
