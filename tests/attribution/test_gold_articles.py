"""Attribution on our own labelled articles: it must not get worse unnoticed."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

FLOORS = {"quotation": 0.95, "speaker": 0.90, "target": 0.74}


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
    benchmark: ModuleType, root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "one.jsonl"
    path.write_text((root / "data" / "articles" / "train.jsonl").read_text("utf-8").splitlines()[0], encoding="utf-8")
    assert benchmark.main([str(path), "-o", str(tmp_path / "figures.json")]) == 0
    assert "without first_person" in capsys.readouterr().out
    assert '"quotation"' in (tmp_path / "figures.json").read_text("utf-8")
