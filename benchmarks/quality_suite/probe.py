"""A frozen encoder with logistic regression on top: what fine-tuning adds is the difference to this.

Sentences are the mean of their tokens' last hidden states; a pair is that mean, the speaker's and the target's
(zeros where one is not given), side by side.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
import torch
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler
from transformers import AutoModel

from newstance.inference.predicting import batches_by_length
from newstance.labels import LabelSet
from newstance.predictions import FloatArray, Prediction
from newstance.records import Example, Pair, Span
from newstance.tokenising import SentenceTokeniser, TokenisedSentence, pad
from newstance.training.encoders import find_encoder
from newstance.training.precision import BF16_MULTIPLE, computes_in_bf16
from quality_suite.words import PairReader, fit_pairs, label_probs

ENCODER: Final = "sentence-transformers/all-MiniLM-L6-v2"
MAX_TOKENS: Final = 256


@dataclass(frozen=True, slots=True)
class SentenceProbe:
    """Answers the sentence's own stance and claim."""

    stance: Pipeline
    claim: Pipeline
    labels: LabelSet

    def predict(self, texts: Sequence[str], questions: Sequence[Sequence[Pair]] | None = None) -> list[Prediction]:  # noqa: ARG002 — the readers' common signature
        """One prediction a text, with stance and claim probabilities alone."""
        means = pair_features(texts, [[Pair(None, None, "")]] * len(texts))
        stances = label_probs(self.stance.predict_proba(means), self.stance.classes_, self.labels.stances)
        claims = label_probs(self.claim.predict_proba(means), self.claim.classes_, self.labels.claims)
        return [Prediction(stance, claim) for stance, claim in zip(stances, claims, strict=True)]


def fit_sentence_probe(train: Sequence[Example]) -> SentenceProbe:
    """Fits both classifiers on the examples that have both layers."""
    labelled = [example for example in train if example.stance is not None and example.claim is not None]
    means = pair_features([example.text for example in labelled], [[Pair(None, None, "")]] * len(labelled))
    stance = _regression().fit(means, [example.stance for example in labelled])
    claim = _regression().fit(means, [example.claim for example in labelled])
    return SentenceProbe(stance, claim, LabelSet())


def fit_pair_probe(train: Sequence[Example]) -> PairReader:
    """Fits on every pair of the examples."""
    return fit_pairs(train, pair_features, _regression())


def pair_features(texts: Sequence[str], pairs: Sequence[Sequence[Pair]]) -> FloatArray:
    """``[all pairs, 3 × hidden]`` in the order of the texts: means of the sentence, of the speaker, of the target."""
    tokeniser, encoder = _encoder()
    sentences = tokeniser.tokenise(texts)
    bf16 = computes_in_bf16("auto", "cpu")
    found: dict[int, list[FloatArray]] = {}
    for rows in batches_by_length([len(sentence) for sentence in sentences]):
        ids, mask = pad([sentences[row].ids for row in rows], tokeniser.pad_id, BF16_MULTIPLE if bf16 else 1)
        with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16, enabled=bf16):
            hidden = encoder(input_ids=torch.from_numpy(ids), attention_mask=torch.from_numpy(mask)).last_hidden_state
        for row, states in zip(rows, hidden.float().numpy(), strict=True):
            found[row] = [_features(states, sentences[row], pair) for pair in pairs[row]]
    return np.stack([features for row in range(len(texts)) for features in found[row]])


def _features(states: FloatArray, sentence: TokenisedSentence, pair: Pair) -> FloatArray:
    own = states[: len(sentence)].mean(axis=0)
    return np.concatenate([own, _mean(states, sentence, pair.speaker), _mean(states, sentence, pair.target)])


def _mean(states: FloatArray, sentence: TokenisedSentence, span: Span | None) -> FloatArray:
    tokens = None if span is None else sentence.token_range(span)
    return np.zeros(states.shape[1], states.dtype) if tokens is None else states[slice(*tokens)].mean(axis=0)


def _regression() -> Pipeline:
    return make_pipeline(
        StandardScaler(), LogisticRegression(C=0.01, max_iter=300, class_weight="balanced", random_state=1)
    )


@cache
def _encoder() -> tuple[SentenceTokeniser, torch.nn.Module]:
    folder = find_encoder(ENCODER)
    encoder = AutoModel.from_pretrained(folder, dtype=torch.float32).eval()
    return SentenceTokeniser.from_file(folder / "tokenizer.json", MAX_TOKENS), encoder
