"""What a reader without newstance would try: TF-IDF, a frozen encoder with a linear probe, a sentiment lexicon.

All of them learn from training splits without the rows that resemble an evaluation row, as bundles do, and answer the
same questions; the neutral weight of DSE is fitted for them too. What they scored is kept in a cache until the data or
``VERSION`` change.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Final

from newstance.corpora.mixture import fingerprint, load_data
from newstance.records import Example
from newstance.training.baseline import fit_tfidf
from newstance.training.config import TfidfConfig
from quality_suite.figures import read_json, write_json
from quality_suite.lexicon import Lexicon
from quality_suite.probe import fit_pair_probe, fit_sentence_probe
from quality_suite.scoring import Reader, Remembering, Result, score_set
from quality_suite.sets import BenchmarkSet, Rows, read_training
from quality_suite.words import fit_pair_words

VERSION: Final = 1
"""To be raised when a baseline changes."""

TFIDF: Final = "TF-IDF + logistic regression"
PROBE: Final = "frozen MiniLM + linear probe"
LEXICON: Final = "VADER (lexicon)"

Fit = Callable[[list[Example]], Reader]
FITS: Final[Mapping[tuple[str, bool], Fit]] = {
    (TFIDF, True): lambda train: fit_tfidf(train, TfidfConfig()),
    (TFIDF, False): fit_pair_words,
    (PROBE, True): fit_sentence_probe,
    (PROBE, False): fit_pair_probe,
    (LEXICON, True): lambda _: Lexicon(),
    (LEXICON, False): lambda _: Lexicon(),
}
"""By name, and whether it is whole sentences that are asked."""


def baseline_results(wanted: BenchmarkSet, rows: Rows, own: Path, public: Path, cache: Path) -> dict[str, Result]:
    """Each baseline's result on one set, from the cache where its data have not changed since."""
    data = _data_hash(wanted, rows, own, public)
    records = read_json(cache)
    known = records.get(wanted.name)
    if known is None or known["data"] != data:
        results = {name: _score(name, wanted, rows, own, public) for name in (TFIDF, PROBE, LEXICON)}
        known = {"data": data, "results": {name: result.as_dict() for name, result in results.items()}}
        write_json(cache, records | {wanted.name: known})
    return {name: Result.from_dict(record) for name, record in known["results"].items()}


def _data_hash(wanted: BenchmarkSet, rows: Rows, own: Path, public: Path) -> str:
    parts = [str(VERSION), fingerprint(rows.test), fingerprint(rows.validation)]
    return hashlib.sha256(" ".join([*parts, _train_hash(wanted.trained_on, own, public)]).encode()).hexdigest()


@lru_cache
def _train_hash(trained_on: tuple[str, ...], own: Path, public: Path) -> str:
    return fingerprint(read_training(trained_on, own, public))


def _score(name: str, wanted: BenchmarkSet, rows: Rows, own: Path, public: Path) -> Result:
    reader = _fitted(name, wanted.asks == "sentences", wanted.trained_on, own, public)
    if name != LEXICON:
        return score_set(reader, wanted, rows)
    result = score_set(reader, wanted, Rows([replace(row, claim=None) for row in rows.test], rows.validation))
    metrics = {metric: value for metric, value in result.metrics.items() if not metric.endswith("ece")}
    return replace(result, metrics=metrics, risks=[], risk_area=None)


@lru_cache
def _fitted(name: str, sentences: bool, trained_on: tuple[str, ...], own: Path, public: Path) -> Reader:
    train = [] if name == LEXICON else _train(trained_on, own, public)
    return Remembering(FITS[name, sentences](train))


@lru_cache
def _train(trained_on: tuple[str, ...], own: Path, public: Path) -> list[Example]:
    there = dict.fromkeys((row.corpus for row in read_training(trained_on, own, public)), 1.0)
    return load_data(there, [], [], own, public).train
