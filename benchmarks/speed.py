"""How fast is annotating? Sentences per second beside Hugging Face's own pipeline, in one run on one machine.

    python benchmarks/speed.py [--model BUNDLE] [--copies 1] [--rounds 3] [-o FILE]

newstance: `newstance annotate` on a JSON Lines file of articles, from reading to written annotations (sentence
splitting, four heads, opinions, attribution). Peer: `pipeline("text-classification", batch_size=32)` in fp32 with the
same encoder and a fresh classification head, given the sentences ready split in a list. Models are loaded beforehand in
both. Rounds alternate; medians count. The articles are ours, repeated. The shipped bundle's figures at the default size
go to benchmarks/speed.json, all others to FILE alone.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import torch
from committed import figures_file, write_figures
from timing import machine, repeated_articles
from transformers import AutoModelForSequenceClassification, AutoTokenizer, pipeline
from transformers.utils import logging as transformers_logging

from newstance.bundle import Bundle, open_bundle
from newstance.inference.annotating import annotate
from newstance.inference.job import AnnotationFiles
from newstance.inference.loading import find_bundle, load_predictor
from newstance.reading import SkipLog, read_articles
from newstance.sentences import split_sentences
from newstance.training.encoders import find_encoder

ROOT = Path(__file__).parent.parent
OUTPUT = ROOT / "benchmarks" / "speed.json"
COPIES, ROUNDS = 1, 3


def main(arguments: Sequence[str] | None = None) -> None:
    """Measures both, prints a table, writes the figures."""
    options = _options(arguments)
    file = figures_file(options, OUTPUT, copies=COPIES, rounds=ROUNDS)
    torch.set_num_threads(os.cpu_count() or 1)
    with tempfile.TemporaryDirectory() as folder:
        corpus = repeated_articles(Path(folder) / "articles.jsonl", options.copies)
        sentences = [s.text for article in read_articles([corpus], SkipLog()) for s in split_sentences(article)]
        bundle = open_bundle(find_bundle(options.model))
        contestants = {
            f"newstance annotate ({bundle.identity})": _newstance(corpus, folder, bundle),
            f"HF pipeline (fp32, {bundle.identity.encoder})": _peer(sentences, bundle.identity.encoder),
        }
        seconds = {name: [] for name in contestants}
        for _ in range(options.rounds):
            for name, run in contestants.items():
                seconds[name].append(_timed(run))
    figures = _figures(seconds, len(sentences))
    _print(figures)
    write_figures(file, figures)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", metavar="BUNDLE", help="default: the shipped bundle")
    parser.add_argument("--copies", type=int, default=COPIES, help="how often our 40 articles are repeated")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="write the figures there")
    return parser.parse_args(arguments)


def _newstance(corpus: Path, folder: str, bundle: Bundle) -> Callable[[], object]:
    predictor = load_predictor(str(bundle.folder))

    def run() -> object:
        files = AnnotationFiles(Path(folder) / "out", "jsonl", "speed", resume=False)
        return files.write(annotate(read_articles([corpus], SkipLog()), predictor))

    return run


def _peer(sentences: list[str], encoder: str) -> Callable[[], object]:
    transformers_logging.set_verbosity_error()
    transformers_logging.disable_progress_bar()
    folder = find_encoder(encoder)
    model = AutoModelForSequenceClassification.from_pretrained(folder, num_labels=4, dtype=torch.float32)
    classify = pipeline("text-classification", model=model, tokenizer=AutoTokenizer.from_pretrained(folder))
    return lambda: classify(sentences, batch_size=32, truncation=True)


def _timed(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def _figures(seconds: dict[str, list[float]], count: int) -> dict[str, Any]:
    rates = {name: count / statistics.median(times) for name, times in seconds.items()}
    ours, peer = rates.values()
    return {"sentences": count, "machine": machine(), "ratio": ours / peer, "rates": rates, "seconds": seconds}


def _print(figures: dict[str, Any]) -> None:
    lines = [f"| {name} | {rate:.0f} |" for name, rate in figures["rates"].items()]
    table = "\n".join(["| | sentences a second |", "|---|---:|", *lines])
    count, ratio = figures["sentences"], figures["ratio"]
    sys.stdout.write(f"{table}\n\nratio {ratio:.2f}; {count:,} sentences; {figures['machine']}\n")


if __name__ == "__main__":
    main()
