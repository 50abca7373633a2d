import json
import os
from pathlib import Path
from threading import Thread

import pytest

from newstance.reading.counting import count_articles

LINE = json.dumps({"text": "Talks resumed."}) + "\n"


def test_files_and_lines_are_counted(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Talks resumed.")
    (tmp_path / "b.jsonl").write_text(LINE * 3)
    assert count_articles([tmp_path, tmp_path / "b.jsonl"]) == 7


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl.gz", "a.warc"])
def test_what_only_reading_tells_is_not_counted(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(LINE)
    (tmp_path / "b.jsonl").write_text(LINE)
    assert count_articles([tmp_path / "b.jsonl", tmp_path / name]) is None
    assert count_articles([tmp_path / "b.jsonl", "-"]) is None


def test_a_pipe_is_left_for_the_reader(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.jsonl")
    pipe = os.open(tmp_path / "a.jsonl", os.O_RDWR)
    os.write(pipe, LINE.encode())
    counts: list[int | None] = []
    count = Thread(target=lambda: counts.append(count_articles([tmp_path / "a.jsonl"])), daemon=True)
    count.start()
    count.join(timeout=5)
    assert counts == [None]
    assert os.read(pipe, 100) == LINE.encode()
    os.close(pipe)
