"""An epoch's rows: the right share of each corpus, similar lengths together, the same for the same seed."""

from collections import Counter

import pytest

from newstance.errors import ConfigError
from newstance.training.sampling import EpochSampler

CORPORA = ["ours"] * 100 + ["big"] * 400
LENGTHS = [5 + (index * 37) % 60 for index in range(500)]


def sampler(seed: int = 1, batch_size: int = 8, **shares: float) -> EpochSampler:
    return EpochSampler(CORPORA, LENGTHS, shares or {"ours": 1.0, "big": 0.25}, batch_size, seed)


def epoch(drawn_from: EpochSampler, number: int) -> list[int]:
    drawn_from.set_epoch(number)
    return list(drawn_from)


def test_shares_that_leave_no_row_are_refused() -> None:
    with pytest.raises(ConfigError) as fault:
        sampler(ours=0.001, big=0.001)
    assert str(fault.value) == "data.sources: with the shares {'ours': 0.001, 'big': 0.001} an epoch has no row"


def test_shares_of_the_corpora() -> None:
    drawn = epoch(sampler(ours=1.5, big=0.25), 0)
    assert Counter(CORPORA[row] for row in drawn) == {"ours": 150, "big": 100}
    assert len(drawn) == len(sampler(ours=1.5, big=0.25)) == 250
    assert set(range(100)) <= set(drawn)
    assert max(Counter(row for row in drawn if row >= 100).values()) == 1


def test_each_epoch_draws_anew_and_can_be_drawn_again() -> None:
    drawn_from = sampler()
    first, second = epoch(drawn_from, 0), epoch(drawn_from, 1)
    assert first != second
    assert {row for row in first if row >= 100} != {row for row in second if row >= 100}
    assert epoch(drawn_from, 0) == first == epoch(sampler(), 0)
    assert epoch(sampler(), 1) == second


def test_seeds_differ_and_zero_is_one_of_them() -> None:
    orders = [epoch(sampler(seed), 0) for seed in (0, 1, 2)]
    assert orders[0] != orders[1] != orders[2] != orders[0]
    assert epoch(sampler(0), 0) == orders[0]


def test_batches_hold_similar_lengths_in_an_order_that_is_not_sorted() -> None:
    drawn = epoch(sampler(), 0)
    batches = [[LENGTHS[row] for row in drawn[start : start + 8]] for start in range(0, 200, 8)]
    assert sum(max(batch) - min(batch) for batch in batches) / len(batches) < 8
    longest = [max(batch) for batch in batches]
    assert longest != sorted(longest)
    assert longest != sorted(longest, reverse=True)


def test_the_short_batch_is_the_last_one() -> None:
    drawn = epoch(sampler(batch_size=16, ours=1.0, big=0.1), 0)  # 140 rows: 8 batches of 16, one of 12
    batches = [drawn[start : start + 16] for start in range(0, len(drawn), 16)]
    assert [len(batch) for batch in batches] == [16] * 8 + [12]
    lengths = [[LENGTHS[row] for row in batch] for batch in batches]
    assert max(lengths[-1]) == max(LENGTHS[row] for row in drawn)  # what is left over of the sorted rows
    assert all(batch == sorted(batch) for batch in lengths)
