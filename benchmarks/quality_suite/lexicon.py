"""VADER (Hutto & Gilbert 2014): the sentiment of a sentence's words, whoever is asked about."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from newstance.labels import LabelSet
from newstance.predictions import FloatArray, Prediction
from newstance.records import Pair

THRESHOLD: Final = 0.05
"""Of the compound score, as VADER's authors recommend."""

CERTAIN: Final = 0.97
"""What stands for the probability of an answer; a lexicon gives none."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Positive words are supportive, negative ones critical: of the sentence and of every pair in both directions."""

    labels: LabelSet = field(default_factory=LabelSet)
    analyser: SentimentIntensityAnalyzer = field(default_factory=SentimentIntensityAnalyzer)

    def predict(self, texts: Sequence[str], questions: Sequence[Sequence[Pair]] | None = None) -> list[Prediction]:
        """One prediction a text, without claims worth scoring."""
        asked = questions if questions is not None else [()] * len(texts)
        return [self._predict(text, len(pairs)) for text, pairs in zip(texts, asked, strict=True)]

    def _predict(self, text: str, pairs: int) -> Prediction:
        probs = self._probs(self.analyser.polarity_scores(text)["compound"])
        claims = np.full(len(self.labels.claims), 1 / len(self.labels.claims))
        return Prediction(probs, claims, pair_probs=np.tile(probs, (pairs, 1)))

    def _probs(self, compound: float) -> FloatArray:
        sure = "supportive" if compound >= THRESHOLD else "critical" if compound <= -THRESHOLD else "neutral"
        rest = (1 - CERTAIN) / (len(self.labels.stances) - 1)
        return np.array([CERTAIN if stance == sure else rest for stance in self.labels.stances])
