"""What do the means bring that papers recommend for fine-tuning? Each against the plain recipe, over three seeds.

    python benchmarks/means.py --public-root FOLDER [--only focal ...] [--seeds 1 2 3] [-o FILE]

all-MiniLM-L6-v2, 2,400 labelled sentences, two epochs, scored on the mixture's 733 validation sentences without
calibration (about an hour on two cores). The previous sentence as context has rows of its own: only our articles
tell which sentence stood before. Prints a table of means and standard deviations over the seeds, and writes
benchmarks/means.json.
"""

import argparse
import json
import random
import statistics
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from means_suite.context import with_previous
from means_suite.models import AttentionPooled, ClassBalanced, Focal, RegularisedDropout
from omegaconf import OmegaConf

from newstance.calibration import Calibration
from newstance.corpora.mixture import Splits, load_data
from newstance.evaluation.metrics import score
from newstance.inference.predicting import Predictor
from newstance.labels import LabelSet
from newstance.outputs import demand_folder
from newstance.records import Example
from newstance.tokenising import SentenceTokeniser
from newstance.training.batches import encode_examples, shares_with_marked
from newstance.training.config import TrainerConfig
from newstance.training.encoders import find_encoder
from newstance.training.fitting import Rows, fit
from newstance.training.model import LossWeights, StanceModel, build_model
from newstance.training.run import seed_everything
from newstance.training.torch_engine import TorchEngine

ROOT = Path(__file__).parent.parent
ENCODER = "sentence-transformers/all-MiniLM-L6-v2"
TRAIN_SENTENCES = 2400
PLAIN = TrainerConfig(epochs=2, batch_size=16, learning_rate=1.5e-4, head_learning_rate=1e-3, resume=False)
LONGER = replace(PLAIN, epochs=5)
LOSSES = LossWeights(speaker=3.0, target=3.0, smoothing=0.1)
FIGURES = ("stance_macro_f1", "stance_accuracy", "claim_macro_f1", "pair_macro_f1", "triple_f1")

Select = Callable[[Sequence[Example]], list[Example]]


@dataclass(frozen=True)
class Means:
    """One way to train: the plain recipe but for what is named."""

    model: type[StanceModel] = StanceModel
    trainer: TrainerConfig = field(default_factory=lambda: PLAIN)
    losses: LossWeights = LOSSES
    select: Select = list
    marked_pairs: float = 0.0
    details: str = ""


def _articles(examples: Sequence[Example]) -> list[Example]:
    return [example for example in examples if example.corpus == "articles"]


MEANS = {
    "plain": Means(details="the recipe of newstance-small: label smoothing 0.1"),
    "no smoothing": Means(losses=replace(LOSSES, smoothing=0.0)),
    "layer-wise rates": Means(trainer=replace(PLAIN, layer_decay=0.85), details="0.85 a layer (Howard & Ruder 2018)"),
    "class-balanced loss": Means(ClassBalanced, details="effective numbers, beta 0.999 (Cui et al. 2019)"),
    "focal loss": Means(Focal, details="gamma 2 (Lin et al. 2017)"),
    "R-Drop": Means(RegularisedDropout, details="alpha 1 (Liang et al. 2021); twice the time"),
    "attention pooling": Means(AttentionPooled, details="learned weights over a span's tokens instead of their mean"),
    "marked pairs": Means(marked_pairs=0.3, details="a pass a pair, @ speaker @ and # target # (Zhou & Chen 2022)"),
    "articles alone": Means(trainer=LONGER, select=_articles, details="511 sentences, five epochs"),
    "articles, context": Means(
        trainer=LONGER,
        select=lambda examples: with_previous(_articles(examples)),
        details="the same, each with the previous sentence before it",
    ),
}


def main() -> None:
    """Trains and scores each of the means with each seed, prints a table, writes benchmarks/means.json."""
    options = _options()
    demand_folder(options.output)
    splits = _splits(options.public_root)
    report: dict[str, list[dict[str, float]]] = {}
    for name in options.only or MEANS:
        report[name] = []
        for seed in options.seeds:
            report[name].append(measured(MEANS[name], splits, seed))
            sys.stderr.write(f"{name}, seed {seed}: {_line(report[name][-1:])}\n")
    sys.stdout.write(_table(report))
    options.output.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--public-root", type=Path, default=ROOT / "data" / "raw", help="folder of the public sets")
    parser.add_argument("--only", nargs="+", choices=MEANS, metavar="MEANS", help=f"some of: {', '.join(MEANS)}")
    parser.add_argument("--seeds", nargs="+", type=int, default=[1, 2, 3])
    parser.add_argument("-o", "--output", type=Path, default=ROOT / "benchmarks" / "means.json")
    return parser.parse_args()


def _splits(public_root: Path) -> Splits:
    labelled = OmegaConf.load(ROOT / "configs" / "data" / "labelled.yaml")
    return load_data(labelled.sources, labelled.validation, [], ROOT / "data", public_root)


def measured(means: Means, splits: Splits, seed: int) -> dict[str, float]:
    """Validation figures (shares of 1) of the better of the epochs by stance macro-F1."""
    seed_everything(seed)
    encoder = find_encoder(ENCODER)
    tokeniser = SentenceTokeniser.from_file(encoder / "tokenizer.json", 256)
    train, validation = means.select(splits.train), means.select(splits.validation)
    train = random.Random(0).sample(train, min(TRAIN_SENTENCES, len(train)))  # noqa: S311 - sampling, not secrets
    pretrained = build_model(encoder, 0.1, 384, means.losses).encoder
    model = means.model(pretrained, means.losses)
    if isinstance(model, ClassBalanced):
        model.weigh([example.stance for example in train if example.stance])
    marked = means.marked_pairs > 0
    shares = shares_with_marked({row.corpus: 1.0 for row in train}, means.marked_pairs)
    rows = Rows(encode_examples(train, tokeniser, marked=marked), shares, tokeniser.pad_id)
    calibration = Calibration(marked_temperature=1.0 if marked else None)

    def evaluate(current: StanceModel) -> Mapping[str, float]:
        predictor = Predictor(TorchEngine(current, precision="auto"), tokeniser, LabelSet(), calibration, "")
        predictions = predictor.predict([e.text for e in validation], [e.pairs for e in validation])
        return score(validation, predictions, predictor.labels).flat()

    with tempfile.TemporaryDirectory() as folder:
        trained = fit(model, rows, evaluate, _unreported, means.trainer, seed, Path(folder))
    figures = evaluate(trained)
    return {name: figures[name] for name in FIGURES}


def _unreported(figures: Mapping[str, float], step: int) -> None:
    """Learning curves are not kept."""


def _table(report: Mapping[str, Sequence[Mapping[str, float]]]) -> str:
    head = "| means | stance F1 | accuracy | claim F1 | pair F1 | triple F1 | |\n|---|---:|---:|---:|---:|---:|---|\n"
    rows = [f"| {name} | {_line(runs)} | {MEANS[name].details} |\n" for name, runs in report.items()]
    return head + "".join(rows)


def _line(runs: Sequence[Mapping[str, float]]) -> str:
    return " | ".join(_spread([100 * run[name] for run in runs]) for name in FIGURES)


def _spread(values: Sequence[float]) -> str:
    mean = f"{statistics.mean(values):.1f}"
    return mean if len(values) == 1 else f"{mean} ± {statistics.stdev(values):.1f}"


if __name__ == "__main__":
    main()
