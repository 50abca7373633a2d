"""What can the model do, skill by skill? The behaviour suite of tests/behaviour, in the manner of CheckList.

    python benchmarks/behaviour.py [--model BUNDLE] [--failures] [-o FILE]

Prints a Markdown table (a case passes if all that it expects holds; intervals are Wilson's at 95 %) and the share of
labels that other names change. The shipped bundle's figures go to benchmarks/behaviour.json, another's to FILE alone.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from committed import figures_file, write_figures
from scipy.stats import binomtest

from newstance.inference.loading import load_predictor

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests" / "behaviour"))

from behaviour_cases import NAME_SKILLS, read_suite  # noqa: E402 - the suite lies with the tests that share it
from behaviour_verdicts import Verdict, judge, swapped_names  # noqa: E402

OUTPUT = ROOT / "benchmarks" / "behaviour.json"
SHOWN = 10
Figures = dict[str, Any]


def main(arguments: Sequence[str] | None = None) -> None:
    """Judges the bundle, prints tables, writes the figures."""
    options = _options(arguments)
    file = figures_file(options, OUTPUT)
    predictor = load_predictor(options.model)
    verdicts = judge(read_suite(), predictor)
    figures = {"model": predictor.name, "skills": _skills(verdicts), "name_swaps": _name_swaps(verdicts)}
    sys.stdout.write("\n".join([*_table(figures), *(_failures(verdicts) if options.failures else ())]) + "\n")
    write_figures(file, figures)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", help="bundle folder, MLflow URI or Hugging Face id; the shipped bundle if missing")
    parser.add_argument("--failures", action="store_true", help=f"show the first {SHOWN} failures of each skill")
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="write the figures there")
    return parser.parse_args(arguments)


def _skills(verdicts: Sequence[Verdict]) -> list[Figures]:
    """One row for each skill and kind; ``faults`` counts which expectations did not hold."""
    keys = sorted({(verdict.case.skill, verdict.case.kind) for verdict in verdicts})
    rows = []
    for skill, kind in keys:
        mine = [verdict for verdict in verdicts if (verdict.case.skill, verdict.case.kind) == (skill, kind)]
        passed = sum(verdict.passed for verdict in mine)
        faults = Counter(fault.part for verdict in mine for fault in verdict.faults)
        rows.append({"skill": skill, "kind": kind} | _share("passed", passed, len(mine)) | {"faults": faults})
    return rows


def _name_swaps(verdicts: Sequence[Verdict]) -> list[Figures]:
    """How many labels change with the names: by skill, then together."""
    swaps = swapped_names(verdicts)
    groups = [(skill, [verdict for verdict in swaps if verdict.case.skill == skill]) for skill in NAME_SKILLS]
    return [
        {"skill": skill} | _share("changed", sum(not verdict.passed for verdict in mine), len(mine))
        for skill, mine in [*groups, ("both", swaps)]
    ]


def _share(name: str, count: int, cases: int) -> Figures:
    """The share in percent with its Wilson interval (Wilson 1927)."""
    interval = binomtest(count, cases).proportion_ci(method="wilson")
    ends = {"low": 100 * float(interval.low), "high": 100 * float(interval.high)}
    return {"cases": cases, name: count, "percent": 100 * count / cases} | ends


def _table(figures: Figures) -> Iterator[str]:
    yield f"{figures['model']}\n"
    yield "| skill | kind | cases | pass rate, % | 95 % interval | what failed |"
    yield "|---|---|---:|---:|---:|---|"
    for row in figures["skills"]:
        faults = ", ".join(f"{part} {count}" for part, count in row["faults"].items())
        yield f"| {row['skill']} | {row['kind']} | {row['cases']} | {_cells(row)} | {faults} |"
    yield "\n| other names | pairs | labels changed, % | 95 % interval |"
    yield "|---|---:|---:|---:|"
    for row in figures["name_swaps"]:
        yield f"| {row['skill']} | {row['cases']} | {_cells(row)} |"


def _cells(row: Figures) -> str:
    return f"{row['percent']:.1f} | {row['low']:.1f}–{row['high']:.1f}"


def _failures(verdicts: Sequence[Verdict]) -> Iterator[str]:
    for skill in dict.fromkeys(verdict.case.skill for verdict in verdicts):
        failed = [verdict for verdict in verdicts if verdict.case.skill == skill and not verdict.passed]
        if failed:
            yield f"\n{skill}: {len(failed)} failures, the first {min(SHOWN, len(failed))}"
            yield from (f"- {verdict}" for verdict in failed[:SHOWN])


if __name__ == "__main__":
    main()
