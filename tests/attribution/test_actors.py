"""Mentions of one person or body are one actor; what is not sure stays open."""

from collections.abc import Callable

import pytest

from newstance.attribution import ActorTable, attribute
from newstance.attribution.rules import ALL_RULES, Rule
from newstance.records import Mention

OPENING = "Lumeria and Norden settled their quarrel over the ferry.\n\nThe talks took two days."
Actors = list[tuple[str | None, str | None]]


@pytest.fixture
def actors(told: Callable) -> Callable[..., Actors]:
    """Speaker's and target's actor of each opinion, in order."""

    def resolve(paragraphs: list[str], *opinions: tuple, rules: frozenset[Rule] = ALL_RULES) -> Actors:
        found = attribute(*told([OPENING, *paragraphs], *opinions), rules=rules)
        return [(name(o.speaker), name(o.target)) for annotation in found for o in annotation.opinions]

    return resolve


def name(mention: Mention | None) -> str | None:
    return mention.actor if mention is not None else None


def test_a_surname_stands_for_the_full_name(actors: Callable[..., Actors]) -> None:
    text = ["Finance Minister Ada Obi met the press. | Obi attacked Ben Roe."]
    assert actors(text, (2, "Obi", "Ben Roe")) == [("Ada Obi", "Ben Roe")]


def test_a_name_goes_on_over_a_wrapped_line(actors: Callable[..., Actors]) -> None:
    text = [
        "The council met the mayor, Ada\nObi, and was\nangry. | The ferry\nplan angered Ada\nObi. | Obi spoke to them."
    ]
    told = ((1, "Ada\nObi", None), (2, "Ada\nObi", "ferry\nplan"), (3, "Obi", None))
    assert actors(text, *told) == [("Ada Obi", None), ("Ada Obi", "ferry plan"), ("Ada Obi", None)]


def test_a_possessive_and_a_title_are_left_out(actors: Callable[..., Actors]) -> None:
    assert actors(["Mr Obi attacked Norden's plan."], (1, "Mr Obi", "Norden's")) == [("Obi", "Norden")]


def test_two_people_with_one_surname_are_never_one(actors: Callable[..., Actors]) -> None:
    text = ["Minister Ada Obi and her brother Tom Obi, 40, spoke. | Obi attacked Norden."]
    assert actors(text, (2, "Obi", "Norden")) == [("Obi", "Norden")]


@pytest.mark.parametrize(
    ("opening", "short", "actor"),
    [
        ("Robert F. Kennedy Jr. attacked vaccines on Monday. | Caroline Kennedy left.", "Kennedy", "Kennedy"),
        ("Robert F. Kennedy Jr., a lawyer, attacked vaccines. | Caroline left.", "Kennedy", "Robert F. Kennedy Jr"),
        ("Tom Roe Sr., a judge, met his son. | Tom Roe Jr., a lawyer, left.", "Roe Jr", "Tom Roe Jr"),
        ("Tom Roe Sr., a judge, met his son. | Tom Roe Jr., a lawyer, left.", "Roe", "Roe"),
    ],
)
def test_junior_is_no_surname(actors: Callable[..., Actors], opening: str, short: str, actor: str) -> None:
    assert actors([f"{opening} | {short} attacked Norden."], (3, short, "Norden")) == [(actor, "Norden")]


def test_a_surname_is_the_only_bearer_named_so_far(actors: Callable[..., Actors]) -> None:
    text = ["Minister Ada Obi spoke. | Obi attacked Norden. | Tom Obi, 40, left."]
    assert actors(text, (2, "Obi", "Norden")) == [("Ada Obi", "Norden")]


@pytest.mark.parametrize(("short", "actor"), [("Tamarind", "Tamarind Logistics"), ("NRM", "National Renewal Movement")])
def test_short_names_of_bodies(actors: Callable[..., Actors], short: str, actor: str) -> None:
    text = [f"Tamarind Logistics and the National Renewal Movement met. | {short} attacked Norden."]
    assert actors(text, (2, short, "Norden")) == [(actor, "Norden")]


def test_what_a_body_is_named_after_is_not_the_body(actors: Callable[..., Actors]) -> None:
    text = ["The University of Carsk spoke. | Carsk attacked Norden."]
    assert actors(text, (2, "Carsk", "Norden")) == [("Carsk", "Norden")]


@pytest.mark.parametrize(
    ("introduction", "acronym", "actor"),
    [
        ("The Union of Rail and Tram Drivers (URTD) met.", "URTD", "Union of Rail and Tram Drivers"),
        ("The Democratic Front (FD) met.", "FD", "Democratic Front"),
        ("The People's Accord Front (PAF) met.", "PAF", "People's Accord Front"),
    ],
)
def test_acronyms_in_brackets(actors: Callable[..., Actors], introduction: str, acronym: str, actor: str) -> None:
    text = [f"{introduction} | The {acronym} attacked Norden."]
    assert actors(text, (2, acronym, "Norden")) == [(actor, "Norden")]
    assert actors(text, (2, acronym, "Norden"), rules=ALL_RULES - {Rule.ACRONYM}) == [(acronym, "Norden")]


@pytest.mark.parametrize(
    ("introduction", "role"),
    [
        ("Fisheries Minister Ada Obi met them.", "minister"),
        ("Ada Obi, the foreign minister of Norden, met them.", "foreign minister"),
        ("Norden's deputy foreign minister, Ada Obi, met them.", "foreign minister"),
        ("Ada Obi, who leads the NRM, met them.", "leader"),
        ("The airline Ada Obi met them.", "company"),
        ("The bloc Ada Obi met them.", "bloc"),
    ],
)
def test_roles_and_kinds(actors: Callable[..., Actors], introduction: str, role: str) -> None:
    text = [f"{introduction} | Ben Roe attacked the {role}."]
    assert actors(text, (2, "Ben Roe", role)) == [("Ben Roe", "Ada Obi")]
    assert actors(text, (2, "Ben Roe", role), rules=ALL_RULES - {Rule.ROLE}) == [("Ben Roe", role)]


def test_another_ministers_role_is_nobodys(actors: Callable[..., Actors]) -> None:
    text = ["Finance Minister Ada Obi met them. | Ben Roe attacked the foreign minister."]
    assert actors(text, (2, "Ben Roe", "foreign minister")) == [("Ben Roe", "foreign minister")]


def test_the_union_is_the_only_federation(actors: Callable[..., Actors]) -> None:
    text = ["The Coastal Dockers' Federation met. | Ben Roe attacked the union."]
    assert actors(text, (2, "Ben Roe", "union")) == [("Ben Roe", "Coastal Dockers' Federation")]


def test_he_is_the_subject_of_the_sentence_before(actors: Callable[..., Actors]) -> None:
    text = ["Minister Ada Obi met Governor Ben Roe. | She attacked Norden.", "He attacked Lumeria."]
    assert actors(text, (2, "She", "Norden")) == [("Ada Obi", "Norden")]


def test_gender_comes_from_the_text(actors: Callable[..., Actors]) -> None:
    text = ["Spokesman Kim Obi met spokeswoman Kim Roe. | She attacked Norden. | He attacked Lumeria."]
    assert actors(text, (2, "She", "Norden"), (3, "He", "Lumeria")) == [("Kim Roe", "Norden"), ("Kim Obi", "Lumeria")]


def test_another_persons_pronoun_tells_no_gender(actors: Callable[..., Actors]) -> None:
    text = ["Police Chief Jane Smith said the suspect fled after he shot a clerk. | She left. | He blamed Norden."]
    assert actors(text, (2, "She", None), (3, "He", "Norden")) == [("Jane Smith", None), (None, "Norden")]
    text = ["Mayor Tom Jones spoke. | Prosecutor Jane Smith said the gunman knew what he did. | She blamed Norden."]
    assert actors(text, (3, "She", "Norden")) == [("Jane Smith", "Norden")]


def test_a_pronoun_after_ones_own_role_tells_the_gender(actors: Callable[..., Actors]) -> None:
    text = ["Mayor Tom Jones met Ada Obi, 40. | Obi, the senator, said she was glad. | He left. | She blamed Norden."]
    assert actors(text, (3, "He", None), (4, "She", "Norden")) == [("Tom Jones", None), ("Ada Obi", "Norden")]


def test_he_leads_back_over_hundreds_of_sentences(actors: Callable[..., Actors]) -> None:
    text = ["Minister Ada Obi spoke. | " + " | ".join(["She went home that day."] * 600)]
    assert actors(text, (601, "She", None)) == [("Ada Obi", None)]


@pytest.mark.parametrize(("sentences", "actor"), [(2, "Ada Obi"), (600, None)])
def test_a_speaker_may_be_named_many_sentences_later(
    actors: Callable[..., Actors], sentences: int, actor: str | None
) -> None:
    text = ["Minister Ada Obi spoke. | “" + " | ".join(["Norden has lied."] * sentences) + " | It must go,” she said."]
    assert actors(text, (sentences + 2, "she", None)) == [(actor, None)]


@pytest.mark.parametrize(("title", "actor"), [("Mr", "John Roe"), ("Ms", "Jane Roe"), ("Dr", "Roe")])
def test_a_title_tells_namesakes_apart(actors: Callable[..., Actors], title: str, actor: str) -> None:
    text = [f"John Roe, the actor, met Jane Roe, the singer. | {title} Roe attacked Norden."]
    assert actors(text, (2, "Roe", "Norden")) == [(actor, "Norden")]


def test_a_pronoun_without_anybody_stays_open(actors: Callable[..., Actors]) -> None:
    assert actors(["She attacked Norden."], (1, "She", "Norden")) == [(None, "Norden")]


def test_a_pronoun_is_never_the_other_side_of_its_opinion(actors: Callable[..., Actors]) -> None:
    assert actors(["Minister Ada Obi blamed her."], (1, "Ada Obi", "her")) == [("Ada Obi", None)]


def test_he_in_a_quotation_is_not_its_speaker(actors: Callable[..., Actors]) -> None:
    text = ["Minister Ben Roe resigned.", "“He has ruined us,” said Mayor Tom Obi."]
    assert actors(text, (2, "Tom Obi", "He")) == [("Tom Obi", "Ben Roe")]


def test_it_as_a_speaker_is_the_body_before(actors: Callable[..., Actors]) -> None:
    text = ["The River League accused Norden of theft. | It called for a vote against Lumeria."]
    told = ((1, "River League", "Norden"), (2, "It", "Lumeria"))
    assert actors(text, *told)[1] == ("River League", "Lumeria")
    assert actors(text, *told, rules=ALL_RULES - {Rule.IT_THEY})[1] == (None, "Lumeria")


def test_it_as_a_target_is_what_was_spoken_of(actors: Callable[..., Actors]) -> None:
    text = ["Ada Obi called the ferry plan good. | Ben Roe rejected it."]
    assert actors(text, (1, "Ada Obi", "ferry plan"), (2, "Ben Roe", "it"))[1] == ("Ben Roe", "ferry plan")


def test_a_bare_noun_stands_for_the_longer_phrase(actors: Callable[..., Actors]) -> None:
    text = ["Ada Obi praised the maize levy. | Ben Roe attacked the levy."]
    told = ((1, "Ada Obi", "maize levy"), (2, "Ben Roe", "levy"))
    assert actors(text, *told)[1] == ("Ben Roe", "maize levy")
    assert actors(text, *told, rules=ALL_RULES - {Rule.THING, Rule.FULLER})[1] == ("Ben Roe", "levy")


@pytest.mark.parametrize(
    ("first", "second"),
    [("Norden screws", "screws from Norden"), ("dismissals", "dismissal of 46 people")],
)
def test_longer_phrases_of_one_thing(actors: Callable[..., Actors], first: str, second: str) -> None:
    text = [f"Ada Obi praised the {first}. | Ben Roe attacked the {second}."]
    told = ((1, "Ada Obi", first), (2, "Ben Roe", second))
    assert actors(text, *told)[1] == ("Ben Roe", first)


def test_phrases_that_share_only_their_head_stay_apart(actors: Callable[..., Actors]) -> None:
    text = ["Ada Obi praised the ferry plan. | Ben Roe attacked the school plan."]
    assert actors(text, (1, "Ada Obi", "ferry plan"), (2, "Ben Roe", "school plan"))[1] == ("Ben Roe", "school plan")


@pytest.mark.parametrize(
    ("seat", "actor"),
    [
        ("Kremlin", "Russia"),
        ("Downing Street", "United Kingdom"),
        ("U.S.", "United States"),
        ("Bogotá", "Colombia"),
        ("EU", "European Union"),
        ("Carsk", "Carsk"),
    ],
)
def test_seats_stand_for_governments(actors: Callable[..., Actors], seat: str, actor: str) -> None:
    assert actors([f"The {seat} attacked Norden."], (1, seat, "Norden")) == [(actor, "Norden")]


@pytest.mark.parametrize("name", ["EU", "European Union"])
def test_the_european_union_is_the_bloc(actors: Callable[..., Actors], name: str) -> None:
    text = [f"The {name} attacked Norden. | The bloc attacked Ben Roe."]
    assert actors(text, (2, "bloc", "Ben Roe")) == [("European Union", "Ben Roe")]


def test_a_person_named_like_a_capital_is_a_person(actors: Callable[..., Actors]) -> None:
    text = ["Valeria Paris, 30, left. | Paris attacked Norden."]
    assert actors(text, (2, "Paris", "Norden")) == [("Valeria Paris", "Norden")]


def test_the_users_table_comes_first(told: Callable) -> None:
    table = ActorTable({"the hill": "US Congress"})
    found = attribute(*told(["Ben Roe attacked The Hill."], (0, "Ben Roe", "The Hill")), table)
    assert name(found[0].opinions[0].target) == "US Congress"


def test_i_and_we_in_a_quotation_are_its_speaker(actors: Callable[..., Actors]) -> None:
    text = ["“We reject Norden. | They mock us,” Finance Minister Ada Obi said."]
    assert actors(text, (1, "We", "Norden"), (2, "Ada Obi", "us")) == [("Ada Obi", "Norden"), ("Ada Obi", "Ada Obi")]


def test_who_speaks_most_of_a_sentence_speaks_its_opinion(actors: Callable[..., Actors]) -> None:
    text = ["The mayor, Ada Obi, called the plan “a lasso that was thrown at one firm and caught a dozen others.”"]
    assert actors(text, (1, None, "plan")) == [("Ada Obi", "plan")]
    text = ["The plan was condemned on Monday by everybody who had read it in a hall that Ada Obi called “cold”."]
    assert actors(text, (1, None, "plan")) == [(None, "plan")]


def test_a_sentence_in_a_running_quotation_gets_its_speaker(told: Callable) -> None:
    article, sentences, annotations = told(
        ["“Norden lies. | Nobody trusts it,” said Ada Obi.", "The talks ended."], (0, None, "Norden")
    )
    found = attribute(article, sentences, annotations)
    assert [annotation.quoted for annotation in found] == [True, True, False]
    speaker = found[0].opinions[0].speaker
    assert speaker is not None
    assert (article.text[speaker.span.start : speaker.span.end], speaker.actor, speaker.elsewhere) == (
        "Ada Obi",
        "Ada Obi",
        True,
    )


def test_i_gives_way_to_the_name_in_the_same_sentence(told: Callable) -> None:
    found = attribute(*told(["“I blame Norden,” said Ada Obi."], (0, "I", "Norden")))
    speaker = found[0].opinions[0].speaker
    assert speaker is not None
    assert (speaker.span.text, speaker.elsewhere) == ("Ada Obi", False)


def test_headlines_look_ahead_and_prose_does_not(told: Callable) -> None:
    paragraphs = ["Minister quits over Norden", "The minister blamed Norden. | Finance Minister Ada Obi left."]
    found = attribute(*told(paragraphs, (0, "Minister", "Norden"), (1, "minister", "Norden")))
    assert [name(a.opinions[0].speaker) for a in found if a.opinions] == ["Ada Obi", "Ada Obi"]


def test_title_case_headlines_make_no_names(actors: Callable[..., Actors]) -> None:
    text = ["Obi Warns Roe Plan On Ferry Would Fail", "Minister Ada Obi met Ben Roe, 50. | Obi attacked Roe."]
    assert actors(text, (1, "Obi", "Roe"), (3, "Obi", "Roe")) == [("Ada Obi", "Ben Roe"), ("Ada Obi", "Ben Roe")]


@pytest.mark.parametrize(
    ("introduction", "noun", "fuller"),
    [
        ("Norden revived the river commission.", "commission", "river commission"),
        ("The bank's monetary policy committee met.", "committee", "monetary policy committee"),
        ("A commission of inquiry, led by Ada Obi, met.", "commission", "commission of inquiry"),
        ("The new commission met.", "commission", "commission"),
        ("Workers reject offer.", "offer", "offer"),
        ("The minister met parliament.", "parliament", "parliament"),
        ("They held talks.", "talks", "talks"),
        ("Obi won support.", "support", "support"),
        ("They met to halve tolls. Norden's 12 percent toll stays.", "toll", "toll"),
    ],
)
def test_a_bare_noun_stands_for_the_first_fuller_phrase(
    actors: Callable[..., Actors], introduction: str, noun: str, fuller: str
) -> None:
    text = [f"{introduction} | Ben Roe attacked the {noun}."]
    assert actors(text, (2, "Ben Roe", noun)) == [("Ben Roe", fuller)]
    assert actors(text, (2, "Ben Roe", noun), rules=ALL_RULES - {Rule.FULLER}) == [("Ben Roe", noun)]


@pytest.mark.parametrize(
    ("first", "second"),
    [("ferry negotiations", "talks"), ("maize levy", "measure"), ("fishermen", "men"), ("harbour bridge", "plan")],
)
def test_another_word_for_the_same_thing(actors: Callable[..., Actors], first: str, second: str) -> None:
    text = [f"Ada Obi praised the {first}. | Ben Roe attacked the {second}."]
    told = ((1, "Ada Obi", first), (2, "Ben Roe", second))
    assert actors(text, *told)[1] == ("Ben Roe", first)
    assert actors(text, *told, rules=ALL_RULES - {Rule.SAME})[1] == ("Ben Roe", second)


def test_a_word_of_another_sense_stays(actors: Callable[..., Actors]) -> None:
    text = ["Ada Obi praised the ferry negotiations. | Ben Roe attacked the levy."]
    assert actors(text, (1, "Ada Obi", "ferry negotiations"), (2, "Ben Roe", "levy"))[1] == ("Ben Roe", "levy")


def test_these_people_are_the_group_told_of(actors: Callable[..., Actors]) -> None:
    text = ["Dockers blamed Norden. | “These people block a port,” said Ben Roe. | Ada Obi thanked people."]
    told = ((1, "Dockers", "Norden"), (2, "Ben Roe", "people"), (3, "Ada Obi", "people"))
    assert actors(text, *told)[1:] == [("Ben Roe", "Dockers"), ("Ada Obi", "people")]
    assert actors(text, *told, rules=ALL_RULES - {Rule.PEOPLE})[1] == ("Ben Roe", "people")


def test_they_as_a_target_are_people_or_a_body_and_no_thing(actors: Callable[..., Actors]) -> None:
    text = ["Tamarind Logistics defended the dismissals. | “They lie,” said Ben Roe."]
    told = ((1, "Tamarind Logistics", "dismissals"), (2, "Ben Roe", "They"))
    assert actors(["The company Tamarind Logistics met.", *text], (2, *told[0][1:]), (3, *told[1][1:]))[1] == (
        "Ben Roe",
        "Tamarind Logistics",
    )


def test_this_one_is_what_was_spoken_of(actors: Callable[..., Actors]) -> None:
    text = ["Ada Obi praised the coalition. | Ben Roe thanked this one."]
    assert actors(text, (1, "Ada Obi", "coalition"), (2, "Ben Roe", "this one"))[1] == ("Ben Roe", "coalition")


def test_the_opposition_is_the_party_called_so(actors: Callable[..., Actors]) -> None:
    text = ["The Unity Front (UF), the largest opposition party, met. | Ben Roe attacked the opposition."]
    assert actors(text, (2, "Ben Roe", "opposition")) == [("Ben Roe", "Unity Front")]
