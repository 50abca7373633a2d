"""``newstance classify``: one answer a question, in their order."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from newstance.cli import main
from newstance.labels import STANCES
from newstance.outputs import sole_writer

Classify = Callable[..., Result]


@pytest.fixture
def classify(tiny_bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Classify:
    """Writes the given lines to ``pairs.jsonl`` and runs the command on it."""
    monkeypatch.chdir(tmp_path)

    def run(rows: list[dict[str, Any] | str], *arguments: str, stdin: bool = False) -> Result:
        text = "".join((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in rows)
        Path("pairs.jsonl").write_text(text, encoding="utf-8")
        source = "-" if stdin else "pairs.jsonl"
        return CliRunner().invoke(
            main, ["classify", source, "--model", str(tiny_bundle), *arguments], input=text if stdin else None
        )

    return run


def question(text: str, speaker: list[int] | None = None, target: list[int] | None = None) -> dict[str, Any]:
    return {"text": text, "speaker": speaker, "target": target}


def answers(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_answers_come_in_the_order_of_the_questions(classify: Classify) -> None:
    rows = [{"id": f"q{index}", **question("Trump said no. " * (1 + index * 5 % 7), [0, 5])} for index in range(40)]
    result = classify(rows)
    assert (result.exit_code, result.stderr) == (0, "")
    found = answers(result)
    assert [answer["id"] for answer in found] == [f"q{index}" for index in range(40)]
    assert all(list(answer) == ["id", "stance", "stance_probs"] for answer in found)
    assert all(list(answer["stance_probs"]) == list(STANCES) for answer in found)
    assert all(answer["stance"] == max(answer["stance_probs"], key=answer["stance_probs"].get) for answer in found)


def test_two_commands_do_not_write_one_file_at_once(classify: Classify) -> None:
    with sole_writer(Path("found.jsonl")):
        result = classify([question("Trump said no.")], "-o", "found.jsonl")
    cure = "Cure: wait until it has ended, or give another place with -o"
    assert (result.exit_code, result.stderr) == (2, f"newstance: found.jsonl: another run is writing here. {cure}\n")
    assert classify([question("Trump said no.")], "-o", "found.jsonl").exit_code == 0
    assert sorted(path.name for path in Path().iterdir()) == ["found.jsonl", "pairs.jsonl"]


def test_null_spans_are_another_question_and_both_null_asks_for_the_sentence(
    classify: Classify, tiny_bundle: Path
) -> None:
    text = "Anna Berg accused Trump."
    rows: list[dict[str, Any] | str] = [
        question(text, [0, 9], [18, 23]),
        question(text, None, [18, 23]),
        question(text, [0, 9], None),
        question(text),
        {"text": text},
    ]
    probs = [answer["stance_probs"] for answer in answers(classify(rows))]
    assert len({json.dumps(each) for each in probs}) == 4
    assert probs[3] == probs[4]
    Path("one.txt").write_text(text, encoding="utf-8")
    annotated = CliRunner().invoke(main, ["annotate", "one.txt", "--model", str(tiny_bundle)])
    assert probs[3] == pytest.approx(json.loads(annotated.stdout)["stance_probs"], abs=0.02)  # int8: other neighbours


def test_questions_without_an_id_are_numbered_by_line(classify: Classify) -> None:
    rows: list[dict[str, Any] | str] = [
        question("Trump said no."),
        "",
        {"id": None, "text": "Lima said no."},
        {"id": 7, "text": "No."},
    ]
    assert [answer["id"] for answer in answers(classify(rows))] == ["1", "3", "7"]


def test_bad_lines_are_skipped_with_file_and_line(classify: Classify) -> None:
    rows: list[dict[str, Any] | str] = [
        question("Trump said no.", [0, 5]),
        "{broken",
        '["a list"]',
        question("   "),
        question("Trump said no.", [0, 50]),
        question("Trump said no.", None, [3, 3]),
        {"text": "Trump said no.", "speaker": "Trump"},
        {"text": "half a character \ud83d is replaced"},
        "[" * 100_000,
        question("Trump said no.", [5, 6]),
        question("Trump \u200dsaid no.", None, [6, 7]),
    ]
    result = classify(rows)
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        "skipped: pairs.jsonl:2: broken JSON (Expecting property name enclosed in double quotes, column 2)",
        'skipped: pairs.jsonl:3: expected an object with a non-empty "text"',
        'skipped: pairs.jsonl:4: expected an object with a non-empty "text"',
        'skipped: pairs.jsonl:5: "speaker": expected null or [start, end] within the text (0 to 14), found [0, 50]',
        'skipped: pairs.jsonl:6: "target": expected null or [start, end] within the text (0 to 14), found [3, 3]',
        "skipped: pairs.jsonl:7: \"speaker\": expected null or [start, end] within the text (0 to 14), found 'Trump'",
        "skipped: pairs.jsonl:9: broken JSON (maximum recursion depth exceeded while decoding a JSON array from a "
        "unicode string)",
        'skipped: pairs.jsonl:10: "speaker": [5, 6] is blank. Cure: give where a name stands, or null',
        'skipped: pairs.jsonl:11: "target": [6, 7] is blank. Cure: give where a name stands, or null',
        "9 skipped, each named above",
    ]
    assert [answer["id"] for answer in answers(result)] == ["1", "8"]


def test_spans_beyond_the_tokens_of_the_model_are_skipped(classify: Classify) -> None:
    text = "lima said " * 100  # the tiny model reads 128 tokens, two of them special: 63 times both words
    rows: list[dict[str, Any] | str] = [
        question(text, [0, 4], [620, 624]),
        question(text, [0, 4], [630, 634]),
        question(text, [990, 994]),
        question("lima said " * 1000, None, [9990, 9994]),
    ]
    result = classify(rows)
    assert result.exit_code == 1
    cure = "lies beyond the 128 tokens that the model reads. Cure: shorten the text"
    assert result.stderr.splitlines() == [
        f'skipped: pairs.jsonl:2: "target" {cure}',
        f'skipped: pairs.jsonl:3: "speaker" {cure}',
        f'skipped: pairs.jsonl:4: "target" {cure}',
        "3 skipped, each named above",
    ]
    assert [answer["id"] for answer in answers(result)] == ["1"]


def test_bytes_that_are_no_utf_8(classify: Classify, tiny_bundle: Path) -> None:
    classify([])
    Path("latin.jsonl").write_bytes('{"text": "Trump said é"}\n{"text": "No."}\n'.encode("latin-1"))
    result = CliRunner().invoke(main, ["classify", "latin.jsonl", "--model", str(tiny_bundle)])
    assert result.exit_code == 1
    assert result.stderr == (
        "skipped: latin.jsonl:1: not UTF-8 (byte 21). Cure: save the file as UTF-8\n1 skipped, each named above\n"
    )
    assert [answer["id"] for answer in answers(result)] == ["2"]


def test_a_file_gets_what_standard_output_would(classify: Classify) -> None:
    rows: list[dict[str, Any] | str] = [question("Trump said “no” 😀.", [0, 5]), question("Lima said yes.")]
    printed = classify(rows).stdout
    result = classify(rows, "-o", "answers.jsonl")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    assert Path("answers.jsonl").read_text(encoding="utf-8") == printed


def test_a_misspelt_key_asks_no_other_question(classify: Classify) -> None:
    text = "Lima praised Trump."
    rows: list[dict[str, Any] | str] = [
        {"text": text, "speakr": [0, 4], "target": None},
        {"text": text, "Target": [13, 18]},
        {"text": text, "speakr": [0, 4], "speaker": None},
        {"text": text, "speaker_id": 7, "outlet": "wire", "date": "2026-03-13"},
    ]
    result = classify(rows)
    assert result.stderr.splitlines()[:2] == [
        'skipped: pairs.jsonl:1: no "speaker", but "speakr". Cure: rename it, or add "speaker": null',
        'skipped: pairs.jsonl:2: no "target", but "Target". Cure: rename it, or add "target": null',
    ]
    assert [answer["id"] for answer in answers(result)] == ["3", "4"]


@pytest.mark.parametrize(("offsets", "written"), [("[true, 4]", "[True, 4]"), ("[false, true]", "[False, True]")])
def test_truth_values_are_no_offsets(classify: Classify, offsets: str, written: str) -> None:
    result = classify([f'{{"text": "Lima praised Trump.", "speaker": {offsets}}}'])
    fault = f'"speaker": expected null or [start, end] within the text (0 to 19), found {written}'
    assert (result.exit_code, result.stderr.splitlines()[0]) == (2, f"skipped: pairs.jsonl:1: {fault}")


def test_standard_input(classify: Classify) -> None:
    rows: list[dict[str, Any] | str] = [question("Trump said no.", [0, 5]), "{"]
    result = classify(rows, stdin=True)
    assert result.exit_code == 1
    assert result.stderr.startswith("skipped: -:2: broken JSON (Expecting property name enclosed in double quotes")
    assert [answer["id"] for answer in answers(result)] == ["1"]


def test_no_question_at_all(classify: Classify) -> None:
    result = classify([""])
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", "nothing to do: no input could be read\n")


def test_a_missing_file_harms_no_earlier_answers(classify: Classify, tiny_bundle: Path) -> None:
    classify([question("Trump said no.")], "-o", "answers.jsonl")
    before = Path("answers.jsonl").read_bytes()
    result = CliRunner().invoke(main, ["classify", "lost.jsonl", "-o", "answers.jsonl", "--model", str(tiny_bundle)])
    expected = "newstance: lost.jsonl: cannot be opened (No such file or directory). Cure: check the path\n"
    assert (result.exit_code, result.stderr) == (2, expected)
    assert Path("answers.jsonl").read_bytes() == before != b""
    assert not Path("answers.jsonl.part").exists()


def test_where_nothing_is_answered_earlier_answers_stay(classify: Classify) -> None:
    classify([question("Trump said no.")], "-o", "answers.jsonl")
    before = Path("answers.jsonl").read_bytes()
    result = classify(["{"], "-o", "answers.jsonl")
    assert result.exit_code == 2
    assert result.stderr.splitlines()[1:] == ["1 skipped, each named above", "nothing to do: no input could be read"]
    assert Path("answers.jsonl").read_bytes() == before != b""
    assert not Path("answers.jsonl.part").exists()


@pytest.mark.parametrize(
    ("source", "out", "result"),
    [("q.jsonl", "q.jsonl", "q.jsonl"), ("q.jsonl.part", "q.jsonl", "q.jsonl.part"), ("q.jsonl", "link", "link")],
)
def test_questions_are_not_overwritten(
    classify: Classify, tiny_bundle: Path, source: str, out: str, result: str
) -> None:
    classify([])
    Path(source).write_text('{"text": "Trump said no."}\n', encoding="utf-8")
    Path("link").symlink_to("q.jsonl")
    found = CliRunner().invoke(main, ["classify", source, "-o", out, "--model", str(tiny_bundle)])
    assert (found.exit_code, found.stderr) == (
        2,
        f"newstance: {result}: is an input, and the result would overwrite it. Cure: give another place with -o\n",
    )
    assert Path(source).read_text(encoding="utf-8") == '{"text": "Trump said no."}\n'


def test_a_folder_to_write_to_that_is_missing(classify: Classify) -> None:
    result = classify([question("Trump said no.")], "-o", "lost/answers.jsonl")
    expected = "newstance: lost/answers.jsonl: there is no folder 'lost' to write it to. Cure: make the folder first\n"
    assert (result.exit_code, result.stderr) == (2, expected)
