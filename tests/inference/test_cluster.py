"""A real Ray cluster of two workers on this machine gives what one process gives, in the same order."""

import json
import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from newstance.bundle import answers_digest, open_bundle, slim_copy
from newstance.cli import main
from newstance.errors import BundleError, ConfigError
from newstance.inference import annotating, cluster
from newstance.inference.annotating import annotate
from newstance.inference.cluster import Job, Worker, annotate_on_ray, worker_count
from newstance.inference.loading import load_predictor
from newstance.records import Article

ARTICLES = [
    Article(
        f"article-{number}",
        f"The minister praised plan {number}. Lima accused Europe.\n\n" + "The talks go on. " * 3,
    )
    for number in range(7)
]


@pytest.fixture
def two_cpus() -> Iterator[Any]:
    """Ray, connected to a cluster that has so many."""
    ray = pytest.importorskip("ray")
    ray.init(num_cpus=2, log_to_driver=False, logging_level="ERROR", include_dashboard=False)
    yield ray
    ray.shutdown()


def job_of(bundle: Path, threads: int = 1) -> Job:
    digest = answers_digest(bundle) if bundle.is_dir() else ""
    return Job(bundle, None, "tiny 0.1.0", digest, threads, 0.5, None)


def test_two_workers_give_the_same_annotations_in_the_same_order(
    tiny_bundle: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("newstance.inference.annotating.WINDOW_CHARACTERS", 250)
    pytest.importorskip("ray")
    alone = list(annotate(ARTICLES, load_predictor(str(tiny_bundle), threads=1)))
    notes: list[str] = []
    together = list(annotate_on_ray(iter(ARTICLES), job_of(tiny_bundle), workers=2, note=notes.append))
    assert [[found.article.id for found in window] for window in alone] == [
        ["article-0", "article-1", "article-2"],
        ["article-3", "article-4", "article-5"],
        ["article-6"],
    ]
    assert (together, notes) == (alone, [])


def test_a_cluster_goes_on_with_a_run_that_was_killed(
    tiny_bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("ray")
    monkeypatch.setattr(annotating, "WINDOW_CHARACTERS", 250)
    source = tmp_path / "articles.jsonl"
    lines = [json.dumps({"id": article.id, "text": article.text}) for article in ARTICLES]
    source.write_text("\n".join(lines), encoding="utf-8")

    def run(out: str, *options: str) -> tuple[int, list[bytes]]:
        command = ["annotate", str(source), "-o", str(tmp_path / out), "--model", str(tiny_bundle), "--threads", "1"]
        status = CliRunner().invoke(main, [*command, *options]).exit_code
        return status, [path.read_bytes() for path in sorted((tmp_path / out).iterdir())]

    status, whole = run("whole")
    assert status == 0
    attribute = annotating.attribute

    def dying(article: Article, *rest: Any) -> Any:
        if article.id == "article-4":
            raise KeyboardInterrupt
        return attribute(article, *rest)

    with monkeypatch.context() as patch:
        patch.setattr(annotating, "attribute", dying)
        assert run("out")[0] == 2
    assert json.loads((tmp_path / "out" / "annotations.jsonl.progress.json").read_text())["articles"] == 3
    assert run("out", "--engine", "ray", "--workers", "2") == (0, whole)


def test_a_cluster_that_does_not_answer_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("ray")
    monkeypatch.setenv("RAY_ADDRESS", "127.0.0.1:1")
    message = r"no Ray cluster answers at '127\.0\.0\.1:1'. Cure: start it, or unset RAY_ADDRESS"
    with pytest.raises(ConfigError, match=message):
        next(annotate_on_ray(ARTICLES, job_of(Path("none")), None, print))


def test_more_threads_than_a_node_has_are_refused_instead_of_waited_for() -> None:
    pytest.importorskip("ray")
    message = (
        r"a worker of 999 threads needs a node of as many CPUs, the largest has (\d+)\. "
        r"Cure: give --threads \1 or fewer"
    )
    with pytest.raises(ConfigError, match=f"^{message}$"):
        next(annotate_on_ray(ARTICLES, job_of(Path("none"), 999), None, print))


@pytest.mark.parametrize(
    ("cpus", "threads", "workers", "count", "notes"),
    [
        ([2], 1, None, 2, []),
        ([2], 1, 1, 1, []),
        ([2], 2, None, 1, []),
        ([2], 1, 4, 2, ["4 workers of 1 threads asked for, 2 started: the cluster has no CPUs for more"]),
        ([3, 3, 0], 2, 3, 2, ["3 workers of 2 threads asked for, 2 started: the cluster has no CPUs for more"]),
    ],
)
def test_so_many_workers_as_the_nodes_take_are_started(
    cpus: list[int], threads: int, workers: int | None, count: int, notes: list[str]
) -> None:
    told: list[str] = []
    assert worker_count(cpus, threads, workers, told.append) == count
    assert told == notes


@pytest.mark.parametrize(
    ("cpus", "message"),
    [
        ([2, 2], "needs a node of as many CPUs, the largest has 2. Cure: give --threads 2 or fewer"),
        ([], "needs a node of as many CPUs, the largest has 0. Cure: start a node that has CPUs"),
    ],
)
def test_nodes_that_take_no_worker_are_told(cpus: list[int], message: str) -> None:
    with pytest.raises(ConfigError) as fault:
        worker_count(cpus, 3, None, print)
    assert str(fault.value) == f"a worker of 3 threads {message}"


@pytest.mark.parametrize(("name", "other"), [("mine 2.0.0", "tiny 0.1.0"), ("tiny 0.1.0", "another tiny 0.1.0")])
def test_another_model_at_a_worker_is_told(tiny_bundle: Path, name: str, other: str) -> None:
    worker = Worker(replace(job_of(tiny_bundle), name=name, digest="of another training"))
    with pytest.raises(BundleError) as fault:
        worker.load()
    assert str(fault.value) == (
        f"a worker on {socket.gethostname()} reads with {other}, this command with {name}. "
        "Cure: name with --model a folder that every node of the cluster reaches"
    )


def test_a_slim_copy_at_a_worker_is_the_same_model(tiny_bundle: Path, tmp_path: Path) -> None:
    slim = slim_copy(open_bundle(tiny_bundle), tmp_path / "slim").folder
    assert Worker(replace(job_of(tiny_bundle), bundle=slim)).load() == "tiny 0.1.0"


def test_a_worker_without_a_bundle_is_told_by_its_fault_alone(tmp_path: Path) -> None:
    pytest.importorskip("ray")
    lost = tmp_path / "lost"
    with pytest.raises(BundleError) as fault:
        next(annotate_on_ray(iter(ARTICLES), Job(lost, str(lost), "tiny 0.1.0", "", 1, 0.5, None), 1, print))
    assert str(fault.value) == (
        f"a worker on {socket.gethostname()}: {lost}: no such folder; expected a bundle, as python train.py writes it"
    )


@pytest.mark.parametrize(
    ("busy", "notes"),
    [
        (1, []),
        (2, ["0 of 2 workers have started so far: each takes 1 of the cluster's 2 CPUs, of which 0 are free"]),
    ],
)
def test_workers_start_with_the_cpus_that_are_free_and_say_what_they_wait_for(
    tiny_bundle: Path, two_cpus: Any, monkeypatch: pytest.MonkeyPatch, busy: int, notes: list[str]
) -> None:
    ray = two_cpus

    class Holder:
        def holds(self) -> bool:
            return True

    holders = [ray.remote(num_cpus=1)(Holder).remote() for _ in range(busy)]
    ray.get([holder.holds.remote() for holder in holders])
    monkeypatch.setattr(cluster, "_connected", lambda: ray)
    monkeypatch.setattr(cluster, "PATIENCE_SECONDS", 600 if busy == 1 else 1)
    told: list[str] = []

    def note(message: str) -> None:
        told.append(message)
        ray.kill(holders[0])

    windows = list(annotate_on_ray(iter(ARTICLES), job_of(tiny_bundle), workers=2, note=note))
    assert [found.article.id for window in windows for found in window] == [article.id for article in ARTICLES]
    assert told == notes


@pytest.mark.parametrize("place", ["option", "variable"])
def test_workers_read_with_the_bundle_that_the_command_found(
    tiny_bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    monkeypatch.chdir(tiny_bundle.parent)
    if place == "variable":
        monkeypatch.setenv("NEWSTANCE_MODEL", tiny_bundle.name)
    option = ["--model", tiny_bundle.name] if place == "option" else []
    jobs: list[Job] = []

    def annotate_nothing(*given: Any, **_: Any) -> Iterator[Any]:
        jobs.append(given[1])
        return iter(())

    monkeypatch.setattr(cluster, "annotate_on_ray", annotate_nothing)
    (tmp_path / "a.txt").write_text("Lima accused Europe.", encoding="utf-8")
    CliRunner().invoke(main, ["annotate", str(tmp_path / "a.txt"), "--engine", "ray", *option])
    assert jobs == [replace(job_of(tiny_bundle), model="bundle" if option else None)]
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("NEWSTANCE_MODEL", raising=False)
    (found,) = Worker(jobs[0]).annotate(ARTICLES[:1])
    assert {annotation.model for annotation in found.annotations} == {"tiny 0.1.0"}


def test_a_node_that_does_not_reach_the_folder_looks_for_the_model_itself(tiny_bundle: Path, tmp_path: Path) -> None:
    job = replace(job_of(tiny_bundle), bundle=tmp_path / "cache", model=str(tiny_bundle))
    (found,) = Worker(job).annotate(ARTICLES[:1])
    assert {annotation.model for annotation in found.annotations} == {"tiny 0.1.0"}
