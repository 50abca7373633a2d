"""A real Ray cluster of two workers on this machine gives what one process gives, in the same order."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from newstance.cli import main
from newstance.errors import ConfigError
from newstance.inference import annotating
from newstance.inference.annotating import annotate
from newstance.inference.cluster import Job, annotate_on_ray
from newstance.inference.loading import load_predictor
from newstance.records import Article

ARTICLES = [
    Article(
        f"article-{number}",
        f"The minister praised plan {number}. Lima accused Europe.\n\n" + "The talks go on. " * 3,
    )
    for number in range(7)
]


def test_two_workers_give_the_same_annotations_in_the_same_order(
    tiny_bundle: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("newstance.inference.annotating.WINDOW_CHARACTERS", 250)
    pytest.importorskip("ray")
    alone = list(annotate(ARTICLES, load_predictor(str(tiny_bundle), threads=1)))
    together = list(annotate_on_ray(iter(ARTICLES), Job(str(tiny_bundle), 1, 0.5, None), workers=2))
    assert [[found.article.id for found in window] for window in alone] == [
        ["article-0", "article-1", "article-2"],
        ["article-3", "article-4", "article-5"],
        ["article-6"],
    ]
    assert together == alone


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
        next(iter(annotate_on_ray(ARTICLES, Job(None, 1, 0.5, None))))
