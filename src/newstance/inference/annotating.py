"""The story of annotating: articles → sentences → predictions → annotations → attribution, window by window."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from newstance.attribution import ActorTable, attribute
from newstance.boilerplate import boilerplate_kinds
from newstance.inference.predicting import Predictor
from newstance.labels import NEUTRAL, NO_CLAIM
from newstance.predictions import Prediction
from newstance.records import Annotation, Article, Mention, Opinion, Sentence
from newstance.sentences import split_sentences

WINDOW_CHARACTERS = 150_000
"""Articles are read until they hold so much text (about a thousand sentences), then batched by length together."""

FIRST_WINDOW_CHARACTERS = 30_000
"""The first windows are smaller, so that a run saves something, and shows it, after seconds."""

DEFAULT_MIN_CONFIDENCE = 0.5


@dataclass(frozen=True, slots=True)
class AnnotatedArticle:
    """An article and the annotations of its sentences, in reading order."""

    article: Article
    annotations: list[Annotation]


def annotate(
    articles: Iterable[Article],
    predictor: Predictor,
    min_confidence: float = DEFAULT_MIN_CONFIDENCE,
    actors: ActorTable | None = None,
    done: int = 0,
) -> Iterator[list[AnnotatedArticle]]:
    """Annotates articles in their order; yields a window of them at a time and holds no more than that.

    ``done``: the characters of the articles before them, which an earlier run has annotated.
    """
    for window in article_windows(articles, done):
        yield annotate_window(window, predictor, min_confidence, actors)


def annotate_window(
    articles: Sequence[Article], predictor: Predictor, min_confidence: float, actors: ActorTable | None
) -> list[AnnotatedArticle]:
    """Annotates some articles, their sentences batched together.

    An annotation is ``uncertain`` where its stance is less probable than ``min_confidence``. ``actors`` are names that
    stand for an actor whatever an article says (newstance's own table of seats and countries if None).
    """
    split = [split_sentences(article) for article in articles]
    predictions = iter(predictor.predict([sentence.text for sentences in split for sentence in sentences]))
    annotated = []
    for article, sentences in zip(articles, split, strict=True):
        found = _annotations(sentences, list(islice(predictions, len(sentences))), predictor, min_confidence)
        annotated.append(AnnotatedArticle(article, attribute(article, sentences, found, actors)))
    return annotated


def article_windows(articles: Iterable[Article], done: int = 0) -> Iterator[list[Article]]:
    """Articles in groups that grow up to ``WINDOW_CHARACTERS``: each as large as all text before it, ``done`` included.

    They follow from the text alone: every engine, and a run that goes on, forms the same groups.
    """
    window: list[Article] = []
    size = 0
    for article in articles:
        window.append(article)
        size += len(article.text)
        if size >= min(WINDOW_CHARACTERS, max(FIRST_WINDOW_CHARACTERS, done)):
            yield window
            window, size, done = [], 0, done + size
    if window:
        yield window


def _annotations(
    sentences: Sequence[Sentence], predictions: Sequence[Prediction], predictor: Predictor, min_confidence: float
) -> list[Annotation]:
    return [
        _annotation(sentence, found, predictor, min_confidence) if kind is None else _boilerplate(sentence, predictor)
        for sentence, found, kind in zip(sentences, predictions, boilerplate_kinds(sentences), strict=True)
    ]


def _boilerplate(sentence: Sentence, predictor: Predictor) -> Annotation:
    """Credits, captions, by-lines and the like take no side and claim nothing, by rule and whatever the model says."""
    stances, claims = predictor.labels.stances, predictor.labels.claims
    return Annotation(
        sentence=sentence,
        stance=NEUTRAL,
        stance_probs={stance: float(stance == NEUTRAL) for stance in stances},
        claim=NO_CLAIM,
        claim_probs={claim: float(claim == NO_CLAIM) for claim in claims},
        uncertain=False,
        opinions=(),
        quoted=False,
        model=predictor.name,
    )


def _annotation(sentence: Sentence, found: Prediction, predictor: Predictor, min_confidence: float) -> Annotation:
    stances, claims = predictor.labels.stances, predictor.labels.claims
    stance = stances[int(found.stance_probs.argmax())]
    return Annotation(
        sentence=sentence,
        stance=stance,
        stance_probs=_named(stances, found.stance_probs),
        claim=claims[int(found.claim_probs.argmax())],
        claim_probs=_named(claims, found.claim_probs),
        uncertain=bool(found.stance_probs.max() < min_confidence),
        opinions=tuple(_in_article(opinion, sentence.start) for opinion in found.opinions or ()),
        quoted=False,
        model=predictor.name,
    )


def _named(labels: Sequence[str], probs: Iterable[float]) -> dict[str, float]:
    return {label: float(prob) for label, prob in zip(labels, probs, strict=True)}


def _in_article(opinion: Opinion, start: int) -> Opinion:
    """The opinion with offsets into the article instead of the sentence."""
    speaker = opinion.speaker and Mention(opinion.speaker.span.shifted(start))
    target = opinion.target and Mention(opinion.target.span.shifted(start))
    return Opinion(opinion.stance, speaker, target, opinion.prob)
