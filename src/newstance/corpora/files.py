"""Reads a labelled file wherever it lies, by what its first row looks like."""

from pathlib import Path

from newstance.corpora.jsonl import read_rows
from newstance.corpora.sets.articles import read_articles
from newstance.corpora.sets.sentences import read_sentences
from newstance.errors import InputError
from newstance.records import Example


def read_labelled_file(path: Path) -> list[Example]:
    """The examples of a file in our own format: labelled sentences, or articles (rows with ``sentences``).

    Raises:
        InputError: the file is empty, or a row breaks its format.
    """
    first = next(iter(read_rows(path)), None)
    if first is None:
        raise InputError(str(path), "no rows; expected labelled sentences or articles, one JSON object a line")
    reader = read_articles if "sentences" in first[1] else read_sentences
    return list(reader(path, path.stem))
