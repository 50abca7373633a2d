"""The readers on the real files, where those are at hand."""

from pathlib import Path

import pytest
import yaml

from newstance.corpora.corpus import Places
from newstance.corpora.mixture import load_data
from newstance.corpora.registry import CORPORA, read_split


@pytest.fixture(scope="module")
def places(root: Path, shared: Path) -> Places:
    return Places(root / "data", shared / "data" / "public")


@pytest.mark.parametrize(
    ("name", "split", "rows", "pairs"),
    [
        ("newsmtsc-standoff", "train", 1200, 3174),
        ("dse-standoff", "train", 1673, 4902),
        ("newsmtsc", "train", 7758, 8681),
        ("newsmtsc/mt", "", 721, 1473),
        ("dse", "train", 13144, 26288),
        ("dse", "test", 1623, 3246),
        ("dse/clean", "", 1222, 2444),
        ("plover", "train", 212, 921),
        ("plv", "test", 715, 715),
        ("realdev", "test", 109, 296),
        ("wikinews", "test", 232, 243),
    ],
)
def test_every_row_is_read_and_every_span_holds(places: Places, name: str, split: str, rows: int, pairs: int) -> None:
    examples = read_split(name, split, places.own, places.public)
    assert (len(examples), sum(len(example.pairs) for example in examples)) == (rows, pairs)
    assert len({example.id for example in examples}) == rows
    for example in examples:
        asked = [span for pair in example.pairs for span in (pair.speaker, pair.target) if span]
        for span in (*asked, *(example.speakers or ()), *(example.targets or ())):
            assert example.text[span.start : span.end] == span.text


def test_standoff_splits_divide_all_labels(places: Places) -> None:
    for name, labels in (("newsmtsc-standoff", 1485), ("dse-standoff", 2144)):
        parts = [list(CORPORA[name].splits[part](places)) for part in ("train", "validation", "test")]
        assert sum(map(len, parts)) == labels
        groups = [{example.group for example in part} for part in parts]
        assert not groups[0] & (groups[1] | groups[2])


def test_the_mixture_drops_what_evaluation_rows_must_not_meet(root: Path, places: Places) -> None:
    config = yaml.safe_load((root / "configs/data/mixture.yaml").read_text(encoding="utf-8"))
    data = load_data(config["sources"], config["validation"], config["test"], places.own, places.public)
    held_out = {row.text for rows in (data.validation, *data.test.values()) for row in rows}
    assert not held_out & {row.text for row in data.train}
    assert data.dropped == {"newsmtsc-standoff": 2, "dse-standoff": 1, "newsmtsc": 496, "dse": 1354}
    offered = [row for name in config["sources"] for row in read_split(name, "train", places.own, places.public)]
    assert len(data.train) == len(offered) - sum(data.dropped.values())
