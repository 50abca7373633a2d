import random

from newstance.corpora.duplicates import jaccard, near_duplicates, resembling, word_pairs
from newstance.corpora.overlaps import overlaps
from newstance.records import Example

WORDS = [f"w{number}" for number in range(400)]


def sentence(seed: int, length: int = 25) -> list[str]:
    return random.Random(seed).sample(WORDS, length)  # noqa: S311


def test_word_pairs_ignore_case_and_signs() -> None:
    assert word_pairs("Oslo, met LIMA!") == {b"oslo met", b"met lima"} == word_pairs("oslo met lima")
    assert word_pairs("Oslo") == {b"oslo"}
    assert jaccard({b"a", b"b"}, {b"b", b"c"}) == 1 / 3


def test_every_copy_with_one_word_changed_is_found_and_nothing_else() -> None:
    originals = [sentence(seed) for seed in range(300)]
    changed = [[*words[:-1], "other"] for words in originals]
    strangers = [sentence(seed) for seed in range(1000, 1300)]
    texts = [" ".join(words) for words in [*changed, *strangers]]
    assert resembling(texts, [" ".join(words) for words in originals]) == {number: number for number in range(300)}


def test_a_text_without_words_is_no_trouble() -> None:
    assert list(near_duplicates(["…", "a b c"], ["a b c", "!"])) == [[1], [0]]


def test_overlaps_count_rows_of_other_splits_but_never_the_row_itself() -> None:
    def row(corpus: str, name: str, text: str) -> Example:
        return Example(name, corpus, text, group=name, place="f:1")

    twice = [row("a", "1", "Oslo met Lima in Rome."), row("a", "2", "oslo met lima in rome")]
    found = overlaps({"a/train": twice, "a/all": twice[:1], "b/test": [row("b", "1", "OSLO met Lima, in Rome")]})
    assert found == {
        "a/train": {"a/all": 1, "b/test": 2},
        "a/all": {"a/train": 1, "b/test": 1},
        "b/test": {"a/all": 1, "a/train": 1},
    }
