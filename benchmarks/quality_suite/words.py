"""TF-IDF for pairs: the sentence with its two parties masked, so that who is asked about stands among the words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline

from newstance.evaluation.predictions import FloatArray, Prediction
from newstance.labels import LabelSet
from newstance.records import Example, Pair

SPEAKER: Final = "askedspeaker"
TARGET: Final = "askedtarget"
LONGEST_NGRAM: Final = 3


@dataclass(frozen=True, slots=True)
class PairWords:
    """Answers pairs alone; a sentence's own stance is left even."""

    classifier: Pipeline
    labels: LabelSet

    def predict(self, texts: Sequence[str], questions: Sequence[Sequence[Pair]] | None = None) -> list[Prediction]:
        """One prediction a text, with probabilities of its pairs."""
        asked = questions if questions is not None else [()] * len(texts)
        masked = [masked_text(text, pair) for text, pairs in zip(texts, asked, strict=True) for pair in pairs]
        probs = label_probs(self.classifier.predict_proba(masked), self.classifier.classes_, self.labels.stances)
        return pair_predictions(probs, [len(pairs) for pairs in asked], self.labels)


def fit_pair_words(train: Sequence[Example]) -> PairWords:
    """Fits on every pair of the examples."""
    asked = [(masked_text(example.text, pair), pair.stance) for example in train for pair in example.pairs]
    words = TfidfVectorizer(ngram_range=(1, LONGEST_NGRAM), sublinear_tf=True, min_df=2)
    regression = LogisticRegression(C=10.0, max_iter=300, class_weight="balanced", random_state=1)
    classifier = make_pipeline(words, regression).fit([text for text, _ in asked], [stance for _, stance in asked])
    return PairWords(classifier, LabelSet())


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
