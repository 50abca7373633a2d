"""The Markdown tables: whole sentences, pairs beside published figures, and risk at fixed coverages."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from newstance.evaluation.tables import MISSING, percent
from quality_suite.published import PUBLISHED, SPEAKER_EXACT_F1, Published
from quality_suite.scoring import Result
from quality_suite.sets import BenchmarkSet
from quality_suite.summary import spreads

SENTENCE_COLUMNS: Final = {
    "stance F1": "stance_macro_f1",
    "acc.": "stance_accuracy",
    "ECE": "stance_ece",
    "by chance": "stance_ece_by_chance",
    "claim F1": "claim_macro_f1",
    "speaker": "speaker_exact_f1",
    "overlap": "speaker_overlap_f1",
    "target": "target_exact_f1",
    "triple": "triple_f1",
}
"""Heading and metric; the first has the interval."""

SENTENCE_CAPTION: Final = (
    "Percent, in brackets the 95 % bootstrap interval over articles or sentences. F1 of stance and claim is macro-F1, "
    "of speakers and targets exact-span F1 (overlap: one shared character), triple is stance right and both spans "
    "overlapping, ECE is of stance; *by chance* is what a perfectly calibrated reader would show on so few sentences. "
    "For scale: exact source spans on PARC3 reach "
    f"{SPEAKER_EXACT_F1:.1f} (Citron; other texts, other rules)."
)
PAIR_CAPTION: Final = (
    "Percent, in brackets the 95 % bootstrap interval over sentences or articles. DSE: five directed classes, macro "
    "and micro F1 as its authors compute them, one weight of *neutral* fitted on DSE's validation split; *clean* "
    "leaves out the 401 rows whose sentence stands in train. NewsMTSC: three classes, target given. PLV: source and "
    "target given, our three stances to choose from. SEESAW: positive or negative, where the sentence names a side. "
    "*As is* is the macro F1 without that weight, and with all four stances to choose from. Published figures are "
    "their authors' own. Training here leaves out rows that resemble a test row; that of the published models on DSE "
    "did not."
)
RISK_CAPTION: Final = (
    "Wrong stances (percent) among the most confident answers, in brackets the lowest confidence among them "
    "(`--min-confidence`); area is the mean over all coverages (Geifman & El-Yaniv 2017)."
)
AS_IS: Final = ("unfitted_macro_f1", "all_stances_macro_f1")


@dataclass(frozen=True, slots=True)
class SetResults:
    """What was measured on one set: bundles that count as one row group, and baselines by name."""

    wanted: BenchmarkSet
    bundles: Mapping[str, Result]
    baselines: Mapping[str, Result]

    def readers(self) -> Iterator[tuple[str, Result]]:
        """Bundles, then baselines."""
        yield from self.bundles.items()
        yield from self.baselines.items()


def sentence_table(sets: Sequence[SetResults]) -> str:
    """One row for each reader and set of whole sentences."""
    lines = _head("set", "model", *SENTENCE_COLUMNS)
    for found in sets:
        rows = [(name, _sentence_cells(result)) for name, result in found.readers()]
        rows += _spread_rows(found, tuple(SENTENCE_COLUMNS.values()))
        lines += _rows(_title(found), rows)
    return _with_caption(lines, SENTENCE_CAPTION)


def pair_table(sets: Sequence[SetResults]) -> str:
    """One row for each reader, and each published model, of every pair set."""
    lines = _head("set", "model", "macro F1", "micro F1", "as is")
    for found in sets:
        rows = [(name, _pair_cells(result)) for name, result in found.readers()]
        rows += _spread_rows(found, ("pair_macro_f1", "pair_micro_f1", *AS_IS))
        published = PUBLISHED.get(found.wanted.name, ())
        lines += _rows(_title(found), [*rows, *(_published_row(each) for each in published)])
    return _with_caption(lines, PAIR_CAPTION)


def risk_table(sets: Sequence[SetResults]) -> str:
    """One row for each bundle and set of whole sentences."""
    coverages = next((result.risks for found in sets for result in found.bundles.values()), [])
    lines = _head("set", "model", *(f"{risk.coverage:.0%}" for risk in coverages), "area")
    for found in sets:
        rows = [(name, _risk_cells(result)) for name, result in found.bundles.items()]
        lines += _rows(_title(found), rows)
    return _with_caption(lines, RISK_CAPTION)


def _title(found: SetResults) -> str:
    count = next((result.questions for _, result in found.readers()), 0)
    return f"{found.wanted.title}, {count:,}"


def _sentence_cells(result: Result) -> tuple[str, ...]:
    cells = (percent(result.metrics.get(metric)) for metric in SENTENCE_COLUMNS.values())
    first, *others = cells
    return (first + _ends(result, "stance_macro_f1"), *others)


def _pair_cells(result: Result) -> tuple[str, ...]:
    as_is = next((result.metrics[name] for name in AS_IS if name in result.metrics), None)
    shown = [percent(result.metrics[name]) + _ends(result, name) for name in ("pair_macro_f1", "pair_micro_f1")]
    return (*shown, percent(as_is))


def _risk_cells(result: Result) -> tuple[str, ...]:
    cells = (f"{percent(risk.risk)} ({risk.threshold:.2f})" for risk in result.risks)
    return (*cells, percent(result.risk_area))


def _spread_rows(found: SetResults, metrics: Sequence[str]) -> list[tuple[str, tuple[str, ...]]]:
    """Mean ± standard deviation over the bundles, and their range, where there are several."""
    by_metric = spreads(list(found.bundles.values()))
    if not by_metric:
        return []
    shown = [by_metric.get(metric) for metric in metrics if metric in by_metric or metric not in AS_IS]
    means = [MISSING if each is None else f"{percent(each.mean)} ± {percent(each.sd)}" for each in shown]
    ranges = [MISSING if each is None else f"{percent(each.low)}–{percent(each.high)}" for each in shown]
    return [(f"**mean of {len(found.bundles)}**", tuple(means)), ("range", tuple(ranges))]


def _published_row(published: Published) -> tuple[str, tuple[str, ...]]:
    model = f"*{published.model}, {published.source}{'; ' + published.note if published.note else ''}*"
    figures = (MISSING if figure is None else f"{figure:.1f}" for figure in (published.macro, published.micro))
    return model, (*figures, MISSING)


def _ends(result: Result, metric: str) -> str:
    ends = result.intervals.get(metric)
    return "" if ends is None else f" ({100 * ends.low:.0f}–{100 * ends.high:.0f})"


def _rows(title: str, rows: Sequence[tuple[str, tuple[str, ...]]]) -> list[str]:
    return [_line(title if number == 0 else "", name, *cells) for number, (name, cells) in enumerate(rows)]


def _head(*headings: str) -> list[str]:
    return [_line(*headings), _line("---", "---", *["---:"] * (len(headings) - 2))]


def _line(*cells: str) -> str:
    return "| " + " | ".join(cells) + " |"


def _with_caption(lines: Sequence[str], caption: str) -> str:
    return "\n".join([*lines, "", caption, ""])
