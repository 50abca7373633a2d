"""How right is a model? Bundles beside baselines and published figures, with bootstrap intervals.

    python benchmarks/quality.py [--model BUNDLE ...] [--set NAME ...] [--no-baselines] [--public-root FOLDER]
                                 [--figures FOLDER] [-o FILE]

Prints Markdown tables. The shipped bundle's figures go to benchmarks/quality.json, those of --model to FILE alone; what
such a file has of the same bundles on other sets stays. Several --model (the seeds of one recipe) are also summarised
by mean, standard deviation and range. Public sets are read from --public-root; sets that are not there are skipped with
a line that says how to get them (exit status 1 where one of them was asked for by name, or none is there). Baselines
are computed once and kept in benchmarks/baselines.json until their data change.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from committed import figures_file
from quality_suite.figures import earlier_figures, merged_figures, write_json
from quality_suite.scoring import Reader, Remembering, Result, score_set
from quality_suite.sets import SETS, BenchmarkSet, Rows, read_rows
from quality_suite.tables import SetResults, pair_table, risk_table, sentence_table

from newstance.errors import InputError
from newstance.evaluation.plots import save_figure, selective_risk_figure
from newstance.inference.loading import load_predictor

ROOT = Path(__file__).parent.parent
SHARED = Path(os.environ.get("NEWSTANCE_SHARED", ROOT.parent / "shared"))
OWN = ROOT / "data"
OUTPUT = ROOT / "benchmarks" / "quality.json"
BASELINES = ROOT / "benchmarks" / "baselines.json"


def main(arguments: Sequence[str] | None = None) -> int:
    """Scores bundles and baselines on every set that is there, prints the tables, writes the figures."""
    options = _options(arguments)
    file = figures_file(options, OUTPUT)
    present = _present_sets(options.set, options.public_root)
    if not present:
        return 1
    earlier = earlier_figures(file) if file is not None else {}
    bundles = _named(options.model or [None])
    results = []
    for wanted, rows in present:
        _say(f"{wanted.name}: {len(rows.test):,} sentences")
        scored = {name: score_set(bundle, wanted, rows) for name, bundle in bundles.items()}
        baselines = {} if options.no_baselines else _baselines(wanted, rows, options.public_root)
        results.append(SetResults(wanted, scored, baselines))
    sys.stdout.write(_tables(results))
    if file is not None:
        write_json(file, {"sets": merged_figures(earlier, results, bundles)})
    if options.figures:
        _draw(options.figures, results)
    return int(len(present) < len(set(options.set or ())))


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", action="append", metavar="BUNDLE", help="may be repeated; default: the shipped one")
    names = [each.name for each in SETS]
    parser.add_argument("--set", action="append", choices=names, metavar="NAME", help=f"of {', '.join(names)}")
    parser.add_argument("--public-root", type=Path, metavar="FOLDER", default=_public_root(), help="the fetched sets")
    parser.add_argument("--no-baselines", action="store_true", help="only the bundles and the published figures")
    parser.add_argument("-o", "--out", dest="output", type=Path, metavar="FILE", help="write the figures there")
    parser.add_argument("--figures", type=Path, metavar="FOLDER", help="draw the risk at coverage there")
    return parser.parse_args(arguments)


def _public_root() -> Path:
    """Where ``newstance data fetch`` puts the sets, else a shared copy of them."""
    fetched, copies = OWN / "raw", SHARED / "data" / "public"
    return fetched if fetched.is_dir() or not copies.is_dir() else copies


def _named(models: Sequence[str | None]) -> dict[str, Reader]:
    """The bundles by their names, numbered where several have the same."""
    bundles: dict[str, Reader] = {}
    for model in models:
        bundle = load_predictor(model)
        alike = sum(name.partition(" #")[0] == bundle.name for name in bundles)
        bundles[bundle.name + (f" #{alike + 1}" if alike else "")] = Remembering(bundle)
    return bundles


def _present_sets(names: Sequence[str] | None, public: Path) -> list[tuple[BenchmarkSet, Rows]]:
    present = []
    for wanted in SETS:
        if names is None or wanted.name in names:
            try:
                present.append((wanted, read_rows(wanted, OWN, public)))
            except InputError as fault:
                _say(f"{wanted.name}: skipped. {fault}")
    return present


def _baselines(wanted: BenchmarkSet, rows: Rows, public: Path) -> dict[str, Result]:
    from quality_suite.baselines import baseline_results  # noqa: PLC0415 — takes torch, which --no-baselines needs not

    return baseline_results(wanted, rows, OWN, public, BASELINES)


def _tables(results: Sequence[SetResults]) -> str:
    sentences = [found for found in results if found.wanted.asks == "sentences"]
    pairs = [found for found in results if found.wanted.asks != "sentences"]
    tables = {
        "Whole sentences": sentence_table(sentences) if sentences else "",
        "Pairs": pair_table(pairs) if pairs else "",
        "Risk at coverage": risk_table(sentences) if sentences else "",
    }
    return "\n".join(f"## {title}\n\n{table}" for title, table in tables.items() if table)


def _draw(folder: Path, results: Sequence[SetResults]) -> None:
    for name in results[0].bundles if results else ():
        risks = {found.wanted.name: found.bundles[name].risks for found in results if found.bundles[name].risks}
        if risks:
            figure = selective_risk_figure(risks, f"{name}: stance")
            save_figure(figure, folder / f"risk_{name.replace(' ', '_').replace('#', '')}.png")


def _say(line: str) -> None:
    sys.stderr.write(line + "\n")


if __name__ == "__main__":
    sys.exit(main())
