"""``newstance annotate``: what lands where, which exit status, and how a killed run goes on."""

import csv
import errno
import json
import os
import shutil
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from newstance.cli import main
from newstance.inference import annotating, commands
from newstance.records import Article

TEXT = "Anna Berg praised the plan.\n\n“The talks 😀 failed,” said Trump. Lima accused Europe.\n"
KEYS = [
    "article_id", "sentence", "paragraph", "start", "end", "text", "stance", "stance_probs", "claim", "claim_probs",
    "uncertain", "opinions", "quoted", "model",
]  # fmt: skip

NAME_IT = "Name a file so, or a folder {}/"

Annotate = Callable[..., Result]


@pytest.fixture
def annotate(tiny_bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Annotate:
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str, stdin: str | None = None) -> Result:
        return CliRunner().invoke(main, ["annotate", "--model", str(tiny_bundle), *arguments], input=stdin)

    return run


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """Seven articles of three sentences each, in a file beside the working folder's other files."""
    path = tmp_path / "articles.jsonl"
    rows = [{"id": f"a{index}", "text": TEXT.replace("Lima", f"Lima{index}"), "desk": "world"} for index in range(7)]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def read_lines(path: Path) -> list[dict[str, Any]]:
    return lines(path.read_text(encoding="utf-8"))


def read_table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def check_offsets(annotations: list[dict[str, Any]], texts: dict[str, str]) -> int:
    """Every span is exactly what stands there; returns how many spans there were."""
    spans = 0
    for annotation in annotations:
        text = texts[annotation["article_id"]]
        assert annotation["text"] == text[annotation["start"] : annotation["end"]]
        for opinion in annotation["opinions"]:
            for mention in filter(None, (opinion["speaker"], opinion["target"])):
                assert mention["text"] == text[mention["start"] : mention["end"]]
                spans += 1
    return spans


def test_annotations_go_to_standard_output(annotate: Annotate, tmp_path: Path) -> None:
    (tmp_path / "news.txt").write_text(TEXT, encoding="utf-8")
    result = annotate("news.txt")
    assert (result.exit_code, result.stderr) == (0, "")
    found = lines(result.stdout)
    assert [list(annotation) for annotation in found] == [KEYS] * 3
    assert [annotation["sentence"] for annotation in found] == [0, 1, 2]
    assert [annotation["paragraph"] for annotation in found] == [0, 1, 1]
    assert found[1]["text"] == "“The talks 😀 failed,” said Trump."
    assert {annotation["model"] for annotation in found} == {"tiny 0.1.0"}
    for annotation in found:
        assert sum(annotation["stance_probs"].values()) == pytest.approx(1.0, abs=3e-4)
        assert sum(annotation["claim_probs"].values()) == pytest.approx(1.0, abs=4e-4)
        assert annotation["stance"] == max(annotation["stance_probs"], key=annotation["stance_probs"].get)
        assert annotation["claim"] == max(annotation["claim_probs"], key=annotation["claim_probs"].get)
        if annotation["opinions"]:
            assert annotation["opinions"][0]["stance"] == annotation["stance"]
    assert check_offsets(found, {"news.txt": TEXT}) > 0


def test_standard_input(annotate: Annotate) -> None:
    result = annotate("-", stdin=json.dumps({"id": "x", "text": "Trump said no."}) + "\n")
    assert (result.exit_code, result.stderr) == (0, "")
    assert [annotation["article_id"] for annotation in lines(result.stdout)] == ["x"]


def test_a_folder_gets_annotations_and_articles(annotate: Annotate, articles: Path, tmp_path: Path) -> None:
    result = annotate(str(articles), "-o", "out")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "7 articles, 21 sentences → out/annotations.jsonl\n"
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["annotations.jsonl", "articles.jsonl"]
    written = read_lines(tmp_path / "out" / "articles.jsonl")
    assert written == read_lines(articles)  # other keys are carried through
    found = read_lines(tmp_path / "out" / "annotations.jsonl")
    assert [(each["article_id"], each["sentence"]) for each in found] == [
        (f"a{article}", sentence) for article in range(7) for sentence in range(3)
    ]
    assert check_offsets(found, {article["id"]: article["text"] for article in written}) > 0


def test_a_file_gets_annotations_alone_as_on_standard_output(
    annotate: Annotate, articles: Path, tmp_path: Path
) -> None:
    assert annotate(str(articles), "-o", "found.jsonl").exit_code == 0
    assert (tmp_path / "found.jsonl").read_text(encoding="utf-8") == annotate(str(articles)).stdout
    assert not (tmp_path / "articles.jsonl.part").exists()


def test_csv_says_the_same_as_jsonl(annotate: Annotate, articles: Path, tmp_path: Path) -> None:
    assert annotate(str(articles), "-o", "out", "--format", "csv").exit_code == 0
    rows = read_table(tmp_path / "out" / "annotations.csv")
    expected = lines(annotate(str(articles)).stdout)
    assert [list(row) for row in rows[:1]] == [[*KEYS, "title", "date", "outlet"]]
    assert [json.loads(row["opinions"]) for row in rows] == [annotation["opinions"] for annotation in expected]
    assert [(row["article_id"], row["text"], row["stance"]) for row in rows] == [
        (annotation["article_id"], annotation["text"], annotation["stance"]) for annotation in expected
    ]
    assert sorted(files_of(tmp_path / "out")) == ["annotations.csv", "articles.jsonl", "opinions.csv"]
    assert annotate(str(articles), "-o", "found.csv", "--format", "csv").exit_code == 0
    assert list(read_table(tmp_path / "found.csv")[0]) == KEYS  # a file holds annotations alone


def test_every_opinion_is_a_row_with_its_article(annotate: Annotate, tmp_path: Path) -> None:
    article = {"id": "n1", "text": TEXT, "title": "Überblick", "date": "01.03.2026", "outlet": "Post"}
    (tmp_path / "a.jsonl").write_text(json.dumps(article) + "\n", encoding="utf-8")
    assert annotate("a.jsonl", "-o", "out", "--format", "csv").exit_code == 0
    rows = read_table(tmp_path / "out" / "opinions.csv")
    found = [(each, opinion) for each in lines(annotate("a.jsonl").stdout) for opinion in each["opinions"]]
    assert len(rows) == len(found) > 0
    assert [(row["sentence"], row["stance"], row["text"]) for row in rows] == [
        (str(each["sentence"]), opinion["stance"], each["text"]) for each, opinion in found
    ]
    assert {(row["title"], row["date"], row["outlet"]) for row in rows} == {("Überblick", "01.03.2026", "Post")}


def test_files_of_an_earlier_run_are_told(annotate: Annotate, articles: Path) -> None:
    assert annotate(str(articles), "-o", "out", "--report").exit_code == 0
    result = annotate(str(articles), "-o", "out", "--format", "csv")
    assert (result.exit_code, result.stderr) == (
        0,
        "7 articles, 21 sentences → out/annotations.csv\n"
        "note: not of this run but from earlier: out/annotations.jsonl, out/report.html. "
        "Cure: delete them, or make them anew\n",
    )
    result = annotate(str(articles), "-o", "out", "--report")
    assert "from earlier: out/annotations.csv, out/opinions.csv. Cure" in result.stderr
    assert "from earlier" not in annotate(str(articles), "-o", "out/alone.jsonl").stderr


def test_nothing_is_told_of_earlier_files_that_this_run_replaces(annotate: Annotate, articles: Path) -> None:
    for _ in range(2):
        assert "earlier" not in annotate(str(articles), "-o", "out", "--report").stderr


def test_a_file_of_actors_is_read_once(annotate: Annotate, articles: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "actors"
    os.mkfifo(pipe)

    def feed() -> None:
        pipe.write_text("name,actor\nLima3,Port of Lima\n")
        time.sleep(0.1)  # the reader has seen the end
        pipe.write_text("")

    threading.Thread(target=feed, daemon=True).start()
    assert annotate(str(articles), "-o", "out", "--actors", str(pipe)).exit_code == 0
    named = {
        mention["actor"]
        for annotation in read_lines(tmp_path / "out" / "annotations.jsonl")
        for opinion in annotation["opinions"]
        for mention in (opinion["speaker"], opinion["target"])
        if mention and mention["text"].startswith("Lima3")
    }
    assert named == {"Port of Lima"}


def test_articles_are_counted_for_a_progress_bar_alone(
    annotate: Annotate, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commands, "count_articles", lambda _: pytest.fail("counted for nobody"))
    assert annotate(str(articles), "-o", "out").exit_code == 0


def test_some_inputs_skipped(annotate: Annotate, tmp_path: Path) -> None:
    (tmp_path / "news.jsonl").write_text('{"text": "Trump said no."}\n{"text": 5}\n', encoding="utf-8")
    result = annotate("news.jsonl", "lost.txt")
    assert result.exit_code == 1
    assert result.stderr == (
        'skipped: news.jsonl:2: "text" is a number; expected a string\n'
        "skipped: lost.txt: no such file or folder. Cure: check the spelling and the working folder\n"
        "2 skipped, each named above\n"
    )
    assert [annotation["article_id"] for annotation in lines(result.stdout)] == ["news.jsonl:1"]


def test_nothing_could_be_read_and_earlier_results_stay(annotate: Annotate, articles: Path, tmp_path: Path) -> None:
    annotate(str(articles), "-o", "out")
    before = (tmp_path / "out" / "annotations.jsonl").read_bytes()
    result = annotate("lost.txt", "-o", "out")
    assert result.exit_code == 2
    assert result.stderr == (
        "skipped: lost.txt: no such file or folder. Cure: check the spelling and the working folder\n"
        "1 skipped, each named above\n"
        "nothing to do: no input could be read\n"
    )
    assert (tmp_path / "out" / "annotations.jsonl").read_bytes() == before
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["annotations.jsonl", "articles.jsonl"]


def test_min_confidence_marks_uncertain_and_hides_nothing(annotate: Annotate, articles: Path) -> None:
    sure = lines(annotate(str(articles), "--min-confidence", "0").stdout)
    unsure = lines(annotate(str(articles), "--min-confidence", "1").stdout)
    assert {annotation.pop("uncertain") for annotation in sure} == {False}
    assert {annotation.pop("uncertain") for annotation in unsure} == {True}
    assert sure == unsure
    middle = sorted(max(annotation["stance_probs"].values()) for annotation in sure)[10]
    mixed = lines(annotate(str(articles), "--min-confidence", str(middle + 0.00006)).stdout)
    assert [each["uncertain"] for each in mixed] == [max(each["stance_probs"].values()) <= middle for each in mixed]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["a.txt", "--format", "csv"], "--format csv needs a file or folder: give one with -o OUT"),
        (["a.txt", "--report"], "--report needs a folder: give one with -o FOLDER"),
        (["a.txt", "--report", "-o", "x.jsonl"], "--report needs a folder: give one with -o FOLDER"),
        (["a.txt", "-o", "out", "--report", "--format", "csv"], "--report reads jsonl: leave out --format csv"),
        (["a.txt", "-o", "x.csv"], "x.csv would hold jsonl: give --format csv, or another name"),
        (["a.txt", "-o", "x.CSV"], "x.CSV would hold jsonl: give --format csv, or another name"),
        (
            ["a.txt", "-o", "x.jsonl.gz"],
            "x.jsonl.gz: .gz is none of .jsonl, .csv, .parquet. " + NAME_IT.format("x.jsonl.gz"),
        ),
        (["a.txt", "-o", "r.xlsx"], "r.xlsx: .xlsx is none of .jsonl, .csv, .parquet. " + NAME_IT.format("r.xlsx")),
        (
            ["a.txt", "--report", "-o", "r.txt"],
            "r.txt: .txt is none of .jsonl, .csv, .parquet. " + NAME_IT.format("r.txt"),
        ),
        (["a.txt", "--min-confidence", "2"], "Invalid value for '--min-confidence': 2.0 is not in the range 0<=x<=1."),
    ],
)
def test_wrong_usage(annotate: Annotate, arguments: list[str], message: str) -> None:
    result = annotate(*arguments)
    assert result.exit_code == 2
    assert result.stderr.splitlines()[-1] == f"Error: {message}"


@pytest.mark.parametrize("out", ["run.2", "out-v0.3", "run.2/", "march.jsonl/", "news.march/"])
def test_a_name_that_ends_in_a_slash_or_no_format_stands_for_a_folder(
    annotate: Annotate, articles: Path, tmp_path: Path, out: str
) -> None:
    result = annotate(str(articles), "-o", out, "--report")
    assert result.exit_code == 0
    assert sorted(files_of(tmp_path / out)) == ["annotations.jsonl", "articles.jsonl", "report.html"]


def test_a_file_needs_its_folder(annotate: Annotate, articles: Path, tmp_path: Path) -> None:
    result = annotate(str(articles), "-o", "lost/found.jsonl")
    assert (result.exit_code, result.stderr) == (
        2,
        "newstance: lost/found.jsonl: there is no folder 'lost' to write it to. Cure: make the folder first\n",
    )
    assert not (tmp_path / "lost").exists()
    assert annotate(str(articles), "-o", "lost/found").exit_code == 0
    assert sorted(files_of(tmp_path / "lost" / "found")) == ["annotations.jsonl", "articles.jsonl"]


def test_a_file_keeps_the_case_of_its_ending(annotate: Annotate, articles: Path, tmp_path: Path) -> None:
    result = annotate(str(articles), "-o", "found.CSV", "--format", "csv")
    assert (result.exit_code, result.stderr) == (0, "7 articles, 21 sentences → found.CSV\n")
    with (tmp_path / "found.CSV").open(encoding="utf-8", newline="") as stream:
        assert len(list(csv.DictReader(stream))) == 21


def test_a_folder_with_an_ending_takes_a_report(annotate: Annotate, articles: Path, tmp_path: Path) -> None:
    (tmp_path / "out.d").mkdir()
    result = annotate(str(articles), "-o", "out.d", "--report")
    assert result.exit_code == 0
    assert sorted(path.name for path in (tmp_path / "out.d").iterdir()) == [
        "annotations.jsonl", "articles.jsonl", "report.html",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "result"),
    [
        (["articles.jsonl", "-o", "."], "articles.jsonl"),
        (["articles.jsonl", "-o", "articles.jsonl"], "articles.jsonl"),
        ([".", "-o", "in/annotations.jsonl"], "in/annotations.jsonl"),
        (["link.jsonl", "-o", "articles.jsonl"], "articles.jsonl"),
        (["articles.jsonl", "in", "-o", "in"], "in/annotations.jsonl"),
        (["in/report.html", "-o", "in", "--report"], "in/report.html"),
        (["in/opinions.csv", "-o", "in", "--format", "csv"], "in/opinions.csv"),
        (["-", "in/notes.csv", "-o", "in/notes.csv", "--format", "csv"], "in/notes.csv"),
        (["articles.jsonl", "--actors", "in/notes.csv", "-o", "in/notes.csv", "--format", "csv"], "in/notes.csv"),
    ],
)
def test_no_input_is_overwritten(
    annotate: Annotate, articles: Path, tmp_path: Path, arguments: list[str], result: str
) -> None:
    (tmp_path / "link.jsonl").symlink_to(articles)
    (tmp_path / "in").mkdir()
    for name in ("annotations.jsonl", "report.html", "notes.csv", "opinions.csv"):
        (tmp_path / "in" / name).write_text("Mine.", encoding="utf-8")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.*")}
    found = annotate(*arguments, stdin="Trump said no.")
    assert (found.exit_code, found.stdout) == (2, "")
    assert found.stderr == (
        f"newstance: {result}: is an input, and the result would overwrite it. Cure: give another place with -o\n"
    )
    assert {path: path.read_bytes() for path in tmp_path.rglob("*.*")} == before


def test_results_of_an_earlier_run_are_overwritten(annotate: Annotate, articles: Path) -> None:
    assert [annotate(str(articles), "-o", "out").exit_code for _ in range(2)] == [0, 0]


BUSY = "another run is writing here. Cure: wait until it has ended, or give another place with -o"


@pytest.mark.parametrize(
    "second",
    [["-o", "out"], ["-o", "out", "--no-resume"], ["-o", "out", "--format", "csv"], ["-o", "out/annotations.jsonl"]],
)
def test_two_runs_do_not_write_to_one_place_at_once(
    annotate: Annotate, articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, second: list[str]
) -> None:
    (tmp_path / "other.txt").write_text("Peru praised Chile.", encoding="utf-8")
    monkeypatch.setattr(annotating, "WINDOW_CHARACTERS", len(TEXT) + 10)
    assert annotate(str(articles), "-o", "whole").exit_code == 0
    during: list[tuple[Result, dict[str, bytes]]] = []
    whole = annotating.attribute

    def attribute(article: Any, *rest: Any) -> Any:
        if article.id == "a4":
            before = files_of(tmp_path / "out")
            during.append((annotate("other.txt", *second), before))
            assert files_of(tmp_path / "out") == before
        return whole(article, *rest)

    monkeypatch.setattr(annotating, "attribute", attribute)
    assert annotate(str(articles), "-o", "out").exit_code == 0
    ((result, before),) = during
    assert (result.exit_code, result.stderr) == (2, f"newstance: out/annotations.jsonl: {BUSY}\n")
    assert [article["id"] for article in lines(before["articles.jsonl.part"].decode())] == ["a0", "a1", "a2", "a3"]
    assert files_of(tmp_path / "out") == files_of(tmp_path / "whole")


def test_a_plain_file_where_a_folder_should_be(annotate: Annotate, articles: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("Mine.", encoding="utf-8")
    result = annotate(str(articles), "-o", "out")
    assert (result.exit_code, result.stderr) == (
        2,
        "newstance: out: expected a folder, found a file. "
        "Cure: give another name with -o (that of a file ends in .jsonl, .csv, .parquet)\n",
    )
    assert (tmp_path / "out").read_text(encoding="utf-8") == "Mine."


def test_parquet_without_its_packages_is_told_before_any_work(
    annotate: Annotate, articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    result = annotate(str(articles), "-o", "out", "--format", "parquet")
    assert (result.exit_code, result.stderr) == (
        2,
        "newstance: Parquet needs packages that are not installed. Cure: pip install 'newstance[parquet]',"
        " in a clone .venv/bin/pip install -e '.[parquet]'\n",
    )
    assert not (tmp_path / "out").exists()


def failing_with(fault: BaseException, monkeypatch: pytest.MonkeyPatch) -> None:
    def attribute(*_: Any) -> None:
        raise fault

    monkeypatch.setattr(annotating, "attribute", attribute)


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        (
            OSError(errno.ENOSPC, "No space left on device"),
            "No space left on device. Cure: make room on the disk, then give the same command again",
        ),
        (
            PermissionError(errno.EACCES, "Permission denied", "out/x"),
            "out/x: Permission denied. Cure: change the permissions, or name another place",
        ),
        (
            NotADirectoryError(errno.ENOTDIR, "Not a directory", "a/out"),
            "a/out: Not a directory. Cure: check that the place exists and is of the kind expected",
        ),
        (
            OSError("the tape is torn"),
            "the tape is torn. Cure: check that the place exists and is of the kind expected",
        ),
    ],
)
def test_what_the_operating_system_refuses_is_told_in_a_line(
    annotate: Annotate, articles: Path, monkeypatch: pytest.MonkeyPatch, fault: OSError, message: str
) -> None:
    failing_with(fault, monkeypatch)
    result = annotate(str(articles), "-o", "out")
    assert (result.exit_code, result.stderr) == (2, f"newstance: {message}\n")


def test_an_unforeseen_fault_has_its_traceback_and_the_status_of_nothing_done(
    annotate: Annotate, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing_with(ZeroDivisionError("by nothing"), monkeypatch)
    result = annotate(str(articles), "-o", "out")
    assert result.exit_code == 2
    assert result.stderr.splitlines()[0] == "Traceback (most recent call last):"
    assert result.stderr.splitlines()[-1] == "ZeroDivisionError: by nothing"


@pytest.mark.parametrize("options", [[], ["-o", "out", "--no-resume"]])
def test_an_interrupted_run_that_would_start_afresh_does_not_promise_to_go_on(
    annotate: Annotate, articles: Path, monkeypatch: pytest.MonkeyPatch, options: list[str]
) -> None:
    failing_with(KeyboardInterrupt(), monkeypatch)
    result = annotate(str(articles), *options)
    assert (result.exit_code, result.stderr) == (2, "newstance: interrupted\n")


def test_a_run_that_is_interrupted_before_it_saved_anything_says_so(
    annotate: Annotate, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing_with(KeyboardInterrupt(), monkeypatch)
    result = annotate(str(articles), "-o", "out")
    assert (result.exit_code, result.stderr) == (2, "newstance: interrupted; nothing was saved yet\n")


def test_one_article_of_one_sentence_is_counted_in_the_singular(annotate: Annotate, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Trump said no.", encoding="utf-8")
    assert annotate("a.txt", "-o", "out").stderr == "1 article, 1 sentence → out/annotations.jsonl\n"


def test_windows_grow_with_the_text_before_them() -> None:
    articles = [Article(str(number), "x" * 10_000) for number in range(60)]
    sizes = [len(window) for window in annotating.article_windows(articles)]
    assert sizes == [3, 3, 6, 12, 15, 15, 6]
    for done in (3, 6, 12, 24, 39):  # a run that goes on forms the windows that were still to come
        rest = [len(window) for window in annotating.article_windows(articles[done:], done * 10_000)]
        assert rest == sizes[-len(rest) :]


def test_a_run_that_goes_on_reads_its_sentences_with_the_neighbours_they_would_have_had(
    annotate: Annotate, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(annotating, "FIRST_WINDOW_CHARACTERS", len(TEXT) + 10)
    windows: list[list[str]] = []
    whole = annotating.annotate_window

    def annotate_window(window: Any, *rest: Any) -> Any:
        windows.append([article.id for article in window])
        return whole(window, *rest)

    monkeypatch.setattr(annotating, "annotate_window", annotate_window)
    with monkeypatch.context() as patch:
        patch.setattr(annotating, "attribute", dying_at("a4"))
        assert annotate(str(articles), "-o", "out").exit_code == 2
    assert annotate(str(articles), "-o", "out").exit_code == 0
    assert windows == [["a0", "a1"], ["a2", "a3"], *[["a4", "a5", "a6"]] * 2]


def test_an_unknown_model(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["annotate", "a.txt", "--model", str(tmp_path / "lost")])
    assert result.exit_code == 2
    expected = "no such folder; expected a bundle, as python train.py writes it"
    assert result.stderr == f"newstance: {tmp_path / 'lost'}: {expected}\n"


def dying_at(article_id: str) -> Callable[..., Any]:
    """Attribution that is interrupted at that article."""
    whole = annotating.attribute

    def dying(article: Any, *rest: Any) -> Any:
        if article.id == article_id:
            raise KeyboardInterrupt
        return whole(article, *rest)

    return dying


@pytest.fixture
def killed(annotate: Annotate, articles: Path, tmp_path: Path) -> Iterator[Path]:
    """The folder of a run that died at the fifth article, after two windows of two articles."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(annotating, "WINDOW_CHARACTERS", len(TEXT) + 10)
        whole = annotating.attribute
        assert annotate(str(articles), "-o", "whole").exit_code == 0
        patch.setattr(annotating, "attribute", dying_at("a4"))
        result = annotate(str(articles), "-o", "out")
        assert result.exit_code == 2
        saved = "the same command goes on after 4 articles that it saved"
        assert result.stderr == f"newstance: interrupted; {saved}\n"
        patch.setattr(annotating, "attribute", whole)
        yield tmp_path / "out"


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_a_killed_run_leaves_what_is_sure(killed: Path) -> None:
    assert sorted(files_of(killed)) == [
        "annotations.jsonl.part", "annotations.jsonl.progress.json", "articles.jsonl.part",
    ]  # fmt: skip
    assert [article["id"] for article in read_lines(killed / "articles.jsonl.part")] == ["a0", "a1", "a2", "a3"]
    progress = json.loads((killed / "annotations.jsonl.progress.json").read_text(encoding="utf-8"))
    assert (progress["articles"], progress["sentences"]) == (4, 12)


def test_a_killed_run_goes_on_and_ends_as_if_it_had_not_been(annotate: Annotate, articles: Path, killed: Path) -> None:
    result = annotate(str(articles), "-o", "out")
    assert result.exit_code == 0
    assert result.stderr == (
        "Going on after 4 articles that an earlier run finished.\n"
        "7 articles, 21 sentences → out/annotations.jsonl\n"
    )  # fmt: skip
    assert files_of(killed) == files_of(killed.parent / "whole")


def test_what_was_written_after_the_last_safe_point_goes(annotate: Annotate, articles: Path, killed: Path) -> None:
    for part in ("annotations.jsonl.part", "articles.jsonl.part"):
        with (killed / part).open("ab") as stream:
            stream.write(b'{"article_id": "a4", "sent' * 4000)  # longer than all that is still to come
    assert annotate(str(articles), "-o", "out").exit_code == 0
    assert files_of(killed) == files_of(killed.parent / "whole")


@pytest.mark.parametrize("damage", [lambda part: part.unlink(), lambda part: part.write_bytes(b"{}")])
def test_a_lost_or_cut_part_starts_afresh(
    annotate: Annotate, articles: Path, killed: Path, damage: Callable[[Path], object]
) -> None:
    damage(killed / "articles.jsonl.part")
    result = annotate(str(articles), "-o", "out")
    assert (result.exit_code, result.stderr) == (0, "7 articles, 21 sentences → out/annotations.jsonl\n")
    assert files_of(killed) == files_of(killed.parent / "whole")


@pytest.mark.parametrize("options", [[], ["--min-confidence=0.9"]])
def test_no_resume_starts_afresh(annotate: Annotate, articles: Path, killed: Path, options: list[str]) -> None:
    result = annotate(str(articles), "-o", "out", "--no-resume", *options)
    assert (result.exit_code, result.stderr) == (0, "7 articles, 21 sentences → out/annotations.jsonl\n")
    assert len(read_lines(killed / "annotations.jsonl")) == 21


def test_a_run_that_starts_afresh_and_dies_at_once_is_not_taken_for_the_earlier_one(
    annotate: Annotate, articles: Path, killed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing_with(KeyboardInterrupt(), monkeypatch)
    assert annotate(str(articles), "-o", "out", "--no-resume", "--min-confidence=0.9").exit_code == 2
    assert files_of(killed) == {"annotations.jsonl.part": b"", "articles.jsonl.part": b""}


@pytest.mark.parametrize(
    "arguments",
    [
        ["articles.jsonl", "-o", "out", "--min-confidence=0.9"],
        ["articles.jsonl", "-o", "out", "--format", "csv"],
        ["articles.jsonl", "-o", "out/annotations.jsonl"],
        ["articles.jsonl", "lost.txt", "-o", "out"],
        ["lost.txt", "-o", "out"],
    ],
)
def test_another_command_leaves_a_killed_run_as_it_is(
    annotate: Annotate, articles: Path, killed: Path, arguments: list[str]
) -> None:
    before = files_of(killed)
    result = annotate(*arguments)
    assert (result.exit_code, result.stderr) == (
        2,
        "newstance: out/annotations.jsonl.progress.json: an unfinished run with other inputs, model or options lies "
        "here. Cure: repeat its command to go on, or --no-resume to discard it\n",
    )
    assert files_of(killed) == before
    assert annotate(str(articles), "-o", "out").exit_code == 0
    assert files_of(killed) == files_of(killed.parent / "whole")


def test_an_input_that_was_touched_counts_as_another(annotate: Annotate, articles: Path, killed: Path) -> None:
    os.utime(articles, (1, 1))
    before = files_of(killed)
    result = annotate(str(articles), "-o", "out")
    assert (result.exit_code, result.stderr) == (
        2,
        "newstance: out/annotations.jsonl.progress.json: an unfinished run with other inputs, model or options lies "
        "here. Cure: repeat its command to go on, or --no-resume to discard it\n",
    )
    assert files_of(killed) == before


def change_a_text(folder: Path) -> None:
    path = folder / "b.txt"
    path.write_text(path.read_text(encoding="utf-8").replace("Lima", "Peru"), encoding="utf-8")


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: shutil.copy(folder / "b.txt", folder / "a.txt"),
        lambda folder: (folder / "b.txt").unlink(),
        lambda folder: [(folder / name).unlink() for name in ("c.txt", "d.txt")],
        change_a_text,
    ],
    ids=["one more", "one less", "fewer than done", "another text"],
)
def test_a_folder_whose_articles_changed_meanwhile(
    annotate: Annotate, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: Callable[[Path], object]
) -> None:
    (tmp_path / "in").mkdir()
    for name in "bcd":
        (tmp_path / "in" / f"{name}.txt").write_text(TEXT, encoding="utf-8")
    monkeypatch.setattr(annotating, "WINDOW_CHARACTERS", 1)
    whole = annotating.attribute
    monkeypatch.setattr(annotating, "attribute", dying_at("d.txt"))
    assert annotate("in", "-o", "out").exit_code == 2
    before = files_of(tmp_path / "out")
    change(tmp_path / "in")
    result = annotate("in", "-o", "out")
    assert result.exit_code == 2
    assert result.stderr.splitlines()[-1] == (
        "newstance: out/annotations.jsonl.progress.json: this run stopped after 2 articles, and the input no longer "
        "begins with them word for word. Cure: give it the input it had, or --no-resume to start afresh"
    )
    assert files_of(tmp_path / "out") == before
    monkeypatch.setattr(annotating, "attribute", whole)
    assert annotate("in", "-o", "out", "--no-resume").exit_code == 0
    assert [article["id"] for article in read_lines(tmp_path / "out" / "articles.jsonl")] == sorted(
        path.name for path in (tmp_path / "in").iterdir()
    )


def test_standard_input_goes_on_with_the_same_articles_alone(
    annotate: Annotate, articles: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    text = articles.read_text(encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(annotating, "WINDOW_CHARACTERS", 1)
        patch.setattr(annotating, "attribute", dying_at("a2"))
        assert annotate("-", "-o", "out", stdin=text).exit_code == 2
    changed = annotate("-", "-o", "out", stdin=text.replace("Lima1", "Peru1"))
    assert changed.exit_code == 2
    assert changed.stderr.splitlines()[-1] == (
        "newstance: out/annotations.jsonl.progress.json: this run stopped after 2 articles, and the input no longer "
        "begins with them word for word. Cure: give it the input it had, or --no-resume to start afresh"
    )
    assert annotate("-", "-o", "out", stdin=text).exit_code == 0
    assert read_lines(tmp_path / "out" / "articles.jsonl") == read_lines(articles)


def test_a_broken_progress_file(annotate: Annotate, articles: Path, killed: Path) -> None:
    (killed / "annotations.jsonl.progress.json").write_text("{}", encoding="utf-8")
    result = annotate(str(articles), "-o", "out")
    fault = "Progress.__init__() missing 1 required positional argument: 'job'"
    assert (result.exit_code, result.stderr) == (
        2,
        f"newstance: out/annotations.jsonl.progress.json: not a progress file ({fault}). "
        "Cure: --no-resume starts afresh\n",
    )
