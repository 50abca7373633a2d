"""README shows what the commands do: its example, its commands, its files."""

import json
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hydra import compose, initialize_config_dir

from newstance.cli import main
from newstance.inference.annotating import annotate
from newstance.inference.loading import load_predictor
from newstance.records import Article
from newstance.training.config import read_config

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
COMMANDS = [line.split("  #")[0].strip() for line in README.splitlines() if line.startswith("    ")]


def shown(pattern: str) -> list[str]:
    return sorted(set(re.findall(pattern, README)))


def test_the_example_is_what_the_shipped_bundle_says() -> None:
    example: dict[str, Any] = json.loads(README.split("```json\n")[1].split("```")[0])
    ((found,),) = annotate([Article("ferry.txt", example["text"])], load_predictor())
    (annotation,) = found.annotations
    for key in ("stance", "claim", "uncertain", "quoted", "model"):
        assert getattr(annotation, key) == example[key]
    assert annotation.stance_probs == pytest.approx(example["stance_probs"], abs=0.02)  # processors round differently
    assert annotation.claim_probs == pytest.approx(example["claim_probs"], abs=0.02)
    for opinion, written in zip(annotation.opinions, example["opinions"], strict=True):
        assert (opinion.stance, opinion.prob) == (written["stance"], pytest.approx(written["prob"], abs=0.02))
        for mention, side in ((opinion.speaker, "speaker"), (opinion.target, "target")):
            assert mention is not None
            assert [mention.span.start, mention.span.end, mention.actor] == [
                written[side][part] for part in ("start", "end", "actor")
            ]


@pytest.mark.parametrize("words", shown(r"`newstance ((?:data |bundle )?[a-z]+)"))
def test_every_command_exists(words: str) -> None:
    result = CliRunner().invoke(main, [*words.split(), "--help"])
    assert result.exit_code == 0
    assert result.stdout.startswith("Usage:")


@pytest.mark.parametrize("line", [line for line in COMMANDS if line.startswith("python train.py") and "=" in line])
def test_every_training_composes(line: str, root: Path) -> None:
    overrides = [word for word in shlex.split(line, comments=True)[2:] if not word.startswith(("-m", "hydra."))]
    first = [word if "[" in word else word.split(",")[0] for word in overrides]
    with initialize_config_dir(str(root / "configs"), version_base="1.3"):
        read_config(compose("train", [*(first if "output=" in line else [*first, "output=outputs/readme"])]))


@pytest.mark.parametrize("path", shown(r"python (benchmarks/\w+\.py)") + shown(r"\]\(((?!http)[\w./-]+)[)#]"))
def test_every_file_is_there(path: str, root: Path) -> None:
    assert (root / path).exists()
