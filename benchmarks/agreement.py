"""How far two readings of the same sentences agree: what a model's scores on such labels can be held against.

    python benchmarks/agreement.py --public-root FOLDER     (the texts of DSE and NewsMTSC; default data/raw)

480 random sentences of data/standoff/news-standoff.jsonl were labelled again, without a look at the first labels. Both
annotators are language models that follow the codebook, so what such models misread alike stays hidden. Prints
agreement and Cohen's kappa (1960) of stance and claim, and the F1 of spans and whole opinions of the second reading
against the first. The actors of 20 articles of data/dispatches were named again in the same way: the share that have
the same name, and that are the same actor (attribution_suite/identity.py). The figures go to
benchmarks/agreement.json.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from attribution_suite.gold_spans import plain
from attribution_suite.identity import counterparts
from sklearn.metrics import cohen_kappa_score

from newstance.corpora.corpus import Places
from newstance.corpora.jsonl import read_rows
from newstance.corpora.registry import read_split
from newstance.corpora.sets.news_standoff import read_news_standoff, texts
from newstance.errors import InputError
from newstance.evaluation.spans import MatchCounts, match_exact, match_triples
from newstance.records import Example

ROOT = Path(__file__).parent.parent
OWN = ROOT / "data"
AGAIN = OWN / "standoff" / "news-standoff-again.jsonl"
DISPATCHES = OWN / "dispatches" / "train.jsonl"
ACTORS_AGAIN = OWN / "standoff" / "dispatches-actors-again.jsonl"
SIDES = ("speaker_actor", "target_actor")

Pairing = tuple[Example, Example]
Actors = dict[str, str | None]
"""The actors of one opinion, by ``SIDES``."""


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
    figures = agreement([(first[example.id], example) for example in again]) | actor_agreement(_articles_named_twice())
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


def actor_agreement(articles: Sequence[Sequence[tuple[Actors, Actors]]]) -> dict[str, float]:
    """Number of opinions, and percent of their actors that both readings of an article name, or mean, alike."""
    counts = Counter[str]()
    for opinions in articles:
        named = [(side, _plain(one[side]), _plain(other[side])) for one, other in opinions for side in SIDES]
        counterpart = counterparts((one, other) for _, one, other in named if one and other)
        for side, one, other in named:
            counts[side] += 1
            counts[f"{side} name"] += one == other
            counts[f"{side} identity"] += counterpart.get(one) == other if one else one == other
    figures = {"opinions with actors": float(counts[SIDES[0]])}
    return figures | {
        f"{side.replace('_', ' ')} {what}": 100 * counts[f"{side} {what}"] / counts[side]
        for side in SIDES
        for what in ("name", "identity")
    }


def _plain(actor: str | None) -> str:
    return plain(actor) if actor is not None else ""


def _articles_named_twice() -> list[list[tuple[Actors, Actors]]]:
    first = {row["id"]: row["opinions"] for _, row in read_rows(DISPATCHES)}
    again = groupby((row for _, row in read_rows(ACTORS_AGAIN)), key=lambda row: row["article"])
    return [[pair for row in rows for pair in zip(first[row["id"]], row["actors"], strict=True)] for _, rows in again]


if __name__ == "__main__":
    main()
