"""Spreads annotating over a Ray cluster: windows of articles go out to workers and come back in order."""

import os
import socket
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from newstance.attribution import ActorTable
from newstance.errors import BundleError, ConfigError, MissingExtraError
from newstance.inference.annotating import AnnotatedArticle, annotate_window, article_windows
from newstance.inference.loading import load_predictor
from newstance.records import Article

CONNECT_SECONDS = 10

WINDOWS_A_WORKER = 2
"""So many windows wait at each worker: it never idles, and memory does not grow with the corpus."""


@dataclass(frozen=True, slots=True)
class Job:
    """What a worker needs to know.

    ``bundle`` is the folder that the driver found, absolute. A node that does not reach it looks for ``model`` itself,
    as the user named it: a hub's id has another folder there. Every worker's model must be called ``name``.
    """

    bundle: Path
    model: str | None
    name: str
    threads: int
    min_confidence: float
    actors: ActorTable | None


class Worker:
    """One process of the cluster with its own copy of the model."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._predictor = load_predictor(str(job.bundle) if job.bundle.is_dir() else job.model, job.threads)

    def annotate(self, window: list[Article]) -> list[AnnotatedArticle]:
        """Annotates one window of articles."""
        return annotate_window(window, self._predictor, self._job.min_confidence, self._job.actors)


def annotate_on_ray(
    articles: Iterable[Article], job: Job, workers: int | None, note: Callable[[str], object], done: int = 0
) -> Iterator[list[AnnotatedArticle]]:
    """Windows of annotated articles in the order of ``articles``, as ``annotate`` gives them.

    Joins the cluster that RAY_ADDRESS names, or starts one on this machine. ``workers``: as many as it has CPUs for if
    None; ``note`` is told where they are fewer than asked. A worker that dies is started again, and its window with it.

    Raises:
        MissingExtraError: Ray is not installed.
        ConfigError: no cluster answers at RAY_ADDRESS, or none of its nodes has as many CPUs as a worker has threads.
        BundleError: a worker reads with another model.
    """
    ray = _connected()
    try:
        count = worker_count([_cpus(node) for node in ray.nodes()], job.threads, workers, note)
        remote = ray.remote(num_cpus=job.threads, max_restarts=2, max_task_retries=2)(Worker)
        pool = ray.util.ActorPool([remote.remote(job) for _ in range(count)])
        waiting = 0
        for window in article_windows(articles, done):
            pool.submit(lambda worker, articles: worker.annotate.remote(articles), window)
            waiting += 1
            if waiting == WINDOWS_A_WORKER * count:
                yield checked_window(pool.get_next(), job.name)
                waiting -= 1
        while pool.has_next():
            yield checked_window(pool.get_next(), job.name)
    finally:
        ray.shutdown()


def worker_count(cpus: Sequence[int], threads: int, workers: int | None, note: Callable[[str], object]) -> int:
    """How many workers of so many threads nodes with ``cpus`` take at once, and no more than ``workers``.

    Ray would wait for ever for what no node has. Raises ConfigError where there is no place for one.
    """
    places = sum(count // threads for count in cpus)
    if not places:
        largest = max(cpus, default=0)
        cure = f"Cure: give --threads {largest} or fewer" if largest else "Cure: start a node that has CPUs"
        raise ConfigError(
            f"a worker of {threads} threads needs a node of as many CPUs, the largest has {largest}. {cure}"
        )
    if workers is not None and workers > places:
        note(f"{workers} workers of {threads} threads asked for, {places} started: the cluster has no CPUs for more")
    return min(workers or places, places)


def checked_window(window: list[AnnotatedArticle], model: str) -> list[AnnotatedArticle]:
    """The window as it came; BundleError where another model annotated it."""
    others = {annotation.model for annotated in window for annotation in annotated.annotations} - {model}
    if others:
        cure = "Cure: name with --model a folder that every node of the cluster reaches"
        raise BundleError(f"a worker reads with {', '.join(others)}, this command with {model}. {cure}")
    return window


def _cpus(node: Mapping[str, Any]) -> int:
    return int(node["Resources"].get("CPU", 0)) if node["Alive"] else 0


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
