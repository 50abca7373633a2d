"""In interviews and transcripts a turn is its speaker's until the next one; lists and headlines are no turns."""

from collections.abc import Callable

import pytest

from newstance.attribution import ActorTable, attribute, find_quotations
from newstance.attribution.turns import find_turns
from newstance.records import Annotation, Article, Mention, Opinion, Span
from newstance.sentences import split_sentences

Parties = list[tuple[str | None, str | None]]


def turns(text: str) -> list[tuple[str | None, str]]:
    sentences = split_sentences(Article("a", text))
    found = find_turns(text, sentences, find_quotations(text), ActorTable.builtin())
    return [(turn.speaker.text if turn.speaker else None, text[turn.content : turn.end].strip()) for turn in found]


@pytest.fixture
def actors() -> Callable[..., Parties]:
    """Speaker and target of an opinion in each sentence with ``words``: ``(words, speaker, target)``."""

    def resolve(text: str, *told: tuple[str, str | None, str | None]) -> Parties:
        sentences = split_sentences(Article("a", text))
        annotations = []
        for words, *sides in told:
            sentence = next(sentence for sentence in sentences if words in sentence.text)
            at = [text.index(side, sentence.start) if side else 0 for side in sides]
            spans = [Mention(Span(a, a + len(side), side)) if side else None for a, side in zip(at, sides, strict=True)]
            opinion = Opinion("critical", *spans)
            annotations.append(Annotation(sentence, "critical", {}, "none", {}, False, (opinion,), False, "test"))
        found = [annotation.opinions[0] for annotation in attribute(Article("a", text), sentences, annotations)]
        return [tuple(m.actor if m else None for m in (o.speaker, o.target)) for o in found]

    return resolve


DEBATE = (
    "KEIR LOWE: The plan is a disgrace. I reject it. We will oppose Minister Ann Hale.\n\n"
    "ANN HALE: I despise Mr Lowe. He is a liar.\n\nMy party will not forgive him.\n"
)
INTERVIEW = (
    "Finance minister Lena Korhonen on the budget row\n\nBy Tom Roe\n\n"
    "Q: The opposition calls your budget reckless. Some blame you.\n\n"
    "A: No. It is careful. I have friends there.\n\nThe opposition has no plan.\n\n"
    "Q: Is it over?\n\nA: The row is a farce.\n\nThis interview has been edited. The town hated it.\n"
)


def test_a_turn_is_its_speakers_and_capitals_are_spelled_as_names(actors: Callable[..., Parties]) -> None:
    told = [
        ("The plan", "KEIR LOWE", "plan"),
        ("I reject", "I", None),
        ("We will", "We", "Ann Hale"),
        ("I despise", "I", "Lowe"),
        ("liar", None, "He"),
        ("forgive", None, "him"),
    ]
    assert actors(DEBATE, *told) == [
        ("Keir Lowe", "plan"),
        ("Keir Lowe", None),
        ("Keir Lowe", "Ann Hale"),
        ("Ann Hale", "Keir Lowe"),
        ("Ann Hale", "Keir Lowe"),
        ("Ann Hale", "Keir Lowe"),
    ]


def test_the_person_of_the_introduction_answers_and_is_addressed(actors: Callable[..., Parties]) -> None:
    told = [
        ("Some blame", "Some", "you"),
        ("careful", None, "It"),
        ("no plan", None, "opposition"),
        ("farce", None, "row"),
        ("The town", None, "it"),
    ]
    found = actors(INTERVIEW, *told)
    assert found[0][1] == "Lena Korhonen"
    assert [speaker for speaker, _ in found[1:]] == ["Lena Korhonen", "Lena Korhonen", "Lena Korhonen", None]


@pytest.mark.parametrize(
    "introduction",
    ["The talks on the dam", "Lena Korhonen spoke to Tom Roe.", "", "Lena Korhonen rose. " + "It rained. " * 20],
)
def test_nobody_answers_where_the_introduction_does_not_tell_who(
    actors: Callable[..., Parties], introduction: str
) -> None:
    text = f"{introduction}\n\nQ: Is it over?\n\nA: I think so. The row is a farce.\n"
    assert actors(text, ("farce", None, "row")) == [(None, "row")]


def test_a_guide_in_questions_and_answers_is_no_interview(actors: Callable[..., Parties]) -> None:
    text = "Minister Ada Obi set new rules.\n\nQ: Can I go?\n\nA: Yes. The rules are a relief.\n"
    assert actors(text, ("relief", None, "rules")) == [(None, "rules")]


def test_quotations_in_a_turn_keep_their_speakers(actors: Callable[..., Parties]) -> None:
    text = (
        "KEIR LOWE: I admire Eva Kral. “The plan is vile and I hate it,” Kral told us. I agree.\n\n"
        "ANN HALE: We do not. I reject your “plan”.\n"
    )
    told = [("vile", None, "plan"), ("I agree", "I", None), ("your", "I", "plan")]
    assert actors(text, *told) == [("Eva Kral", "plan"), ("Keir Lowe", None), ("Ann Hale", "plan")]


def test_you_is_nobody_where_three_speak(actors: Callable[..., Parties]) -> None:
    text = DEBATE + "\nMS. LUND: I blame you both.\n"
    assert actors(text, ("both", "I", "you")) == [("Lund", None)]


def test_roles_and_initials_speak(actors: Callable[..., Parties]) -> None:
    text = (
        "President Ada Marsh met Nora Vance, the composer, in Selby.\n\n"
        "THE PRESIDENT: I love the opera.\n\nNV: I thank you. I wrote it for us.\n\n"
        "THE PRESIDENT: We adore it.\n\nNV: I know.\n"
    )
    told = [("love", "I", "opera"), ("thank", "I", "you"), ("We adore", "We", None)]
    assert actors(text, *told) == [("Ada Marsh", "opera"), ("Nora Vance", "Ada Marsh"), ("Ada Marsh", None)]


def test_the_forms_of_transcripts() -> None:
    assert turns(
        "THE COURT: Be seated.\nMR. MORALES: I call Ben Roe.\nQ. Where were you when the office by the harbour\n"
        "was robbed?\nA. At home. I slept.\nMORALES: I rest.\nTHE COURT: We adjourn.\n"
    ) == [
        ("COURT", "Be seated."),
        ("MORALES", "I call Ben Roe."),
        (None, "Where were you when the office by the harbour\nwas robbed?"),
        (None, "At home. I slept."),
        ("MORALES", "I rest."),
        ("COURT", "We adjourn."),
    ]
    assert turns(
        "STEVE INSKEEP, HOST:\n\nWe ask the mayor.\n\nREP. JIM JORDAN (R-OH): I object.\n\n"
        "INSKEEP: Why?\n\nJORDAN: It is vile.\n"
    ) == [
        ("STEVE INSKEEP", "We ask the mayor."),
        ("JIM JORDAN", "I object."),
        ("INSKEEP", "Why?"),
        ("JORDAN", "It is vile."),
    ]
    assert turns("**Q:** Why go?\n\n**A:** I must.\n\n**Herald:** When?\n\nSoon?\n") == [
        (None, "Why go?"),
        (None, "I must."),
        ("Herald", "When?"),
    ]
    assert turns("HAMLET: I go.\nGHOST: Mark me.\nHAMLET: Speak!\nGHOST: I will.\n") == [
        ("HAMLET", "I go."),
        ("GHOST", "Mark me."),
        ("HAMLET", "Speak!"),
        ("GHOST", "I will."),
    ]


def test_one_paragraph_can_hold_all_turns() -> None:
    text = "Nora Vance met us. Q: Was it hard? Vance: I hated it. It rained. Q: Why? Vance: I forget."
    assert turns(text) == [
        (None, "Was it hard?"),
        ("Vance", "I hated it. It rained."),
        (None, "Why?"),
        ("Vance", "I forget."),
    ]


def test_a_paragraph_that_names_the_speaker_is_the_reporters() -> None:
    text = (
        "Q: Was it hard?\n\nNora Vance: I hated it.\n\nThe end was worse.\n\n"
        "Vance now lives in Norden. Critics adore her.\n\n"
        "Q: Why?\n\nNora Vance: I forget.\n\nThe talks go on.\n"
    )
    assert [spoken for _, spoken in turns(text)] == [
        "Was it hard?",
        "I hated it.\n\nThe end was worse.",
        "Why?",
        "I forget.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Warning: I hate it. We all do.\n\nIt rained.\n",
        "Kenya's envoy: “I hate it.”\n\nI was there. We saw it.\n",
        "Ingredients: You need two onions.\n\nMethod: We chop the onions.\n\nIngredients: You.\n\nMethod: I chop.\n",
        "Update: We hear of it.\n\nPhoto: Ana Lund/AFP\n\nUpdate: I saw it.\n\nWATCH: You must see this.\n",
        "LONDON: Hale rejected our deal.\n\nPARIS: We hear it is dead.\n\nLONDON: I was there.\n\nPARIS: We too.\n",
        "David Raya: 7. Made two saves.\n\nBen White: 5. Poor.\n\nLund: 8. Raya and White had no answer to him.\n",
        "Keir Lowe: I will fight\n\nHale was angry.\n\nAnn Hale: We will not yield\n\nLowe was angry.\n",
        "Keir Lowe: “I will fight.”\n\nHale was angry.\n\nAnn Hale: “We will not yield.”\n\nLowe was angry.\n",
        "He had two rules. First: never trust us. Second: never let me down.\n",
        "Samsung Star: I like the screen. The Star costs less.\n\nApple Moon: We love it. You need the Moon.\n",
        "Labour: 43%\nGreens: 12%\nLabour: 41%\nGreens: 13%\n",
    ],
)
def test_lists_datelines_and_headlines_are_no_turns(text: str) -> None:
    assert turns(text) == []


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("KEIR LOWE", "Keir Lowe"),
        ("SHAUNA MCDONALD", "Shauna McDonald"),
        ("SHAUNA O'NEIL-ROE", "Shauna O'Neil-Roe"),
        ("ROSA VAN DER BERG", "Rosa van der Berg"),
        ("JD VANCE", "JD Vance"),
    ],
)
def test_names_in_capitals_get_small_letters(actors: Callable[..., Parties], label: str, name: str) -> None:
    text = f"{label}: I hate it.\n\nMR. ROE: Why?\n"
    assert actors(text, ("hate", label, None)) == [(name, None)]


def test_acronyms_stay_in_capitals(actors: Callable[..., Parties]) -> None:
    text = "BBC: Do you regret it?\n\nKEIR LOWE: I hate it.\n\nBBC: We hear.\n\nKEIR LOWE: I do.\n"
    assert actors(text, ("We hear", "We", None)) == [("BBC", None)]
