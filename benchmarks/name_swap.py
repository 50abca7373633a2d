"""Does a label hang on who is named? The share of stances that change when the names in a sentence are exchanged.

    python train.py -m data.name_swap=0.0,0.5 seed=1,2,3 hydra.sweep.dir=outputs/nameswap
    python benchmarks/name_swap.py outputs/nameswap/*/bundle [-o FILE]

Every test sentence and article sentence that holds a name of the tables stands once as it is and once with other names.
Prints a table; the figures go to FILE (those in benchmarks/name_swap.json are explained in docs/experiments.md).
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from committed import write_figures
from omegaconf import OmegaConf

from newstance.corpora.nameswap import swap_names
from newstance.corpora.registry import read_split
from newstance.evaluation.metrics import score
from newstance.inference.loading import load_predictor
from newstance.outputs import demand_folder

ROOT = Path(__file__).parent.parent
CORPORA = ("sentences", "articles")


def main(arguments: Sequence[str] | None = None) -> None:
    """Measures each bundle, prints a table, writes the figures where ``-o`` says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bundles", nargs="+", type=Path)
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="write the figures there")
    options = parser.parse_args(arguments)
    if options.output is not None:
        demand_folder(options.output)
    rows = [measured(bundle) for bundle in options.bundles]
    lines = [
        f"| {r['name_swap']} | {r['seed']} | {r['stance_f1']:.1f} | {r['changed']:.1f} | {r['pairs']} |" for r in rows
    ]
    head = [
        "| name_swap | seed | test stance F1 | labels changed by other names, % | sentences |",
        "|---|---|---:|---:|---:|",
    ]
    sys.stdout.write("\n".join([*head, *lines]) + "\n")
    write_figures(options.output, rows)


def measured(bundle: Path) -> dict[str, float]:
    """A bundle's stance macro-F1 on the test splits, and how many of its labels other names change."""
    predictor, config = load_predictor(str(bundle)), OmegaConf.load(bundle / "config.yaml")
    examples = [e for name in CORPORA for e in read_split(name, "test", ROOT / "data", ROOT / "data" / "raw")]
    predictions = predictor.predict([e.text for e in examples], [e.pairs for e in examples])
    swapped = swap_names(examples, 1.0, seed=0)
    again = predictor.predict([example.text for example in swapped])
    pairs = [
        (before.stance_probs.argmax(), after.stance_probs.argmax())
        for old, new, before, after in zip(examples, swapped, predictions, again, strict=True)
        if old.text != new.text
    ]
    scores = score(examples, predictions, predictor.labels)
    return {
        "name_swap": float(config.data.name_swap),
        "seed": int(config.seed),
        "stance_f1": 100 * (scores.stance.macro_f1 if scores.stance else 0.0),
        "changed": 100 * sum(before != after for before, after in pairs) / max(1, len(pairs)),
        "pairs": len(pairs),
    }


if __name__ == "__main__":
    main()
