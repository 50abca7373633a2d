"""How far two readings of the same sentences agree: what a model's scores on such labels can be held against.

    python benchmarks/agreement.py --public-root FOLDER     (the texts of DSE and NewsMTSC; default data/raw)

480 random sentences of data/standoff/news-standoff.jsonl were labelled again, without a look at the first labels. Both
annotators are language models that follow the codebook, so what such models misread alike stays hidden. Prints
agreement and Cohen's kappa (1960) of stance and claim, and the F1 of spans and whole opinions of the second reading
against the first; the figures go to benchmarks/agreement.json.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from sklearn.metrics import cohen_kappa_score

from newstance.corpora.corpus import Places
from newstance.corpora.registry import read_split
from newstance.corpora.sets.news_standoff import read_news_standoff, texts
from newstance.errors import InputError
from newstance.evaluation.spans import MatchCounts, match_exact, match_triples
from newstance.records import Example

ROOT = Path(__file__).parent.parent
OWN = ROOT / "data"
AGAIN = OWN / "standoff" / "news-standoff-again.jsonl"

Pairing = tuple[Example, Example]


def main() -> None:
    """Compares both files, prints a table, writes benchmarks/agreement.json."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--public-root", type=Path, default=OWN / "raw", help="folder with dse/ and newsmtsc/")
    public = parser.parse_args().public_root
    try:
        first = {example.id: example for example in read_split("news-standoff", "train", OWN, public)}
        again = list(read_news_standoff(AGAIN, *texts(Places(OWN, public, None))))
    except InputError as fault:
        parser.exit(2, f"{fault}\n")
    figures = agreement([(first[example.id], example) for example in again])
    sys.stdout.write("".join(f"{name:22} {value:6.1f}\n" for name, value in figures.items()))
    (ROOT / "benchmarks" / "agreement.json").write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


def agreement(pairings: Sequence[Pairing]) -> dict[str, float]:
    """Number of sentences, and percent: agreement and kappa of labels, F1 of spans and opinions."""
    figures = {"sentences": float(len(pairings))}
    for layer in ("stance", "claim"):
        labels = [[getattr(example, layer) for example in reading] for reading in zip(*pairings, strict=True)]
        same = sum(one == other for one, other in zip(*labels, strict=True))
        figures[f"{layer} agreement"] = 100 * same / len(pairings)
        figures[f"{layer} kappa"] = 100 * float(cohen_kappa_score(*labels))
    counts = {
        "speaker exact F1": [match_exact(a.speakers, b.speakers) for a, b in pairings],
        "target exact F1": [match_exact(a.targets, b.targets) for a, b in pairings],
        "triple F1": [match_triples(a.opinions, b.opinions) for a, b in pairings],
    }
    return figures | {name: 100 * sum(found, MatchCounts()).f1 for name, found in counts.items()}


if __name__ == "__main__":
    main()
