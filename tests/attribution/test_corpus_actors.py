"""Over a corpus, names are merged only where one actor can be meant."""

from pathlib import Path

import pytest

from newstance.attribution.actor_table import ActorTable
from newstance.attribution.corpus_actors import CorpusActors
from newstance.records import Annotation, Mention, Opinion, Sentence, Span


def annotations(*actors: str) -> list[Annotation]:
    sentence = Sentence("a", 0, 0, 0, 1, "x")
    return [
        Annotation(sentence, "neutral", {}, "none", {}, False, (opinion,), False, "test")
        for opinion in (Opinion("critical", Mention(Span(0, 1, "x"), actor), None) for actor in actors)
    ]


@pytest.mark.parametrize(
    ("names", "aliases"),
    [
        (["Obi", "Ada Obi"], {"Obi": "Ada Obi"}),
        (["Obi", "Ada Obi", "Tom Obi"], {}),
        (["Ada B. Obi", "Ada Obi", "Obi"], {"Ada B. Obi": "Ada Obi", "Obi": "Ada Obi"}),
        (["Ada B. Obi", "Ada C. Obi", "Ada Obi"], {}),
        (["Bank", "Central Bank"], {}),
        (["France", "Anatole France"], {}),
        (["levy", "maize levy"], {}),
    ],
)
def test_aliases(names: list[str], aliases: dict[str, str]) -> None:
    for order in (names, names[::-1]):
        corpus = CorpusActors()
        corpus.add(annotations(*order))
        assert corpus.aliases() == aliases


def test_the_table_can_be_looked_through_and_used(tmp_path: Path) -> None:
    corpus = CorpusActors()
    corpus.add(annotations("Obi", "Ada Obi", "Obi"))
    corpus.write(tmp_path / "aliases.csv")
    assert (tmp_path / "aliases.csv").read_text("utf-8") == "name,actor,count\nObi,Ada Obi,2\n"
    assert ActorTable.load(tmp_path / "aliases.csv").lookup("Obi") == "Ada Obi"


def test_memory_is_bounded_and_nothing_is_merged_blindly() -> None:
    corpus = CorpusActors(limit=2)
    corpus.add(annotations("Obi", "Ada Obi", "Tom Obi", "Obi"))
    assert (dict(corpus.counts), corpus.dropped, corpus.aliases()) == ({"Obi": 2, "Ada Obi": 1}, 1, {})
