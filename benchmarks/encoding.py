"""How long does encoding 30,000 examples take, and taking them from the cache?

    python benchmarks/encoding.py [--examples 30000] [-o FILE]

Our training sentences and articles, repeated with a number behind each so that no two are alike. Prints seconds; those
of 30,000 examples go to benchmarks/encoding.json, those of others to FILE alone.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path

from committed import figures_file, write_figures
from timing import machine

from newstance.corpora.mixture import load_data
from newstance.records import Example
from newstance.tokenising import SentenceTokeniser
from newstance.training.batches import encode_examples
from newstance.training.encoders import find_encoder

ROOT = Path(__file__).parent.parent
OUTPUT = ROOT / "benchmarks" / "encoding.json"
EXAMPLES = 30_000
ENCODER = "sentence-transformers/all-MiniLM-L6-v2"


def main(arguments: Sequence[str] | None = None) -> None:
    """Encodes twice, the second time from the cache."""
    options = _options(arguments)
    file, count = figures_file(options, OUTPUT, examples=EXAMPLES), options.examples
    examples = list(islice(_examples(), count))
    tokeniser = SentenceTokeniser.from_file(find_encoder(ENCODER) / "tokenizer.json", 256)
    seconds = []
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(2):
            start = time.perf_counter()
            encode_examples(examples, tokeniser, Path(folder))
            seconds.append(time.perf_counter() - start)
    sys.stdout.write(
        f"{count:,} examples: encoded in {seconds[0]:.1f} s, from the cache in {seconds[1]:.1f} s; {machine()}\n"
    )
    figures = {"examples": count, "encode_s": seconds[0], "cached_s": seconds[1], "machine": machine()}
    write_figures(file, figures)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--examples", type=int, default=EXAMPLES)
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="write the figures there")
    return parser.parse_args(arguments)


def _examples() -> Iterator[Example]:
    """Our training examples over and over; the trailing number leaves every span where it is."""
    splits = load_data({"sentences": 1.0, "articles": 1.0}, [], [], ROOT / "data", ROOT / "data" / "raw")
    for number, example in enumerate(cycle(splits.train)):
        yield replace(example, id=f"{example.id}-{number}", text=f"{example.text} {number}")


if __name__ == "__main__":
    main()
