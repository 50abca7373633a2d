"""What happens with files that are missing, empty, broken or something else."""

import json
import os
from pathlib import Path

import pytest
from report_builders import FERRY, Record, Report, ferry_annotations, strike_annotation, write_lines

from newstance.errors import InputError
from newstance.report import write_report
from newstance.report.lines import LISTED


def fault_of(annotations: Path, out: Path, articles: Path | None = None) -> str:
    with pytest.raises(InputError) as error:
        write_report(annotations, out, articles)
    assert not out.is_file()
    return str(error.value)


def test_a_missing_file_names_the_cure(tmp_path: Path) -> None:
    cure = "no such file. Cure: run 'newstance annotate INPUT -o OUT', then report on OUT"
    assert fault_of(tmp_path / "none.jsonl", tmp_path / "r.html") == f"{tmp_path / 'none.jsonl'}: {cure}"
    assert fault_of(tmp_path, tmp_path / "r.html") == f"{tmp_path / 'annotations.jsonl'}: {cure}"


def test_an_empty_file_names_the_cure(tmp_path: Path) -> None:
    empty = write_lines(tmp_path / "annotations.jsonl", [])
    assert fault_of(tmp_path, tmp_path / "r.html") == (
        f"{empty}: is empty; expected one annotation a line. Cure: run 'newstance annotate INPUT -o OUT', report on OUT"
    )


def test_a_file_of_something_else_names_the_cure(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "news.jsonl", [{"id": "1", "text": "Rain."}])
    assert fault_of(path, tmp_path / "r.html") == (
        f"{path}: holds no annotation (1 lines skipped). Cure: name the output of 'newstance annotate'. "
        f"{path}:1: no 'article_id'; expected an annotation with article_id, sentence, paragraph, start, end, text, "
        "stance, stance_probs, claim, claim_probs, uncertain, opinions, quoted, model"
    )


def test_csv_is_told_from_json_lines(tmp_path: Path) -> None:
    path = tmp_path / "annotations.csv"
    path.write_text("article_id\n")
    assert fault_of(path, tmp_path / "r.html") == (
        f"{path}: expected JSON Lines. Cure: annotate with --format jsonl, and report on that"
    )


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_a_folder_of_another_format_is_told_from_an_empty_one(tmp_path: Path, form: str) -> None:
    path = tmp_path / f"annotations.{form}"
    path.touch()
    assert fault_of(tmp_path, tmp_path / "r.html") == (
        f"{path}: expected JSON Lines. Cure: annotate with --format jsonl, and report on that"
    )


def test_json_lines_beside_an_older_run_in_another_format_are_read(run: Path, report: Report) -> None:
    (run / "annotations.csv").touch()
    os.utime(run / "annotations.csv", (1, 1))
    assert report(run)[0].sentences == 5


def test_json_lines_of_an_older_run_are_not_taken_for_the_newest(run: Path, tmp_path: Path, report: Report) -> None:
    lines, table = run / "annotations.jsonl", run / "annotations.csv"
    os.utime(lines, (1, 1))
    table.touch()
    assert fault_of(run, tmp_path / "r.html") == (
        f"{table}: expected JSON Lines. Cure: annotate with --format jsonl, and report on that, "
        f"or name {lines} if that run is meant"
    )
    assert report(lines)[0].sentences == 5


def test_articles_beside_annotations_of_another_name_are_the_users(run: Path, report: Report) -> None:
    (run / "annotations.jsonl").rename(run / "ann.jsonl")
    write_lines(run / "articles.jsonl", [{"text": FERRY}, {"text": "Rain."}])
    summary, _ = report(run / "ann.jsonl")
    assert (summary.sentences, summary.skipped) == (5, 0)


def test_an_ending_in_capitals_tells_the_format_too(tmp_path: Path) -> None:
    path = tmp_path / "found.CSV"
    path.touch()
    assert fault_of(path, tmp_path / "r.html") == (
        f"{path}: expected JSON Lines. Cure: annotate with --format jsonl, and report on that"
    )


def test_a_named_articles_file_must_exist(run: Path, tmp_path: Path) -> None:
    assert fault_of(run, tmp_path / "r.html", tmp_path / "none.jsonl") == (
        f"{tmp_path / 'none.jsonl'}: no such file. Cure: leave the articles out to report on the sentences alone"
    )


def test_inputs_are_not_overwritten(run: Path) -> None:
    path = run / "annotations.jsonl"
    before = path.read_bytes()
    with pytest.raises(InputError, match="is an input of the report and would be overwritten"):
        write_report(run, path)
    assert path.read_bytes() == before


def test_the_page_needs_a_folder_and_is_none(run: Path, tmp_path: Path) -> None:
    out = tmp_path / "new" / "page.html"
    assert fault_of(run, out) == (
        f"{out}: there is no folder '{out.parent}' to write it to. Cure: make the folder first"
    )
    assert not out.parent.exists()
    assert fault_of(run, tmp_path) == f"{tmp_path}: is a folder; expected the name of the page. Cure: -o REPORT.html"


def test_a_broken_line_is_skipped_named_and_told_on_the_page(run: Path, report: Report) -> None:
    path = run / "annotations.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines()
    lines.insert(1, lines[0][:200])
    path.write_text("\n".join(lines) + "\n\n[1]\n", encoding="utf-8")
    summary, page = report(run)
    assert (summary.sentences, summary.skipped) == (5, 2)
    assert summary.faults == (
        f"{path}:2: expected a JSON object, found '{lines[0][:39]}…', which is not JSON "
        "(cut off?). Cure: mend or delete the line, or annotate again",
        f"{path}:8: expected a JSON object, found '[1]'. Cure: mend or delete the line, or annotate again",
    )
    assert [each.text_content() for each in page.xpath("//*[@id='skipped']//li")] == list(summary.faults)


def test_bytes_that_are_no_text_are_skipped(run: Path, report: Report) -> None:
    path = run / "annotations.jsonl"
    path.write_bytes(b"\xff\xfe\x00\n" + path.read_bytes())
    summary, _ = report(run)
    assert (summary.sentences, summary.faults) == (
        5,
        (f"{path}:1: expected UTF-8 text, found other bytes. Cure: mend or delete the line, or annotate again",),
    )


OPINION = {
    "stance": "critical",
    "prob": 0.5,
    "speaker": {"start": 0, "end": 1, "text": "A", "actor": None},
    "target": None,
}


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (
            {"stance": "positive"},
            "\"stance\" should be one of supportive, critical, conciliatory, neutral; found 'positive'",
        ),
        ({"claim": None}, '"claim" should be one of fact, forecast, judgement, demand, pledge, none; found None'),
        (
            {"start": -1},
            '"sentence", "paragraph", "start" and "end" should be whole numbers from 0, found 0, 0, -1, 26',
        ),
        (
            {"sentence": 10**12},
            '"sentence", "paragraph", "start" and "end" should be whole numbers from 0, found 1000000000000, 0, 0, 26',
        ),
        ({"text": 5}, '"article_id", "text" and "model" should be texts'),
        ({"uncertain": "no"}, '"uncertain" and "quoted" should be true or false'),
        (
            {"stance_probs": {"critical": float("nan")}},
            '"stance_probs" and "claim_probs" should give each label a number from 0 to 1',
        ),
        ({"opinions": [OPINION | {"prob": 2}]}, '"prob" of an opinion should be a number from 0 to 1, found 2'),
        (
            {"opinions": [OPINION | {"speaker": OPINION["speaker"] | {"end": "x"}}]},
            "a speaker or target should have whole numbers and a text, found 0, 'x', 'A'",
        ),
        (
            {"opinions": [OPINION | {"speaker": OPINION["speaker"] | {"actor": 5}}]},
            '"actor" should be a text or null, found 5',
        ),
        ({"sentence": 1}, "sentence 1 of article 'n1' is annotated twice"),
    ],
)
def test_an_annotation_that_cannot_be_shown_is_skipped_with_its_fault(
    tmp_path: Path, report: Report, change: Record, fault: str
) -> None:
    first, second, *_ = ferry_annotations()
    path = write_lines(tmp_path / "annotations.jsonl", [second, first | change])
    summary, _ = report(tmp_path)
    assert (summary.sentences, summary.faults) == (1, (f"{path}:2: {fault}",))


def test_only_the_first_faults_are_told_but_all_are_counted(run: Path, report: Report) -> None:
    path = run / "annotations.jsonl"
    path.write_text("no\n" * 50 + path.read_text(encoding="utf-8"), encoding="utf-8")
    summary, page = report(run)
    assert (summary.skipped, len(summary.faults)) == (50, LISTED)
    assert "… and 30 more." in page.get_element_by_id("skipped").text_content()


def test_an_article_of_another_version_is_not_mixed_with_the_sentences(run: Path, report: Report) -> None:
    path = write_lines(run / "articles.jsonl", [{"id": "n1", "text": "Updated. " + FERRY, "outlet": "Fjord Post"}])
    summary, page = report(run)
    assert summary.faults == (
        f"{path}: the text of article 'n1' is not the one that was annotated, so it is shown from its sentences. "
        "Cure: use the articles.jsonl of the same run",
    )
    assert "Photo: the old quay" not in page.get_element_by_id("a1").text_content()


def test_a_broken_articles_line_costs_only_that_article(run: Path, report: Report) -> None:
    path = run / "articles.jsonl"
    first, second = path.read_text(encoding="utf-8").splitlines()
    path.write_text(f"{first[:60]}\n{second}\n" + json.dumps({"text": "no id"}) + "\n", encoding="utf-8")
    summary, page = report(run)
    assert (summary.sentences, summary.skipped) == (5, 2)
    assert summary.faults[1] == f'{path}:3: expected an article with the texts "id" and "text"'
    assert page.xpath("//article//*[@class='outlet']/text()") == ["Quay News"]


def test_half_characters_do_not_stop_the_page(tmp_path: Path, report: Report) -> None:
    record = strike_annotation() | {"text": "The union \ud800 offered the port talks"}
    (tmp_path / "annotations.jsonl").write_text(json.dumps(record) + "\n", encoding="utf-8")
    _, page = report(tmp_path)
    assert "The union ? offered" in page.get_element_by_id("a1-s0").text_content()
