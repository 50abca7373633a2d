"""Fits what turns a trained model's logits into probabilities and decisions, on validation examples alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import log_softmax

from newstance.calibration import Calibration, softmax
from newstance.evaluation.metrics import score
from newstance.inference.predicting import EncodedBatch, Predictor
from newstance.predictions import Prediction
from newstance.records import Example
from newstance.training.config import CalibrationConfig

Labels = NDArray[np.int64]
Logits = NDArray[np.float64]

TEMPERATURES = (0.25, 8.0)
BIAS_LIMIT = 3.0


def calibrate(predictor: Predictor, examples: Sequence[Example], config: CalibrationConfig) -> Predictor:
    """The predictor with temperatures, stance bias and thresholds that fit ``examples`` best.

    Temperatures minimise the negative log-likelihood (Guo et al. 2017). With ``config.stance_shares`` an example counts
    as much as its stance does in real news, and a bias for each stance is fitted along. Thresholds maximise the F1
    of whole opinions (stance right, speaker and target overlapping). What no example answers stays as the predictor has
    it: a model that goes on from a bundle keeps that bundle's thresholds where the new texts have no gold opinion.
    """
    batches = list(predictor.encode([example.text for example in examples]))
    predictions = _decode(replace(predictor, calibration=Calibration()), batches, examples)
    calibration = _probabilities(predictor, predictions, examples, config.stance_shares)
    if calibration.reads_marks and any(example.pairs for example in examples):
        calibration = replace(calibration, marked_temperature=_marked_temperature(predictor, examples))
    if not any(example.opinions for example in examples):
        return replace(predictor, calibration=calibration)
    options = [
        replace(calibration, tag_threshold=tag, opinion_threshold=opinion)
        for tag, opinion in product(config.tag_thresholds, config.opinion_thresholds)
    ]
    fitted = [replace(predictor, calibration=option) for option in options]
    return max(fitted, key=lambda option: _triple_f1(option, batches, examples))


def _decode(predictor: Predictor, batches: Sequence[EncodedBatch], examples: Sequence[Example]) -> list[Prediction]:
    questions = [example.pairs for example in examples]
    found: dict[int, Prediction] = {}
    for batch in batches:
        found |= predictor.decode(batch, questions)
    return [found[row] for row in range(len(examples))]


def _triple_f1(predictor: Predictor, batches: Sequence[EncodedBatch], examples: Sequence[Example]) -> float:
    triple = score(examples, _decode(predictor, batches, examples), predictor.labels).triple
    return triple.f1 if triple else 0.0


def _marked_temperature(predictor: Predictor, examples: Sequence[Example]) -> float:
    asked = [(example.text, example.pairs) for example in examples]
    logits = predictor.marked_logits([text for text, _ in asked], [pairs for _, pairs in asked])
    rows = [
        (pair.stance, softmax(row))
        for (_, pairs), answers in zip(asked, logits, strict=True)
        for pair, row in zip(pairs, answers, strict=True)
    ]
    return _fit_temperature(_answers(rows, predictor.labels.stances))


@dataclass(frozen=True, slots=True)
class _Answers:
    """Logits (up to a constant a row), gold labels and weights of one head."""

    logits: Logits
    gold: Labels
    weights: NDArray[np.float64]


def _probabilities(
    predictor: Predictor,
    predictions: Sequence[Prediction],
    examples: Sequence[Example],
    shares: Mapping[str, float] | None,
) -> Calibration:
    """The predictor's calibration with what ``predictions``, which are uncalibrated, say of each head."""
    both, labels, calibration = list(zip(examples, predictions, strict=True)), predictor.labels, predictor.calibration
    own = _answers([(e.stance, p.stance_probs) for e, p in both if e.stance], labels.stances)
    claims = _answers([(e.claim, p.claim_probs) for e, p in both if e.claim], labels.claims)
    pairs = _answers(
        [
            (q.stance, probs)
            for e, p in both
            if p.pair_probs is not None
            for q, probs in zip(e.pairs, p.pair_probs, strict=True)
        ],
        labels.stances,
    )
    if len(own.gold):
        temperature, bias = _fit_stance(own, labels.stances, shares)
        calibration = replace(calibration, stance_temperature=temperature, stance_bias=bias)
    if len(pairs.gold):
        calibration = replace(calibration, pair_temperature=_fit_temperature(pairs))
    if len(claims.gold):
        calibration = replace(calibration, claim_temperature=_fit_temperature(claims))
    return calibration


def _answers(rows: Sequence[tuple[str, Any]], names: Sequence[str]) -> _Answers:
    gold = np.array([names.index(label) for label, _ in rows], dtype=np.int64)
    probs = np.array([probs for _, probs in rows], dtype=np.float64).reshape(len(rows), len(names))
    return _Answers(np.log(probs.clip(min=1e-12)), gold, np.ones(len(rows)))


def _fit_temperature(answers: _Answers) -> float:
    fitted = minimize(lambda t: _nll(answers, t[0], 0.0), x0=[1.0], bounds=[TEMPERATURES])
    return float(fitted.x[0])


def _fit_stance(
    answers: _Answers, stances: Sequence[str], shares: Mapping[str, float] | None
) -> tuple[float, tuple[float, ...]]:
    if shares is None:
        return _fit_temperature(answers), (0.0,) * len(stances)
    counts = np.bincount(answers.gold, minlength=len(stances)).clip(min=1)
    wanted = np.array([shares[stance] for stance in stances])
    weighted = replace(answers, weights=(wanted / counts)[answers.gold] * len(answers.gold) / wanted.sum())
    bounds = [TEMPERATURES, *[(-BIAS_LIMIT, BIAS_LIMIT)] * (len(stances) - 1)]
    fitted = minimize(
        lambda x: _nll(weighted, x[0], np.append(x[1:], 0.0)), x0=[1.0] + [0.0] * (len(bounds) - 1), bounds=bounds
    )
    return float(fitted.x[0]), (*(float(value) for value in fitted.x[1:]), 0.0)


def _nll(answers: _Answers, temperature: float, bias: float | NDArray[np.float64]) -> float:
    """Weighted mean negative log-likelihood of the gold labels."""
    scores = log_softmax(answers.logits / temperature + bias, axis=-1)
    gold = scores[np.arange(len(answers.gold)), answers.gold]
    return float(-(answers.weights * gold).sum() / answers.weights.sum())
