import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newstance.records import Article, Sentence
from newstance.sentences import MAX_CHARACTERS, split_sentences

NEWS_PIECES = [
    *(
        "“",
        "”",
        '"',
        "'",
        ".",
        "?",
        "!",
        "...",
        " ",
        "\n",
        "\n\n",
        "U.S.",
        "Mr. ",
        "he said",
        "Aug. 15",
        "(",
        ")",
        "—",
        "• ",
    ),
    *("😀", "مرحبا", "שלום", "e\u0301", "\x00", "\u2028", "\u200d", "a" * 1600, "Lavrov"),
]
TEXTS = st.text() | st.lists(st.sampled_from(NEWS_PIECES)).map("".join)


def split(text: str) -> list[Sentence]:
    return split_sentences(Article(id="a", text=text))


def test_sentences_know_their_place() -> None:
    text = "Talks resume\n\nThe envoys met on Monday. They left early.\n"
    assert split(text) == [
        Sentence("a", 0, 0, 0, 12, "Talks resume"),
        Sentence("a", 1, 1, 14, 39, "The envoys met on Monday."),
        Sentence("a", 2, 1, 40, 56, "They left early."),
    ]


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_offsets_hold_and_nothing_is_lost(text: str) -> None:
    sentences = split(text)
    position = 0
    for index, sentence in enumerate(sentences):
        assert sentence.index == index
        assert sentence.text == text[sentence.start : sentence.end] == sentence.text.strip() != ""
        assert len(sentence.text) <= MAX_CHARACTERS
        assert text[position : sentence.start].strip() == ""
        position = sentence.end
    assert text[position:].strip() == ""
    assert [s.paragraph for s in sentences] == sorted(s.paragraph for s in sentences)


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("", []),
        (" \n\t\n ", []),
        ("Ferry", ["Ferry"]),
        ("“We will not pay. Nobody will.", ["“We will not pay.", "Nobody will."]),
        ("We will not pay.” Nobody will.", ["We will not pay.”", "Nobody will."]),
        ('"We will not pay. "Nobody will."', ['"We will not pay.', '"Nobody will."']),
        ("اجتمع الوزراء يوم الاثنين. لم يصدر بيان.", ["اجتمع الوزراء يوم الاثنين.", "لم يصدر بيان."]),
        ("We won 😀! They lost 😢. Nobody slept 👏.", ["We won 😀!", "They lost 😢.", "Nobody slept 👏."]),
        ("We won. 🎉 They lost! 😢 “Why?”", ["We won. 🎉", "They lost! 😢", "“Why?”"]),
        ("They met at 3 p.m. EST. Police came.", ["They met at 3 p.m. EST.", "Police came."]),
        ("Roe v. Wade fell. Lund v. The State did not.", ["Roe v. Wade fell.", "Lund v. The State did not."]),
        ("“We won!” Obi told reporters. She left.", ["“We won!” Obi told reporters.", "She left."]),
        ("“Never!” Obi said Monday.", ["“Never!” Obi said Monday."]),
        ("“Never!” Obi said the team was good.", ["“Never!”", "Obi said the team was good."]),
        ("“Never!” Obi said prices would later fall.", ["“Never!”", "Obi said prices would later fall."]),
        ("“Never!” Obi said last year's vote was fair.", ["“Never!”", "Obi said last year's vote was fair."]),
        ("“Never!” Obi continued to smile.", ["“Never!”", "Obi continued to smile."]),
        (
            "MR. SMITH: No. MRS. OBI, SEN. LUND and REP. ROE left. GEN. VOS: They did. DR. NAIR agreed.",
            ["MR. SMITH: No.", "MRS. OBI, SEN. LUND and REP. ROE left.", "GEN. VOS: They did.", "DR. NAIR agreed."],
        ),
        ("The case went to Rep. The others waited.", ["The case went to Rep.", "The others waited."]),
        ("IT WAS HIS FIRST SEN. The others waited.", ["IT WAS HIS FIRST SEN.", "The others waited."]),
        ("One.\x0bTwo.\u2029Three.", ["One.", "Two.", "Three."]),
        ("Half \ud800 a character. It is kept.", ["Half \ud800 a character.", "It is kept."]),
    ],
)
def test_odd_texts(text: str, sentences: list[str]) -> None:
    assert [sentence.text for sentence in split(text)] == sentences


def test_paragraphs_end_at_line_breaks_unless_these_wrap_a_line() -> None:
    wrapped = "The minister said on Monday that the ferry would sail\nagain before the end of the week."
    text = f"Ferry to sail\n{wrapped}\n- The mayor agreed.\n- The union did not.\n\nNobody asked the crew."
    assert [(sentence.paragraph, sentence.text) for sentence in split(text)] == [
        (0, "Ferry to sail"),
        (1, wrapped),
        (2, "- The mayor agreed."),
        (3, "- The union did not."),
        (4, "Nobody asked the crew."),
    ]


def test_wrapped_lines_may_go_on_with_a_capital() -> None:
    text = (
        "The union rejected the offer, which it called an insult to the men who\n"
        "had kept the port open through a winter of storms, and its chairman\n"
        "Liam Halloran vowed to strike. The ministry, which had hoped for peace\n"
        "before Easter, declined to comment."
    )
    assert [sentence.paragraph for sentence in split(text)] == [0, 0]
    assert split(text)[1].text.startswith("The ministry, which had hoped for peace\nbefore")


@pytest.mark.parametrize(
    ("piece", "longest"), [("The mayor said no. ", 18), ("word ", MAX_CHARACTERS), ("x", MAX_CHARACTERS)]
)
def test_two_megabytes_of_one_paragraph_take_seconds(piece: str, longest: int) -> None:
    text = piece * (2_000_000 // len(piece))
    begin = time.process_time()
    sentences = split(text)
    assert time.process_time() - begin < 20
    assert {sentence.paragraph for sentence in sentences} == {0}
    assert longest - len(piece) < max(len(sentence.text) for sentence in sentences) <= longest
    assert sum(len(sentence.text.replace(" ", "")) for sentence in sentences) == len(text.replace(" ", ""))


@pytest.mark.parametrize(
    "piece",
    ['"', ".", ". ", '."', "(", "A. ", "“?” Abc ", "\n", "ab\n", "— ", "“a … A ", "“?” Abc said in b ", "“?” A, b"],
)
def test_time_grows_linearly_with_odd_text(piece: str) -> None:
    begin = time.process_time()
    split(piece * (400_000 // len(piece)))
    assert time.process_time() - begin < 15
