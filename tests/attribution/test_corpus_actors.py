"""Over a corpus, names are merged only where one actor can be meant."""

from typing import Any

import pytest

from newstance.attribution.actor_table import ActorTable
from newstance.attribution.corpus_actors import CorpusActors, renamed


def annotation(actor: str | None, text: str = "x") -> dict[str, Any]:
    """An annotation, as it is written, whose speaker is ``actor``."""
    opinion = {"speaker": {"start": 0, "end": 1, "text": "x", "actor": actor}, "target": None}
    return {"text": text, "opinions": [opinion]}


def aliases(names: list[str], *texts: str, table: ActorTable | None = None, limit: int = 1000) -> dict[str, str]:
    corpus = CorpusActors(table, limit)
    for name in names:
        corpus.add(annotation(name))
    for text in texts:
        corpus.add({"text": text, "opinions": []})
    return corpus.aliases()


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["Obi", "Ada Obi"], {"Obi": "Ada Obi"}),
        (["Obi", "Ada Obi", "Tom Obi"], {}),
        (["Ada B. Obi", "Ada Obi", "Obi"], {"Ada B. Obi": "Ada Obi", "Obi": "Ada Obi"}),
        (["Ada B. Obi", "Ada C. Obi", "Ada Obi"], {}),
        (["José Roe", "Jose Roe", "José Roe"], {"Jose Roe": "José Roe"}),
        (
            ["Volodymyr Zelenskyy", "Volodymyr Zelenskyy", "Volodymyr Zelenskiy", "Zelensky"],
            {"Volodymyr Zelenskiy": "Volodymyr Zelenskyy", "Zelensky": "Volodymyr Zelenskyy"},
        ),
        (["Kennedy", "Robert F. Kennedy Jr", "Caroline Kennedy"], {}),
        (["Kennedy", "Robert F. Kennedy Jr"], {"Kennedy": "Robert F. Kennedy Jr"}),
        (["Kennedy", "Robert Kennedy Jr", "Robert Kennedy Sr"], {}),
        (["Olena Zelenska", "Volodymyr Zelenskyy"], {}),
        (["Bank", "Central Bank"], {}),
        (["France", "Anatole France"], {}),
        (["Roe", "Tom Roe", "Roe Motors", "Roe Motors"], {}),
        (["Roe", "Tom Roe", "Tom Roe", "Roe Motors"], {"Roe": "Tom Roe"}),
        (["levy", "maize levy"], {}),
        (["minister", "Minister"], {}),
    ],
)
def test_aliases(names: list[str], expected: dict[str, str]) -> None:
    assert aliases(names) == expected
    assert aliases(names[::-1]) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The minister met Jane Roe, the envoy.", {}),
        ("The minister met Jane Roe Jr., the envoy.", {}),
        ("Outgoing Tom Roe met Tom B. Roe of the Roe Bank.", {"Roe": "Tom Roe"}),
    ],
)
def test_whoever_the_sentences_name_bears_the_surname(text: str, expected: dict[str, str]) -> None:
    assert aliases(["Roe", "Tom Roe"], text) == expected


def test_acronyms_that_the_corpus_introduces() -> None:
    names = ["NRM", "National Renewal Movement"]
    assert aliases(names) == {}
    introduction = "The National Renewal Movement (NRM) met."
    assert aliases(names, introduction) == {"NRM": "National Renewal Movement"}
    assert aliases([*names, "North River Mission"], introduction, "The North River Mission (NRM) met.") == {}
    assert aliases(["NRM"], introduction) == {}


def test_what_the_table_has_is_settled() -> None:
    assert aliases(["Obi", "Ada Obi"], table=ActorTable({"obi": "Obi"})) == {}


def test_names_are_exchanged_and_the_rest_stays() -> None:
    assert renamed(annotation("Obi"), {"Obi": "Ada Obi"}) == annotation("Ada Obi")
    assert renamed(annotation(None), {"Obi": "Ada Obi"}) == annotation(None)
    assert renamed(annotation("Roe"), {"Obi": "Ada Obi"}) == annotation("Roe")


def test_memory_is_bounded_and_nothing_is_merged_blindly() -> None:
    assert aliases(["Obi", "Ada Obi", "Obi"], limit=2) == {"Obi": "Ada Obi"}
    assert aliases(["Obi", "Ada Obi", "Tom Obi", "Obi"], limit=2) == {}
    texts = [f"The minister met {name} Roe." for name in ("Tom", "Ben", "Kim")]
    assert aliases(["Obi", "Ada Obi"], *texts, limit=2) == {}
