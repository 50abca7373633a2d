"""Headline and first paragraph tell one piece of news twice: their other words for it are one actor."""

from collections.abc import Callable

import pytest

from newstance.attribution import attribute
from newstance.attribution.rules import ALL_RULES, Rule
from newstance.records import Mention

FILLER = "It followed a long quarrel. " * 8
Actors = list[tuple[str | None, str | None]]


@pytest.fixture
def actors(told: Callable) -> Callable[..., Actors]:
    """Speaker's and target's actor of each opinion of a headline, a long first paragraph and what follows."""

    def resolve(headline: str, lede: str, *opinions: tuple, rules: frozenset[Rule] = ALL_RULES) -> Actors:
        paragraphs = [
            headline,
            f"{lede} | {FILLER}",
            "They met again. | Ada Obi blamed the measure, the order, chains.",
        ]
        found = attribute(*told(paragraphs, *opinions), rules=rules)
        return [(name(o.speaker), name(o.target)) for annotation in found for o in annotation.opinions]

    return resolve


def name(mention: Mention | None) -> str | None:
    return mention.actor if mention is not None else None


def test_a_noun_of_the_headline_is_the_body_of_the_first_paragraph(actors: Callable[..., Actors]) -> None:
    text = ("Norden blames rebels for raid", "Norden on Monday blamed the Southern Army for a raid.")
    told = ((0, "Norden", "rebels"), (1, "Norden", "Southern Army"))
    assert actors(*text, *told) == [("Norden", "Southern Army")] * 2
    assert actors(*text, *told, rules=ALL_RULES - {Rule.LEDE})[0] == ("Norden", "rebels")


def test_the_main_opinions_of_headline_and_first_paragraph_are_one(actors: Callable[..., Actors]) -> None:
    text = ("Retailers denounce price cap", "The largest chains on Monday condemned a government order.")
    told = ((0, "Retailers", "price cap"), (1, "chains", "government order"), (4, "Ada Obi", "order"))
    assert actors(*text, *told) == [("Retailers", "price cap")] * 2 + [("Ada Obi", "price cap")]


@pytest.mark.parametrize(
    ("headline", "lede", "first", "second"),
    [
        ("Norden blames Lumeria", "Norden blamed the Lumerian air force.", "Lumeria", "Lumerian air force"),
        ("Norden blames rebels", "Norden blamed the delay.", "rebels", "delay"),
        ("Norden blames rebels", "Norden blamed Ada Obi, 40.", "rebels", "Ada Obi"),
        ("Norden blames envoy", "Norden blamed Ada Obi, 40.", "envoy", "Ada Obi"),
    ],
)
def test_things_people_and_names_are_not_mixed(
    actors: Callable[..., Actors], headline: str, lede: str, first: str, second: str
) -> None:
    told = ((0, "Norden", first), (1, "Norden", second))
    assert actors(headline, lede, *told) == [("Norden", first), ("Norden", second)]


def test_an_opinion_with_other_parties_is_another_one(actors: Callable[..., Actors]) -> None:
    text = ("Norden blames rebels", "Norden and Lumeria met. | Lumeria blamed the Southern Army.")
    told = ((0, "Norden", "rebels"), (1, "Norden", "Lumeria"), (2, "Lumeria", "Southern Army"))
    assert actors(*text, *told)[0] == ("Norden", "rebels")


def test_an_article_that_opens_with_its_first_paragraph_has_no_headline(told: Callable) -> None:
    paragraphs = [f"Norden blamed rebels. {FILLER}", "Norden blamed the Southern Army."]
    found = attribute(*told(paragraphs, (0, "Norden", "rebels"), (1, "Norden", "Southern Army")))
    assert [name(o.target) for annotation in found for o in annotation.opinions] == ["rebels", "Southern Army"]
