"""Names, roles and peoples: which person, body or country each means, and where it means none."""

from collections.abc import Callable

import pytest

from newstance.attribution import attribute

Target = Callable[[list[str], int, str], str | None]


@pytest.fixture
def target(told: Callable) -> Target:
    """The actor of what stands in a sentence (by its number) as an opinion's target."""

    def resolve(paragraphs: list[str], sentence: int, words: str) -> str | None:
        found = attribute(*told(paragraphs, (sentence, None, words)))
        mention = found[sentence].opinions[0].target
        return mention.actor if mention is not None else None

    return resolve


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("Beatriz Sousa Leal", "Sousa Leal"),
        ("Ines Achieng Mutua", "Ines Mutua"),
        ("Ramón Ortega Ruiz", "Ortega"),
        ("Harrow Tools", "Harrow Tools Inc"),
        ("Ines Mutua", "Ines Mutua KC"),
        ("Ines Mutua", "Madam Mutua"),
    ],
)
def test_forms_of_a_name_are_one_actor(target: Target, full: str, short: str) -> None:
    text = [f"Yesterday {full} met the press in Carsk. | Tom Roe blamed {short} for it."]
    assert target(text, 1, short) == full


def test_what_two_longer_names_end_with_is_neither(target: Target) -> None:
    text = ["Then Ana Sousa Leal met Rita Sousa Leal. | Tom Roe blamed Sousa Leal."]
    assert target(text, 1, "Sousa Leal") == "Sousa Leal"


def test_a_surname_is_of_whom_the_article_has_spoken_all_along(target: Target) -> None:
    text = ["Minister Ada Obi met them. | Obi wept. | Tom Obi, her son, left. | Ben Lund praised Obi."]
    assert target(text, 3, "Obi") == "Ada Obi"


def test_a_place_is_no_body_named_after_it(target: Target) -> None:
    text = ["Tom Roe blamed Carsk. | The Carsk College spoke of need in Carsk."]
    assert target(text, 0, "Carsk") == "Carsk"
    text = ["Tom Roe blamed Carsk. | The Carsk Company spoke of its stake in Carsk."]
    assert target(text, 0, "Carsk") == "Carsk Company"


def test_attorneys_general_are_nobodys_role(target: Target) -> None:
    text = ["The attorneys general of Norden, Ada Obi said, met them. | Tom Roe blamed the general."]
    assert target(text, 1, "general") == "general"


def test_two_letters_are_a_body_and_no_person(target: Target) -> None:
    text = ["FG blamed over ferry", "The Federal Government met them.", "Frida Gale, 40, left."]
    assert target(text, 0, "FG") == "Federal Government"
    assert target(["FG blamed over ferry", "Frida Gale, 40, left."], 0, "FG") == "FG"


def test_the_office_is_no_part_of_the_name(target: Target) -> None:
    text = ["Then Secretary of State Ada Obi spoke. | Obi left. | Tom Roe blamed the secretary of state."]
    assert target(text, 1, "Obi") == target(text, 2, "secretary of state") == "Ada Obi"
    text = ["The Union of State Workers met. | Tom Roe blamed the State Workers."]
    assert target(text, 1, "State Workers") == "State Workers"


def test_a_name_ends_with_its_sentence(target: Target) -> None:
    text = ["By our reporter in Carsk | When Ada Obi left, Tom Roe cheered. | He mocked Obi."]
    assert target(text, 2, "Obi") == "Ada Obi"


@pytest.mark.parametrize(
    ("introduction", "role"),
    [
        ("Gov. Ada Obi met them.", "governor"),
        ("Ada Obi, the vicar of Carsk, met them.", "vicar"),
        ("Rev. Ada Obi met them.", "vicar"),
        ("Senator Ada Obi met them.", "lawmaker"),
        ("Senator Ada Obi met them.", "Labour senator"),
        ("Finland's chancellor, Ada Obi, met them.", "Finnish chancellor"),
        ("Chancellor Ada Obi met them.", "Finnish chancellor"),
        ("Ada Obi, the former governor, met them.", "governor"),
        ("Ada Obi, who has been named as mediator, met them.", "mediator"),
        ("Education Secretary Ada Obi met them.", "education minister"),
        ("The company Ada Obi met them.", "firm"),
        ("Norden's ambassador, Ada Obi, met them.", "envoy"),
        ("Ada Obi, the harbour master, met them.", "harbour master"),
        ("The mediator, retired Judge Ada Obi, met them.", "mediator"),
        ("Ada Obi, 40, met them.", "singer"),
        ("The delivery platform Ada Obi met them.", "company"),
        ("On Monday Harrow stock fell and Ada Obi stock rose.", "company"),
    ],
)
def test_roles_and_kinds_under_other_words(target: Target, introduction: str, role: str) -> None:
    assert target([f"{introduction} | Tom Roe blamed the {role}."], 1, role) == "Ada Obi"


@pytest.mark.parametrize(
    ("introduction", "phrase", "role"),
    [
        ("Senator Ada Obi met them.", "a second senator", "senator"),
        ("Minister Ada Obi met them.", "no minister", "minister"),
        ("Minister Ada Obi met them.", "the prime minister", "prime minister"),
        ("Sweden's chancellor, Ada Obi, met them.", "the Finnish chancellor", "Finnish chancellor"),
        ("Chairman Ada Obi and Director Ben Lund met them.", "the boss", "boss"),
        ("Ada Obi, 40, met Ben Lund, 50.", "the singer", "singer"),
        ("Mayor Ada Obi met them.", "the singer", "singer"),
        ("The Harrow Business Council met them.", "the company", "company"),
        ("The letter was seen by Harrow, blames the operator and calls it rash.", "the operator", "operator"),
    ],
)
def test_others_roles_and_kinds_are_nobodys(target: Target, introduction: str, phrase: str, role: str) -> None:
    assert target([f"{introduction} | Tom Roe blamed {phrase} for it."], 1, role) == role


def test_a_governor_who_is_described_is_the_one_in_question(target: Target) -> None:
    text = ["Gov. Ada Obi met them. | Tom Roe spoke of a governor who sells the lake."]
    assert target(text, 1, "governor") == "Ada Obi"


def test_a_deputy_is_taken_for_the_governor_only_when_named_before(target: Target) -> None:
    deputy = "Ben Lund, the deputy governor, left."
    far = ["The bank met.", "It rained.", "It snowed.", "It rained again.", "Tom Roe blamed the governor."]
    assert target([*far, deputy], 4, "governor") == "governor"
    assert target([deputy, *far], 5, "governor") == "Ben Lund"
    assert target([deputy, "Governor Ada Obi left.", *far], 6, "governor") == "Ada Obi"


def test_the_only_mayor_may_be_named_later(target: Target) -> None:
    text = ["It rained.", "It snowed.", "It rained again.", "It froze.", "Tom Roe blamed the mayor."]
    assert target([*text, "Ada Obi, the mayor, left."], 4, "mayor") == "Ada Obi"
    assert target([*text, "Mayor Ada Obi met Ben Lund, the mayor of Carsk."], 4, "mayor") == "mayor"


def test_of_two_bishops_the_headline_means_the_first(target: Target) -> None:
    text = ["Bishop rebuked over letter", "The letter shamed Bishop Ada Obi and cost Bishop Ben Lund his see."]
    assert target(text, 0, "Bishop") == "Ada Obi"


def test_labour_tells_senators_apart(target: Target) -> None:
    text = ["Senator Ada Obi met them. | But Greens senator Ben Lund left. | Tom Roe blamed the Labour senator."]
    assert target(text, 2, "Labour senator") == "Ada Obi"


def test_a_common_noun_has_no_role(target: Target) -> None:
    text = ["For half of a Mass, the bishop of Carsk wept. | Mass is rare. | Tom Roe blamed the bishop."]
    assert target(text, 2, "bishop") == "bishop"


@pytest.mark.parametrize("headline", ["Finnish bishop", "Church bishop", "Cleric"])
def test_a_headlines_role_is_named_by_the_first_sentences(target: Target, headline: str) -> None:
    text = [f"{headline} rebuked over letter", "The letter cost Bishop Ada Obi her friends, the diocese said."]
    assert target(text, 0, headline) == "Ada Obi"


def test_a_body_is_no_role_and_a_person_no_body(target: Target) -> None:
    text = ["Unless the ministry of fish pays for the boat, Ada Obi, 40, will leave. | Tom Roe blamed the ministry."]
    assert target(text, 1, "ministry") != "Ada Obi"


@pytest.mark.parametrize(("group", "is_company"), [("paper group", True), ("advocacy group", False)])
def test_not_every_group_is_a_company(target: Target, group: str, is_company: bool) -> None:
    assert (target([f"The {group} Harrow met. | Tom Roe blamed the company."], 1, "company") == "Harrow") is is_company


@pytest.mark.parametrize(
    ("people", "country"),
    [("Finns", "Finland"), ("Dutch", "Netherlands"), ("Kazakhs", "Kazakhstan"), ("Sri Lankans", "Sri Lanka")],
)
def test_a_people_with_the_article_is_its_country(target: Target, people: str, country: str) -> None:
    assert target([f"Tom Roe praised the {people}, who sent a ship."], 0, people) == country
    assert target([f"Tom Roe praised {people} abroad."], 0, people) == people
    assert target([f"Tom Roe praised the {people} who fled."], 0, people) == people


def test_a_citizen_is_the_person_of_that_country(target: Target) -> None:
    text = ["Finland's president, Ada Obi, met Ben Lund, 50. | Lund spoke. | Lund left. | Tom Roe praised the Finn."]
    assert target(text, 3, "Finn") == "Ada Obi"
    assert target(["Ben Lund, 50, rode on. | In Carsk a daily praised the Dutchman."], 1, "Dutchman") == "Ben Lund"
    assert target(["Ben Lund, 50, rode on. | In Carsk a daily praised a Dutchman."], 1, "Dutchman") == "Dutchman"


def test_the_country_is_the_one_that_the_article_is_about(told: Callable, target: Target) -> None:
    text = ["Kenya and Kenyan firms met Malian ones. | Tom Roe praised the country. | Tom Roe praised one country."]
    assert target(text, 1, "country") == "Kenya"
    assert target(text, 2, "country") == "country"
    text = [
        "Then Kenyan firms met Malian ones. | Mali left its neighbour in the cold. | Tom Roe left his neighbour alone."
    ]
    told_of = (1, "Mali", "neighbour"), (2, "Tom Roe", "neighbour")
    found = [opinion for annotation in attribute(*told(text, *told_of)) for opinion in annotation.opinions]
    assert [opinion.target and opinion.target.actor for opinion in found] == ["Kenya", "neighbour"]


@pytest.mark.parametrize(
    ("name", "words", "other"),
    [
        ("NV", "originally and still commonly known as", "Norden Vision"),
        ("Ada Obi", "also known as", "Commander Zet"),
        ("Flute", "formerly", "Chatter"),
        ("Flute", "the firm formerly called", "Chatter"),
        ("Norden Vision", "better known locally as", "Channel Two"),
    ],
)
def test_two_names_that_the_text_equates_are_one_actor(target: Target, name: str, words: str, other: str) -> None:
    text = [f"Critics met {name}, {words} {other}, in Carsk. | Tom Roe blamed {other}. | He mocked {name}."]
    assert target(text, 1, other) == target(text, 2, name) == name


def test_the_name_of_now_is_the_actors(target: Target) -> None:
    text = ["Critics met Chatter, now called Flute, in Carsk. | Tom Roe blamed Chatter."]
    assert target(text, 1, "Chatter") == "Flute"


def test_who_calls_somebody_something_is_not_called_so(target: Target) -> None:
    text = ["The mayor, Ada Obi, also called Ben Lund a liar. | Tom Roe blamed Ben Lund."]
    assert target(text, 1, "Ben Lund") == "Ben Lund"
    text = ["They met Ada Obi, now Norden's mayor. | Tom Roe blamed Norden."]
    assert target(text, 1, "Norden") == "Norden"


@pytest.mark.parametrize(
    ("introduction", "role"),
    [
        ("Ada Obi, a banker loved by few, met Ben Lund.", "banker"),
        ("Its founder, the economist Ada Obi, met Ben Lund.", "founder"),
        ("Ada Obi, the former president accused of theft, met Ben Lund.", "ex-president"),
        ("Ada Obi, the runner-up in the election, met Ben Lund.", "runner-up"),
        ("Ada Obi, now a deputy in Carsk, met Ben Lund.", "deputy"),
        ("Ferry CS Ada Obi met Ben Lund.", "cabinet secretary"),
        ("Prime Minister Ada Obi met Ben Lund.", "PM"),
        ("Envoy Ada Obi met Ben Lund.", "ambassador"),
        ("Justice Ada Obi met Ben Lund.", "judge"),
    ],
)
def test_roles_are_learnt_from_appositions_of_all_forms(target: Target, introduction: str, role: str) -> None:
    assert target([f"{introduction} | Tom Roe blamed the {role} for it."], 1, role) == "Ada Obi"


@pytest.mark.parametrize(
    ("introduction", "role"),
    [
        ("Until the chairman tapped a pencil, Ada Obi slept.", "chairman"),
        ("The attorney general met Ada Obi.", "general"),
        ("Vice-President Ada Obi met them. | President Ben Lund left.", "president"),
    ],
)
def test_roles_of_others_are_not_learnt(target: Target, introduction: str, role: str) -> None:
    sentence = introduction.count("|") + 1
    assert target([f"{introduction} | Tom Roe blamed the {role} for it."], sentence, role) != "Ada Obi"


def test_a_headline_means_whom_the_article_soon_calls_alike(target: Target) -> None:
    text = ["Ferry boss rebuked over letter", "Ada Obi, director of the ferry, wept. | Ben Lund, the owner, left."]
    assert target(text, 0, "Ferry boss") == "Ada Obi"
    late = ["Ferry boss rebuked over letter", *["It rained."] * 9, "Ada Obi, director of the museum, wept."]
    assert target(late, 0, "Ferry boss") == "Ferry boss"


def test_a_surname_that_stood_alone_before_is_the_firms(target: Target) -> None:
    text = ["The carmaker Obi met them.", "It rained.", "Then Obi fell. | Ada Obi, the owner, left. | Roe blamed Obi."]
    assert target(text, 4, "Obi") == "Obi"


@pytest.mark.parametrize("name", ["Jan Kowal", "Sunday Obi", "Kipchoge ole Sang"])
def test_dates_and_particles_in_peoples_names(target: Target, name: str) -> None:
    text = [f"It rained. | {name} met them. | Tom Roe blamed {name.rsplit(maxsplit=1)[-1]}."]
    assert target(text, 2, name.rsplit(maxsplit=1)[-1]) == name


def test_dates_before_names_and_members_after_them_are_no_part_of_them(target: Target) -> None:
    text = ["Ada Obi met them. | Late on Monday Obi wept. | Then NDP MPs left. | Tom Roe blamed NDP for it."]
    assert target(text, 1, "Obi") == "Ada Obi"
    assert target(text, 3, "NDP") == "NDP"


def test_the_north_is_the_country_of_that_name(target: Target) -> None:
    text = ["North Korea met the North Korean envoys. | Tom Roe blamed the North."]
    assert target(text, 1, "North") == "North Korea"


def test_an_agency_can_be_a_commission_and_a_landlord_a_firm(target: Target) -> None:
    assert target(["The Ferry Commission met. | Tom Roe blamed the agency."], 1, "agency") == "Ferry Commission"
    text = ["Harrow Residential, a Carsk firm, met them. | Tom Roe blamed the landlord."]
    assert target(text, 1, "landlord") == "Harrow Residential"
    text = ["Ada Obi, a landlord, met the firm Harrow Residential. | Tom Roe blamed the landlord."]
    assert target(text, 1, "landlord") == "Ada Obi"


@pytest.mark.parametrize("words", ["woman", "tycoon"])
def test_a_description_never_means_who_speaks(told: Callable, words: str) -> None:
    text = ["Ada Obi, 40, met Lee Roe, 50. | Lee Roe, for one, mocked the " + words + "."]
    found = attribute(*told(text, (1, "Lee Roe", words)))[1].opinions[0]
    assert found.target is not None
    assert found.target.actor == "Ada Obi"


def test_a_tycoon_can_be_the_billionaire(target: Target) -> None:
    text = ["Ada Obi, a billionaire, met Ben Lund, 40. | Ben Lund left. | Tom Roe blamed the tycoon."]
    assert target(text, 2, "tycoon") == "Ada Obi"


def test_a_name_is_not_spelt_as_datelines_spell_it(target: Target) -> None:
    text = ["CARSK. | It rained in Carsk. | Tom Roe blamed Carsk. | NATO met. | He praised NATO."]
    assert (target(text, 2, "Carsk"), target(text, 4, "NATO")) == ("Carsk", "NATO")


def test_queens_and_popes_are_people(target: Target) -> None:
    text = ["Then Queen Ada met them. | Roe loved the queen."]
    assert target(text, 1, "queen") == "Queen Ada"


@pytest.mark.parametrize(("word", "firm"), [("management", "Harrow Mining"), ("firm", "Harrow Mining")])
def test_management_is_the_firms(target: Target, word: str, firm: str) -> None:
    assert target(["Staff served Harrow Mining with notice. | Tom Roe blamed the " + word + "."], 1, word) == firm
    assert target(["The Ferry Commission met. | Tom Roe blamed the " + word + "."], 1, word) == word


@pytest.mark.parametrize(
    ("headline", "lead"),
    [("Commander weeps in court", "A former commander wept."), ("Court moved", "A commander wept in Carsk.")],
)
def test_a_lead_leaves_unnamed_whom_the_next_sentence_names(target: Target, headline: str, lead: str) -> None:
    text = [headline, f"{lead} | Ada Obi, 40, met Mayor Ben Lund. | It rained."]
    assert target(text, 1, "commander") == "Ada Obi"


@pytest.mark.parametrize(
    ("lead", "after"),
    [
        ("A former commander wept.", "Ada Obi, 40, met Ben Lund, 50."),
        ("A former commander wept.", "Mayor Ada Obi met them."),
        ("Not every commander wept.", "Ada Obi, 40, met them."),
        ("A former commander wept.", "It rained. | It rained. | It rained. | Ada Obi, 40, met them."),
    ],
)
def test_a_lead_may_mean_nobody_that_is_named(target: Target, lead: str, after: str) -> None:
    assert target(["Court moved to tears", f"{lead} | {after}"], 1, "commander") == "commander"


def test_in_a_lead_whom_it_has_named_is_no_second_one(target: Target) -> None:
    text = ["Senator Ada Obi met them. | Then a senator left. | Senator Ben Lund wept."]
    assert target(text, 1, "senator") == "Ben Lund"


@pytest.mark.parametrize(("country", "actor"), [("Norway", "Norway"), ("India", "state")])
def test_the_state_is_the_country_unless_it_has_states(target: Target, country: str, actor: str) -> None:
    assert target([f"It rained in {country}. | Tom Roe blamed the state."], 1, "state") == actor


def test_a_tenants_group_is_no_company(target: Target) -> None:
    text = ["The tenants' group Harrow met the firm Lund Residential. | Tom Roe blamed the landlord."]
    assert target(text, 1, "landlord") == "Lund Residential"


def test_a_leads_judge_is_not_whom_the_next_sentence_names(target: Target) -> None:
    text = ["Court moved", "A judge blocked the ban in Carsk. | Ada Obi, 40, wept. | It rained."]
    assert target(text, 1, "judge") == "judge"


@pytest.mark.parametrize(("name", "is_firm"), [("Harrow Energy", True), ("Department of Energy", False)])
def test_a_firm_is_known_by_what_its_name_ends_with(target: Target, name: str, is_firm: bool) -> None:
    text = [f"Staff served the {name} with notice. | Tom Roe blamed the company."]
    assert (target(text, 1, "company") == name) is is_firm
