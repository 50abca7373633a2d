from evaluation_builders import opinion, span

from newstance.evaluation.spans import MatchCounts, match_exact, match_overlapping, match_triples
from newstance.records import Span


def test_exact_wants_the_same_ends_and_counts_doubles_once() -> None:
    gold, predicted = [span(0, 4), span(0, 4), span(8, 12)], [span(0, 4), span(8, 11)]

    assert match_exact(gold, predicted) == MatchCounts(matched=1, predicted=2, gold=2)


def test_overlap_matches_one_to_one() -> None:
    one_long = [span(0, 20)]
    two_short = [span(0, 4), span(8, 12)]

    assert match_overlapping(two_short, one_long) == MatchCounts(matched=1, predicted=1, gold=2)
    assert match_overlapping(one_long, two_short) == MatchCounts(matched=1, predicted=2, gold=1)


def test_touching_spans_do_not_overlap() -> None:
    assert match_overlapping([span(0, 4)], [span(4, 8)]) == MatchCounts(matched=0, predicted=1, gold=1)


def test_the_longest_overlap_is_matched_first() -> None:
    gold, predicted = [span(0, 6), span(6, 30)], [span(5, 28), span(0, 5)]

    assert match_overlapping(gold, predicted) == MatchCounts(matched=2, predicted=2, gold=2)


def test_a_triple_needs_its_stance_and_both_mentions() -> None:
    gold = [opinion("critical", span(0, 4), span(10, 14))]

    def matched(stance: str, speaker: Span | None, target: Span | None) -> int:
        return match_triples(gold, [opinion(stance, speaker, target)]).matched

    assert matched("critical", span(1, 9), span(13, 20)) == 1
    assert matched("supportive", span(0, 4), span(10, 14)) == 0
    assert matched("critical", span(5, 9), span(10, 14)) == 0
    assert matched("critical", span(10, 14), span(0, 4)) == 0
    assert matched("critical", None, span(10, 14)) == 0


def test_unknown_matches_only_unknown() -> None:
    gold = [opinion("critical", None, span(10, 14))]

    assert match_triples(gold, [opinion("critical", None, span(10, 14))]).matched == 1
    assert match_triples(gold, [opinion("critical", span(0, 4), span(10, 14))]).matched == 0
    assert match_triples([opinion("critical", None, None)], [opinion("critical", None, None)]).matched == 1


def test_one_prediction_serves_one_gold_opinion() -> None:
    gold = [opinion("critical", span(0, 4), None), opinion("critical", span(0, 4), None)]

    assert match_triples(gold, [opinion("critical", span(0, 4), None)]) == MatchCounts(1, 1, 2)


def test_neutral_opinions_are_left_out() -> None:
    neutral = opinion("neutral", span(0, 4), span(10, 14))

    assert match_triples([neutral], [neutral, neutral]) == MatchCounts(0, 0, 0)


def test_scores_of_counts() -> None:
    counts = MatchCounts(2, 3, 5) + MatchCounts(1, 1, 1)

    assert (counts.precision, counts.recall, counts.f1) == (0.75, 0.5, 0.6)
    assert (MatchCounts().precision, MatchCounts().recall, MatchCounts().f1) == (0.0, 0.0, 0.0)
