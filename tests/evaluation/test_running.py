"""What ``newstance evaluate`` refuses before it loads a model."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from newstance.cli import main
from newstance.corpora.registry import BY_NAME
from newstance.errors import InputError
from newstance.evaluation import running
from newstance.evaluation.running import read_examples, run_evaluate


@pytest.mark.parametrize("name", ["typo.jsonl", "my/labels.jsonl"])
def test_a_name_of_neither_file_nor_corpus_is_told(name: str) -> None:
    with pytest.raises(InputError) as caught:
        read_examples(name)

    assert str(caught.value) == (
        f"{name}: no such file, and no corpus of that name. Cure: name a labelled file, or one of {', '.join(BY_NAME)}"
    )


@pytest.mark.parametrize(
    ("corpus", "fault"),
    [
        (
            "dse",
            "fetched/dse/train.txt: corpus 'dse' needs this file. "
            "Cure: newstance data fetch dse, or --public-root FOLDER where FOLDER/dse lies",
        ),
        (
            "sentences/test",
            "ours/sentences/train.jsonl: corpus 'sentences' needs this file. "
            "Cure: run this in newstance's clone, or --root FOLDER where FOLDER/sentences/train.jsonl lies",
        ),
    ],
)
def test_a_missing_corpus_is_told_in_the_words_of_the_command(corpus: str, fault: str) -> None:
    result = CliRunner().invoke(main, ["evaluate", corpus, "--root", "ours", "--public-root", "fetched"])
    assert (result.exit_code, result.stderr) == (2, f"newstance: {fault}\n")


def test_corpora_are_found_where_the_options_say(tiny_bundle: Path, small_data: Path) -> None:
    options = ["--root", str(small_data), "--model", str(tiny_bundle), "--threads", "1"]
    result = CliRunner().invoke(main, ["evaluate", "sentences/test", *options])
    assert (result.exit_code, result.stderr) == (0, "")
    assert "sentences/test" in result.stdout


def test_half_a_character_is_scored_as_the_check_says(tiny_bundle: Path, tmp_path: Path) -> None:
    row = {"id": "1", "text": "\ud800 foo", "stance": "neutral", "claim": "fact", "opinions": []}
    file = tmp_path / "my.jsonl"
    file.write_text(json.dumps(row) + "\n", encoding="utf-8")
    assert CliRunner().invoke(main, ["data", "check", str(file)]).exit_code == 0
    result = CliRunner().invoke(main, ["evaluate", str(file), "--model", str(tiny_bundle), "--threads", "1"])
    assert (result.exit_code, result.stderr) == (0, "")


def test_a_users_table_is_scored(tiny_bundle: Path, tmp_path: Path) -> None:
    file, out = tmp_path / "my.csv", tmp_path / "scores.json"
    rows = ["text,stance,speaker", "Lima mocked it.,critical,Lima", "Oslo waits.,neutral,", "Rome waits.,neutral,"]
    file.write_text("\n".join(rows) + "\n", encoding="utf-8")
    options = ["--model", str(tiny_bundle), "--threads", "1", "-o", str(out)]
    result = CliRunner().invoke(main, ["evaluate", str(file), *options])
    assert (result.exit_code, result.stderr) == (0, "")
    scores = json.loads(out.read_text(encoding="utf-8"))["corpora"][str(file)]
    asked = {layer: sum(map(sum, table["rows_are_gold"])) for layer, table in scores["confusion"].items()}
    assert asked == {"stance": 3, "pair": 1}


def test_a_table_without_its_file_is_told_what_to_name() -> None:
    result = CliRunner().invoke(main, ["evaluate", "table"])
    assert (result.exit_code, result.stderr) == (
        2,
        "newstance: data.table.path: corpus 'table' needs this file. "
        "Cure: name the file itself, such as my.csv, instead of 'table'\n",
    )


def test_a_folder_that_is_not_there_is_named_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "load_predictor", lambda *_: pytest.fail("a model was loaded"))
    out = tmp_path / "no" / "such" / "x.json"

    with pytest.raises(InputError) as caught:
        run_evaluate(["sentences/test"], out, None, 1)

    assert str(caught.value) == (
        f"{out}: there is no folder '{out.parent}' to write it to. Cure: make the folder first"
    )


def test_a_labelled_file_is_not_overwritten(tmp_path: Path) -> None:
    labelled = tmp_path / "my.jsonl"
    labelled.write_text("{}\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        run_evaluate(["sentences/test", str(labelled)], labelled, None, 1)
    assert str(caught.value) == (
        f"{labelled}: is an input, and the result would overwrite it. Cure: give another place with -o"
    )
    assert labelled.read_text(encoding="utf-8") == "{}\n"
