"""``newstance annotate``: what lands where, which exit status, and how a killed run goes on."""

import csv
import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from newstance.cli import main
from newstance.inference import annotating

TEXT = "Anna Berg praised the plan.\n\n“The talks 😀 failed,” said Trump. Lima accused Europe.\n"
KEYS = [
    "article_id", "sentence", "paragraph", "start", "end", "text", "stance", "stance_probs", "claim", "claim_probs",
    "uncertain", "opinions", "quoted", "model",
]  # fmt: skip

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
    with (tmp_path / "out" / "annotations.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    expected = lines(annotate(str(articles)).stdout)
    assert [list(row) for row in rows[:1]] == [KEYS]
    assert [json.loads(row["opinions"]) for row in rows] == [annotation["opinions"] for annotation in expected]
    assert [(row["article_id"], row["text"], row["stance"]) for row in rows] == [
        (annotation["article_id"], annotation["text"], annotation["stance"]) for annotation in expected
    ]
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["annotations.csv", "articles.jsonl"]


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
        (["a.txt", "-o", "out", "--report", "--format", "csv"], "--report reads jsonl: leave out --format csv"),
        (["a.txt", "-o", "x.csv"], "x.csv would hold jsonl: give --format csv, or another name"),
        (["a.txt", "--min-confidence", "2"], "Invalid value for '--min-confidence': 2.0 is not in the range 0<=x<=1."),
    ],
)
def test_wrong_usage(annotate: Annotate, arguments: list[str], message: str) -> None:
    result = annotate(*arguments)
    assert result.exit_code == 2
    assert result.stderr.splitlines()[-1] == f"Error: {message}"


def test_an_unknown_model(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["annotate", "a.txt", "--model", str(tmp_path / "lost")])
    assert result.exit_code == 2
    expected = "no such folder; expected a bundle, as python train.py writes it"
    assert result.stderr == f"newstance: {tmp_path / 'lost'}: {expected}\n"


@pytest.fixture
def killed(annotate: Annotate, articles: Path, tmp_path: Path) -> Iterator[Path]:
    """The folder of a run that died at the fifth article, after two windows of two articles."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(annotating, "WINDOW_CHARACTERS", len(TEXT) + 10)
        whole = annotating.attribute

        def dying(article: Any, *rest: Any) -> Any:
            if article.id == "a4":
                raise KeyboardInterrupt
            return whole(article, *rest)

        assert annotate(str(articles), "-o", "whole").exit_code == 0
        patch.setattr(annotating, "attribute", dying)
        result = annotate(str(articles), "-o", "out")
        assert result.exit_code == 2
        assert result.stderr == "newstance: interrupted; the same command goes on where it stopped\n"
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
    assert (progress["articles"], progress["sentences"], progress["last_id"]) == (4, 12, "a3")


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


@pytest.mark.parametrize("option", ["--no-resume", "--min-confidence=0.9"])
def test_no_resume_and_other_options_start_afresh(
    annotate: Annotate, articles: Path, killed: Path, option: str
) -> None:
    result = annotate(str(articles), "-o", "out", option)
    assert (result.exit_code, result.stderr) == (0, "7 articles, 21 sentences → out/annotations.jsonl\n")
    assert len(read_lines(killed / "annotations.jsonl")) == 21


def test_a_folder_whose_articles_changed_meanwhile(
    annotate: Annotate, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "in").mkdir()
    for name in "bcd":
        (tmp_path / "in" / f"{name}.txt").write_text(TEXT, encoding="utf-8")
    monkeypatch.setattr(annotating, "WINDOW_CHARACTERS", 1)
    whole = annotating.attribute

    def dying(article: Any, *rest: Any) -> Any:
        if article.id == "d.txt":
            raise KeyboardInterrupt
        return whole(article, *rest)

    monkeypatch.setattr(annotating, "attribute", dying)
    assert annotate("in", "-o", "out").exit_code == 2
    shutil.copy(tmp_path / "in" / "b.txt", tmp_path / "in" / "a.txt")
    result = annotate("in", "-o", "out")
    assert result.exit_code == 2
    assert result.stderr.splitlines()[-1] == (
        "newstance: out/annotations.jsonl.progress.json: this run stopped after article 'c.txt', which is not at its "
        "place in the input any more. Cure: --no-resume starts afresh"
    )
    monkeypatch.setattr(annotating, "attribute", whole)
    assert annotate("in", "-o", "out", "--no-resume").exit_code == 0
    assert [article["id"] for article in read_lines(tmp_path / "out" / "articles.jsonl")] == [
        "a.txt", "b.txt", "c.txt", "d.txt",
    ]  # fmt: skip


def test_a_broken_progress_file(annotate: Annotate, articles: Path, killed: Path) -> None:
    (killed / "annotations.jsonl.progress.json").write_text("{}", encoding="utf-8")
    result = annotate(str(articles), "-o", "out")
    fault = "Progress.__init__() missing 1 required positional argument: 'job'"
    assert (result.exit_code, result.stderr) == (
        2,
        f"newstance: out/annotations.jsonl.progress.json: not a progress file ({fault}). "
        "Cure: --no-resume starts afresh\n",
    )
