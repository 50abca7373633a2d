"""Common nouns for one thing or group are one actor; nouns for two things stay two."""

from collections.abc import Callable

import pytest

from newstance.attribution import attribute
from newstance.attribution.rules import ALL_RULES, Rule
from newstance.attribution.thing_phrases import is_people, parsed

Targets = list[str | None]


@pytest.fixture
def targets(told: Callable) -> Callable[..., Targets]:
    """What each opinion's target stands for, in order; the first paragraph is the headline."""

    def resolve(paragraphs: list[str], *opinions: tuple, rules: frozenset[Rule] = ALL_RULES) -> Targets:
        found = attribute(*told(paragraphs, *opinions), rules=rules)
        return [o.target.actor if o.target else None for annotation in found for o in annotation.opinions]

    return resolve


@pytest.mark.parametrize(
    ("phrase", "head", "plural"),
    [
        ("families", "family", True),
        ("crewmen", "crewman", True),
        ("bus", "bus", False),
        ("crises", "crisis", True),
        ("tenants facing eviction", "tenant", True),
        ("petition signed by shepherds", "petition", False),
        ("nurses who struck", "nurse", True),
        ("council's revised timetable", "timetable", False),
        ("broadcasting law", "law", False),
    ],
)
def test_the_head_stands_before_participles_and_clauses(phrase: str, head: str, plural: bool) -> None:
    assert parsed(phrase)[:2] == (head, plural)


@pytest.mark.parametrize(
    ("phrase", "people"),
    [("evicted tenants", True), ("crew", True), ("tenant", False), ("bus drivers", True), ("drivers' pay", False)],
)
def test_people_are_known_by_their_head(phrase: str, people: bool) -> None:
    assert is_people(phrase) is people


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("harbour truce", "arrangement"),
        ("warehouse takeover", "bid"),
        ("airport vaccinations", "jabs"),
        ("grieving families", "relatives"),
        ("evicted tenants", "renters"),
        ("school closure postponement", "reprieve"),
        ("water bill", "measure"),
        ("orchard airstrikes", "operation"),
    ],
)
def test_news_varies_its_words(targets: Callable[..., Targets], first: str, second: str) -> None:
    text = ["Obi meets Roe", f"Ada Obi praised the {first}. | Ben Roe attacked the {second}."]
    told = ((1, "Ada Obi", first), (2, "Ben Roe", second))
    assert targets(text, *told) == [first, first]
    assert targets(text, *told, rules=ALL_RULES - {Rule.SAME}) == [first, second]


def test_of_two_things_of_one_sense_the_one_in_the_same_number_is_meant(targets: Callable[..., Targets]) -> None:
    text = ["Obi meets Roe", "Ada Obi praised the rescue bid. | She praised the mergers. | Ben Roe attacked the offer."]
    told = ((1, "Ada Obi", "rescue bid"), (2, "She", "mergers"), (3, "Ben Roe", "offer"))
    assert targets(text, *told)[2] == "rescue bid"


@pytest.mark.parametrize(("owner", "actor"), [("the", "dock workers"), ("his", "staff")])
def test_his_staff_are_not_the_workers_told_of(targets: Callable[..., Targets], owner: str, actor: str) -> None:
    text = ["Obi meets Roe", f"Ada Obi praised the dock workers. | Ben Roe attacked {owner} staff."]
    assert targets(text, (1, "Ada Obi", "dock workers"), (2, "Ben Roe", "staff"))[1] == actor


@pytest.mark.parametrize(
    ("first", "second", "one"),
    [
        ("second guard", "guards", False),
        ("prison guards", "guards", True),
        ("idle workers", "worker", True),
        ("rate cuts", "cut", True),
    ],
)
def test_many_are_not_the_one_before(targets: Callable[..., Targets], first: str, second: str, one: bool) -> None:
    text = ["Obi meets Roe", f"Ada Obi praised the {first}. | Ben Roe attacked every {second}."]
    told = ((1, "Ada Obi", first), (2, "Ben Roe", second))
    assert targets(text, *told)[1] == (first if one else second)


@pytest.mark.parametrize(
    ("lead", "phrase", "actor"),
    [
        (
            "Ada Obi rejected a ceiling on the number of ferry passengers.",
            "ceiling on the number of ferry",
            "ferry cap",
        ),
        ("Ada Obi rejected a limit of 40 berths on each crossing.", "limit of 40 berths", "ferry cap"),
        ("Ada Obi rejected a tax of 40 crowns on each crossing.", "tax of 40 crowns", "tax of 40 crowns"),
    ],
)
def test_the_lead_says_the_headline_again(targets: Callable[..., Targets], lead: str, phrase: str, actor: str) -> None:
    text = ["Norden dockers reject ferry cap", lead]
    assert targets(text, (1, "Ada Obi", phrase)) == [actor]


def test_far_from_the_headline_a_phrase_is_its_own(targets: Callable[..., Targets]) -> None:
    text = ["Norden dockers reject ferry cap", "Nothing moved. " * 40, "Ada Obi wants a limit of 40 berths."]
    assert targets(text, (2, "Ada Obi", "limit of 40 berths")) == ["limit of 40 berths"]


def test_a_headline_in_title_case_names_things(targets: Callable[..., Targets]) -> None:
    text = ["Senator Condemns Harbour Raids in Norden", "Ada Obi spoke on Monday. | She attacked the mission."]
    assert targets(text, (2, "She", "mission")) == ["Harbour Raids"]


@pytest.mark.parametrize(
    ("introduction", "actor"),
    [
        ("Six ferry captains resigned; five clerks stayed.", "ferry captains"),
        ("Six weeks went by.", "six"),
        ("Five clerks stayed.", "six"),
    ],
)
def test_the_six_are_those_counted_before(targets: Callable[..., Targets], introduction: str, actor: str) -> None:
    text = ["Obi meets Roe", f"{introduction} | Ada Obi praised the six. | Six pilots laughed."]
    assert targets(text, (2, "Ada Obi", "six")) == [actor]


@pytest.mark.parametrize(
    ("noun", "actor"), [("measure", "shipping bill"), ("text", "shipping bill"), ("measures", "measures")]
)
def test_the_text_is_the_bill_that_the_article_names(targets: Callable[..., Targets], noun: str, actor: str) -> None:
    text = ["Obi meets Roe", f"Parliament passed the shipping bill. | Ada Obi praised the {noun}."]
    assert targets(text, (2, "Ada Obi", noun)) == [actor]


@pytest.mark.parametrize(
    ("said", "actor"),
    [
        ("“I do not talk to people who block a quay,” said Ben Roe.", "dock pilots"),
        ("“That is no way to treat people,” said Ben Roe.", "people"),
    ],
)
def test_people_at_large_are_no_group(targets: Callable[..., Targets], said: str, actor: str) -> None:
    text = ["Obi meets Roe", f"Ada Obi praised the dock pilots. | {said}"]
    assert targets(text, (1, "Ada Obi", "dock pilots"), (2, "Ben Roe", "people"))[1] == actor


@pytest.mark.parametrize(
    ("introduction", "noun"),
    [("A 24-point text leaked.", "text"), ("It made a 3 billion crown pound bid.", "bid"), ("A firm bid came.", "bid")],
)
def test_numbers_and_units_are_no_modifiers(targets: Callable[..., Targets], introduction: str, noun: str) -> None:
    text = ["Obi meets Roe", f"{introduction} | Ada Obi praised the {noun}."]
    assert targets(text, (2, "Ada Obi", noun)) == [noun]


def test_what_a_thing_costs_is_no_part_of_its_name(targets: Callable[..., Targets]) -> None:
    text = ["Ada Obi fought the $54 billion budget. | Ben Roe hated the 24-point plan."]
    assert targets(text, (0, None, "$54 billion budget"), (1, None, "24-point plan")) == ["budget", "24-point plan"]
