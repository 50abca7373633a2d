"""The figures of ``benchmarks/attribution.py`` as Markdown tables."""

from collections.abc import Iterator, Mapping
from typing import Any

from attribution_suite.behind_model import BEHIND
from attribution_suite.gold_spans import FIGURES, KINDS
from newstance.attribution.rules import Rule

CITRON = (
    "Beside it: Citron (BBC R&D, model en_2021-11-15), trained to find quotations and their sources, reports F1 82.0 "
    "for exact source spans (precision 92.9, recall 73.3) on the test part of PARC 3.0: other texts, and another task, "
    "spans of all direct and indirect quotations instead of actors."
)


def markdown(report: Mapping[str, Any]) -> str:
    """All tables, one below the other."""
    blocks = ["Gold spans", *_gold_spans(report), "", "Behind the model", *_behind(report), "", CITRON]
    return "\n".join([*blocks, *_ablations(report)]) + "\n"


def _gold_spans(report: Mapping[str, Any]) -> Iterator[str]:
    yield f"| | figure | n | right | strict | identity | left open | {' | '.join(KINDS)} |"
    yield "|---|---|" + "---:|" * (5 + len(KINDS))
    for name, part in report.items():
        for figure, numbers in part["gold_spans"].items():
            kinds = " | ".join(f"{numbers[f'{kind}_right']}/{numbers[f'{kind}_n']}" for kind in KINDS)
            shares = " | ".join(f"{100 * numbers[share]:.1f}" for share in ("lenient", "strict", "identity"))
            yield f"| {name} | {figure} | {numbers['n']} | {shares} | {numbers['unresolved']} | {kinds} |"


def _behind(report: Mapping[str, Any]) -> Iterator[str]:
    yield f"| | opinions gold / predicted / stance right | {' | '.join(BEHIND)} |"
    yield "|---|---|" + "---:|" * len(BEHIND)
    for name, part in report.items():
        behind = part["behind_model"]
        opinions = " / ".join(str(behind["opinions"][key]) for key in ("gold", "predicted", "stance_right"))
        yield f"| {name} | {opinions} | {' | '.join(_share(behind.get(figure)) for figure in BEHIND)} |"


def _share(figure: Mapping[str, float] | None) -> str:
    if figure is None:
        return "–"
    return f"{100 * figure['right']:.1f} ({100 * figure['low']:.0f}–{100 * figure['high']:.0f}) of {figure['n']}"


def _ablations(report: Mapping[str, Any]) -> Iterator[str]:
    """Points lost without each rule, all files side by side."""
    measured = {name: part["ablations"] for name, part in report.items() if part["ablations"]}
    if not measured:
        return
    yield from ("", "Points that each rule brings (quotation / speaker / target)")
    yield f"| rule | {' | '.join(measured)} |"
    yield "|---|" + "---:|" * len(measured)
    for rule in Rule:
        cells = (
            " / ".join(_gain(changes[rule.name.lower()], figure) for figure in FIGURES) for changes in measured.values()
        )
        yield f"| {rule.value} | {' | '.join(cells)} |"


def _gain(changes: Mapping[str, float], figure: str) -> str:
    return f"{0.0 - 100 * changes[figure]:.1f}" if figure in changes else "–"
