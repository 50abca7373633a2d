"""Training runs in MLflow: parameters, learning curves, pictures and the bundle, so that runs can be compared.

MLflow is imported only once a run is opened. Nothing here knows the training configuration; everything comes as plain
arguments.
"""

import json
import logging
import re
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from newstance import __version__
from newstance.errors import ConfigError
from newstance.mlflow_store import connect, database_file, first_line, retried, told_with_cure

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from mlflow import MlflowClient

logger = logging.getLogger(__name__)

BUNDLE_FOLDER: Final = "bundle"
FIGURE_FOLDER: Final = "figures"

_LONGEST_VALUE: Final = 6000  # MLflow's limit for a parameter; a longer one is an error on some servers
_PARAMS_AT_ONCE: Final = 100  # MLflow's limits for one request
_METRICS_AT_ONCE: Final = 1000
_NOT_IN_NAMES: Final = re.compile(r"[^\w\-./: ]", re.ASCII)


class Run:
    """What a training writes down. This one stands in where tracking is off: takes everything, keeps nothing.

    ``lost`` says why a request failed, in spite of MLflow's own retries; from then on nothing more is asked of it.
    """

    lost: str | None = None

    @property
    def run_id(self) -> str | None:
        """The id to resume the run by; None where nothing is tracked."""
        return None

    def log_params(self, params: Mapping[str, Any]) -> None:
        """Note settings, nested or flat, of any number and length."""

    def log_metrics(self, metrics: Mapping[str, float], step: int = 0) -> None:
        """Add one point to each curve."""

    def log_tags(self, tags: Mapping[str, str]) -> None:
        """Note what can be searched for; a tag may be overwritten."""

    def log_figures(self, figures: Mapping[str, "Figure"]) -> None:
        """Keep pictures as ``figures/NAME.png``."""

    def log_dict(self, content: Mapping[str, Any], path: str) -> None:
        """Keep a dictionary as the artifact ``path`` (``.json`` or ``.yaml``)."""

    def log_text(self, text: str, path: str) -> None:
        """Keep a text as the artifact ``path``."""

    def log_file(self, file: Path, folder: str) -> None:
        """Keep a file in an artifact folder."""

    def log_bundle(self, bundle: Path) -> None:
        """Keep a bundle's folder as ``bundle/``, ready for ``mlflow.register_model("runs:/ID/bundle", NAME)``."""


@contextmanager
def track_run(
    tracking_uri: str | None, experiment: str, run_name: str, tags: Mapping[str, str], run_id: str | None = None
) -> Iterator[Run]:
    """Open a run, or with ``run_id`` go on with an earlier one; its last status tells how it ended.

    Where the place is lost on the way, the training goes on without it: ``Run.lost`` then says why.

    Args:
        tracking_uri: where MLflow keeps its runs, such as ``sqlite:///mlflow.db`` or ``http://host:5000``; artifacts
            of a database go to ``mlruns/EXPERIMENT/`` beside it; None tracks nothing.
        experiment: the name under which runs are compared; made if missing.
        run_name: how the run shows in MLflow.
        tags: what to find the run by; see ``provenance_tags``.
        run_id: the run that an interrupted training began in; a new one is begun where the place does not have it.

    MLflow's global tracking URI is left pointing to ``tracking_uri``, so that models can be registered afterwards.

    Raises:
        ConfigError: the place, the experiment or the run to resume cannot be used.
        MissingExtraError: MLflow is not installed.
    """
    if tracking_uri is None:
        yield Run()
        return
    active = _start_run(tracking_uri, experiment, run_name, tags, run_id)
    with _ended_as_it_went(active):
        yield active


def provenance_tags(data_fingerprint: str) -> dict[str, str]:
    """Which newstance and which data made a run. MLflow itself adds the Git commit, the user and the command."""
    return {"newstance.version": __version__, "newstance.data_fingerprint": data_fingerprint}


def flatten(nested: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    """Nested settings under dotted names: ``{"model": {"name": "minilm"}}`` → ``{"model.name": "minilm"}``."""
    flat: dict[str, Any] = {}
    for key, value in nested.items():
        name = f"{prefix}{key}"
        flat |= flatten(value, f"{name}.") if isinstance(value, Mapping) and value else {name: value}
    return flat


class MlflowRun(Run):
    """A run in MLflow, open between entering and leaving ``track_run``."""

    def __init__(self, client: "MlflowClient", run_id: str) -> None:
        self._client = client
        self._run_id = run_id

    @property
    def run_id(self) -> str:
        """The id to resume this run by."""
        return self._run_id

    def log_params(self, params: Mapping[str, Any]) -> None:
        """Note settings; of those that a resumed run already has, changed ones are noted as tags ``resumed.NAME``."""
        self._ask(self._add_params, params)

    def _add_params(self, params: Mapping[str, Any]) -> None:
        from mlflow.entities import Param  # noqa: PLC0415

        wanted = {_safe_name(name): _safe_value(value) for name, value in flatten(params).items()}
        known = self._client.get_run(self._run_id).data.params
        changed = {name: value for name, value in wanted.items() if known.get(name, value) != value}
        fresh = [Param(name, value) for name, value in wanted.items() if name not in known]
        for start in range(0, len(fresh), _PARAMS_AT_ONCE):
            self._client.log_batch(self._run_id, params=fresh[start : start + _PARAMS_AT_ONCE])
        for name, value in changed.items():
            logger.warning("run %s began with %s=%s and goes on with %s", self._run_id, name, known[name], value)
        self.log_tags({f"resumed.{name}": value for name, value in changed.items()})

    def log_metrics(self, metrics: Mapping[str, float], step: int = 0) -> None:
        """Add one point to each curve."""
        from mlflow.entities import Metric  # noqa: PLC0415

        now = int(time.time() * 1000)
        points = [Metric(_safe_name(name), float(value), now, step) for name, value in metrics.items()]
        for start in range(0, len(points), _METRICS_AT_ONCE):
            self._ask(self._client.log_batch, self._run_id, metrics=points[start : start + _METRICS_AT_ONCE])

    def log_tags(self, tags: Mapping[str, str]) -> None:
        """Note what can be searched for; a tag may be overwritten."""
        for name, value in tags.items():
            self._ask(self._client.set_tag, self._run_id, _safe_name(name), _safe_value(value))

    def log_figures(self, figures: Mapping[str, "Figure"]) -> None:
        """Keep pictures as ``figures/NAME.png``."""
        for name, figure in figures.items():
            self._ask(self._client.log_figure, self._run_id, figure, f"{FIGURE_FOLDER}/{name}.png")

    def log_dict(self, content: Mapping[str, Any], path: str) -> None:
        """Keep a dictionary as the artifact ``path`` (``.json`` or ``.yaml``)."""
        self._ask(self._client.log_dict, self._run_id, dict(content), path)

    def log_text(self, text: str, path: str) -> None:
        """Keep a text as the artifact ``path``."""
        self._ask(self._client.log_text, self._run_id, text, path)

    def log_file(self, file: Path, folder: str) -> None:
        """Keep a file in an artifact folder."""
        self._ask(self._client.log_artifact, self._run_id, str(file), folder)

    def log_bundle(self, bundle: Path) -> None:
        """Keep a bundle's folder as ``bundle/``, ready for ``mlflow.register_model("runs:/ID/bundle", NAME)``."""
        self._ask(self._client.log_artifacts, self._run_id, str(bundle), BUNDLE_FOLDER)
        self._ask(self._mark_as_model)

    def end(self, status: str) -> None:
        """Close the run with its last status; one that MLflow lost a part of has failed."""
        from mlflow import end_run  # noqa: PLC0415

        if self.lost is None:
            self._ask(end_run, status)
            return
        with retried(0), suppress(Exception):  # MLflow would try again when Python exits, and wait for minutes
            end_run("FAILED")

    def _mark_as_model(self) -> None:
        """MLflow's register takes only folders that hold its own description of a model, ``MLmodel``."""
        from mlflow.models import Model  # noqa: PLC0415

        described = Model(artifact_path=BUNDLE_FOLDER, run_id=self._run_id, flavors={"newstance": {}})
        self._client.log_text(self._run_id, described.to_yaml(), f"{BUNDLE_FOLDER}/MLmodel")

    def _ask(self, request: Callable[..., object], *arguments: object, **named: object) -> None:
        """Send one request, unless MLflow is lost: then no more, because each would be waited for in vain."""
        from mlflow.exceptions import MlflowException  # noqa: PLC0415

        if self.lost is not None:
            return
        try:
            request(*arguments, **named)
        except (MlflowException, OSError) as fault:
            self.lost = first_line(fault)
            logger.warning("MLflow is lost (%s): the training goes on, its run there stays incomplete", self.lost)


def _start_run(
    tracking_uri: str, experiment: str, run_name: str, tags: Mapping[str, str], run_id: str | None
) -> MlflowRun:
    client = connect(tracking_uri)
    import mlflow  # noqa: PLC0415

    what = f"resume run {run_id}" if run_id else f"start a run in experiment {experiment!r}"
    with told_with_cure(f"MLflow at {tracking_uri} cannot {what}"), retried():
        experiment_id = _experiment_id(client, tracking_uri, experiment)
        mlflow.set_tracking_uri(tracking_uri)  # so that models logged inside belong to this run
        if run_id and not _has_run(client, run_id):
            logger.warning("MLflow at %s has no run %s: a new one begins there", tracking_uri, run_id)
            run_id = None
        active = mlflow.start_run(run_id, experiment_id, None if run_id else run_name, tags=dict(tags))
    return MlflowRun(client, active.info.run_id)


def _experiment_id(client: "MlflowClient", tracking_uri: str, name: str) -> str:
    """The experiment's id; it is made if missing, also if another process makes it at the same moment."""
    from mlflow.exceptions import MlflowException  # noqa: PLC0415

    if (known := client.get_experiment_by_name(name)) is None:
        database = database_file(tracking_uri)
        folder = _safe_name(name).replace("/", "_")
        artifacts = (database.parent / "mlruns" / folder).as_uri() if database else None
        try:
            return str(client.create_experiment(name, artifact_location=artifacts))
        except MlflowException:
            known = client.get_experiment_by_name(name)
            if known is None:
                raise
    if known.lifecycle_stage == "deleted":
        cure = f"Cure: choose another name, or mlflow experiments restore -x {known.experiment_id}"
        raise ConfigError(f"MLflow at {tracking_uri}: experiment {name!r} has been deleted. {cure}")
    return str(known.experiment_id)


def _has_run(client: "MlflowClient", run_id: str) -> bool:
    """Whether the run is there and not deleted; any other fault of MLflow's is raised."""
    from mlflow.exceptions import MlflowException  # noqa: PLC0415

    try:
        return bool(client.get_run(run_id).info.lifecycle_stage == "active")
    except MlflowException as fault:
        if fault.error_code == "RESOURCE_DOES_NOT_EXIST":
            return False
        raise


@contextmanager
def _ended_as_it_went(run: MlflowRun) -> Iterator[None]:
    """Close the run as FINISHED, KILLED (Ctrl-C, or SIGTERM, which train.py turns into SystemExit) or FAILED."""
    try:
        yield
    except (KeyboardInterrupt, SystemExit):
        run.end("KILLED")
        raise
    except BaseException:
        run.end("FAILED")
        raise
    run.end("FINISHED")


def _safe_name(name: str) -> str:
    """A name that MLflow takes: letters, digits and ``_ - . / : space``."""
    return _NOT_IN_NAMES.sub("_", name)


def _safe_value(value: object) -> str:
    """A value as text, cut where MLflow would refuse it; lists as JSON."""
    text = json.dumps(value, default=str, ensure_ascii=False) if isinstance(value, list | tuple) else str(value)
    return text if len(text) <= _LONGEST_VALUE else text[: _LONGEST_VALUE - 1] + "…"
