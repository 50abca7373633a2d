"""Spreads annotating over a Ray cluster: windows of articles go out to workers and come back in order."""

import os
import socket
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from newstance.attribution import ActorTable
from newstance.errors import ConfigError, MissingExtraError
from newstance.inference.annotating import AnnotatedArticle, annotate_window, article_windows
from newstance.inference.loading import load_predictor
from newstance.records import Article

CONNECT_SECONDS = 10

WINDOWS_A_WORKER = 2
"""So many windows wait at each worker: it never idles, and memory does not grow with the corpus."""


@dataclass(frozen=True, slots=True)
class Job:
    """What a worker needs to know. ``model`` names a bundle that every node can reach (None: the shipped one)."""

    model: str | None
    threads: int
    min_confidence: float
    actors: ActorTable | None


class Worker:
    """One process of the cluster with its own copy of the model."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._predictor = load_predictor(job.model, job.threads)

    def annotate(self, window: list[Article]) -> list[AnnotatedArticle]:
        """Annotates one window of articles."""
        return annotate_window(window, self._predictor, self._job.min_confidence, self._job.actors)


def annotate_on_ray(
    articles: Iterable[Article], job: Job, workers: int | None = None
) -> Iterator[list[AnnotatedArticle]]:
    """Windows of annotated articles in the order of ``articles``, as ``annotate`` gives them.

    Joins the cluster that RAY_ADDRESS names, or starts one on this machine. ``workers``: one for each CPU if None. A
    worker that dies is started again, and its window with it.

    Raises:
        MissingExtraError: Ray is not installed.
        ConfigError: no cluster answers at RAY_ADDRESS.
    """
    ray = _connected()
    count = workers or max(1, int(ray.cluster_resources().get("CPU", 1)) // job.threads)
    remote = ray.remote(num_cpus=job.threads, max_restarts=2, max_task_retries=2)(Worker)
    pool = ray.util.ActorPool([remote.remote(job) for _ in range(count)])
    waiting = 0
    try:
        for window in article_windows(articles):
            pool.submit(lambda worker, articles: worker.annotate.remote(articles), window)
            waiting += 1
            if waiting == WINDOWS_A_WORKER * count:
                yield pool.get_next()
                waiting -= 1
        while pool.has_next():
            yield pool.get_next()
    finally:
        ray.shutdown()


def _connected() -> Any:  # noqa: ANN401 - Ray's module; it is an extra
    try:
        import ray  # noqa: PLC0415 - an extra, and slow to import
        import ray.util  # noqa: PLC0415
    except ImportError:
        raise MissingExtraError("--engine ray", "ray") from None
    os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")  # silences a warning about GPU variables
    _check_address(os.environ.get("RAY_ADDRESS", ""))
    ray.init(log_to_driver=False, logging_level="ERROR", include_dashboard=False)
    return ray


def _check_address(address: str) -> None:
    """Knocks at the cluster's door: Ray itself would go on trying for minutes."""
    host, _, port = address.removeprefix("ray://").rpartition(":")
    if not port.isdigit():
        return  # none given, or a word such as "auto" or "local"
    try:
        socket.create_connection((host, int(port)), timeout=CONNECT_SECONDS).close()
    except OSError as fault:
        raise ConfigError(f"no Ray cluster answers at {address!r}. Cure: start it, or unset RAY_ADDRESS") from fault
