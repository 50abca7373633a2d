"""Writes the report: counts everything, shows the first articles in full, puts all of it into one HTML file."""

import base64
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from newstance.errors import InputError
from newstance.labels import CLAIMS, NEUTRAL, STANCES
from newstance.outputs import demand_folder
from newstance.records import Annotation, Article
from newstance.report import charts
from newstance.report.articles import ShownArticle, fits, show_article
from newstance.report.dates import UNDERSTOOD
from newstance.report.lines import Skipped
from newstance.report.reading import ArticleFile, Sources, find_sources, read_annotations
from newstance.report.tally import Tally

SHOWN_ARTICLES = 200
"""So many articles are shown in full; more would make the page slow to open."""

NAMES, PAIRS, MATRIX_SIDE, OUTLETS = 12, 15, 10, 12

MARKS = dict(zip(STANCES, "+−~·", strict=True))
"""The sign of each stance, for who does not see colours."""


@dataclass(frozen=True, slots=True)
class ReportSummary:
    """The page in figures. ``stances`` counts sentences; ``faults`` tells the first of what was ``skipped``."""

    articles: int
    shown: int
    sentences: int
    opinions: int
    uncertain: int
    stances: Mapping[str, int]
    models: tuple[str, ...]
    skipped: int
    faults: tuple[str, ...]


@dataclass(slots=True)
class _Shown:
    """The sentences of the articles that are shown in full, in input order, and the articles as far as known."""

    limit: int
    sentences: dict[str, list[Annotation]] = field(default_factory=dict)
    articles: dict[str, Article | None] = field(default_factory=dict)

    def add(self, annotation: Annotation, article: Article | None) -> None:
        article_id = annotation.sentence.article_id
        if article_id not in self.sentences and len(self.sentences) >= self.limit:
            return
        self.sentences.setdefault(article_id, []).append(annotation)
        self.articles[article_id] = article


def write_report(
    annotations_path: Path, out: Path, articles_path: Path | None = None, *, limit: int = SHOWN_ARTICLES
) -> ReportSummary:
    """Writes one self-contained HTML page about annotations and returns its figures.

    Args:
        annotations_path: ``annotations.jsonl`` or the folder that holds it.
        out: the HTML file; it appears when it is complete.
        articles_path: the articles as read; by default ``articles.jsonl`` beside the annotations, if there.
        limit: so many articles are shown in full; the figures and charts cover all.

    Raises:
        InputError: there is no such file, it holds no annotation, or ``out`` cannot be written; its folder is not made.
    """
    sources = find_sources(annotations_path, articles_path)
    _check_out(out, sources)
    skipped = Skipped()
    tally, shown = _count(sources, limit, skipped)
    if not tally.sentences:
        raise InputError(str(sources.annotations), _no_annotations(skipped))
    articles = list(_show(shown, sources, skipped))
    summary = _summary(tally, len(articles), skipped)
    _write(out, _page(sources.annotations, summary, tally, articles))
    return summary


def _check_out(out: Path, sources: Sources) -> None:
    if out.is_dir():
        raise InputError(str(out), "is a folder; expected the name of the page. Cure: -o REPORT.html")
    demand_folder(out)
    if out.resolve() in {sources.annotations.resolve(), sources.articles and sources.articles.resolve()}:
        raise InputError(str(out), "is an input of the report and would be overwritten. Cure: give another name to -o")


def _count(sources: Sources, limit: int, skipped: Skipped) -> tuple[Tally, _Shown]:
    found = ArticleFile(sources.articles, skipped)
    tally, shown = Tally(), _Shown(limit)
    current: tuple[str, Article | None] | None = None
    for annotation in read_annotations(sources.annotations, skipped):
        article_id = annotation.sentence.article_id
        if current is None or current[0] != article_id:
            current = article_id, found.find(article_id)
        tally.add(annotation, current[1])
        shown.add(annotation, current[1])
    return tally, shown


def _no_annotations(skipped: Skipped) -> str:
    if not skipped.count:
        return "is empty; expected one annotation a line. Cure: run 'newstance annotate INPUT -o OUT', report on OUT"
    cure = "Cure: name the output of 'newstance annotate'"
    return f"holds no annotation ({skipped.count} lines skipped). {cure}. {skipped.messages[0]}"


def _show(shown: _Shown, sources: Sources, skipped: Skipped) -> Iterator[ShownArticle]:
    for number, (article_id, sentences) in enumerate(shown.sentences.items(), start=1):
        article = shown.articles[article_id]
        if article and not fits(sentences, article):
            skipped.add(
                str(sources.articles),
                f"the text of article {article_id!r} is not the one that was annotated, so it is shown from its "
                "sentences. Cure: use the articles.jsonl of the same run",
            )
            article = None
        yield show_article(number, sentences, article)


def _summary(tally: Tally, shown: int, skipped: Skipped) -> ReportSummary:
    return ReportSummary(
        articles=len(tally.articles),
        shown=shown,
        sentences=tally.sentences.total(),
        opinions=tally.opinions,
        uncertain=tally.uncertain,
        stances={stance: tally.sentences[stance] for stance in STANCES},
        models=tuple(model for model, _ in tally.models.most_common()),
        skipped=skipped.count,
        faults=tuple(skipped.messages),
    )


def _page(annotations: Path, summary: ReportSummary, tally: Tally, articles: list[ShownArticle]) -> Iterable[str]:
    script = _template_text("report.js")
    template = _environment().get_template("report.html.j2")
    return template.generate(
        source=annotations.parent.name or annotations.name,
        summary=summary,
        stances=STANCES,
        marks=MARKS,
        neutral=NEUTRAL,
        claim_labels=CLAIMS,
        articles=articles,
        style=Markup(_template_text("report.css")),  # noqa: S704 - our own file
        script=Markup(script),  # noqa: S704 - our own file
        script_hash=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
        **_charts(summary, tally),
    )


def _charts(summary: ReportSummary, tally: Tally) -> dict[str, Any]:
    claims = (charts.Row(claim, tally.claims[claim]) for claim in CLAIMS if claim in tally.claims)
    return {
        "overall": charts.Row("all sentences", summary.stances),
        "days": (min(tally.days), max(tally.days)) if tally.days else None,
        "timeline": charts.timeline(tally.days),
        "undated": len(tally.undated),
        "understood": UNDERSTOOD,
        "outlets": charts.top(tally.outlets, OUTLETS),
        "claims": sorted(claims, key=lambda row: -row.total),
        "speakers": charts.top(tally.speakers, NAMES),
        "targets": charts.top(tally.targets, NAMES),
        "unnamed_speakers": tally.opinions - sum(each.total() for each in tally.speakers.values()),
        "unnamed_targets": tally.opinions - sum(each.total() for each in tally.targets.values()),
        "pairs": charts.top_pairs(tally.pairs, PAIRS),
        "pair_count": len(tally.pairs),
        "matrix": charts.matrix(tally.pairs, MATRIX_SIDE),
    }


def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("newstance", "templates"),
        autoescape=True,  # articles are strangers' text
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _template_text(name: str) -> str:
    return resources.files("newstance").joinpath("templates", name).read_text(encoding="utf-8")


def _write(out: Path, page: Iterable[str]) -> None:
    part = out.with_name(out.name + ".part")
    try:
        with part.open("w", encoding="utf-8", errors="replace", newline="\n") as file:
            file.writelines(page)
        part.replace(out)
    except OSError as error:
        fault = f"cannot be written: {error.strerror}. Cure: choose another place with -o"
        raise InputError(str(out), fault) from error
