import gzip
import io
import json
import os
from pathlib import Path

import zstandard

from newstance.reading import Skip, SkipLog, read_articles
from newstance.reading.articles import READERS
from newstance.reading.sources import SUFFIXES
from newstance.records import Article

STORY = "Mayor rejects ferry plan\n\nThe mayor of Lowhaven rejected the ferry plan on Monday. She called it a gamble.\n"


def read(*inputs: Path | str, stdin: bytes | None = None) -> tuple[list[Article], SkipLog]:
    skips = SkipLog()
    stream = None if stdin is None else io.BytesIO(stdin)
    return list(read_articles(inputs, skips, stream)), skips


def test_a_text_file_is_one_article_titled_by_its_headline(tmp_path: Path) -> None:
    (tmp_path / "ferry.txt").write_text(STORY)
    articles, skips = read(tmp_path / "ferry.txt")
    assert articles == [Article(id="ferry.txt", text=STORY, title="Mayor rejects ferry plan")]
    assert skips.skips == []


def test_folders_are_read_in_sorted_order_to_the_bottom_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.md", "a/.hidden.txt", ".git/x.txt", "notes.pdf", "c.JSONL"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps({"text": STORY}) if name == "c.JSONL" else STORY)
    articles, skips = read(tmp_path)
    assert [article.id for article in articles] == ["b.txt", "c.JSONL:1", "a/z.md"]
    assert skips.skips == []
    assert skips.notes == [Skip(str(tmp_path), "left out files that hold no articles (1 × .pdf)")]


def test_inputs_that_cannot_be_found_are_skipped_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "ferry.txt").write_text(STORY)
    (tmp_path / "empty").mkdir()
    (tmp_path / "dump.json").write_text("[]")
    articles, skips = read("nowhere.txt", tmp_path / "empty", tmp_path / "dump.json", tmp_path / "ferry.txt")
    formats = ".txt, .md, .html, .htm, .jsonl, .csv, .parquet, .warc"
    assert [article.id for article in articles] == ["ferry.txt"]
    assert [str(skip) for skip in skips.skips] == [
        "nowhere.txt: no such file or folder. Cure: check the spelling and the working folder",
        f"{tmp_path}/empty: no articles in this folder; expected files ending in {formats}",
        f"{tmp_path}/dump.json: unknown format .json; expected {formats}, or these with .gz or .zst. "
        "Cure: write one JSON object a line (jq -c '.[]' FILE > FILE.jsonl)",
    ]


def test_skips_are_told_at_once() -> None:
    told: list[str] = []
    skips = SkipLog(on_skip=lambda skip: told.append(str(skip)))
    articles = read_articles(["nowhere.txt", "neither.txt"], skips)
    assert list(articles) == []
    assert len(told) == len(skips.skips) == 2


def test_compressed_files(tmp_path: Path) -> None:
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(STORY.encode()))
    (tmp_path / "b.jsonl.zst").write_bytes(zstandard.compress(json.dumps({"text": STORY, "id": "b1"}).encode()))
    articles, skips = read(tmp_path)
    assert [(article.id, article.text) for article in articles] == [("a.txt.gz", STORY), ("b1", STORY)]
    assert skips.skips == []


def test_a_damaged_archive_keeps_what_could_be_read(tmp_path: Path) -> None:
    lines = "".join(json.dumps({"text": f"{STORY} {number * 7919}"}) + "\n" for number in range(5000))
    (tmp_path / "cut.jsonl.gz").write_bytes(gzip.compress(lines.encode())[:-2000])
    (tmp_path / "fake.txt.zst").write_text("this is no zstandard file, whatever its name says")
    articles, skips = read(tmp_path)
    assert len(articles) > 1000
    assert [(Path(skip.place).name, skip.fault.split(":")[0]) for skip in skips.skips] == [
        ("cut.jsonl.gz", "cannot be read to the end"),
        ("fake.txt.zst", "cannot be read to the end"),
    ]


def test_a_zstandard_file_of_several_frames_that_may_be_cut_off(tmp_path: Path) -> None:
    frame = zstandard.compress(" ".join(f"Obi left {number * 7919}." for number in range(5000)).encode())
    (tmp_path / "cut.txt.zst").write_bytes(frame + frame[:-2000])
    (tmp_path / "frames.txt.zst").write_bytes(frame + frame)
    articles, skips = read(tmp_path)
    assert [(article.id, article.text.count("Obi left 7919.")) for article in articles] == [("frames.txt.zst", 2)]
    assert [str(skip).removeprefix(f"{tmp_path}/") for skip in skips.skips] == [
        "cut.txt.zst: cannot be read to the end: the compressed file ends in the middle. "
        "Cure: check the file, fetch it again"
    ]


def test_standard_input_is_told_apart_by_its_first_characters() -> None:
    (plain,), _ = read("-", stdin=STORY.encode())
    (line,), _ = read("-", stdin=b'\xef\xbb\xbf\n {"text": "Talks resumed.", "outlet": "Lowhaven Post"}')
    assert (plain.id, plain.text) == ("stdin", STORY)
    assert (line.id, line.text, line.outlet) == ("stdin:2", "Talks resumed.", "Lowhaven Post")


def test_standard_input_can_be_named_once() -> None:
    articles, skips = read("-", "-", stdin=STORY.encode())
    assert len(articles) == 1
    assert [str(skip) for skip in skips.skips] == ["standard input: already read; `-` can be named once"]


def test_repeated_ids_are_told_apart(tmp_path: Path) -> None:
    lines = [{"id": name, "text": "Talks resumed."} for name in ("x", "x", "x#2", "x", "y")]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, lines)))
    articles, skips = read(tmp_path / "a.jsonl")
    assert [article.id for article in articles] == ["x", "x#2", "x#2#2", "x#3", "y"]
    assert skips.notes[0].fault == 'the article id "x" was used before; this article is "x#2"'
    assert len(skips.notes) == 3
    assert skips.skips == []


def test_ids_are_whole_characters_whatever_the_files_are_called(tmp_path: Path) -> None:
    for name in (b"caf\xe8.txt", b"caf\xe9.txt", b"caf\xe9.jsonl"):
        (tmp_path / os.fsdecode(name)).write_text('{"text": "Talks resumed."}')
    articles, skips = read(tmp_path)
    assert [article.id for article in articles] == ["caf\ufffd.txt", "caf\ufffd.jsonl:1", "caf\ufffd.txt#2"]
    assert [note.fault for note in skips.notes] == [
        'the article id "caf\ufffd.txt" was used before; this article is "caf\ufffd.txt#2"'
    ]


def test_reading_is_lazy(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY)
    skips = SkipLog()
    articles = read_articles([tmp_path / "a.txt", "nowhere.txt"], skips)
    assert next(articles).id == "a.txt"
    assert skips.skips == []


def test_every_format_has_its_reader() -> None:
    assert tuple(READERS) == SUFFIXES
