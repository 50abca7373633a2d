"""The shipped bundle through the command line, as a user has it: sense, bad input, exit status."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from newstance.evaluation.running import evaluate_examples, read_examples
from newstance.inference.loading import load_predictor
from newstance.inference.predicting import Predictor

ARTICLE = """\
Lima and La Paz still far apart over ferry toll

LIMA, March 3 (AW) - Peru's foreign minister, Rosa Quispe, praised the Bolivian president for his patience.

Quispe accused the port authority of lying to the fishermen about the toll.

Bolivia said it was ready to lower the toll if Peru reopened the ferry.

The talks are scheduled to resume on Tuesday at 10:00 local time.
"""


def newstance(*arguments: object, cwd: Path, stdin: bytes | None = None) -> subprocess.CompletedProcess[str]:
    """Runs the installed command; output is decoded."""
    command = [sys.executable, "-m", "newstance", *map(str, arguments)]
    done = subprocess.run(command, cwd=cwd, input=stdin, capture_output=True, check=False)
    return subprocess.CompletedProcess(command, done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture(scope="session")
def predictor() -> Predictor:
    return load_predictor(threads=2)


def annotations(stdout: str) -> list[dict]:
    return [json.loads(line) for line in stdout.splitlines()]


def test_an_article_gets_the_stances_that_a_reader_sees(tmp_path: Path) -> None:
    (tmp_path / "ferry.txt").write_text(ARTICLE, encoding="utf-8")
    done = newstance("annotate", "ferry.txt", cwd=tmp_path)
    assert done.returncode == 0
    assert done.stderr == ""
    found = annotations(done.stdout)
    assert [a["stance"] for a in found[1:]] == ["supportive", "critical", "conciliatory", "neutral"]
    assert [ARTICLE[a["start"] : a["end"]] for a in found] == [a["text"] for a in found]
    praise, accusation, offer, schedule = found[1:]
    assert praise["opinions"][0]["speaker"]["text"] == "Rosa Quispe"
    assert accusation["opinions"][0]["speaker"]["actor"] == "Rosa Quispe"
    assert accusation["opinions"][0]["target"]["text"] == "port authority"
    assert offer["opinions"][0]["speaker"]["text"] == "Bolivia"
    assert schedule["opinions"] == []


def test_one_call_survives_every_kind_of_bad_input(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "empty.txt").touch()
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 8)
    (tmp_path / "latin.txt").write_bytes(
        "Le président salue « l'accord » à Lomé, dit-il à l'été.\n".encode("latin-1") * 20
    )
    (tmp_path / "lines.jsonl").write_text(
        '{"id": "a", "text": "Peru praised Bolivia."}\n{"id": "b"}\n{"id": "c", "text": \n'
        '{"id": "d", "text": "Bolivia thanked Peru."}\n',
        encoding="utf-8",
    )
    (tmp_path / "long.txt").write_text("Peru praised Bolivia " + "x" * 5_000_000, encoding="utf-8")
    inputs = ["good.txt", "empty.txt", "binary.txt", "missing.txt", "latin.txt", "lines.jsonl", "long.txt"]
    done = newstance("annotate", *inputs, "-o", "out", cwd=tmp_path)
    assert done.returncode == 1
    skipped = [line.removeprefix("skipped: ") for line in done.stderr.splitlines() if line.startswith("skipped: ")]
    assert [line.split(": ")[0] for line in skipped] == [
        "empty.txt",
        "binary.txt",
        "missing.txt",
        "lines.jsonl:2",
        "lines.jsonl:3",
    ]
    assert "5 skipped, each named above" in done.stderr
    read = [json.loads(line)["id"] for line in (tmp_path / "out" / "articles.jsonl").read_text().splitlines()]
    assert read == ["good.txt", "latin.txt", "a", "d", "long.txt"]


def test_nothing_usable_is_exit_status_2(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    done = newstance("annotate", "empty.txt", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1] == "nothing to do: no input could be read"


def test_a_truncated_weight_file_is_named(tmp_path: Path, root: Path) -> None:
    broken = tmp_path / "bundle"
    shutil.copytree(root / "models" / "newstance-base", broken)
    weights = broken / "encoder.onnx"
    size = weights.stat().st_size
    with weights.open("r+b") as stream:
        stream.truncate(1000)
    (tmp_path / "good.txt").write_text(ARTICLE, encoding="utf-8")
    done = newstance("annotate", "good.txt", "--model", broken, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr == (
        f"newstance: {broken}: encoder.onnx is truncated (expected {size:,} bytes, found 1,000). "
        "Cure: copy the whole folder again from where it was trained or published\n"
    )


def test_scores_do_not_fall_behind_what_the_card_says(
    root: Path, predictor: Predictor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(root)
    card = json.loads((root / "models" / "newstance-base" / "metrics.json").read_text(encoding="utf-8"))
    scores, _ = evaluate_examples(predictor, read_examples("sentences/test"))
    claimed = card["test-sentences"]["metrics"]
    for name in ("stance_macro_f1", "claim_macro_f1", "speaker_overlap_f1", "triple_f1"):
        assert scores.flat()[name] == pytest.approx(claimed[name], abs=0.015)  # other processors round otherwise


def test_the_order_of_articles_does_not_change_their_annotations(tmp_path: Path) -> None:
    for name, words in (("a", ARTICLE), ("b", ARTICLE.replace("Quispe", "Flores")), ("c", "Peru praised Bolivia.")):
        (tmp_path / f"{name}.txt").write_text(words, encoding="utf-8")
    forward = annotations(newstance("annotate", "a.txt", "b.txt", "c.txt", cwd=tmp_path).stdout)
    backward = annotations(newstance("annotate", "c.txt", "b.txt", "a.txt", cwd=tmp_path).stdout)
    assert backward[0]["article_id"] == "c.txt"
    stances = {(a["article_id"], a["sentence"]): a["stance"] for a in forward}
    assert stances == {(a["article_id"], a["sentence"]): a["stance"] for a in backward}
