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
