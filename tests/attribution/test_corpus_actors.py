"""Over a corpus, names are merged only where one actor can be meant."""

from typing import Any

import pytest

from newstance.attribution.actor_table import ActorTable
from newstance.attribution.corpus_actors import CorpusActors, renamed

Told = tuple[str, str, str | None]
"""A sentence, the words in it that speak, and the actor behind them."""


def annotation(actor: str | None, text: str = "x", words: str = "x", article_id: str = "a") -> dict[str, Any]:
    """An annotation, as it is written, whose speaker is ``actor``."""
    opinion = {"speaker": {"start": 0, "end": 1, "text": words, "actor": actor}, "target": None}
    return {"article_id": article_id, "text": text, "opinions": [opinion]}


def introducing(name: str) -> list[Told]:
    """An article that calls somebody by the full name, then by the surname; or by the surname alone."""
    words = [word for word in name.split() if word not in {"Jr", "Sr"}]
    short = [(f"{words[-1]} left.", words[-1], name)] if len(words) > 1 else []
    return [(f"Minister {name} spoke.", name, name), *short]


def aliases_of(*articles: list[Told], table: ActorTable | None = None, limit: int = 1000) -> dict[str, str]:
    corpus = CorpusActors(table, limit)
    for number, article in enumerate(articles):
        for text, words, actor in article:
            corpus.add(annotation(actor, text, words, f"a{number}"))
    return corpus.aliases()


def aliases(names: list[str], *texts: str, table: ActorTable | None = None, limit: int = 1000) -> dict[str, str]:
    """The aliases in a corpus of an article for each name, and of articles that are one sentence each."""
    named = [introducing(name) for name in names]
    return aliases_of(*named, *([(text, "x", None)] for text in texts), table=table, limit=limit)


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


JOHNSON: list[Told] = [
    ("Prime Minister Boris Johnson attacked the EU.", "Boris Johnson", "Boris Johnson"),
    ("Johnson said he was right.", "Johnson", "Boris Johnson"),
]
CLINTON: list[Told] = [("Bill Clinton praised the bill.", "Bill Clinton", "Bill Clinton")]
LINKED_CLINTON: list[Told] = [*CLINTON, ("Clinton said he was glad.", "Clinton", "Bill Clinton")]
APPLE: list[Told] = [
    ("The singer Fiona Apple criticised her label.", "Fiona Apple", "Fiona Apple"),
    ("She called it greedy.", "She", "Fiona Apple"),
    ("Apple left.", "Apple", "Fiona Apple"),
]


def alone(name: str, *texts: str) -> list[Told]:
    """An article in whose sentences the pronouns, else the name, mean an actor of that name."""
    found = ((text, next((word for word in ("He", "She", "It") if text.startswith(word)), name)) for text in texts)
    return [(text, words, name) for text, words in found]


@pytest.mark.parametrize(
    ("full", "short", "name"),
    [
        (JOHNSON, alone("Johnson", "Johnson praised it.", "He called it a triumph."), "Boris Johnson"),
        (JOHNSON, alone("Johnson", "Mr Johnson praised it."), "Boris Johnson"),
        (JOHNSON, alone("Johnson", "British Prime Minister Johnson praised it."), "Boris Johnson"),
        (JOHNSON, alone("Johnson", "Former prime minister Johnson praised it."), "Boris Johnson"),
        (JOHNSON, alone("Johnson", "House Speaker Johnson praised Israel.", "He left."), "Johnson"),
        (JOHNSON, alone("Johnson", "Health Minister Johnson praised it."), "Johnson"),
        (JOHNSON, alone("Johnson", "Mrs Johnson praised it."), "Johnson"),
        (JOHNSON, alone("Johnson", "Johnson praised it."), "Johnson"),
        (JOHNSON, alone("Johnson", "Mr Johnson praised it.", "It left.", "He left."), "Johnson"),
        (JOHNSON, alone("Johnson", "The retailer Johnson praised it.", "He left."), "Johnson"),
        (LINKED_CLINTON, alone("Clinton", "Mr Clinton slammed the bill."), "Bill Clinton"),
        (LINKED_CLINTON, alone("Clinton", "Mrs Clinton slammed the bill.", "She left."), "Clinton"),
        (LINKED_CLINTON, alone("Clinton", "President Clinton slammed the bill."), "Clinton"),
        (CLINTON, alone("Clinton", "Mr Clinton slammed the bill.", "He left."), "Clinton"),
        (APPLE, alone("Apple", "The singer Apple praised the ruling."), "Fiona Apple"),
        (APPLE, alone("Apple", "Apple praised the ruling.", "Apple attacked the EU."), "Apple"),
        (APPLE[:2], alone("Apple", "She praised the ruling."), "Apple"),
    ],
)
def test_a_surname_alone_is_merged_only_where_its_article_means_that_person(
    full: list[Told], short: list[Told], name: str
) -> None:
    surname = short[0][2]
    assert surname is not None
    assert aliases_of(full, short).get(surname, surname) == name
    assert aliases_of(short, full).get(surname, surname) == name


def test_most_articles_that_name_a_surname_alone_have_to_show_its_bearer() -> None:
    shown, open_ = alone("Johnson", "Mr Johnson praised it."), alone("Johnson", "Johnson praised it.")
    assert aliases_of(JOHNSON, JOHNSON, shown, open_) == {"Johnson": "Boris Johnson"}
    assert aliases_of(JOHNSON, JOHNSON, JOHNSON, shown, open_, open_) == {}


def test_a_surname_that_is_commoner_alone_stays() -> None:
    shown = alone("Johnson", "Mr Johnson praised it.")
    assert aliases_of(JOHNSON, JOHNSON, shown, shown) == {"Johnson": "Boris Johnson"}
    assert aliases_of(JOHNSON, shown, shown) == {}


def test_one_article_alone_that_means_somebody_else_keeps_the_surname_apart_in_all() -> None:
    his, her = alone("Johnson", "Mr Johnson praised it."), alone("Johnson", "Mrs Johnson praised it.")
    assert aliases_of(JOHNSON, JOHNSON, his, her) == {}


def test_a_stray_pronoun_does_not_change_a_known_gender() -> None:
    stray: list[Told] = [*JOHNSON, ("She left.", "She", "Boris Johnson")]
    shown = alone("Johnson", "Mr Johnson praised it.")
    assert aliases_of(stray, shown) == {}
    assert aliases_of(stray, *[JOHNSON] * 8, shown) == {"Johnson": "Boris Johnson"}


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
    assert aliases(["Obi", "Ada Obi", "Obi", "Ada Obi"], limit=4) == {"Obi": "Ada Obi"}
    assert aliases(["Obi", "Ada Obi", "Tom Obi", "Obi"], limit=2) == {}
    texts = [f"The minister met {name} Roe." for name in ("Tom", "Ben", "Kim")]
    assert aliases(["Obi", "Ada Obi"], *texts, limit=4) == {"Obi": "Ada Obi"}
    assert aliases(["Obi", "Ada Obi"], *texts, limit=3) == {}


def test_offices_count_toward_the_bound() -> None:
    offices: list[Told] = [(f"The {kind} minister, Ada Obi, left.", "Ada Obi", "Ada Obi") for kind in ("old", "new")]
    assert aliases_of([*introducing("Ada Obi"), *offices], introducing("Obi"), limit=6) == {"Obi": "Ada Obi"}
    assert aliases_of([*introducing("Ada Obi"), *offices], introducing("Obi"), limit=5) == {}
