import random

from corpus_builders import asked, opinion

from newstance.corpora.nameswap import swap_names, with_other_names
from newstance.corpora.pairs import completed
from newstance.records import Example, Opinion

TEXT = "Donald Trump told the UN that Moscow, not Russia’s people, had misled him; Angela Merkel said Trump erred."


def labelled(text: str, *opinions: Opinion, name: str = "1") -> Example:
    return completed(Example(name, "a", text, group=name, place="f:1"), opinions, "fact")


def swapped(example: Example, seed: int) -> Example:
    return with_other_names(example, random.Random(seed))  # noqa: S311


def test_a_name_is_the_same_new_one_throughout_the_sentence() -> None:
    for seed in range(30):
        text = swapped(labelled(TEXT), seed).text
        words = text.replace("’s", "").replace(",", "").split()
        given, surname = words[0], words[1]
        assert (given, surname) != ("Donald", "Trump")
        assert text.endswith(f" said {surname} erred.")
        capital_of = {"Berlin": "Germany", "Paris": "France", "Oslo": "Norway", "Lima": "Peru", "Athens": "Greece"}
        capital = text.split(" that ")[1].split(",")[0]
        assert capital_of.get(capital, "") in text
        assert "Merkel" not in text


def test_all_spans_follow() -> None:
    example = labelled(
        TEXT, opinion(TEXT, "critical", "Angela Merkel", "Trump"), opinion(TEXT, "critical", "Donald Trump", "Moscow")
    )
    new = swapped(example, 4)
    for found in (*(new.speakers or ()), *(new.targets or ())):
        assert new.text[found.start : found.end] == found.text
    assert [stance for *_, stance in asked(new)] == [stance for *_, stance in asked(example)]
    first = (new.opinions or ())[0]
    assert first.speaker is not None
    assert first.speaker.span.text == new.text.split("; ")[1].split(" said")[0]
    assert (new.stance, new.claim, new.id, new.group) == (example.stance, example.claim, "1", "1")


def test_pronouns_and_articles_stay_right() -> None:
    men, women = {"Trump", "Obama", "Putin", "Macron"}, {"Clinton", "Merkel", "Pelosi"}
    for seed in range(30):
        he = swapped(labelled("Obama said he was glad."), seed).text.split()[0]
        assert he not in women | {"Obama"}
        she = swapped(labelled("Pelosi said she was glad."), seed).text.split()[0]
        assert she not in men | {"Pelosi"}
        assert swapped(labelled("An Iranian envoy left."), seed).text.split()[1][0] in "AEIO"


def test_words_that_only_look_like_names_stay() -> None:
    for text in ("It may rain in May.", "The Trumpet sounded.", "Ryan left.", "Nobody was named."):
        assert swapped(labelled(text), 0).text == text


def test_a_span_that_cuts_a_name_keeps_the_sentence_as_it_is() -> None:
    text = "The World Health Organization warned Lima."
    cut = labelled(text, opinion(text, "critical", "Health Organization", "Lima"))
    assert swapped(cut, 0) == cut


def test_off_is_off_and_a_part_is_a_part() -> None:
    rows = [labelled("Obama praised Merkel.", name=str(number)) for number in range(400)]
    assert swap_names(rows, 0.0, seed=0) == rows
    some = sum(new.text != old.text for new, old in zip(swap_names(rows, 0.5, seed=0), rows, strict=True))
    assert 160 < some < 240
    assert all("Obama" not in row.text for row in swap_names(rows, 1.0, seed=0))


def test_the_draw_hangs_on_seed_and_row_alone() -> None:
    rows = [labelled("Obama praised Merkel.", name=str(number)) for number in range(50)]
    assert swap_names(rows, 0.5, seed=0)[10:] == swap_names(rows[10:], 0.5, seed=0)
    assert swap_names(rows, 0.5, seed=0) != swap_names(rows, 0.5, seed=1)
