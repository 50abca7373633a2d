"""Labelled corpora: read, mapped onto our layers, checked, mixed for training."""

from newstance.corpora.mixture import DataConfig, Splits, epoch_indices, fingerprint, load_data
from newstance.corpora.pairs import pairs_of
from newstance.corpora.registry import CORPORA, read_split

__all__ = ["CORPORA", "DataConfig", "Splits", "epoch_indices", "fingerprint", "load_data", "pairs_of", "read_split"]
