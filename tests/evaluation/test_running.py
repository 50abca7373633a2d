"""What ``newstance evaluate`` refuses before it loads a model."""

from pathlib import Path

import pytest

from newstance.corpora.registry import CORPORA
from newstance.errors import InputError
from newstance.evaluation import running
from newstance.evaluation.running import read_examples, run_evaluate


@pytest.mark.parametrize("name", ["typo.jsonl", "my/labels.jsonl"])
def test_a_name_of_neither_file_nor_corpus_is_told(name: str) -> None:
    with pytest.raises(InputError) as caught:
        read_examples(name)

    assert str(caught.value) == (
        f"{name}: no such file, and no corpus of that name. Cure: name a labelled file, or one of {', '.join(CORPORA)}"
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
