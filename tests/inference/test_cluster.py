"""A real Ray cluster of two workers on this machine gives what one process gives, in the same order."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from newstance.cli import main
from newstance.errors import BundleError, ConfigError
from newstance.inference import annotating, cluster
from newstance.inference.annotating import annotate
from newstance.inference.cluster import Job, Worker, annotate_on_ray, checked_window, worker_count
from newstance.inference.loading import load_predictor
from newstance.records import Article

ARTICLES = [
    Article(
        f"article-{number}",
        f"The minister praised plan {number}. Lima accused Europe.\n\n" + "The talks go on. " * 3,
    )
    for number in range(7)
]


def job_of(threads: int) -> Job:
    return Job(Path("none"), None, "tiny 0.1.0", threads, 0.5, None)


def test_two_workers_give_the_same_annotations_in_the_same_order(
    tiny_bundle: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("newstance.inference.annotating.WINDOW_CHARACTERS", 250)
    pytest.importorskip("ray")
    alone = list(annotate(ARTICLES, load_predictor(str(tiny_bundle), threads=1)))
    notes: list[str] = []
    job = Job(tiny_bundle, None, "tiny 0.1.0", 1, 0.5, None)
    together = list(annotate_on_ray(iter(ARTICLES), job, workers=2, note=notes.append))
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
        next(annotate_on_ray(ARTICLES, job_of(1), None, print))


def test_more_threads_than_a_node_has_are_refused_instead_of_waited_for() -> None:
    pytest.importorskip("ray")
    message = (
        r"a worker of 999 threads needs a node of as many CPUs, the largest has (\d+)\. "
        r"Cure: give --threads \1 or fewer"
    )
    with pytest.raises(ConfigError, match=f"^{message}$"):
        next(annotate_on_ray(ARTICLES, job_of(999), None, print))


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


def test_another_model_at_a_worker_is_told(tiny_bundle: Path) -> None:
    (window,) = annotate(ARTICLES[:1], load_predictor(str(tiny_bundle), threads=1))
    assert checked_window(window, "tiny 0.1.0") is window
    with pytest.raises(BundleError) as fault:
        checked_window(window, "mine 2.0.0")
    assert str(fault.value) == (
        "a worker reads with tiny 0.1.0, this command with mine 2.0.0. "
        "Cure: name with --model a folder that every node of the cluster reaches"
    )


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
    assert jobs == [Job(tiny_bundle, "bundle" if option else None, "tiny 0.1.0", 1, 0.5, None)]
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("NEWSTANCE_MODEL", raising=False)
    (found,) = Worker(jobs[0]).annotate(ARTICLES[:1])
    assert {annotation.model for annotation in found.annotations} == {"tiny 0.1.0"}


def test_a_node_that_does_not_reach_the_folder_looks_for_the_model_itself(tiny_bundle: Path, tmp_path: Path) -> None:
    (found,) = Worker(Job(tmp_path / "cache", str(tiny_bundle), "tiny 0.1.0", 1, 0.5, None)).annotate(ARTICLES[:1])
    assert {annotation.model for annotation in found.annotations} == {"tiny 0.1.0"}
