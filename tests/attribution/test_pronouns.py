"""Whom a pronoun means: the person, body or thing that the sentences before go on about."""

from collections.abc import Callable

import pytest

from newstance.attribution import attribute

Meant = list[tuple[str | None, str | None]]


@pytest.fixture
def meant(told: Callable) -> Callable[..., Meant]:
    """Speaker's and target's actor of each opinion, in order; the first sentence is 1."""

    def resolve(text: str, *opinions: tuple) -> Meant:
        found = attribute(*told(["Lumeria and Norden settled their quarrel.", text], *opinions))
        both = [(o.speaker, o.target) for annotation in found for o in annotation.opinions]
        return [(speaker and speaker.actor, target and target.actor) for speaker, target in both]

    return resolve


@pytest.mark.parametrize(
    ("text", "pronoun", "actor"),
    [
        (
            "Governor Ada Obi said she would vote. | The league rated her well. | “She is brave,” said Kim Roe, 40.",
            "She",
            "Ada Obi",
        ),
        (
            "Mayor Ada Obi kept her seat. | Rain fell all day. | Kim Roe, a banker, arrived. | The union attacked her.",
            "her",
            "Ada Obi",
        ),
        (
            "Judge Ada Obi said she was tired. | “She snored in court,” said Kim Roe, 40. | Roe's union sued her.",
            "her",
            "Ada Obi",
        ),
    ],
)
def test_who_is_spoken_of_is_whom_the_article_has_shown_to_be_she(
    meant: Callable[..., Meant], text: str, pronoun: str, actor: str
) -> None:
    last = text.count(" | ") + 1
    [(_, found)] = meant(text, (last, None, pronoun))
    assert found == actor


def test_as_a_subject_she_is_who_was_named_last(meant: Callable[..., Meant]) -> None:
    text = "Mayor Ada Obi kept her seat. | Rain fell. | Senator Kim Roe rose to speak. | She attacked Norden."
    assert meant(text, (4, "She", "Norden")) == [("Kim Roe", "Norden")]


def test_a_pronoun_mentions_its_person_again(meant: Callable[..., Meant]) -> None:
    text = "Minister Ada Obi keeps her post. | " + "Her budget passed. | " * 8 + "The union praised her."
    assert meant(text, (10, "union", "her")) == [("union", "Ada Obi")]


def test_an_object_is_not_the_subject_of_its_clause(meant: Callable[..., Meant]) -> None:
    text = "Minister Ada Obi met the press. | Senator Kim Roe had called her a liar."
    assert meant(text, (2, None, "her")) == [(None, "Ada Obi")]
    text = "Minister Ada Obi met the press. | Senator Kim Roe said that voters loved her."
    assert meant(text, (2, "voters", "her")) == [("voters", "Kim Roe")]


@pytest.mark.parametrize(
    ("sentence", "actor"),
    [
        ("Kim Roe, her lawyer, wept.", "Ada Obi"),
        ("Her deputy, Kim Roe, said she was brave.", "Ada Obi"),
        ("Senator Kim Roe, 50, praised her.", "Ada Obi"),
        ("Kim Roe's party said she was brave.", "Ada Obi"),
        ("Senator Kim Roe raised her hand.", "Kim Roe"),
        ("Senator Kim Roe made her first speech.", "Kim Roe"),
        ("Kim Roe, whose wife drove the bus, was silent.", "Ada Obi"),
        ("Mayor Kim Roe, whose husband drove the bus, clutched her shawl.", "Kim Roe"),
    ],
)
def test_what_tells_that_somebody_is_she(meant: Callable[..., Meant], sentence: str, actor: str) -> None:
    text = f"Minister Ada Obi kept her post. | {sentence} | The union attacked her."
    assert meant(text, (3, "union", "her")) == [("union", actor)]


@pytest.mark.parametrize(
    ("before", "actor"),
    [
        ("Kim Roe, hauling tiles from Norden, stopped.", "Kim Roe"),
        ("A 26-year-old Kim Roe stopped.", "Kim Roe"),
        ("They met Kim Roe in May. | Roe stopped.", "Kim Roe"),
        ("They left Port Carsk in May.", None),
        ("The Crimson Pavilion burnt down.", None),
        ("Crimson Renewables has grown. | Crimson stopped.", None),
    ],
)
def test_a_name_can_be_a_persons_though_nothing_says_so(
    meant: Callable[..., Meant], before: str, actor: str | None
) -> None:
    last = before.count(" | ") + 2
    assert meant(f"{before} | He attacked Norden.", (last, "He", "Norden")) == [(actor, "Norden")]


@pytest.mark.parametrize(
    ("sentence", "actor"),
    [
        ("Police arrested a former site manager at dawn.", "former site manager"),
        ("The chief minister was silent.", "chief minister"),
        ("The suspect was silent.", None),
        ("The mayor, Jim Lund, was silent.", "Jim Lund"),
        ("It was an adviser's idea.", None),
    ],
)
def test_somebody_without_a_name_can_be_he(meant: Callable[..., Meant], sentence: str, actor: str | None) -> None:
    text = f"Senator Ada Roe kept her seat. | Norden was calm. | {sentence} | His lawyer, Kim Obi, defended him."
    assert meant(text, (4, "Kim Obi", "him")) == [("Kim Obi", actor)]


def test_an_aside_before_a_subject_is_its_own(meant: Callable[..., Meant]) -> None:
    text = "President Tom Roe spoke. | His quarrel, he added, was with Norden."
    assert meant(text, (2, "he", "Norden")) == [("Tom Roe", "Norden")]


def test_a_role_beside_a_name_is_the_name_s(meant: Callable[..., Meant]) -> None:
    text = "Prime Minister Ada Obi kept her seat. | Its prime minister, Kim Roe, laughed. | She blamed Norden."
    assert meant(text, (3, "She", "Norden")) == [("Kim Roe", "Norden")]


def test_somebody_without_a_name_is_soon_forgotten(meant: Callable[..., Meant]) -> None:
    text = "Police arrested a former manager. | Rain fell on Carsk. | They left. | He blamed Norden."
    assert meant(text, (4, "He", "Norden")) == [(None, "Norden")]


def test_a_role_of_several_words_mentions_its_bearer(meant: Callable[..., Meant]) -> None:
    text = (
        "Prime Minister Ada Obi met Senator Kim Roe. | Rain fell. | Roe left. | The prime minister stayed. | She wept."
    )
    assert meant(text, (5, "She", None)) == [("Ada Obi", None)]


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("The harbour bill needs 60 votes. | Senator Ada Obi rejected it.", "harbour bill"),
        ("Its ferry plan and two others lapsed. | Senator Ada Obi rejected it.", "ferry plan"),
        ("The River League, a charity, met in May. | Senator Ada Obi rejected it.", "River League"),
        ("The River League's envoy met them. | Senator Ada Obi rejected it.", None),
        ("Kim Roe left without a word on the salary memo. | Senator Ada Obi rejected it.", "salary memo"),
        ("Kim Roe left by the back door. | Senator Ada Obi rejected it.", None),
        ("The minister left in May. | Senator Ada Obi rejected it.", None),
    ],
)
def test_it_is_what_the_sentence_before_tells_of(meant: Callable[..., Meant], text: str, actor: str | None) -> None:
    assert meant(text, (2, "Ada Obi", "it")) == [("Ada Obi", actor)]


def test_it_is_what_was_spoken_of_unless_a_nearer_sentence_is_about_something_else(meant: Callable[..., Meant]) -> None:
    text = "Kim Roe praised the school reform. | {} | Senator Ada Obi rejected it."
    told = (1, "Kim Roe", "school reform"), (3, "Ada Obi", "it")
    assert meant(text.format("Rain fell on Carsk."), *told)[1] == ("Ada Obi", "school reform")
    assert meant(text.format("The ferry plan has lapsed."), *told)[1] == ("Ada Obi", "ferry plan")


@pytest.mark.parametrize(
    ("before", "actor"),
    [
        ("Kim Roe met the two Ruritanians in May.", "Ruritanians"),
        ("Kim Roe met those tired farmers in May.", "farmers"),
        ("Kim Roe met the Ruritanians League in May.", None),
        ("Kim Roe met the two dogs in May.", None),
    ],
)
def test_they_in_a_quotation_are_the_people_just_pointed_to(
    meant: Callable[..., Meant], before: str, actor: str | None
) -> None:
    text = f"{before} | “They were very rude,” said Ada Obi, 40."
    assert meant(text, (2, "Ada Obi", "They")) == [("Ada Obi", actor)]


def test_a_quotation_addresses_the_person_just_spoken_of(meant: Callable[..., Meant]) -> None:
    text = "Senator Ada Obi accused Tom Lund, the owner, of theft. | “You {} a widow here,” she said."
    assert meant(text.format("have"), (1, "Ada Obi", "Tom Lund"), (2, "she", "You"))[1] == ("Ada Obi", "Tom Lund")
    text = "Senator Ada Obi accused the ferry firm of theft. | “You have a widow here,” she said."
    assert meant(text, (1, "Ada Obi", "ferry firm"), (2, "she", "You"))[1] == ("Ada Obi", None)
    text = "Senator Ada Obi accused Tom Lund, the owner, of theft. | You have to laugh, she said."
    assert meant(text, (1, "Ada Obi", "Tom Lund"), (2, "she", "You"))[1] == ("Ada Obi", None)


def test_a_name_with_the_is_no_persons(meant: Callable[..., Meant]) -> None:
    text = "The Social Progressives attacked Norden. | They want Ada Obi out."
    told = (1, "Social Progressives", "Norden"), (2, "They", "Ada Obi")
    assert meant(text, *told)[1] == ("Social Progressives", "Ada Obi")


def test_they_are_who_spoke_last_of_those_whom_they_can_mean(meant: Callable[..., Meant]) -> None:
    text = "The nurses say wards are cold. | Ada Obi, the minister, says the heating works. | They mocked the repairs."
    assert meant(text, (3, "They", "repairs")) == [("nurses", "repairs")]
