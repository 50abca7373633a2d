import pytest
from corpus_builders import opinion

from newstance.corpora.pairs import pairs_of
from newstance.records import Mention, Opinion, Pair, Span

TEXT = "Lavrov praised Trump, but Macron mocked the plan."


def words(pairs: tuple[Pair, ...]) -> list[tuple[str | None, str | None, str]]:
    return [(p.speaker.text if p.speaker else None, p.target.text if p.target else None, p.stance) for p in pairs]


def test_each_opinion_asks_three_questions_and_its_reverse() -> None:
    assert words(pairs_of([opinion(TEXT, "supportive", "Lavrov", "Trump")], "supportive")) == [
        ("Lavrov", "Trump", "supportive"),
        (None, "Trump", "supportive"),
        ("Lavrov", None, "supportive"),
        ("Trump", "Lavrov", "neutral"),
    ]


def test_crossings_that_the_opinions_lack_are_neutral() -> None:
    opinions = [opinion(TEXT, "supportive", "Lavrov", "Trump"), opinion(TEXT, "critical", "Macron", "plan")]
    pairs = words(pairs_of(opinions, "supportive"))
    assert ("Lavrov", "plan", "neutral") in pairs
    assert ("Macron", "Trump", "neutral") in pairs
    assert ("Macron", "plan", "critical") in pairs
    assert len(pairs) == len(set(pairs)) == 10


def test_the_first_opinion_answers_for_an_unknown_partner() -> None:
    opinions = [opinion(TEXT, "supportive", "Lavrov", "Trump"), opinion(TEXT, "critical", "Lavrov", "plan")]
    assert [pair for pair in words(pairs_of(opinions, "supportive")) if pair[:2] == ("Lavrov", None)] == [
        ("Lavrov", None, "supportive")
    ]


def test_an_opinion_in_both_directions_stays_one() -> None:
    opinions = [opinion(TEXT, "conciliatory", "Lavrov", "Trump"), opinion(TEXT, "conciliatory", "Trump", "Lavrov")]
    assert {pair[2] for pair in words(pairs_of(opinions, "conciliatory"))} == {"conciliatory"}


def test_overlapping_spans_are_not_set_against_each_other() -> None:
    europe, plan = Span(0, 6, "Europe"), Span(0, 13, "Europe's plan")
    opinions = [Opinion("critical", Mention(europe), Mention(plan))]
    assert words(pairs_of(opinions, "critical")) == [
        ("Europe", "Europe's plan", "critical"),
        (None, "Europe's plan", "critical"),
        ("Europe", None, "critical"),
    ]


def test_without_speaker_and_target_nothing_is_asked_beyond_the_sentence_itself() -> None:
    assert pairs_of([Opinion("critical", None, None)], "critical") == ()
    assert pairs_of([], "neutral") == ()


def test_a_mention_elsewhere_in_the_article_counts_as_unknown() -> None:
    away = Mention(Span(900, 906, "Lavrov"), elsewhere=True)
    near = Mention(Span(0, 5, "Trump"))
    assert words(pairs_of([Opinion("critical", away, near)], "critical")) == [(None, "Trump", "critical")]


def test_a_stance_that_contradicts_the_main_opinion_is_refused() -> None:
    with pytest.raises(ValueError, match="the sentence's stance is 'neutral', but its main opinion is 'critical'"):
        pairs_of([Opinion("critical", None, None)], "neutral")
