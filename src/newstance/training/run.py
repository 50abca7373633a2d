"""The story of a training run: corpora → examples → model → scores → bundle → MLflow run."""

import logging
import os
import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Protocol

import numpy as np
import torch

from newstance.bundle import Bundle
from newstance.corpora.mixture import DataConfig, Splits, fingerprint, load_data
from newstance.errors import ConfigError
from newstance.evaluation.metrics import Scores, score
from newstance.labels import LabelSet
from newstance.predictions import Prediction
from newstance.records import Example, Pair
from newstance.training.baseline import fit_tfidf
from newstance.training.bundling import untaught_layers, write_bundle
from newstance.training.config import EncoderConfig, TrainConfig
from newstance.training.encoder import fit_encoder
from newstance.training.reporting import Result, log_results
from newstance.training.resuming import RUN_ID, begin_or_resume
from newstance.training.tracking import Run, provenance_tags, track_run

log = logging.getLogger(__name__)


class Reader(Protocol):
    """What both models can do once they are trained."""

    @property
    def labels(self) -> LabelSet:
        """The labels that predictions speak of."""
        ...

    def predict(self, texts: Sequence[str], questions: Sequence[Sequence[Pair]] | None = None) -> list[Prediction]:
        """One prediction a text, in the order of the texts."""
        ...


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run leaves: scores by split, the bundle (the baseline makes none), and the MLflow run.

    ``untracked`` says why MLflow lacks a part of the run, and what to do.
    """

    scores: Mapping[str, Scores]
    bundle: Bundle | None
    run_id: str | None
    untracked: str | None = None


def run_training(config: TrainConfig) -> Outcome:
    """Trains, scores, bundles and tracks one model as ``config`` says."""
    folder = Path(config.output)
    folder.mkdir(parents=True, exist_ok=True)
    seed_everything(config.seed)
    splits = _load(config.data, config.trainer.max_train_examples, config.seed)
    data_fingerprint = fingerprint(splits.train)
    resolved = begin_or_resume(config, data_fingerprint, folder)
    _warn(config, splits)
    with _track(config, folder, data_fingerprint) as run:
        run.log_params(asdict(config))
        run.log_text(resolved, "config.yaml")
        reader = _fit(config, splits, run, folder)
        results = {name: _answer(reader, examples) for name, examples in _scored(splits).items()}
        scores = {name: result.scores for name, result in results.items()}
        bundle = _bundle(folder, config, splits, scores)  # before MLflow has it: whatever happens there, it is whole
        log_results(run, results, reader.labels)
        if bundle is not None:
            run.log_bundle(bundle.folder)
    return Outcome(scores, bundle, run.run_id, _untracked(config, run))


def _untracked(config: TrainConfig, run: Run) -> str | None:
    if run.lost is None:
        return None
    cure = f"Cure: the same command with output={config.output} once MLflow is back completes it"
    return f"MLflow at {config.tracking.uri} was lost ({run.lost}): run {run.run_id} is incomplete there. {cure}"


def seed_everything(seed: int) -> None:
    """Seeds Python, NumPy and torch, and asks torch for deterministic algorithms where it has them."""
    random.seed(seed)
    np.random.seed(seed)  # what libraries still draw from
    torch.manual_seed(seed)
    os.environ.setdefault("CUBLAS_WORKSPACE_CONFIG", ":4096:8")
    torch.use_deterministic_algorithms(mode=True, warn_only=True)


def _load(data: DataConfig, max_train_examples: int | None, seed: int) -> Splits:
    splits = load_data(
        data.sources,
        data.validation,
        data.test,
        Path(data.root),
        Path(data.public_root),
        data.table,
        name_swap=data.name_swap,
        seed=seed,
    )
    for corpus, count in splits.dropped.items():
        reason = "resemble evaluation rows or share their articles"
        log.info("Left out %s training rows of %s that %s", f"{count:,}", corpus, reason)
    _demand_validation(data, splits.validation)
    if max_train_examples is not None and len(splits.train) > max_train_examples:
        splits = _sampled(splits, max_train_examples, seed)
    counts = ", ".join(f"{corpus} {count:,}" for corpus, count in Counter(e.corpus for e in splits.train).items())
    log.info("Training on %s; validating on %s sentences", counts, f"{len(splits.validation):,}")
    return splits


def _demand_validation(data: DataConfig, rows: Sequence[Example]) -> None:
    """Without stances to validate on no epoch is the best."""
    if any(row.stance for row in rows):
        return
    found = f"{len(rows):,} rows without" if rows else "no row"
    cure = "Cure: data.validation=[sentences]"
    if "table" in data.validation:
        cure += ", or more rows: a tenth of a table's texts validates, drawn by their hash"
    raise ConfigError(
        "data.validation: expected sentences with a stance, which choose the best epoch; "
        f"found {found} in {', '.join(data.validation) or 'an empty list'}. {cure}"
    )


def _sampled(splits: Splits, count: int, seed: int) -> Splits:
    """So many training rows, in the proportions that the shares ask for; each then comes up once an epoch.

    Drawn by weight and without replacement (Efraimidis & Spirakis 2006).
    """
    draw = random.Random(f"part {seed}")  # noqa: S311 - sampling, not secrets
    keys = [draw.expovariate(splits.shares[row.corpus]) for row in splits.train]
    chosen = sorted(sorted(range(len(keys)), key=keys.__getitem__)[:count])
    return replace(splits, train=[splits.train[row] for row in chosen], shares=dict.fromkeys(splits.shares, 1.0))


def _warn(config: TrainConfig, splits: Splits) -> None:
    """Says beforehand what the run will not teach or not measure."""
    if isinstance(config.model, EncoderConfig) and (untaught := untaught_layers(config.model, splits)):
        cure = "Cure: train on sentences too, go on from a bundle (model.start_from) or ask a teacher (model.teacher)"
        log.warning("No training row has %s: what the model will say of them is noise. %s", ", ".join(untaught), cure)
    for name, rows in splits.test.items():
        if not rows:
            log.warning("The test split of %s is empty, so it scores nothing", name)


@contextmanager
def _track(config: TrainConfig, folder: Path, data_fingerprint: str) -> Iterator[Run]:
    """The MLflow run: the one that an interrupted training in this folder began, or a new one."""
    begun = folder / RUN_ID
    run_id = begun.read_text(encoding="utf-8") if begun.is_file() else None
    name = config.tracking.run_name or f"{config.model.name}-seed{config.seed}"
    tags = provenance_tags(data_fingerprint)
    with track_run(config.tracking.uri, config.tracking.experiment, name, tags, run_id) as run:
        if run.run_id is not None:
            begun.write_text(run.run_id, encoding="utf-8")
        yield run


def _fit(config: TrainConfig, splits: Splits, run: Run, folder: Path) -> Reader:
    if isinstance(config.model, EncoderConfig):
        return fit_encoder(config, config.model, splits, run, folder)
    return fit_tfidf(splits.train, config.model)


def _bundle(folder: Path, config: TrainConfig, splits: Splits, scores: Mapping[str, Scores]) -> Bundle | None:
    if not isinstance(config.model, EncoderConfig):
        return None
    return write_bundle(folder, config, config.model, splits, scores)


def _scored(splits: Splits) -> dict[str, list[Example]]:
    return {"validation": splits.validation} | {f"test-{name}": rows for name, rows in splits.test.items()}


def _answer(reader: Reader, examples: Sequence[Example]) -> Result:
    predictions = reader.predict([example.text for example in examples], [example.pairs for example in examples])
    return Result(examples, predictions, score(examples, predictions, reader.labels))
