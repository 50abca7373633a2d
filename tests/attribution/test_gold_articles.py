"""Attribution on our own labelled articles: it must not get worse unnoticed."""

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType

import pytest
from attribution_suite import behind_model
from attribution_suite.gold import GoldArticle
from attribution_suite.identity import counterparts

from newstance.inference.annotating import AnnotatedArticle
from newstance.records import Annotation, Article, Mention, Opinion, Sentence, Span

FLOORS = {"quotation": 0.95, "speaker": 0.90, "target": 0.85}


@pytest.fixture(scope="module")
def benchmark(root: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("attribution_benchmark", root / "benchmarks" / "attribution.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("split", ["train", "validation"])
def test_gold_articles(benchmark: ModuleType, root: Path, split: str) -> None:
    gold = list(benchmark.read_gold(root / "data" / "articles" / f"{split}.jsonl"))
    found = benchmark.figures(benchmark.measure(gold))
    assert {figure: found[figure]["lenient"] >= floor for figure, floor in FLOORS.items()} == dict.fromkeys(
        FLOORS, True
    )


def test_the_benchmark_prints_and_writes_its_figures(
    benchmark: ModuleType,
    root: Path,
    tmp_path: Path,
    tiny_bundle: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = tmp_path / "one.jsonl"
    path.write_text((root / "data" / "articles" / "train.jsonl").read_text("utf-8").splitlines()[0], encoding="utf-8")
    assert benchmark.main([str(path), "--model", str(tiny_bundle), "-o", str(tmp_path / "figures.json")]) == 0
    printed = capsys.readouterr().out
    assert "| one.jsonl | quotation | 4 | 100.0 | 100.0 | 100.0 | 0 | 2/2 | 0/0 | 1/1 | 1/1 |\n" in printed
    assert "\n| I and we inside a quotation or turn are its speaker | " in printed
    written = json.loads((tmp_path / "figures.json").read_text("utf-8"))
    assert (written["model"], list(written["files"])) == ("tiny 0.1.0", ["one.jsonl"])
    assert written["files"]["one.jsonl"]["gold_spans"]["quotation"]["n"] == 4


def test_behind_the_model_only_opinions_of_the_right_stance_count(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Ada Obi and Tom Roe blamed the ferry plan."
    obi, roe, plan = Span(0, 7, "Ada Obi"), Span(12, 19, "Tom Roe"), Span(31, 41, "ferry plan")
    sentence = Sentence("a", 0, 0, 0, len(text), text)

    def annotated(*opinions: Opinion) -> Annotation:
        return Annotation(sentence, "critical", {}, "fact", {}, False, opinions, False, "x")

    gold = annotated(
        Opinion("critical", Mention(obi, "Ada Obi"), Mention(plan, "ferry plan")),
        Opinion("critical", Mention(roe, "Tom Roe"), Mention(plan, None)),
    )
    found = annotated(
        Opinion("critical", Mention(roe, "the Tom Roe"), Mention(obi, "Ada Obi")),
        Opinion("critical", Mention(obi, None), Mention(plan, "Ferry plan")),
        Opinion("supportive", Mention(obi, "Ada Obi"), None),
    )
    article = Article("a", text)
    monkeypatch.setattr(behind_model, "annotate", lambda *_: [[AnnotatedArticle(article, [found])]])
    figures = behind_model.behind_model([GoldArticle(article, (gold,))], None)
    assert figures["opinions"] == {"gold": 2, "predicted": 3, "stance_right": 2}
    assert figures["speaker"] == {"right": 0.5, "low": 0.5, "high": 0.5, "n": 2}
    assert figures["target"] == {"right": 1.0, "low": 1.0, "high": 1.0, "n": 1}
    assert figures["target given span"] == {"right": 1.0, "low": 1.0, "high": 1.0, "n": 1}
    assert figures["target identity"] == {"right": 1.0, "low": 1.0, "high": 1.0, "n": 1}
    assert "quotation speaker" not in figures


def test_actors_have_counterparts_whatever_their_names() -> None:
    crews, boats = ("indian fishermen", "fishermen"), ("seizure of the boats", "seizure")
    assert counterparts([crews, crews, boats]) == dict([crews, boats])


def test_two_that_we_took_for_one_have_one_counterpart() -> None:
    assert counterparts([("choice", "choice"), ("choice", "choice"), ("choice", "appointment")]) == {"choice": "choice"}


def test_one_that_we_took_for_two_is_the_counterpart_of_one() -> None:
    assert counterparts([("a", "plan"), ("a", "plan"), ("b", "plan")]) == {"a": "plan"}


def test_without_common_mentions_there_are_no_counterparts() -> None:
    assert counterparts([]) == {}
