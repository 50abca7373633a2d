"""How long does encoding 30,000 examples take, and taking them from the cache?

    python benchmarks/encoding.py [--examples 30000]

Our training sentences and articles, repeated with a number behind each so that no two are alike. Prints seconds and
writes benchmarks/encoding.json.
"""

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path

from timing import machine

from newstance.corpora.mixture import load_data
from newstance.records import Example
from newstance.tokenising import SentenceTokeniser
from newstance.training.batches import encode_examples
from newstance.training.encoders import find_encoder

ROOT = Path(__file__).parent.parent
ENCODER = "sentence-transformers/all-MiniLM-L6-v2"


def main() -> None:
    """Encodes twice, the second time from the cache."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--examples", type=int, default=30_000)
    count = parser.parse_args().examples
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
    (ROOT / "benchmarks" / "encoding.json").write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


def _examples() -> Iterator[Example]:
    """Our training examples over and over; the trailing number leaves every span where it is."""
    splits = load_data({"sentences": 1.0, "articles": 1.0}, [], [], ROOT / "data", ROOT / "data" / "raw")
    for number, example in enumerate(cycle(splits.train)):
        yield replace(example, id=f"{example.id}-{number}", text=f"{example.text} {number}")


if __name__ == "__main__":
    main()
