"""The command as a whole: help with examples, bundles checked, nothing heavy imported for annotating."""

import errno
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from newstance.bundle import open_bundle
from newstance.cli import main

HEAVY = ("torch", "transformers", "datasets", "sklearn", "mlflow", "hydra", "matplotlib", "scipy")

PROBE = f"""
import json, sys
import newstance.cli
import newstance.inference.commands
try:
    newstance.cli.main(["annotate", "--help"], standalone_mode=True)
except SystemExit as done:
    assert done.code == 0
print(json.dumps([name for name in {HEAVY!r} if name in sys.modules]))
"""


def test_annotating_imports_nothing_of_training() -> None:
    done = subprocess.run([sys.executable, "-c", PROBE], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout.splitlines()[-1]) == []


@pytest.mark.parametrize(
    ("command", "example"),
    [
        ([], "  newstance annotate article.txt                   annotations on standard output"),
        (["annotate"], "  cat articles.jsonl | newstance annotate - -o out"),
        (["classify"], '  {"id": "1", "text": "Lavrov praised Trump.", "speaker": [0, 6], "target": [15, 20]}'),
    ],
)
def test_help_shows_an_example_on_its_own_line(command: list[str], example: str) -> None:
    result = CliRunner().invoke(main, [*command, "--help"], terminal_width=120)
    assert result.exit_code == 0
    assert example in [line.rstrip() for line in result.stdout.splitlines()]


def test_help_tells_what_a_file_of_actors_holds() -> None:
    words = " ".join(CliRunner().invoke(main, ["annotate", "--help"]).stdout.split())
    assert "CSV with the columns name,actor, on top of newstance's own table (see README, Annotate)." in words


def test_standard_output_is_utf_8_whatever_the_terminals_encoding(tiny_bundle: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("“The talks 😀 failed,” said Trump.", encoding="utf-8")
    questions = '{"id": "“😀”", "text": "Trump said no."}\n'
    (tmp_path / "pairs.jsonl").write_text(questions, encoding="utf-8")
    texts = {}
    for command, source in (("annotate", "a.txt"), ("classify", "pairs.jsonl")):
        arguments = [command, str(tmp_path / source), "--model", str(tiny_bundle)]
        result = CliRunner(charset="latin-1").invoke(main, arguments)
        assert (result.exit_code, result.stderr) == (0, "")
        texts |= json.loads(result.stdout_bytes.decode("utf-8"))
    assert (texts["text"], texts["id"]) == ("“The talks 😀 failed,” said Trump.", "“😀”")
    help_text = CliRunner(charset="latin-1").invoke(main, ["annotate", "--help"]).stdout_bytes
    assert "MLflow URI (runs:/…," in help_text.decode("utf-8")


def test_a_pipe_that_closes_is_left_to_click(monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(*_: object) -> None:
        raise BrokenPipeError(errno.EPIPE, "Broken pipe")

    monkeypatch.setattr("newstance.inference.commands.run_annotate", closed)
    with pytest.raises(BrokenPipeError):
        main.invoke(main.make_context("newstance", ["annotate", "news.txt"]))


@pytest.mark.parametrize("command", ["annotate", "classify", "evaluate", "report", "bundle"])
def test_every_command_has_help(command: str) -> None:
    result = CliRunner().invoke(main, [command, "--help"])
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith(f"Usage: main {command} ")


def test_a_bundle_is_checked(tiny_bundle: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["bundle", "check", str(tiny_bundle)])
    assert (result.exit_code, result.stdout) == (0, "tiny 0.1.0: complete and unchanged\n")
    broken = Path(shutil.copytree(tiny_bundle, tmp_path / "broken"))
    (broken / "labels.json").unlink()
    result = CliRunner().invoke(main, ["bundle", "check", str(broken)])
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        f"newstance: {broken}: labels.json is missing. "
        "Cure: copy the whole folder again from where it was trained or published\n"
    )


def test_a_bundle_is_made_slim(tiny_bundle: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["bundle", "slim", str(tiny_bundle), str(tmp_path / "slim")])
    assert (result.exit_code, result.stderr) == (0, "")
    size = sum(path.stat().st_size for path in (tmp_path / "slim").iterdir())
    assert result.stdout == f"{tmp_path / 'slim'}: {size / 1e6:.1f} MB\n"
    assert open_bundle(tmp_path / "slim").identity.name == "tiny"
