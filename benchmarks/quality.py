"""How right is the shipped model? Scores beside the TF-IDF baseline, with bootstrap intervals.

    python benchmarks/quality.py [--model BUNDLE] [CORPUS ...]

CORPUS: labelled files or names such as sentences/test; by default our test sentences and held-out articles, and
real-dev (109 real sentences that may not be committed) where NEWSTANCE_SHARED or ../shared holds it. The baseline is
fitted here, on the training rows of configs/data/ours.yaml. Figures go to benchmarks/quality.json.
"""

import argparse
import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from newstance.corpora.mixture import load_data
from newstance.evaluation.metrics import Scores
from newstance.evaluation.running import evaluate_examples, read_examples
from newstance.evaluation.tables import percent, scores_markdown
from newstance.inference.loading import load_predictor
from newstance.training.baseline import TfidfPredictor, fit_tfidf
from newstance.training.config import TfidfConfig

ROOT = Path(__file__).parent.parent
SHARED = Path(os.environ.get("NEWSTANCE_SHARED", ROOT.parent / "shared"))


def main() -> None:
    """Scores both models on every corpus, prints tables, writes benchmarks/quality.json."""
    options = _options()
    os.chdir(ROOT)
    predictor = load_predictor(options.model)
    readers = {predictor.name: predictor, "TF-IDF": _baseline()}
    results = {}
    for corpus in options.corpora or _default_corpora():
        examples = read_examples(corpus)
        for name, reader in readers.items():
            results[f"{Path(corpus).stem if corpus.endswith('.jsonl') else corpus}: {name}"] = evaluate_examples(
                reader, examples
            )
    sys.stdout.write(scores_markdown({name: scores for name, (scores, _) in results.items()}))
    sys.stdout.write(_intervals({name: record for name, (_, record) in results.items()}))
    _write(results)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", nargs="*", metavar="CORPUS")
    parser.add_argument("--model", metavar="BUNDLE", help="default: the shipped bundle")
    return parser.parse_args()


def _default_corpora() -> list[str]:
    real = SHARED / "data" / "real-dev.jsonl"
    return ["sentences/test", "articles/test", *([str(real)] if real.is_file() else [])]


def _baseline() -> TfidfPredictor:
    splits = load_data({"sentences": 1.0, "articles": 1.0}, [], [], ROOT / "data", ROOT / "data" / "raw")
    return fit_tfidf(splits.train, TfidfConfig(), seed=1)


def _intervals(records: Mapping[str, Mapping[str, Any]]) -> str:
    lines = ["\nStance macro-F1 with 95 % bootstrap intervals over articles or sentences:"]
    for name, record in records.items():
        found = record["intervals"].get("stance_macro_f1")
        if found:
            lines.append(f"- {name}: {percent(found['value'])} ({percent(found['low'])} to {percent(found['high'])})")
    return "\n".join(lines) + "\n"


def _write(results: Mapping[str, tuple[Scores, Mapping[str, Any]]]) -> None:
    figures = {name: record for name, (_, record) in results.items()}
    (ROOT / "benchmarks" / "quality.json").write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
