"""TF-IDF for pairs: the sentence with its two parties masked, so that who is asked about stands among the words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline

from newstance.labels import LabelSet
from newstance.predictions import FloatArray, Prediction
from newstance.records import Example, Pair

SPEAKER: Final = "askedspeaker"
TARGET: Final = "askedtarget"
LONGEST_NGRAM: Final = 3


@dataclass(frozen=True, slots=True)
class PairReader:
    """Answers pairs alone; a sentence's own stance is left even.

    ``features`` turns texts and the pairs asked of each into one row a pair, in this order.
    """

    features: Callable[[Sequence[str], Sequence[Sequence[Pair]]], Any]
    classifier: Pipeline
    labels: LabelSet

    def predict(self, texts: Sequence[str], questions: Sequence[Sequence[Pair]] | None = None) -> list[Prediction]:
        """One prediction a text, with probabilities of its pairs."""
        asked = questions if questions is not None else [()] * len(texts)
        rows = self.features(texts, asked)
        probs = label_probs(self.classifier.predict_proba(rows), self.classifier.classes_, self.labels.stances)
        return pair_predictions(probs, [len(pairs) for pairs in asked], self.labels)


def fit_pair_words(train: Sequence[Example]) -> PairReader:
    """Fits on every pair of the examples."""
    words = TfidfVectorizer(ngram_range=(1, LONGEST_NGRAM), sublinear_tf=True, min_df=2)
    regression = LogisticRegression(C=10.0, max_iter=300, class_weight="balanced", random_state=1)
    return fit_pairs(train, masked_texts, make_pipeline(words, regression))


def fit_pairs(
    train: Sequence[Example], features: Callable[[Sequence[str], Sequence[Sequence[Pair]]], Any], classifier: Pipeline
) -> PairReader:
    """Fits the classifier on the features of every pair of the examples."""
    rows = features([example.text for example in train], [example.pairs for example in train])
    stances = [pair.stance for example in train for pair in example.pairs]
    return PairReader(features, classifier.fit(rows, stances), LabelSet())


def masked_texts(texts: Sequence[str], asked: Sequence[Sequence[Pair]]) -> list[str]:
    """A masked text for every pair."""
    return [masked_text(text, pair) for text, pairs in zip(texts, asked, strict=True) for pair in pairs]


def masked_text(text: str, pair: Pair) -> str:
    """The text with the words of speaker and target replaced by one word each; of overlapping spans only the first."""
    asked = ((pair.speaker, SPEAKER), (pair.target, TARGET))
    masks = sorted((span.start, span.end, name) for span, name in asked if span)
    parts, done = [], 0
    for start, end, name in masks:
        if start >= done:
            parts += [text[done:start], name]
            done = end
    return "".join([*parts, text[done:]])


def label_probs(found: FloatArray, classes: Sequence[str], labels: Sequence[str]) -> FloatArray:
    """``[n, labels]`` in our order; a label that training lacked has probability 0."""
    probs = np.zeros((len(found), len(labels)))
    for column, label in enumerate(classes):
        probs[:, labels.index(label)] = found[:, column]
    return probs


def pair_predictions(probs: FloatArray, counts: Sequence[int], labels: LabelSet) -> list[Prediction]:
    """Predictions of texts with ``counts`` pairs each, whose probabilities ``[sum of counts, stances]`` follow on."""
    stance = np.full(len(labels.stances), 1 / len(labels.stances))
    claim = np.full(len(labels.claims), 1 / len(labels.claims))
    parts = np.split(probs, np.cumsum(counts)[:-1])
    return [Prediction(stance, claim, pair_probs=part) for part in parts]
