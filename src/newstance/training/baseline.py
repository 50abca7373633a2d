"""The baseline: TF-IDF and logistic regression for the sentence's stance and claim, and for pairs by their words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.dummy import DummyClassifier
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import FeatureUnion, Pipeline, make_pipeline

from newstance.errors import ConfigError
from newstance.labels import NO_CLAIM, LabelSet
from newstance.predictions import Prediction
from newstance.records import Example, Pair
from newstance.training.config import TfidfConfig


@dataclass(frozen=True, slots=True)
class TfidfPredictor:
    """Answers for whole sentences only: it finds no spans and knows no pairs."""

    stance: Pipeline | DummyClassifier
    claim: Pipeline | DummyClassifier
    labels: LabelSet

    def predict(self, texts: Sequence[str], questions: Sequence[Sequence[Pair]] | None = None) -> list[Prediction]:  # noqa: ARG002 - the predictors' common signature
        """One prediction a text, with stance and claim probabilities alone."""
        stances = _probs(self.stance, texts, self.labels.stances)
        claims = _probs(self.claim, texts, self.labels.claims)
        return [Prediction(stance, claim) for stance, claim in zip(stances, claims, strict=True)]


def fit_tfidf(examples: Sequence[Example], config: TfidfConfig) -> TfidfPredictor:
    """Fits both classifiers on the examples that have the layer; nothing in it is drawn by chance.

    Without claims every sentence's claim is ``none``; of one label alone, that label.

    Raises:
        ConfigError: no example has a stance, or they have too few words.
    """
    stances = _labelled((e.text, e.stance) for e in examples)
    if not stances:
        raise ConfigError("data.sources: the baseline learns from sentences with a stance of their own; found none")
    claims = _labelled((e.text, e.claim) for e in examples)
    return TfidfPredictor(_fitted(stances, config), _fitted(claims or [("", NO_CLAIM)], config), LabelSet())


def _labelled(rows: Iterable[tuple[str, str | None]]) -> list[tuple[str, str]]:
    return [(text, label) for text, label in rows if label is not None]


def _fitted(rows: Sequence[tuple[str, str]], config: TfidfConfig) -> Pipeline | DummyClassifier:
    texts, labels = [text for text, _ in rows], [label for _, label in rows]
    classifier = _classifier(config) if len(set(labels)) > 1 else DummyClassifier()
    try:
        return classifier.fit(texts, labels)
    except ValueError as fault:  # of texts without words, or that share no letters
        found = f"found too little in {len(texts)} texts ({fault})"
        raise ConfigError(f"data.sources: the baseline {found}. Cure: more training rows") from fault


def _classifier(config: TfidfConfig) -> Pipeline:
    words = TfidfVectorizer(ngram_range=(1, config.word_ngrams), sublinear_tf=True, min_df=1)
    characters = TfidfVectorizer(
        analyzer="char_wb", ngram_range=(2, config.character_ngrams), sublinear_tf=True, min_df=2
    )
    features = FeatureUnion([("words", words), ("characters", characters)])
    regression = LogisticRegression(C=config.regularisation, max_iter=2000, class_weight="balanced")
    return make_pipeline(features, regression)


def _probs(classifier: Pipeline | DummyClassifier, texts: Sequence[str], labels: Sequence[str]) -> NDArray[np.float32]:
    """[texts, labels] in our order; a label that the training data lacked has probability 0."""
    probs = np.zeros((len(texts), len(labels)), dtype=np.float32)
    if not texts:
        return probs
    found = classifier.predict_proba(list(texts))
    for column, label in enumerate(classifier.classes_):
        probs[:, labels.index(label)] = found[:, column]
    return probs
