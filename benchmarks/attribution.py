"""How often is the right actor found? With gold spans, and behind the model from plain text; what each rule brings.

    python benchmarks/attribution.py [FILE ...] [--model BUNDLE] [-o FILE] [--errors] [--no-ablation]

Files are labelled articles (``speaker_actor``, ``target_actor``) or labelled sentences of whole articles in order
(``article``, or ids ``…#1``, ``…#2``; ``speaker_resolved``). Default: our 8 held-out articles, the 50 dispatches that
no rule was developed on, and the real Wikinews and development articles where they are at hand. Prints Markdown tables;
by itself, writes benchmarks/attribution.json, where the same bundle's figures on files that are not at hand stay; with
FILE or --model, writes what -o names. What is measured how: attribution_suite/gold_spans.py and
attribution_suite/behind_model.py.
"""

import argparse
import json
import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from attribution_suite.behind_model import behind_model
from attribution_suite.gold import GoldArticle, read_gold
from attribution_suite.gold_spans import Answer, ablations, figures, measure, milliseconds
from attribution_suite.tables import markdown
from quality_suite.figures import read_json

from newstance.inference.loading import load_predictor
from newstance.outputs import demand_folder

ROOT = Path(__file__).parent.parent
SHARED = Path(os.environ.get("NEWSTANCE_SHARED", ROOT.parent / "shared")) / "data"
OUTPUT = ROOT / "benchmarks" / "attribution.json"
FILES = (ROOT / "data" / "articles" / "test.jsonl", SHARED / "wikinews.jsonl", SHARED / "real-dev.jsonl")
DISPATCHES = ROOT / "data" / "dispatches" / "train.jsonl"
HELD_OUT = range(2, 200, 4)
"""The numbers of the dispatches on which rules are measured; they may be developed on all others."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measures the files, prints the tables, writes the JSON."""
    options = _options(arguments)
    output = options.output or (None if options.files or options.model else OUTPUT)
    if output is not None:
        demand_folder(output)
    predictor = load_predictor(options.model)
    report = {}
    for name, gold in _given(options.files) if options.files else _held_out():
        answers = measure(gold)
        report[name] = {
            "articles": len(gold),
            "gold_spans": figures(answers),
            "behind_model": behind_model(gold, predictor),
            "milliseconds_an_article": milliseconds(gold),
            "ablations": {} if options.no_ablation else ablations(gold),
        }
        if options.errors:
            _show_errors(name, answers)
    sys.stdout.write(markdown(report))
    if output is not None:
        written = {"model": predictor.name, "files": _earlier(output, predictor.name) | report}
        output.write_text(json.dumps(written, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--model", help="a bundle; default: the shipped one")
    parser.add_argument("-o", "--output", type=Path, help="the JSON file; figures of the same bundle there stay")
    parser.add_argument("--errors", action="store_true", help="list every wrong answer given gold spans")
    parser.add_argument("--no-ablation", action="store_true", help="leave out the table of single rules")
    return parser.parse_args(arguments)


def _given(files: Sequence[Path]) -> Iterator[tuple[str, list[GoldArticle]]]:
    yield from ((name, list(read_gold(path))) for name, path in _by_name(files).items())


def _held_out() -> Iterator[tuple[str, list[GoldArticle]]]:
    """What no rule was developed on and is at hand."""
    yield from _given([path for path in FILES if path.is_file()])
    dispatches = (gold for gold in read_gold(DISPATCHES) if int(gold.article.id.lstrip("d")) in HELD_OUT)
    yield f"dispatches, {len(HELD_OUT)} held out", list(dispatches)


def _by_name(paths: Sequence[Path]) -> dict[str, Path]:
    """The files by the shortest name that tells them apart."""
    names = Counter(path.name for path in paths)
    ours = ROOT / "data" / "articles"
    short = {path: f"articles/{path.name}" if path.parent == ours else path.name for path in paths}
    return {short[path] if names[path.name] == 1 else str(path): path for path in paths}


def _earlier(output: Path, model: str) -> dict[str, Any]:
    """The figures of the same bundle that an earlier run wrote."""
    written = read_json(output)
    files: dict[str, Any] = written["files"] if written.get("model") == model else {}
    return files


def _show_errors(name: str, answers: Sequence[Answer]) -> None:
    for answer in answers:
        if not answer.lenient:
            sys.stdout.write(f"{name} {json.dumps(asdict(answer), ensure_ascii=False)}\n")


if __name__ == "__main__":
    sys.exit(main())
