"""Ranks likely label errors: rows whose own label a model that never saw them finds improbable (cleanlab).

Confident learning (Northcutt, Jiang & Chuang 2021) on cross-validated probabilities of TF-IDF and logistic regression:
crude, but fast, and wrong in other ways than the encoder. A low score asks for a second look; it proves nothing.
"""

import csv
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from newstance.errors import ConfigError, MissingExtraError
from newstance.records import Example, Pair

FOLDS: Final = 5


@dataclass(frozen=True)
class Suspect:
    """A labelled question; ``score`` is 0 for surely wrong to 1, ``issue`` whether cleanlab takes it for an error.

    ``speaker`` and ``target`` are empty where the label is the sentence's own stance.
    """

    score: float
    issue: bool
    label: str
    suggested: str
    probability: float
    corpus: str
    id: str
    place: str
    speaker: str
    target: str
    text: str


@dataclass(frozen=True)
class _Question:
    example: Example
    pair: Pair | None
    label: str

    @property
    def text(self) -> str:
        """The sentence, with speaker and target hidden behind their roles, which are all a label may hang on."""
        pair = self.pair or Pair(None, None, self.label)
        text, parts = self.example.text, [(pair.speaker, " xspeaker "), (pair.target, " xtarget ")]
        for span, role in sorted(
            ((span, role) for span, role in parts if span), key=lambda part: part[0].start, reverse=True
        ):
            text = text[: span.start] + role + text[span.end :]
        return text


def audit_rows(examples: Sequence[Example], seed: int) -> list[Suspect]:
    """The labelled questions of ``examples``, likely errors first: each sentence's stance, or its pairs if it has none.

    Raises:
        ConfigError: a label is too rare to be cross-validated, or there is but one.
        MissingExtraError: the train extra is not installed.
    """
    questions = [question for example in examples for question in _questions(example)]
    names = _labels_of(questions)
    labels = [names.index(question.label) for question in questions]
    try:
        from cleanlab.filter import find_label_issues  # noqa: PLC0415 - the core installs without it
        from cleanlab.rank import get_label_quality_scores  # noqa: PLC0415
    except ImportError:
        raise MissingExtraError("newstance data audit", "train") from None
    probabilities = _probabilities(questions, labels, seed)
    scores = get_label_quality_scores(np.asarray(labels), probabilities)
    issues = find_label_issues(np.asarray(labels), probabilities, n_jobs=1)
    suspects = []
    for question, score, issue, row in zip(questions, scores, issues, probabilities, strict=True):
        best = int(row.argmax())
        suspects.append(_suspect(question, float(score), bool(issue), names[best], float(row[best])))
    return sorted(suspects, key=lambda suspect: suspect.score)


def write_review(suspects: Sequence[Suspect], path: Path) -> None:
    """Writes the review file: CSV, or JSON Lines if its name ends so."""
    rows = [asdict(suspect) for suspect in suspects]
    with path.open("w", encoding="utf-8", newline="") as file:
        if path.suffix == ".jsonl":
            file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
            return
        writer = csv.DictWriter(file, [field.name for field in fields(Suspect)])
        writer.writeheader()
        writer.writerows(rows)


def _questions(example: Example) -> Iterator[_Question]:
    if example.stance is not None:
        yield _Question(example, None, example.stance)
    else:
        yield from (_Question(example, pair, pair.stance) for pair in example.pairs)


def _labels_of(questions: Sequence[_Question]) -> list[str]:
    counts = Counter(question.label for question in questions)
    rare = [f"{label} {count}" for label, count in counts.items() if count < FOLDS]
    if len(counts) < 2 or rare:  # noqa: PLR2004 - one label cannot be told from another
        found = ", ".join(rare or counts) or "none"
        raise ConfigError(f"an audit needs two labels or more, each at least {FOLDS} times; found {found}")
    return sorted(counts)


def _probabilities(questions: Sequence[_Question], labels: Sequence[int], seed: int) -> NDArray[np.float64]:
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415
    from sklearn.model_selection import StratifiedKFold, cross_val_predict  # noqa: PLC0415
    from sklearn.pipeline import make_pipeline  # noqa: PLC0415

    model = make_pipeline(
        TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=2),
        LogisticRegression(class_weight="balanced", max_iter=1000),
    )
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=seed)
    texts = [question.text for question in questions]
    return np.asarray(cross_val_predict(model, texts, labels, cv=folds, method="predict_proba"))


def _suspect(question: _Question, score: float, issue: bool, suggested: str, probability: float) -> Suspect:
    pair, example = question.pair, question.example
    return Suspect(
        score=round(score, 4),
        issue=issue,
        label=question.label,
        suggested=suggested,
        probability=round(probability, 4),
        corpus=example.corpus,
        id=example.id,
        place=example.place,
        speaker=pair.speaker.text if pair and pair.speaker else "",
        target=pair.target.text if pair and pair.target else "",
        text=example.text,
    )
