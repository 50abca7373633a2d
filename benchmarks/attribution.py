"""Measures attribution without the model: gold sentences and spans go in, speakers and actors come out.

    python benchmarks/attribution.py data/articles/validation.jsonl ../shared/data/wikinews.jsonl -o attribution.json

Files are labelled articles (``speaker_actor``, ``target_actor``) or labelled sentences of whole articles in order
(ids ``…#1``, ``…#2``; ``speaker_resolved``). Three figures for each file, and what each rule brings to them:

- quotation: main opinions of sentences that mostly stand in quotation marks; their gold speakers are withheld, so the
  quotation's own speaker has to be found, and resolved to its actor
- speaker, target: opinions whose gold actor is known, given the gold span or its absence

Names count as equal without case, titles and articles (``strict`` compares them letter by letter).
"""

import argparse
import json
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import Any

from newstance.attribution import ActorTable, attribute, find_quotations
from newstance.attribution.attribute import is_quoted
from newstance.attribution.lexicon import PRONOUNS
from newstance.attribution.names import folded, without_title
from newstance.attribution.rules import ALL_RULES, Rule
from newstance.records import Annotation, Article, Mention, Opinion, Sentence, Span

FIGURES = ("quotation", "speaker", "target")
KINDS = ("name", "noun", "pronoun", "absent")


@dataclass(frozen=True)
class GoldArticle:
    """An article, its sentences and their gold opinions, whose mentions carry the gold actors."""

    article: Article
    annotations: tuple[Annotation, ...]

    @property
    def sentences(self) -> list[Sentence]:
        """The sentences in reading order."""
        return [annotation.sentence for annotation in self.annotations]


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
        return self.found is not None and _plain(self.found) == _plain(self.gold)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measures the files, prints the tables, writes the JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("-o", "--output", type=Path, help="write the figures as JSON")
    parser.add_argument("--errors", action="store_true", help="list every wrong answer")
    parser.add_argument("--no-ablation", action="store_true", help="leave out the tables of single rules")
    options = parser.parse_args(arguments)
    report = {}
    for path in options.files:
        gold = list(read_gold(path))
        answers = measure(gold)
        report[path.name if path.parent.name != "articles" else f"articles/{path.name}"] = {
            "figures": figures(answers),
            "milliseconds_an_article": milliseconds(gold),
            "ablations": {} if options.no_ablation else ablations(gold),
        }
        if options.errors:
            show_errors(path, answers)
    show(report)
    if options.output:
        options.output.write_text(json.dumps(report, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return 0


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
            found[figure] |= {
                f"{kind}_{what}": value for kind in KINDS for what, value in _of_kind(asked, kind).items()
            }
    return found


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


def read_gold(path: Path) -> Iterator[GoldArticle]:
    """The gold articles of a file of articles, or of a file of sentences whose ids end in ``#1``, ``#2`` and so on."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    if "sentences" in rows[0]:
        yield from (_from_article(row) for row in rows)
        return
    numbered = [row for row in rows if "#" in row["id"]]
    for name, group in groupby(numbered, key=lambda row: row["id"].rsplit("#", 1)[0]):
        yield _from_sentences(name, list(group))


def _from_article(row: dict[str, Any]) -> GoldArticle:
    article = Article(row["id"], row["text"])
    return GoldArticle(
        article,
        tuple(
            _annotation(
                Sentence(article.id, number, s["paragraph"], s["start"], s["end"], article.text[s["start"] : s["end"]]),
                tuple(_opinion(opinion) for opinion in s["opinions"]),
            )
            for number, s in enumerate(row["sentences"])
        ),
    )


def _opinion(row: dict[str, Any]) -> Opinion:
    mentions = {}
    for side in ("speaker", "target"):
        span, actor = row[side], row[f"{side}_actor"]
        place = Span(span["start"], span["end"], span["text"]) if span else Span(0, 0, "")
        mentions[side] = Mention(place, actor) if span or actor else None
    return Opinion(row["stance"], mentions["speaker"], mentions["target"])


def _from_sentences(name: str, rows: Sequence[dict[str, Any]]) -> GoldArticle:
    text, annotations = "", []
    for number, row in enumerate(rows):
        sentence = Sentence(name, number, number, len(text), len(text) + len(row["text"]), row["text"])
        opinions = tuple(_named_opinion(opinion, sentence) for opinion in row["opinions"])
        annotations.append(_annotation(sentence, opinions))
        text += row["text"] + "\n"
    return GoldArticle(Article(name, text), tuple(annotations))


def _named_opinion(row: dict[str, Any], sentence: Sentence) -> Opinion:
    sides = []
    for words, actor in ((row["speaker"], row.get("speaker_resolved")), (row["target"], None)):
        at = sentence.text.find(words) if words else -1
        span = Span(sentence.start + at, sentence.start + at + len(words), words) if at >= 0 else Span(0, 0, "")
        sides.append(Mention(span, actor) if words or actor else None)
    return Opinion(row["stance"], *sides)


def _annotation(sentence: Sentence, opinions: tuple[Opinion, ...]) -> Annotation:
    return Annotation(
        sentence, opinions[0].stance if opinions else "neutral", {}, "none", {}, False, opinions, False, "gold"
    )


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


def _plain(name: str) -> str:
    return " ".join(word for word in folded(without_title(name)).split() if word not in {"the", "a", "an"})


def show(report: dict[str, Any]) -> None:
    """Prints the figures of each file and, below, what each rule brings."""
    write = sys.stdout.write
    kinds = "".join(f"{kind:>10}" for kind in KINDS)
    write(f"{'':28}{'figure':12}{'n':>5}{'lenient':>9}{'strict':>8}{'open':>6}{kinds}\n")
    for name, part in report.items():
        for figure, numbers in part["figures"].items():
            row = f"{numbers['n']:5}{numbers['lenient']:9.3f}{numbers['strict']:8.3f}{numbers['unresolved']:6}"
            by_kind = "".join(f"{numbers[f'{kind}_right']:>6}/{numbers[f'{kind}_n']:<3}" for kind in KINDS)
            write(f"{name:28}{figure:12}{row}{by_kind}\n")
        write(f"{name:28}{part['milliseconds_an_article']:.2f} ms an article\n")
    for name, part in report.items():
        for rule, change in part["ablations"].items():
            write(
                f"{name:28}without {rule:14}"
                + "".join(f"  {figure} {100 * by:+.1f}" for figure, by in change.items())
                + "\n"
            )


def show_errors(path: Path, answers: Sequence[Answer]) -> None:
    """Lists the wrong answers."""
    for answer in answers:
        if not answer.lenient:
            sys.stdout.write(f"{path.name} {json.dumps(asdict(answer), ensure_ascii=False)}\n")


if __name__ == "__main__":
    sys.exit(main())
