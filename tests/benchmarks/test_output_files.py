"""Where benchmarks write their figures, and what they leave there of earlier runs."""

import json
from argparse import Namespace
from pathlib import Path
from types import SimpleNamespace

import around
import encoding
import name_swap
import numpy as np
import pytest
import quality
import speed
from committed import figures_file
from quality_suite.figures import merged_figures, read_json, write_json
from quality_suite.scoring import Result
from quality_suite.sets import SETS, Rows
from quality_suite.tables import SetResults

import attribution
import behaviour
from newstance.errors import InputError
from newstance.labels import LabelSet
from newstance.predictions import Prediction
from newstance.records import Example, Pair, Span

BY_NAME = {each.name: each for each in SETS}
LIMA, OSLO = Span(0, 4, "Lima"), Span(13, 17, "Oslo")


def scored(name: str, bundle: str, macro: float, baseline: float | None = None) -> SetResults:
    baselines = {} if baseline is None else {"VADER": Result(12, {"pair_macro_f1": baseline}, {})}
    return SetResults(BY_NAME[name], {bundle: Result(12, {"pair_macro_f1": macro}, {})}, baselines)


def macro_f1s(figures: dict, kind: str) -> dict[str, dict[str, float]]:
    return {
        name: {reader: result["metrics"]["pair_macro_f1"] for reader, result in record[kind].items()}
        for name, record in figures.items()
    }


def test_other_sets_of_the_same_bundle_stay_in_the_order_of_the_sets() -> None:
    earlier = merged_figures({}, [scored("plv", "one", 0.5, 0.2), scored("seesaw", "one", 0.6)], ["one"])

    merged = merged_figures(earlier, [scored("dse", "one", 0.7), scored("plv", "one", 0.8, 0.3)], ["one"])

    assert list(merged) == [each.name for each in SETS if each.name in {"dse", "plv", "seesaw"}]
    assert macro_f1s(merged, "bundles") == {"dse": {"one": 0.7}, "plv": {"one": 0.8}, "seesaw": {"one": 0.6}}
    assert macro_f1s(merged, "baselines") == {"dse": {}, "plv": {"VADER": 0.3}, "seesaw": {}}


def test_figures_of_another_bundle_do_not_stay_beside() -> None:
    earlier = merged_figures({}, [scored("plv", "one", 0.5), scored("seesaw", "one", 0.6)], ["one"])

    assert macro_f1s(merged_figures(earlier, [scored("plv", "two", 0.8)], ["two"]), "bundles") == {"plv": {"two": 0.8}}


def test_a_set_scored_without_baselines_keeps_those_it_had() -> None:
    earlier = merged_figures({}, [scored("plv", "one", 0.5, 0.2)], ["one"])

    merged = merged_figures(earlier, [scored("plv", "two", 0.8)], ["two"])

    assert macro_f1s(merged, "baselines") == {"plv": {"VADER": 0.2}}


def test_quality_leaves_the_other_sets_in_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "quality.json"
    write_json(
        out, {"sets": merged_figures({}, [scored("seesaw", "sure", 0.6), scored("plv", "sure", 0, 0.2)], ["sure"])}
    )
    rows = Rows([Example("r", "plv", "Lima praised Oslo.", "g", "p:1", pairs=(Pair(LIMA, OSLO, "supportive"),))], [])
    answer = Prediction(np.eye(4)[0], np.full(6, 1 / 6), pair_probs=np.eye(4)[:1])
    reader = SimpleNamespace(name="sure", labels=LabelSet(), predict=lambda texts, _: [answer] * len(texts))
    monkeypatch.setattr(quality, "load_predictor", lambda _: reader)
    monkeypatch.setattr(quality, "read_rows", lambda *_: rows)

    quality.main(["--set", "plv", "--no-baselines", "--out", str(out)])

    figures = read_json(out)["sets"]
    assert macro_f1s(figures, "bundles") == {"plv": {"sure": 1.0}, "seesaw": {"sure": 0.6}}
    assert macro_f1s(figures, "baselines") == {"plv": {"VADER": 0.2}, "seesaw": {}}


def test_quality_without_a_set_to_score_leaves_the_file_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "quality.json"
    write_json(out, {"sets": {"plv": 1}})
    monkeypatch.setattr(quality, "load_predictor", lambda _: None)

    assert quality.main(["--set", "seesaw", "--public-root", str(tmp_path), "--out", str(out)]) == 1

    assert read_json(out) == {"sets": {"plv": 1}}
    assert capsys.readouterr().err.startswith("seesaw: skipped. ")


def test_attribution_keeps_the_figures_of_files_that_are_not_at_hand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, root: Path
) -> None:
    out, ours = tmp_path / "attribution.json", root / "data" / "articles" / "test.jsonl"
    write_json(out, {"model": "sure", "files": {"wikinews.jsonl": 1, "articles/test.jsonl": 2}})
    monkeypatch.setattr(attribution, "load_predictor", lambda _: SimpleNamespace(name="sure"))
    for stub in ("measure", "figures", "behind_model", "milliseconds", "ablations"):
        monkeypatch.setattr(attribution, stub, lambda *_: {})
    monkeypatch.setattr(attribution, "markdown", lambda _: "")
    monkeypatch.setattr(attribution, "OUTPUT", out)
    monkeypatch.setattr(attribution, "FILES", (ours,))

    attribution.main([])
    attribution.main([str(ours)])  # files and models of one's own go where -o says, or nowhere
    attribution.main(["--model", "mine"])

    files = read_json(out)["files"]
    assert files["wikinews.jsonl"] == 1
    assert files["articles/test.jsonl"]["articles"] == 8
    assert list(files) == ["wikinews.jsonl", "articles/test.jsonl", "dispatches, 50 held out"]
    assert files["dispatches, 50 held out"]["articles"] == 50


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "baselines.json"
    write_json(path, {"dse": 1})
    with pytest.raises(TypeError):
        write_json(path, {"dse": 2, "plv": object()})
    path.with_name("baselines.json.part").write_text('{"cut off', encoding="utf-8")  # of a run that was killed

    assert read_json(path) == {"dse": 1}
    write_json(path, {"dse": 3})
    assert [(file.name, json.loads(file.read_text())) for file in tmp_path.iterdir()] == [
        ("baselines.json", {"dse": 3})
    ]


def test_quality_of_another_bundle_leaves_the_committed_figures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    committed = {"sets": merged_figures({}, [scored("seesaw", "sure", 0.6), scored("plv", "sure", 0.5, 0.2)], ["sure"])}
    out = tmp_path / "quality.json"
    write_json(out, committed)
    rows = Rows([Example("r", "plv", "Lima praised Oslo.", "g", "p:1", pairs=(Pair(LIMA, OSLO, "supportive"),))], [])
    answer = Prediction(np.eye(4)[0], np.full(6, 1 / 6), pair_probs=np.eye(4)[:1])
    reader = SimpleNamespace(name="mine", labels=LabelSet(), predict=lambda texts, _: [answer] * len(texts))
    monkeypatch.setattr(quality, "OUTPUT", out)
    monkeypatch.setattr(quality, "load_predictor", lambda _: reader)
    monkeypatch.setattr(quality, "read_rows", lambda *_: rows)
    options = ["--model", "mine", "--set", "plv", "--no-baselines"]

    quality.main(options)
    assert read_json(out) == committed
    assert "mine | 100.0" in capsys.readouterr().out
    quality.main([*options, "-o", str(tmp_path / "mine.json")])
    assert macro_f1s(read_json(tmp_path / "mine.json")["sets"], "bundles") == {"plv": {"mine": 1.0}}
    quality.main(options[2:])  # the shipped one, whatever its name
    assert macro_f1s(read_json(out)["sets"], "bundles") == {"plv": {"mine": 1.0}}


@pytest.mark.parametrize(
    ("model", "copies", "variable", "written"),
    [
        (None, 5, None, True),
        ("mine", 5, None, False),
        (None, 5, "mine", False),
        (None, 25, None, False),
    ],
)
def test_figures_are_committed_of_the_shipped_bundle_at_one_size(  # noqa: PLR0913 - what decides it
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    model: str | None,
    copies: int,
    variable: str | None,
    written: bool,
) -> None:
    if variable:
        monkeypatch.setenv("NEWSTANCE_MODEL", variable)
    committed = tmp_path / "committed.json"
    options = Namespace(model=model, copies=copies, output=None)
    assert figures_file(options, committed, copies=5) == (committed if written else None)
    options.output = tmp_path / "mine.json"
    assert figures_file(options, committed, copies=5) == options.output


def test_a_folder_for_the_figures_that_is_not_there_is_named_first(tmp_path: Path) -> None:
    file = tmp_path / "no" / "mine.json"
    with pytest.raises(InputError) as fault:
        figures_file(Namespace(output=file), tmp_path / "committed.json")
    assert str(fault.value) == f"{file}: there is no folder '{file.parent}' to write it to. Cure: make the folder first"


def test_around_writes_the_committed_figures_by_default_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(around, "OUTPUT", tmp_path / "around.json")
    monkeypatch.setattr(around, "load_predictor", lambda _: None)
    monkeypatch.setattr(around, "parts_of_a_run", lambda *_: dict.fromkeys(around.PARTS, 1.0))

    around.main([])
    assert read_json(around.OUTPUT)["articles"] == 200
    around.main(["--copies", "1"])
    around.main(["--model", "mine"])
    assert read_json(around.OUTPUT)["articles"] == 200


def test_encoding_of_another_number_goes_where_it_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoding, "OUTPUT", tmp_path / "encoding.json")
    monkeypatch.setattr(encoding, "EXAMPLES", 3)
    monkeypatch.setattr(encoding, "find_encoder", lambda _: tmp_path)
    monkeypatch.setattr(encoding, "SentenceTokeniser", SimpleNamespace(from_file=lambda *_: None))
    monkeypatch.setattr(encoding, "encode_examples", lambda *_: None)

    encoding.main([])
    encoding.main(["--examples", "2"])
    encoding.main(["--examples", "2", "-o", str(tmp_path / "mine.json")])

    assert [read_json(tmp_path / name)["examples"] for name in ("encoding.json", "mine.json")] == [3, 2]


def test_name_swap_writes_where_it_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, root: Path) -> None:
    committed = (root / "benchmarks" / "name_swap.json").read_bytes()
    row = {"name_swap": 0.0, "seed": 1, "stance_f1": 60.0, "changed": 5.0, "pairs": 56}
    monkeypatch.setattr(name_swap, "measured", lambda _: row)

    name_swap.main(["mine"])
    name_swap.main(["mine", "-o", str(tmp_path / "mine.json")])

    assert json.loads((tmp_path / "mine.json").read_text(encoding="utf-8")) == [row]
    assert (root / "benchmarks" / "name_swap.json").read_bytes() == committed


def test_around_writes_where_it_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seconds = dict.fromkeys(around.PARTS, 1.0) | {"model": 16.0}
    monkeypatch.setattr(around, "load_predictor", lambda _: None)
    monkeypatch.setattr(around, "parts_of_a_run", lambda *_: seconds)

    around.main(["--copies", "1", "--rounds", "2", "-o", str(tmp_path / "mine.json")])

    figures = read_json(tmp_path / "mine.json")
    assert (figures["articles"], figures["seconds"]) == (40, seconds)
    assert figures["around_share"] == pytest.approx(0.2)


def test_behaviour_writes_where_it_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(behaviour, "load_predictor", lambda _: SimpleNamespace(name="mine 1.0"))
    for stub in ("judge", "_skills", "_name_swaps"):
        monkeypatch.setattr(behaviour, stub, lambda *_: [])

    behaviour.main(["-o", str(tmp_path / "mine.json")])

    assert read_json(tmp_path / "mine.json") == {"model": "mine 1.0", "skills": [], "name_swaps": []}
    monkeypatch.setattr(behaviour, "OUTPUT", tmp_path / "shipped.json")
    behaviour.main(["--model", "mine"])  # as its card says: the shipped bundle's figures stay
    assert not (tmp_path / "shipped.json").exists()


def test_speed_writes_where_it_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bundle = SimpleNamespace(identity=SimpleNamespace(encoder="tiny"))
    monkeypatch.setattr(speed.torch, "set_num_threads", lambda _: None)
    monkeypatch.setattr(speed, "find_bundle", lambda _: None)
    monkeypatch.setattr(speed, "open_bundle", lambda _: bundle)
    monkeypatch.setattr(speed, "_newstance", lambda *_: 2.0)
    monkeypatch.setattr(speed, "_peer", lambda *_: 4.0)
    monkeypatch.setattr(speed, "_timed", lambda seconds: seconds)

    speed.main(["--copies", "1", "--rounds", "2", "-o", str(tmp_path / "mine.json")])

    figures = read_json(tmp_path / "mine.json")
    assert figures["ratio"] == 2.0
    assert list(figures["seconds"].values()) == [[2.0, 2.0], [4.0, 4.0]]
    assert list(figures["rates"].values()) == [figures["sentences"] / 2, figures["sentences"] / 4]
