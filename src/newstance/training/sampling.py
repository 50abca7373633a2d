"""Which rows an epoch holds and in which order: shares of corpora, batches of similar length, all from one seed."""

import random
from collections.abc import Iterator, Mapping, Sequence

from torch.utils.data import Sampler

from newstance.corpora.mixture import epoch_indices
from newstance.errors import ConfigError

BATCHES_IN_A_POOL = 16
"""Lengths are sorted within pools of so many batches: similar lengths share a batch, yet every epoch differs."""


class EpochSampler(Sampler[int]):
    """Draws each epoch's rows anew; the Trainer calls ``set_epoch``, also when it resumes."""

    def __init__(
        self, corpora: Sequence[str], lengths: Sequence[int], shares: Mapping[str, float], batch_size: int, seed: int
    ) -> None:
        self._corpora, self._lengths, self._shares = corpora, lengths, shares
        self._batch_size, self._seed = batch_size, seed
        self._epoch = 0
        if not len(self):
            raise ConfigError(f"data.sources: with the shares {dict(shares)} an epoch has no row")

    def set_epoch(self, epoch: int) -> None:
        """Which epoch ``iter`` gives next."""
        self._epoch = epoch

    def __len__(self) -> int:
        return len(epoch_indices(self._corpora, self._shares, self._seed, 0))

    def __iter__(self) -> Iterator[int]:
        rows = epoch_indices(self._corpora, self._shares, self._seed, self._epoch)
        pool = self._batch_size * BATCHES_IN_A_POOL
        batches = [
            batch for start in range(0, len(rows), pool) for batch in self._by_length(rows[start : start + pool])
        ]
        shuffle = random.Random(f"batches {self._seed} {self._epoch}")  # noqa: S311 - sampling, not secrets
        last = batches.pop()  # the only one that may be short: anywhere else it would shift all batches behind it
        shuffle.shuffle(batches)
        return iter([row for batch in [*batches, last] for row in batch])

    def _by_length(self, rows: Sequence[int]) -> list[list[int]]:
        ordered = sorted(rows, key=lambda row: self._lengths[row])
        return [ordered[start : start + self._batch_size] for start in range(0, len(ordered), self._batch_size)]
