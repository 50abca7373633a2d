import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from corpus_builders import sentence_row, write_jsonl, write_text

from newstance.corpora.commands import data
from newstance.corpora.corpus import Places
from newstance.corpora.registry import CORPORA
from newstance.corpora.statistics import describe
from newstance.corpora.tables import markdown_table


@pytest.fixture
def small(tmp_path: Path) -> Path:
    texts = {
        "train": ["Oslo met Lima in Rome.", "Two more words here."],
        "validation": ["A b c."],
        "test": ["Oslo met Lima, in Rome"],
    }
    for part, lines in texts.items():
        rows = [sentence_row(f"{part}{number}", text) for number, text in enumerate(lines)]
        write_jsonl(tmp_path / "sentences" / f"{part}.jsonl", rows)
    return tmp_path


def test_check_says_all_is_sound(small: Path) -> None:
    result = CliRunner().invoke(data, ["check", str(small)])
    assert (result.exit_code, result.output) == (0, "all rows are sound\n")


def test_check_names_every_fault_and_fails(small: Path) -> None:
    path = write_jsonl(small / "bad.jsonl", [sentence_row("x", "Oslo waits.", "angry")])
    result = CliRunner().invoke(data, ["check", str(path), str(small / "gone")])
    assert result.exit_code == 2
    assert result.stderr.splitlines() == [
        f"{path}:1: unknown stance 'angry'; expected one of supportive, critical, conciliatory, neutral",
        f"{small / 'gone'}: no .jsonl file here",
    ]


def test_stats_count_rows_shares_lengths_and_overlaps(small: Path) -> None:
    chart = small / "chart.svg"
    arguments = ["stats", "sentences", "dse", "--root", str(small), "--public-root", str(small / "raw")]
    result = CliRunner().invoke(data, [*arguments, "--format", "jsonl", "--chart", str(chart)])
    train, validation, test = (json.loads(line) for line in result.stdout.splitlines())
    assert (train["rows"], train["words"], train["longest"], train["licence"]) == (2, 4.5, 5, "CC0-1.0")
    assert train["stances"] == {"supportive": 0.0, "critical": 0.0, "conciliatory": 0.0, "neutral": 1.0}
    assert (train["overlaps"], validation["overlaps"], test["overlaps"]) == (
        {"sentences/test": 1},
        {},
        {"sentences/train": 1},
    )
    assert result.stderr == f"not there: dse\n{chart}: drawn\n"
    assert chart.read_text(encoding="utf-8").startswith("<?xml")


@pytest.mark.parametrize("name", ["c.txt", "c"])
def test_a_chart_that_is_no_picture_is_refused_before_anything_is_computed(small: Path, name: str) -> None:
    result = CliRunner().invoke(data, ["stats", "sentences", "--root", str(small), "--chart", str(small / name)])
    fault = f"{small / name}: no name of a picture. Cure: let it end in .png or .svg"
    assert (str(result.exception), result.stdout) == (fault, "")


def test_stats_table_shows_licence_and_overlaps(small: Path) -> None:
    result = CliRunner().invoke(data, ["stats", "sentences", "--root", str(small)])
    assert "CC0-1.0" in result.stdout
    assert "sentences/test 1" in result.stdout
    assert "0 / 0 / 0 / 100" in result.stdout


def test_stats_without_any_corpus_say_what_to_do(tmp_path: Path) -> None:
    result = CliRunner().invoke(data, ["stats", "dse", "--root", str(tmp_path), "--public-root", str(tmp_path)])
    assert (
        str(result.exception)
        == f"none of these corpora lies in {tmp_path} or {tmp_path}. Cure: newstance data fetch CORPUS"
    )


def test_audit_writes_a_review_file(root: Path, tmp_path: Path) -> None:
    out = tmp_path / "review.csv"
    result = CliRunner().invoke(
        data, ["audit", "sentences", "--root", str(root / "data"), "-o", str(out), "--worst", "5"]
    )
    assert (result.exit_code, result.stderr) == (0, f"{out}: likely errors first\n")
    assert len(out.read_text(encoding="utf-8").splitlines()) == 6


def test_audit_needs_a_train_split_and_its_files(small: Path) -> None:
    places = ["--root", str(small), "--public-root", str(small / "raw"), "-o", str(small / "review.csv")]
    for name in ("realdev", "wikinews", "plv"):
        result = CliRunner().invoke(data, ["audit", "sentences", name, *places])
        splits = ", ".join(CORPORA[name].splits)
        fault = f"corpus {name!r} has no train split to audit, only {splits}. Cure: leave it out"
        assert str(result.exception) == fault
    missing = CliRunner().invoke(data, ["audit", "dse", *places])
    assert str(missing.exception) == (
        f"{small / 'raw' / 'dse' / 'train.txt'}: corpus 'dse' needs this file. "
        "Cure: newstance data fetch dse, or --public-root FOLDER where FOLDER/dse lies"
    )
    assert not (small / "review.csv").exists()


def test_audit_reads_a_users_table(tmp_path: Path) -> None:
    stances = {"good": "supportive", "bad": "critical"}
    rows = [f"{word} number {n},{stance}" for n in range(8) for word, stance in stances.items()]
    own = write_text(tmp_path / "my.csv", "\n".join(["text,stance", *rows, "bad number 9,supportive"]))
    out = tmp_path / "review.csv"
    result = CliRunner().invoke(data, ["audit", str(own), "-o", str(out)])
    assert (result.exit_code, result.stderr) == (0, f"{out}: likely errors first\n")
    assert "bad number 9" in out.read_text(encoding="utf-8").splitlines()[1]
    before = own.read_bytes()
    refused = CliRunner().invoke(data, ["audit", str(own), "-o", str(own)])
    assert str(refused.exception) == (
        f"{own}: is an input, and the result would overwrite it. Cure: give another place with -o"
    )
    assert own.read_bytes() == before


@pytest.mark.parametrize(
    ("command", "offered", "kept_back"),
    [
        (["fetch"], ["dse", "plv", "news-standoff"], ["sentences", "seesaw", "table", "realdev"]),
        (["audit", "-o", "x.csv"], ["sentences", "dse"], ["table", "realdev", "plv"]),
        (["stats"], ["sentences", "realdev", "seesaw"], ["table"]),
    ],
)
def test_an_unknown_name_is_told_what_the_command_can_take(
    command: list[str], offered: list[str], kept_back: list[str]
) -> None:
    message = str(CliRunner().invoke(data, [*command, "nowhere"]).exception)
    fault, _, names = message.partition("; expected one of ")
    assert fault == "unknown corpus 'nowhere'"
    assert set(offered) <= set(names.split(", "))
    assert not set(kept_back) & set(names.split(", "))


@pytest.mark.parametrize("command", [["audit", "sentences", "-o"], ["stats", "sentences", "--chart"]])
def test_a_folder_that_is_not_there_is_named_before_anything_is_computed(small: Path, command: list[str]) -> None:
    out = small / "no" / "such.svg"
    result = CliRunner().invoke(data, [*command, str(out), "--root", str(small)])
    assert (str(result.exception), result.stdout) == (
        f"{out}: there is no folder '{out.parent}' to write it to. Cure: make the folder first",
        "",
    )


def test_fetch_shows_licence_and_citation(shared: Path, tmp_path: Path) -> None:
    copy = tmp_path / "plover" / "PLOVER_GSR_CAMEO.txt"
    copy.parent.mkdir()
    copy.write_bytes((shared / "data/public/plover/PLOVER_GSR_CAMEO.txt").read_bytes())
    result = CliRunner().invoke(data, ["fetch", "plover", "--public-root", str(tmp_path)])
    assert result.stderr.splitlines() == [
        "plover: Open Event Data Alliance (2016), PLOVER gold standard records; Gerner & Schrodt, CAMEO. "
        "Licence: CC BY-SA 4.0",
        f"{copy}: already there",
    ]


def test_check_and_fetch_need_no_training_packages() -> None:
    code = (
        "import sys, newstance.corpora.commands, newstance.corpora.check, newstance.corpora.fetching\n"
        "heavy = {'torch', 'transformers', 'datasets', 'sklearn', 'cleanlab', 'datasketch', 'matplotlib', 'scipy'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=dict(os.environ)
    )
    assert done.stdout == "[]\n"


def test_the_dataset_card_shows_the_figures_of_the_command(root: Path, shared: Path) -> None:
    card = (root / "data" / "README.md").read_text(encoding="utf-8")
    statistics = describe(list(CORPORA.values()), Places(root / "data", shared / "data" / "public"))
    for line in markdown_table(statistics).splitlines():
        assert line in card
