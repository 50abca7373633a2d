"""Attribution without the model: gold spans go in, actors come out, with each rule and without.

- quotation: main opinions of sentences that mostly stand in quotation marks; their gold speakers are withheld, so the
  quotation's own speaker has to be found, and resolved to its actor
- speaker, target: opinions whose gold actor is known, given the gold span or its absence

Right is the gold actor's name but for case, accents, titles and articles; ``strict`` compares letter by letter,
``identity`` whom we mean instead of what we call it (``identity.py``). Where
gold's actor is a thing, its name is the phrase that the article names it by first (*river commission* for *the
commission*), so leaving the mention as it stands is wrong there. Pronouns left open are wrong as well.
"""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from attribution_suite.gold import GoldArticle
from attribution_suite.identity import counterparts
from newstance.attribution import ActorTable, attribute, find_quotations
from newstance.attribution.attribute import is_quoted
from newstance.attribution.lexicon import PRONOUNS
from newstance.attribution.names import folded, without_title
from newstance.attribution.rules import ALL_RULES, Rule
from newstance.records import Annotation, Mention, Sentence

FIGURES = ("quotation", "speaker", "target")
KINDS = ("name", "noun", "pronoun", "absent")


def same_actor(found: str | None, gold: str) -> bool:
    """Equal without case, accents, titles and articles."""
    return found is not None and plain(found) == plain(gold)


@dataclass(frozen=True)
class Answer:
    """One actor asked for: ``figure``, where, the mention, what gold says and what attribution says."""

    figure: str
    place: str
    mention: str | None
    gold: str
    found: str | None

    @property
    def kind(self) -> str:
        """What the gold mention is: a name (capitals), a common noun, a pronoun, or absent from the sentence."""
        if self.mention is None:
            return "absent"
        if self.mention.casefold() in PRONOUNS and self.mention not in {"US", "WHO"}:
            return "pronoun"
        return "name" if any(char.isupper() for char in self.mention[1:]) or self.mention.istitle() else "noun"

    @property
    def strict(self) -> bool:
        """Equal letter by letter."""
        return self.found == self.gold

    @property
    def lenient(self) -> bool:
        """Equal without case, accents, titles and articles."""
        return same_actor(self.found, self.gold)


def measure(gold: Sequence[GoldArticle], rules: frozenset[Rule] = ALL_RULES) -> list[Answer]:
    """All answers to what gold knows."""
    return [answer for article in gold for answer in (*_quotation_answers(article, rules), *_answers(article, rules))]


def figures(answers: Sequence[Answer]) -> dict[str, dict[str, float]]:
    """Number of cases and accuracy, lenient and strict, of each figure."""
    found = {}
    for figure in FIGURES:
        asked = [answer for answer in answers if answer.figure == figure]
        if asked:
            lenient = sum(answer.lenient for answer in asked) / len(asked)
            strict = sum(answer.strict for answer in asked) / len(asked)
            open_ = sum(answer.found is None for answer in asked)
            found[figure] = {"n": len(asked), "lenient": lenient, "strict": strict, "unresolved": open_}
            found[figure]["identity"] = _same_identity(answers, figure) / len(asked)
            found[figure] |= {
                f"{kind}_{what}": value for kind in KINDS for what, value in _of_kind(asked, kind).items()
            }
    return found


def _same_identity(answers: Sequence[Answer], figure: str) -> int:
    """How many answers mean gold's actor, whatever its name; the actors of speakers and targets are paired together."""
    by_article: dict[str, list[Answer]] = {}
    for answer in answers:
        by_article.setdefault(answer.place.rpartition(":")[0], []).append(answer)
    return sum(_same_in_article(article, figure) for article in by_article.values())


def _same_in_article(answers: Sequence[Answer], figure: str) -> int:
    named = [(a.figure, plain(a.found), plain(a.gold)) for a in answers if a.found is not None]
    counterpart = counterparts((found, gold) for which, found, gold in named if which != "quotation")
    return sum(counterpart.get(found) == gold for which, found, gold in named if which == figure)


def _of_kind(answers: Sequence[Answer], kind: str) -> dict[str, int]:
    asked = [answer for answer in answers if answer.kind == kind]
    return {"right": sum(answer.lenient for answer in asked), "n": len(asked)}


def ablations(gold: Sequence[GoldArticle]) -> dict[str, dict[str, float]]:
    """Change of each figure, in points of accuracy, where one rule is switched off."""
    whole = figures(measure(gold))
    changes = {}
    for rule in Rule:
        without = figures(measure(gold, ALL_RULES - {rule}))
        changes[rule.name.lower()] = {figure: without[figure]["lenient"] - whole[figure]["lenient"] for figure in whole}
    return changes


def milliseconds(gold: Sequence[GoldArticle]) -> float:
    """Mean processor time of attributing one article."""
    table = ActorTable.builtin()
    start = time.process_time()
    for article in gold:
        attribute(article.article, article.sentences, _blank(article), table)
    return 1000 * (time.process_time() - start) / len(gold)


def _blank(gold: GoldArticle, *, hide_quoted: bool = False) -> list[Annotation]:
    """The gold annotations as a model gives them: without actors, without what the sentence does not mention."""
    quotations = find_quotations(gold.article.text) if hide_quoted else []
    return [
        replace(
            annotation,
            opinions=tuple(
                replace(
                    opinion,
                    speaker=None if is_quoted(annotation.sentence, quotations) else _bare(opinion.speaker),
                    target=_bare(opinion.target),
                )
                for opinion in annotation.opinions
            ),
        )
        for annotation in gold.annotations
    ]


def _bare(mention: Mention | None) -> Mention | None:
    return Mention(mention.span) if mention is not None and mention.span.text else None


def _quotation_answers(gold: GoldArticle, rules: frozenset[Rule]) -> Iterator[Answer]:
    quotations = find_quotations(gold.article.text)
    found = attribute(gold.article, gold.sentences, _blank(gold, hide_quoted=True), rules=rules)
    for asked, annotation in zip(gold.annotations, found, strict=True):
        if not is_quoted(asked.sentence, quotations):
            continue
        for right, opinion in list(zip(asked.opinions, annotation.opinions, strict=True))[:1]:
            if right.speaker is not None and right.speaker.actor is not None:
                yield _answer("quotation", asked.sentence, right.speaker, opinion.speaker)


def _answers(gold: GoldArticle, rules: frozenset[Rule]) -> Iterator[Answer]:
    found = attribute(gold.article, gold.sentences, _blank(gold), rules=rules)
    for asked, annotation in zip(gold.annotations, found, strict=True):
        for right, opinion in zip(asked.opinions, annotation.opinions, strict=True):
            sides = (("speaker", right.speaker, opinion.speaker), ("target", right.target, opinion.target))
            for side, gold_mention, mention in sides:
                if gold_mention is not None and gold_mention.actor is not None:
                    yield _answer(side, asked.sentence, gold_mention, mention)


def _answer(figure: str, sentence: Sentence, gold: Mention, found: Mention | None) -> Answer:
    place = f"{sentence.article_id}:{sentence.index}"
    return Answer(figure, place, gold.span.text or None, gold.actor or "", found.actor if found else None)


def plain(name: str) -> str:
    """A name without case, accents, titles and articles."""
    return " ".join(word for word in folded(without_title(name)).split() if word not in {"the", "a", "an"})
