"""Runs of one MLflow experiment side by side: what differs in their settings, and whether their scores really differ.

Scores, intervals and paired tests come from the predictions that each run logged (``predictions/CORPUS.jsonl``), so
all runs are scored by the same code on the same sentences. P-values are not corrected for the number of comparisons.
"""

import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from rich.box import SIMPLE_HEAD
from rich.table import Table

from newstance.errors import ConfigError
from newstance.evaluation.intervals import Interval, PairedTest, Resampling, bootstrap_intervals, paired_tests
from newstance.evaluation.metrics import score
from newstance.evaluation.prediction_files import StoredPredictions, read_predictions
from newstance.evaluation.tables import MISSING, percent
from newstance.mlflow_store import connect, database_file, retried, told_with_cure

if TYPE_CHECKING:
    from mlflow import MlflowClient
    from mlflow.entities import Run

PREDICTION_FOLDER: Final = "predictions"
COLUMNS: Final = {
    "pair F1": "pair_macro_f1",
    "claim F1": "claim_macro_f1",
    "triple": "triple_f1",
}
"""Heading and metric of the columns beside the tested one."""

_SHOWN_PARAMS = 12
_SHORTEST_P = 0.001


@dataclass(frozen=True, slots=True)
class FinishedRun:
    """A finished run: its settings, and its predictions by corpus."""

    run_id: str
    name: str
    params: Mapping[str, str]
    predictions: Mapping[str, StoredPredictions]


@dataclass(frozen=True, slots=True)
class RunScores:
    """One run's scores on one corpus, and how they differ from the baseline run's (None for the baseline itself).

    ``figures`` are ``Scores.flat()``; ``shared`` counts the sentences that both runs predicted.
    """

    name: str
    figures: Mapping[str, float]
    intervals: Mapping[str, Interval]
    against_baseline: Mapping[str, PairedTest] | None
    shared: int


def load_runs(tracking_uri: str, experiment: str) -> list[FinishedRun]:
    """All finished runs of an experiment, the oldest first.

    Raises:
        ConfigError: there is no such database, server or experiment, or it has no finished run.
        InputError: a run's predictions cannot be read.
    """
    database = database_file(tracking_uri)
    if database and not database.exists():
        cure = "Cure: go to the folder where the training ran, or name the place with --tracking-uri"
        raise ConfigError(f"{tracking_uri}: expected the database of an earlier training, found no file. {cure}")
    client = connect(tracking_uri)
    cure = "start the server, or name another place with --tracking-uri"
    with told_with_cure(f"MLflow at {tracking_uri} does not answer", cure), retried():
        return _read_runs(client, tracking_uri, experiment)


def _read_runs(client: "MlflowClient", tracking_uri: str, experiment: str) -> list[FinishedRun]:
    found = client.get_experiment_by_name(experiment)
    if found is None:
        known = ", ".join(sorted(each.name for each in client.search_experiments())) or "none"
        raise ConfigError(f"MLflow at {tracking_uri}: expected an experiment {experiment!r}, found {known}")
    runs = list(_finished_runs(client, found.experiment_id))
    if not runs:
        raise ConfigError(f"MLflow at {tracking_uri}: experiment {experiment!r} has no finished run. Cure: train one")
    return [
        FinishedRun(run.info.run_id, run.info.run_name, run.data.params, _load_predictions(client, run.info.run_id))
        for run in runs
    ]


def _finished_runs(client: "MlflowClient", experiment_id: str) -> "Iterator[Run]":
    """The oldest first, page by page."""
    finished, token = "attributes.status = 'FINISHED'", None
    while True:
        page = client.search_runs([experiment_id], finished, order_by=["attributes.start_time ASC"], page_token=token)
        yield from page
        token = page.token
        if not token:
            return


def choose_baseline(runs: Sequence[FinishedRun], wanted: str | None) -> FinishedRun:
    """The run whose name is, or whose id begins with, ``wanted``; the oldest if None.

    Raises:
        ConfigError: no run, or more than one, answers to ``wanted``.
    """
    if wanted is None:
        return runs[0]
    fitting = [run for run in runs if run.name == wanted or run.run_id.startswith(wanted)]
    if len(fitting) != 1:
        known = ", ".join(f"{run.name} ({short_id(run)})" for run in fitting or runs)
        found = f"expected one run, found {len(fitting)}"
        raise ConfigError(f"baseline {wanted!r}: {found}. Cure: name one of these, or its id: {known}")
    return fitting[0]


def short_id(run: FinishedRun) -> str:
    """As much of a run's id as tells runs apart."""
    return run.run_id[:8]


def distinctly_named(runs: Sequence[FinishedRun]) -> list[FinishedRun]:
    """The same runs; where several have one name, their ids stand behind it."""
    known = Counter(run.name for run in runs)
    return [replace(run, name=f"{run.name} {short_id(run)}") if known[run.name] > 1 else run for run in runs]


def differing_params(runs: Sequence[FinishedRun]) -> dict[str, list[str]]:
    """Settings in which the runs differ: name → one value for each run, a dash where it has none."""
    names = sorted({name for run in runs for name in run.params})
    values = {name: [run.params.get(name, MISSING) for run in runs] for name in names}
    return {name: each for name, each in values.items() if len(set(each)) > 1}


def score_runs(
    runs: Sequence[FinishedRun], baseline: FinishedRun, corpus: str, resampling: Resampling
) -> list[RunScores]:
    """Scores of every run that predicted ``corpus``, in the runs' order."""
    against = baseline.predictions.get(corpus)
    return [
        _score_run(run, None if run is baseline else against, corpus, resampling)
        for run in runs
        if corpus in run.predictions
    ]


def comparison_tables(
    runs: Sequence[FinishedRun], baseline: FinishedRun, corpora: Sequence[str], metric: str, resampling: Resampling
) -> list[Table]:
    """One table for each of ``corpora``, or for every corpus that a run predicted if none is named.

    Runs of one name have their ids behind it.

    Raises:
        ConfigError: no run predicted such a corpus, or none has such a metric.
    """
    by_id = {run.run_id: run for run in distinctly_named(runs)}
    runs, baseline = list(by_id.values()), by_id[baseline.run_id]
    known = list(dict.fromkeys(corpus for run in runs for corpus in run.predictions))
    if unknown := [corpus for corpus in corpora if corpus not in known]:
        raise ConfigError(f"corpus {unknown[0]!r}: expected one of {', '.join(known) or '(no run logged predictions)'}")
    scored = {corpus: score_runs(runs, baseline, corpus, resampling) for corpus in corpora or known}
    metrics = sorted({name for rows in scored.values() for row in rows for name in row.intervals})
    if metrics and metric not in metrics:
        raise ConfigError(f"metric {metric!r}: expected one of {', '.join(metrics)}")
    return [comparison_table(corpus, rows, metric, baseline.name) for corpus, rows in scored.items()]


def params_table(runs: Sequence[FinishedRun]) -> Table:
    """Runs as columns, differing settings as rows, no more than fit a screen."""
    table = Table(title="What differs", title_justify="left", box=SIMPLE_HEAD, pad_edge=False)
    table.add_column("setting")
    for run in runs:
        table.add_column(f"{run.name}\n{short_id(run)}", overflow="fold")
    differing = differing_params(runs)
    for name, values in list(differing.items())[:_SHOWN_PARAMS]:
        table.add_row(name, *values)
    if len(differing) > _SHOWN_PARAMS:
        table.caption = f"and {len(differing) - _SHOWN_PARAMS} more settings"
    return table


def comparison_table(corpus: str, rows: Sequence[RunScores], metric: str, baseline: str) -> Table:
    """Runs as rows; ``metric`` with its interval, and its difference from the baseline run with interval and p."""
    title = f"{corpus}: {metric}, difference from {baseline}"
    table = Table(title=title, title_justify="left", box=SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False)
    table.add_column("run", overflow="fold")
    own = metric.replace("_macro_f1", " F1").replace("_", " ")
    for heading in ("sent.", own, "95 %", "diff.", "95 %", "p", *_other_columns(metric)):
        table.add_column(heading, justify="right", no_wrap=True)
    for row in rows:
        others = [percent(row.figures.get(name)) for name in _other_columns(metric).values()]
        table.add_row(row.name, f"{row.figures['examples']:,.0f}", *_tested_cells(row, metric), *others)
    most = max((row.figures["examples"] for row in rows), default=0)
    if fewer := [row for row in rows if row.against_baseline is not None and row.shared < most]:
        shared = ", ".join(f"{row.name} {row.shared:,}" for row in fewer)
        table.caption = f"Differences are on the sentences with the same gold labels in both runs: {shared}."
    return table


def _load_predictions(client: "MlflowClient", run_id: str) -> dict[str, StoredPredictions]:
    files = [each.path for each in client.list_artifacts(run_id, PREDICTION_FOLDER) if each.path.endswith(".jsonl")]
    with tempfile.TemporaryDirectory() as folder:
        copies = [Path(client.download_artifacts(run_id, file, folder)) for file in files]
        return {copy.stem: read_predictions(copy) for copy in copies if copy.stat().st_size}


def _score_run(run: FinishedRun, baseline: StoredPredictions | None, corpus: str, resampling: Resampling) -> RunScores:
    own = run.predictions[corpus]
    figures = score(own.examples, own.predictions, own.labels).flat()
    intervals = bootstrap_intervals(own.examples, own.predictions, own.labels, resampling)
    tests, shared = (None, len(own.examples)) if baseline is None else _test(baseline, own, resampling)
    return RunScores(run.name, figures, intervals, tests, shared)


def _test(
    first: StoredPredictions, second: StoredPredictions, resampling: Resampling
) -> tuple[dict[str, PairedTest] | None, int]:
    """Paired tests on the sentences that both runs predicted, matched by id and gold labels; how many these are."""
    if first.labels != second.labels:
        return None, 0
    in_first = {
        replace(e, place=""): prediction for e, prediction in zip(first.examples, first.predictions, strict=True)
    }
    shared = [
        (example, in_first[key], prediction)
        for example, prediction in zip(second.examples, second.predictions, strict=True)
        if (key := replace(example, place="")) in in_first
    ]
    examples, before, after = zip(*shared, strict=True) if shared else ((), (), ())
    return paired_tests(examples, before, after, second.labels, resampling), len(shared)


def _tested_cells(row: RunScores, metric: str) -> list[str]:
    interval = row.intervals.get(metric)
    test = (row.against_baseline or {}).get(metric)
    return [
        percent(row.figures.get(metric)),
        f"{percent(interval.low)}–{percent(interval.high)}" if interval else MISSING,
        f"{100 * test.difference:+.1f}" if test else MISSING,
        f"{100 * test.interval[0]:+.1f} to {100 * test.interval[1]:+.1f}" if test else MISSING,
        _p(test.p_value) if test else MISSING,
    ]


def _p(value: float) -> str:
    return f"<{_SHORTEST_P}" if value < _SHORTEST_P else f"{value:.3f}"


def _other_columns(metric: str) -> dict[str, str]:
    return {heading: name for heading, name in COLUMNS.items() if name != metric}
