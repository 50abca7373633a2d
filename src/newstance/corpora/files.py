"""Reads and checks a labelled file wherever it lies, by what its rows look like."""

from collections.abc import Iterator, Sequence
from enum import Enum
from pathlib import Path

from newstance.corpora.jsonl import Row, read_rows
from newstance.corpora.labelled import SIDES
from newstance.corpora.sets.articles import article_faults, read_articles
from newstance.corpora.sets.realdev import phrased_faults, read_realdev
from newstance.corpora.sets.sentences import read_sentences, sentence_faults
from newstance.corpora.sets.table import is_table, read_table_file
from newstance.errors import InputError
from newstance.records import Example


class Form(Enum):
    """What all rows of a labelled file are."""

    ARTICLES = "articles, rows with ``sentences``"
    SENTENCES = "sentences whose speakers and targets are given by their offsets"
    PHRASED = "sentences whose speakers and targets are given by their words"


def read_labelled_file(path: Path) -> list[Example]:
    """The examples of a file in our own format, in any of its forms, or of a table whose columns have our names.

    Raises:
        InputError: the file is empty, or a row breaks its format.
    """
    if is_table(path):
        return list(read_table_file(path))
    rows = [row for _, row in read_rows(path)]
    if not rows:
        raise InputError(str(path), "no rows; expected labelled sentences or articles, one JSON object a line")
    match form_of(rows):
        case Form.ARTICLES:
            return list(read_articles(path, path.stem))
        case Form.PHRASED:
            return list(read_realdev(path))
        case Form.SENTENCES:
            return list(read_sentences(path, path.stem))


def row_faults(row: Row, form: Form) -> Iterator[str]:
    """What is wrong with a row of a file of that form; nothing where all is well."""
    faults = {Form.ARTICLES: article_faults, Form.SENTENCES: sentence_faults, Form.PHRASED: phrased_faults}
    return faults[form](row)


def form_of(rows: Sequence[Row]) -> Form:
    """The form of a file, which its first row decides, and its first speaker or target."""
    if rows and "sentences" in rows[0]:
        return Form.ARTICLES
    return Form.PHRASED if isinstance(next(_mentions(rows), None), str) else Form.SENTENCES


def _mentions(rows: Sequence[Row]) -> Iterator[object]:
    opinions = (opinion for row in rows if isinstance(row.get("opinions"), list) for opinion in row["opinions"])
    mentions = (opinion.get(side) for opinion in opinions if isinstance(opinion, dict) for side in SIDES)
    return (mention for mention in mentions if mention is not None)
