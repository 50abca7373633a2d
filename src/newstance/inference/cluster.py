"""Spreads annotating over a Ray cluster: windows of articles go out to workers and come back in order."""

import math
import os
import socket
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from newstance.attribution import ActorTable
from newstance.bundle import answers_digest
from newstance.errors import BundleError, ConfigError, MissingExtraError, NewstanceError
from newstance.inference.annotating import AnnotatedArticle, annotate_window, article_windows
from newstance.inference.loading import find_bundle, load_predictor
from newstance.inference.predicting import Predictor
from newstance.records import Article

CONNECT_SECONDS = 10

PATIENCE_SECONDS = 20
"""Where workers have not started by then, the user is told what keeps them."""

WINDOWS_A_WORKER = 2
"""So many windows wait at each worker: it never idles, and memory does not grow with the corpus."""


@dataclass(frozen=True, slots=True)
class Job:
    """What a worker needs to know.

    ``bundle`` is the folder that the driver found, absolute. A node that does not reach it looks for ``model`` itself,
    as the user named it: a hub's id has another folder there. Every worker's model must have the ``digest`` of the
    driver's (``answers_digest``), which is called ``name``: trainings without names are all called alike.
    """

    bundle: Path
    model: str | None
    name: str
    digest: str
    threads: int
    min_confidence: float
    actors: ActorTable | None


class Worker:
    """One process of the cluster with its own copy of the model.

    It loads the model when first asked, and again when it was started anew: Ray passes on what a call raises, but of
    what a constructor raises only that the worker died.
    """

    def __init__(self, job: Job) -> None:
        self._job = job

    def load(self) -> str:
        """Loads the model and returns its name.

        Raises:
            BundleError: there is no sound bundle on this node, or it is another than the driver's.
        """
        return self._predictor.name

    @cached_property
    def _predictor(self) -> Predictor:
        job, node = self._job, f"a worker on {socket.gethostname()}"
        try:
            folder = job.bundle if job.bundle.is_dir() else find_bundle(job.model)
            predictor = load_predictor(str(folder), job.threads)
        except NewstanceError as fault:
            raise BundleError(f"{node}: {fault}") from None
        if answers_digest(folder) != job.digest:
            other = predictor.name if predictor.name != job.name else f"another {job.name}"
            cure = "Cure: name with --model a folder that every node of the cluster reaches"
            raise BundleError(f"{node} reads with {other}, this command with {job.name}. {cure}")
        return predictor

    def annotate(self, window: list[Article]) -> list[AnnotatedArticle]:
        """Annotates one window of articles."""
        return annotate_window(window, self._predictor, self._job.min_confidence, self._job.actors)


def annotate_on_ray(
    articles: Iterable[Article], job: Job, workers: int | None, note: Callable[[str], object], done: int = 0
) -> Iterator[list[AnnotatedArticle]]:
    """Windows of annotated articles in the order of ``articles``, as ``annotate`` gives them.

    Joins the cluster that RAY_ADDRESS names, or starts one on this machine. ``workers``: as many as it has CPUs for if
    None; ``note`` is told where they are fewer than asked, or wait for CPUs that others use. A worker that dies is
    started again, and its window with it.

    Raises:
        MissingExtraError: Ray is not installed.
        ConfigError: no cluster answers at RAY_ADDRESS, or none of its nodes has as many CPUs as a worker has threads.
        BundleError: a worker has no model, or another one.
    """
    ray = _connected()
    try:
        count = worker_count([_cpus(node) for node in ray.nodes()], job.threads, workers, note)
        pool = _Workers(ray, job, count, note)
        waiting = 0
        for window in article_windows(articles, done):
            pool.submit(window)
            waiting += 1
            if waiting >= WINDOWS_A_WORKER * pool.started:
                yield pool.next_window()
                waiting -= 1
        for _ in range(waiting):
            yield pool.next_window()
    finally:
        ray.shutdown()


class _Workers:
    """The workers of a run: those that have started annotate, the others join them when they get their CPUs."""

    def __init__(self, ray: Any, job: Job, count: int, note: Callable[[str], object]) -> None:  # noqa: ANN401 - an extra
        """Waits until one has started."""
        self._ray, self._threads, self._count, self._note = ray, job.threads, count, note
        remote = ray.remote(num_cpus=job.threads, max_restarts=2, max_task_retries=2)(Worker)
        workers = [remote.remote(job) for _ in range(count)]
        self._loading = {worker.load.remote(): worker for worker in workers}
        self._pool = ray.util.ActorPool([])
        self._patient_until = time.monotonic() + PATIENCE_SECONDS
        ray.wait(list(self._loading), num_returns=1, timeout=PATIENCE_SECONDS)
        self._join()
        if not self.started:
            ray.wait(list(self._loading), num_returns=1)
            self._join()

    @property
    def started(self) -> int:
        """How many of them annotate."""
        return self._count - len(self._loading)

    def submit(self, window: list[Article]) -> None:
        """Gives a window to the next worker that is free."""
        self._join()
        self._pool.submit(lambda worker, articles: worker.annotate.remote(articles), window)

    def next_window(self) -> list[AnnotatedArticle]:
        """The first window that was given out and has not come back; waits for it."""
        with _told_by_workers():
            window: list[AnnotatedArticle] = self._pool.get_next()
        return window

    def _join(self) -> None:
        """Lets those annotate that have started meanwhile; says once what keeps the others."""
        if not self._loading:
            return
        loaded, _ = self._ray.wait(list(self._loading), num_returns=len(self._loading), timeout=0)
        for answer in loaded:
            with _told_by_workers():
                self._ray.get(answer)
            self._pool.push(self._loading.pop(answer))
        if self._loading and time.monotonic() >= self._patient_until:
            free, there = (
                resources.get("CPU", 0)
                for resources in (self._ray.available_resources(), self._ray.cluster_resources())
            )
            cpus = f"each takes {self._threads} of the cluster's {there:g} CPUs, of which {free:g} are free"
            self._note(f"{self.started} of {self._count} workers have started so far: {cpus}")
            self._patient_until = math.inf


@contextmanager
def _told_by_workers() -> Iterator[None]:
    """Raises a worker's BundleError as it was; Ray's copy of it has a traceback for its text."""
    try:
        yield
    except BundleError as fault:
        raise BundleError(str(getattr(fault, "cause", fault))) from None


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
