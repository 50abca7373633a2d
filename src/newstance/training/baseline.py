"""The baseline: TF-IDF and logistic regression for the sentence's stance and claim, and for pairs by their words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import FeatureUnion, Pipeline, make_pipeline

from newstance.labels import LabelSet
from newstance.predictions import Prediction
from newstance.records import Example, Pair
from newstance.training.config import TfidfConfig


@dataclass(frozen=True, slots=True)
class TfidfPredictor:
    """Answers for whole sentences only: it finds no spans and knows no pairs."""

    stance: Pipeline
    claim: Pipeline
    labels: LabelSet

    def predict(self, texts: Sequence[str], questions: Sequence[Sequence[Pair]] | None = None) -> list[Prediction]:  # noqa: ARG002 - the predictors' common signature
        """One prediction a text, with stance and claim probabilities alone."""
        stances = _probs(self.stance, texts, self.labels.stances)
        claims = _probs(self.claim, texts, self.labels.claims)
        return [Prediction(stance, claim) for stance, claim in zip(stances, claims, strict=True)]


def fit_tfidf(examples: Sequence[Example], config: TfidfConfig, seed: int) -> TfidfPredictor:
    """Fits both classifiers on the examples that have the layer."""
    stance = _classifier(config, seed).fit(*_texts_and_labels((e.text, e.stance) for e in examples))
    claim = _classifier(config, seed).fit(*_texts_and_labels((e.text, e.claim) for e in examples))
    return TfidfPredictor(stance, claim, LabelSet())


def _texts_and_labels(rows: Iterable[tuple[str, str | None]]) -> tuple[list[str], list[str]]:
    labelled = [(text, label) for text, label in rows if label is not None]
    return [text for text, _ in labelled], [label for _, label in labelled]


def _classifier(config: TfidfConfig, seed: int) -> Pipeline:
    words = TfidfVectorizer(ngram_range=(1, config.word_ngrams), sublinear_tf=True, min_df=1)
    characters = TfidfVectorizer(
        analyzer="char_wb", ngram_range=(2, config.character_ngrams), sublinear_tf=True, min_df=2
    )
    features = FeatureUnion([("words", words), ("characters", characters)])
    regression = LogisticRegression(C=config.regularisation, max_iter=2000, class_weight="balanced", random_state=seed)
    return make_pipeline(features, regression)


def _probs(classifier: Pipeline, texts: Sequence[str], labels: Sequence[str]) -> NDArray[np.float32]:
    """[texts, labels] in our order; a label that the training data lacked has probability 0."""
    found = classifier.predict_proba(list(texts))
    probs = np.zeros((len(texts), len(labels)), dtype=np.float32)
    for column, label in enumerate(classifier.classes_):
        probs[:, labels.index(label)] = found[:, column]
    return probs
