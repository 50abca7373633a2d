"""Where MLflow keeps runs: training writes there, ``newstance compare`` reads. MLflow is imported only here and then.

Its usage telemetry, which is on by default, is switched off unless the environment says otherwise.
"""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from newstance.errors import ConfigError, MissingExtraError

if TYPE_CHECKING:
    from mlflow import MlflowClient

DEFAULT_URI: Final = "sqlite:///mlflow.db"
RETRIES: Final = "MLFLOW_HTTP_REQUEST_MAX_RETRIES"
"""The environment variable of how often MLflow asks a server again."""


def connect(tracking_uri: str) -> "MlflowClient":
    """A client for the runs at ``tracking_uri``, without telemetry; a database's folder is made if missing.

    Raises:
        ConfigError: MLflow cannot keep runs there.
        MissingExtraError: MLflow is not installed.
    """
    if "DO_NOT_TRACK" not in os.environ:
        os.environ.setdefault("MLFLOW_DISABLE_TELEMETRY", "true")
    os.environ.setdefault("MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR", "false")  # it fills log files
    try:
        from mlflow import MlflowClient  # noqa: PLC0415 — heavy, and only for those who track
    except ImportError:
        raise MissingExtraError("tracking runs in MLflow", "train") from None
    logging.getLogger("alembic").setLevel(logging.WARNING)  # a new database logs each of its migrations
    with told_with_cure(f"MLflow cannot keep runs at {tracking_uri}"):
        if database := database_file(tracking_uri):
            database.parent.mkdir(parents=True, exist_ok=True)
        return MlflowClient(tracking_uri)


def database_file(tracking_uri: str) -> Path | None:
    """The file of an SQLite tracking URI, absolute; None for any other place."""
    path = tracking_uri.removeprefix("sqlite:///")
    return Path(path).resolve() if path and path != tracking_uri else None


@contextmanager
def told_with_cure(
    fault: str, cure: str = "name a database (sqlite:///mlflow.db) or a server (http://HOST:5000), or set tracking=none"
) -> Iterator[None]:
    """Turn what MLflow raises into one line that says what to do."""
    from mlflow.exceptions import MlflowException  # noqa: PLC0415

    try:
        yield
    except (MlflowException, OSError) as error:
        raise ConfigError(f"{fault}: {first_line(error)}. Cure: {cure}") from error


@contextmanager
def retried(times: int = 2) -> Iterator[None]:
    """Ask a server that does not answer only so often again: MLflow's own seven times take four minutes.

    What the environment says of it holds.
    """
    if RETRIES in os.environ:
        yield
        return
    os.environ[RETRIES] = str(times)
    try:
        yield
    finally:
        del os.environ[RETRIES]


def first_line(fault: Exception) -> str:
    """What MLflow says, without what servers and databases add to it."""
    return str(fault).partition("\n")[0]
