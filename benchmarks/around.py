"""Which share of a run goes into everything around the model: reading, splitting, attribution, writing?

    python benchmarks/around.py [--copies 5] [--rounds 1] [--model BUNDLE] [-o FILE]

`newstance annotate` on a JSON Lines file of our 40 articles, repeated under ids of their own (200 by default), from
reading to written annotations, actors named alike over the corpus included. Prints the median time of each part and the
share of all that is not the model. The parts take turns in one process, so that their sum is the run. The shipped
bundle's figures at the default size go to benchmarks/around.json, all others to FILE alone.
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar
from unittest import mock

from committed import figures_file, write_figures
from timing import machine, repeated_articles

from newstance.inference import annotating
from newstance.inference.annotating import annotate
from newstance.inference.job import AnnotationFiles
from newstance.inference.loading import load_predictor
from newstance.inference.predicting import Predictor
from newstance.reading import SkipLog, read_articles

ROOT = Path(__file__).parent.parent
OUTPUT = ROOT / "benchmarks" / "around.json"
COPIES, ROUNDS = 5, 1
PARTS = ("reading", "sentences", "model", "attribution", "writing")
T = TypeVar("T")


class Clock:
    """Seconds of wall time a part."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)

    def timed(self, part: str, function: object) -> object:
        """``function``, whose calls are charged to ``part``."""

        def run(*arguments: object, **named: object) -> object:
            start = time.perf_counter()
            try:
                return function(*arguments, **named)  # type: ignore[operator]
            finally:
                self.seconds[part] += time.perf_counter() - start

        return run

    def each(self, part: str, items: Iterable[T]) -> Iterator[T]:
        """The items; getting each is charged to ``part``."""
        iterator = iter(items)
        while True:
            start = time.perf_counter()
            item = next(iterator, None)
            self.seconds[part] += time.perf_counter() - start
            if item is None:
                return
            yield item


def main(arguments: Sequence[str] | None = None) -> None:
    """Measures, prints the table, writes the figures."""
    options = _options(arguments)
    file = figures_file(options, OUTPUT, copies=COPIES, rounds=ROUNDS)
    predictor = load_predictor(options.model)
    with tempfile.TemporaryDirectory() as folder:
        corpus = repeated_articles(Path(folder) / "articles.jsonl", options.copies)
        rounds = [parts_of_a_run(corpus, Path(folder) / f"out{number}", predictor) for number in range(options.rounds)]
    figures = _figures(rounds, 40 * options.copies)
    _print(figures)
    write_figures(file, figures)


def parts_of_a_run(corpus: Path, out: Path, predictor: Predictor) -> dict[str, float]:
    """Seconds of each of ``PARTS``; writing is what is left of the whole run."""
    clock = Clock()
    timed = {"split_sentences": "sentences", "boilerplate_kinds": "sentences", "attribute": "attribution"}
    patches = [
        mock.patch.object(annotating, name, clock.timed(part, getattr(annotating, name)))
        for name, part in timed.items()
    ]
    patches.append(mock.patch.object(Predictor, "predict", clock.timed("model", Predictor.predict)))
    start = time.perf_counter()
    for patch in patches:
        patch.start()
    try:
        articles = clock.each("reading", read_articles([corpus], SkipLog()))
        AnnotationFiles(out, "jsonl", "around", resume=False).write(annotate(articles, predictor))
    finally:
        mock.patch.stopall()
    clock.seconds["writing"] = time.perf_counter() - start - sum(clock.seconds.values())
    return dict(clock.seconds)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--copies", type=int, default=COPIES, help="how often our 40 articles are repeated")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--model", help="a bundle; default: the shipped one")
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="write the figures there")
    return parser.parse_args(arguments)


def _figures(rounds: Sequence[dict[str, float]], articles: int) -> dict[str, Any]:
    medians = {part: statistics.median(seconds[part] for seconds in rounds) for part in PARTS}
    around = 1 - medians["model"] / sum(medians.values())
    return {"articles": articles, "machine": machine(), "around_share": around, "seconds": medians}


def _print(figures: dict[str, Any]) -> None:
    medians = figures["seconds"]
    whole = sum(medians.values())
    rows = [f"| {part} | {seconds:.2f} | {100 * seconds / whole:.1f} |" for part, seconds in medians.items()]
    table = "\n".join(["| part | seconds | % |", "|---|---:|---:|", *rows])
    share = f"{100 * figures['around_share']:.1f} % of {figures['articles']:,} articles' time"
    sys.stdout.write(f"{table}\n\naround the model: {share}; {figures['machine']}\n")


if __name__ == "__main__":
    main()
