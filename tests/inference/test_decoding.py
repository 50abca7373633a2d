"""From logits made by hand to spans and opinions."""

import numpy as np
import pytest
from inference_builders import tag_logits, tokenised

from newstance.inference.decoding import (
    Candidate,
    TaggedSpan,
    candidates,
    decode_opinions,
    decode_spans,
    faint_targets,
)
from newstance.labels import STANCES
from newstance.records import Opinion, Span

TEXT = "Anna Berg told Lima no"
SENTENCE = tokenised(TEXT, [["Anna"], ["Be", "rg"], ["told"], ["Lima"], ["no"]])


def spans(tags: str, threshold: float = 0.5) -> list[tuple[str, tuple[int, int]]]:
    return [(found.span.text, found.tokens) for found in decode_spans(tag_logits(tags), SENTENCE, TEXT, threshold)]


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ("OOOOOO", []),
        ("BIIOBO", [("Anna Berg", (1, 4)), ("Lima", (5, 6))]),
        ("OOOIIO", [("told Lima", (4, 6))]),  # I without B begins a span all the same
        ("OOOBBO", [("told", (4, 5)), ("Lima", (5, 6))]),  # two spans side by side
        ("OBOOOO", [("Berg", (2, 4))]),  # grown to the right
        ("OOIOOO", [("Berg", (2, 4))]),  # grown to the left
        ("OBBOOO", [("Berg", (2, 4))]),  # a second B within a word is no second span
        ("BIOOOO", [("Anna Berg", (1, 4))]),
        ("BIIIII", [(TEXT, (1, 7))]),
        ("OOOOOB", [("no", (6, 7))]),
    ],
)
def test_spans(tags: str, expected: list[tuple[str, tuple[int, int]]]) -> None:
    assert spans(tags) == expected


def test_special_tokens_and_padding_are_never_part_of_a_span() -> None:
    logits = np.tile(np.array([-10.0, 10.0, -10.0], dtype=np.float32), (12, 1))  # B everywhere, four tokens of padding
    assert [found.span.text for found in decode_spans(logits, SENTENCE, TEXT, 0.5)] == [
        "Anna", "Berg", "told", "Lima", "no",
    ]  # fmt: skip


def test_offsets_count_characters_of_the_sentence() -> None:
    text = "“😀 Lima” said"
    sentence = tokenised(text, [["“"], ["😀"], ["Lima"], ["”"], ["said"]])
    (found,) = decode_spans(tag_logits("OOBOO"), sentence, text, 0.5)
    assert found.span == Span(3, 7, "Lima") == Span(3, 7, text[3:7])


@pytest.mark.parametrize(("threshold", "expected"), [(0.45, ["Lima"]), (0.55, [])])
def test_the_threshold_is_for_begin_and_inside_together(threshold: float, expected: list[str]) -> None:
    logits = tag_logits("OOOOOO")
    logits[5] = np.log([0.5, 0.3, 0.2])
    assert [found.span.text for found in decode_spans(logits, SENTENCE, TEXT, threshold)] == expected


def test_hyphens_and_apostrophes_join_but_a_possessive_stays_outside() -> None:
    text = "Jean-Luc O'Neill's plan"
    sentence = tokenised(text, [["Jean"], ["-"], ["Luc"], ["O"], ["'"], ["Neill"], ["'"], ["s"], ["plan"]])
    found = decode_spans(tag_logits("OOBOOBOOO"), sentence, text, 0.5)
    assert [one.span.text for one in found] == ["Jean-Luc", "O'Neill"]


def test_what_no_phrase_begins_or_ends_with_stays_outside() -> None:
    text = "on Halecki' said the colleagues on Moon Jae-in"
    words = [["on"], ["Halecki"], ["'"], ["said"], ["the"], ["colleagues"], ["on"], ["Moon"], ["Jae"], ["-"], ["in"]]
    found = decode_spans(tag_logits("BIIOBIIBIII"), tokenised(text, words), text, 0.5)
    assert [one.span.text for one in found] == ["Halecki", "colleagues", "Moon Jae-in"]


def tagged(start: int, end: int) -> TaggedSpan:
    return TaggedSpan(Span(start, end, TEXT[start:end]), (0, 1))


ANNA, TOLD, LIMA, NO = tagged(0, 4), tagged(10, 14), tagged(15, 19), tagged(20, 22)


def test_candidates_are_all_pairs_without_overlap_and_without_the_sentence_itself() -> None:
    overlapping = tagged(3, 9)
    assert candidates([ANNA, LIMA], [overlapping, LIMA]) == [
        Candidate(ANNA, LIMA),
        Candidate(ANNA, None),
        Candidate(LIMA, overlapping),
        Candidate(LIMA, None),
        Candidate(None, overlapping),
        Candidate(None, LIMA),
    ]
    assert candidates([], []) == []
    assert candidates([ANNA], []) == [Candidate(ANNA, None)]


def probs(**given: float) -> list[float]:
    """Stance probabilities; what is left goes to neutral."""
    row = [given.get(stance, 0.0) for stance in STANCES]
    row[-1] = 1.0 - sum(row[:-1])
    return row


def opinions(own: list[float], *rows: tuple[Candidate, list[float]]) -> list[tuple[str, str | None, str | None, float]]:
    options = [option for option, _ in rows]
    answers = np.array([row for _, row in rows], dtype=np.float32).reshape(len(rows), len(STANCES))
    found = decode_opinions(options, answers, STANCES, np.array(own, dtype=np.float32), threshold=0.5)
    return [_shown(opinion) for opinion in found]


def _shown(opinion: Opinion) -> tuple[str, str | None, str | None, float]:
    names = [mention.span.text if mention else None for mention in (opinion.speaker, opinion.target)]
    return opinion.stance, names[0], names[1], round(opinion.prob, 3)


def test_a_neutral_sentence_has_no_opinion_whatever_its_pairs_say() -> None:
    assert opinions(probs(critical=0.4), (Candidate(ANNA, LIMA), probs(critical=0.99))) == []


def test_the_main_opinion_has_the_sentences_stance_and_comes_first() -> None:
    found = opinions(
        probs(supportive=0.9),
        (Candidate(ANNA, LIMA), probs(critical=0.99)),
        (Candidate(TOLD, LIMA), probs(supportive=0.7)),
    )
    assert found == [("supportive", "told", "Lima", 0.7), ("critical", "Anna", "Lima", 0.99)]


def test_the_best_target_of_a_speaker_and_stance_stays() -> None:
    found = opinions(
        probs(critical=0.9),
        (Candidate(ANNA, LIMA), probs(critical=0.7)),
        (Candidate(ANNA, NO), probs(critical=0.8)),
        (Candidate(TOLD, LIMA), probs(critical=0.6)),
    )
    assert found == [("critical", "Anna", "no", 0.8), ("critical", "told", "Lima", 0.6)]


def test_one_speaker_may_hold_two_stances() -> None:
    found = opinions(
        probs(critical=0.9),
        (Candidate(ANNA, LIMA), probs(critical=0.7)),
        (Candidate(ANNA, NO), probs(conciliatory=0.8)),
    )
    assert found == [("critical", "Anna", "Lima", 0.7), ("conciliatory", "Anna", "no", 0.8)]


def test_a_known_target_goes_before_an_unknown_one_and_so_does_a_speaker() -> None:
    found = opinions(
        probs(critical=0.9),
        (Candidate(ANNA, LIMA), probs(critical=0.6)),
        (Candidate(ANNA, None), probs(critical=0.95)),
        (Candidate(None, LIMA), probs(critical=0.99)),
    )
    assert found == [("critical", "Anna", "Lima", 0.6)]


def test_without_a_speaker_an_opinion_stays_if_nobody_else_holds_its_stance() -> None:
    found = opinions(probs(critical=0.9), (Candidate(None, LIMA), probs(critical=0.8)))
    assert found == [("critical", None, "Lima", 0.8)]


def test_the_threshold_is_for_all_stances_that_are_not_neutral_together() -> None:
    found = opinions(
        probs(critical=0.9),
        (Candidate(ANNA, LIMA), probs(critical=0.3, supportive=0.25)),
        (Candidate(TOLD, LIMA), probs(critical=0.45)),
    )
    assert found == [("critical", "Anna", "Lima", 0.3)]


def test_where_nothing_passes_the_most_complete_pair_gets_the_sentences_stance() -> None:
    found = opinions(
        probs(critical=0.9),
        (Candidate(ANNA, None), probs(critical=0.45)),
        (Candidate(ANNA, LIMA), probs(critical=0.1)),
        (Candidate(TOLD, LIMA), probs(critical=0.2, supportive=0.25)),
    )
    assert found == [("critical", "told", "Lima", 0.2)]


def test_where_only_another_stance_passes_the_sentences_own_is_added_before_it() -> None:
    found = opinions(
        probs(critical=0.9),
        (Candidate(ANNA, LIMA), probs(supportive=0.9, critical=0.05)),
        (Candidate(TOLD, LIMA), probs(critical=0.4)),
    )
    assert found == [("critical", "told", "Lima", 0.4), ("supportive", "Anna", "Lima", 0.9)]


def test_where_no_span_was_found_speaker_and_target_are_unknown() -> None:
    assert opinions(probs(critical=0.9)) == [("critical", None, None, 0.9)]


def test_faint_targets_are_what_the_sure_ones_leave() -> None:
    logits = np.log(np.array([[0.98, 0.01, 0.01]] * len(SENTENCE), dtype=np.float32))
    logits[1] = np.log([0.2, 0.6, 0.2])  # Anna: sure
    logits[3] = np.log([0.85, 0.05, 0.1])  # Berg: faint
    logits[5] = np.log([0.85, 0.1, 0.05])  # Lima: faint
    logits[6] = np.log([0.92, 0.04, 0.04])  # no: nothing
    sure = decode_spans(logits, SENTENCE, TEXT, 0.5)
    assert [found.span.text for found in sure] == ["Anna"]
    assert [found.span.text for found in faint_targets(logits, SENTENCE, TEXT, sure)] == ["Berg", "Lima"]
    assert [found.span.text for found in faint_targets(logits, SENTENCE, TEXT, ())] == ["Anna", "Berg", "Lima"]


def test_faint_targets_are_asked_after_all_others_and_always_with_a_target() -> None:
    assert candidates([ANNA], [NO], [LIMA, ANNA]) == [
        Candidate(ANNA, NO),
        Candidate(ANNA, None),
        Candidate(None, NO),
        Candidate(ANNA, LIMA, faint=True),
        Candidate(None, LIMA, faint=True),
        Candidate(None, ANNA, faint=True),
    ]


def test_an_opinion_without_a_target_gets_the_likeliest_faint_one() -> None:
    found = opinions(
        probs(critical=0.9),
        (Candidate(ANNA, None), probs(critical=0.8)),
        (Candidate(ANNA, LIMA, faint=True), probs(critical=0.4)),
        (Candidate(ANNA, NO, faint=True), probs(critical=0.6)),
        (Candidate(None, LIMA, faint=True), probs(critical=0.9)),
    )
    assert found == [("critical", "Anna", "no", 0.8)]


def test_an_unlikely_faint_target_is_none() -> None:
    found = opinions(
        probs(critical=0.9),
        (Candidate(ANNA, None), probs(critical=0.8)),
        (Candidate(ANNA, LIMA, faint=True), probs(critical=0.25, supportive=0.7)),
    )
    assert found == [("critical", "Anna", None, 0.8)]


def test_a_faint_target_makes_no_opinion_and_replaces_no_target() -> None:
    found = opinions(
        probs(critical=0.9),
        (Candidate(ANNA, LIMA), probs(critical=0.6)),
        (Candidate(ANNA, NO, faint=True), probs(critical=0.99)),
        (Candidate(TOLD, NO, faint=True), probs(critical=0.99)),
    )
    assert found == [("critical", "Anna", "Lima", 0.6)]


def test_the_missing_target_may_be_one_that_did_not_pass_for_this_speaker() -> None:
    found = opinions(
        probs(critical=0.9),
        (Candidate(ANNA, None), probs(critical=0.8)),
        (Candidate(ANNA, LIMA), probs(critical=0.45)),
    )
    assert found == [("critical", "Anna", "Lima", 0.8)]


def test_the_missing_target_is_none_that_the_speaker_takes_another_stance_toward() -> None:
    found = opinions(
        probs(critical=0.9),
        (Candidate(ANNA, None), probs(critical=0.8)),
        (Candidate(ANNA, LIMA), probs(critical=0.4, supportive=0.5)),
    )
    assert found == [("critical", "Anna", None, 0.8), ("supportive", "Anna", "Lima", 0.5)]


def test_a_sentence_without_spans_gets_a_faint_target_too() -> None:
    found = opinions(probs(critical=0.9), (Candidate(None, LIMA, faint=True), probs(critical=0.5)))
    assert found == [("critical", None, "Lima", 0.9)]
