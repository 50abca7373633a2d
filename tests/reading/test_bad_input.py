"""Whatever is wrong with one input, its neighbours are read and the fault is told with file, line and cure."""

import csv
import json
import time
from pathlib import Path

import pyarrow
import pyarrow.parquet
import pytest

from newstance.reading import SkipLog, read_articles
from newstance.records import Article
from newstance.sentences import split_sentences


def read(folder: Path) -> tuple[list[Article], SkipLog]:
    skips = SkipLog()
    return list(read_articles([folder], skips)), skips


@pytest.mark.parametrize(
    ("name", "content", "fault"),
    [
        ("a.txt", b"", "empty; expected the text of an article"),
        ("a.txt", b" \r\n\t\n", "empty; expected the text of an article"),
        ("a.txt", b"\xef\xbb\xbf\n", "empty; expected the text of an article"),
        ("a.html", b"", "empty; expected the text of an article"),
        ("a.jsonl", b"", "empty; expected one article a line"),
        ("a.jsonl", b"\n\n", "empty; expected one article a line"),
        ("a.txt", b"\x7fELF\x00\x01", "binary content (NUL bytes); expected text. Cure: save it as UTF-8 text"),
        ("a.txt", b"\xff\xfea", "broken UTF-16 at byte 2. Cure: save it as UTF-8"),
        (
            "a.txt",
            bytes(range(128, 256)) * 20,
            "neither UTF-8 nor any other encoding that can be told. Cure: save it as UTF-8",
        ),
        (
            "a.jsonl",
            '{"text": "Talks."}'.encode("utf-16"),
            "UTF-16; expected UTF-8. Cure: iconv -f UTF-16 -t UTF-8 FILE > NEW.jsonl",
        ),
        (
            "a.jsonl",
            b'[{"text": "Talks."}]',
            "one JSON document; expected one object a line. Cure: jq -c '.[]' FILE > NEW.jsonl",
        ),
        (
            "a.jsonl",
            b'\n\xef\xbb\xbf[\n{"text": "Talks."}\n]',
            "one JSON document; expected one object a line. Cure: jq -c '.[]' FILE > NEW.jsonl",
        ),
        ("a.jsonl", b"\xef\xbb\xbf\n\n", "empty; expected one article a line"),
        ("a.warc", b"no archive", None),
        ("a.parquet", b"no table", None),
        ("a.txt.gz", b"no gzip", None),
        (
            "a.csv",
            b"word " * 30_000 + b"\n1,Talks resumed.\n",
            'no column "text"; found "word word word word word word word word …". '
            'Cure: rename the column with the articles to "text"',
        ),
        (
            "a.csv",
            b"\xff\xfea",
            "cannot be read to the end: 'utf-16-le' codec can't decode byte 0x61 in position 0: truncated data. "
            "Cure: check the file, fetch it again",
        ),
        ("a.csv", b"", 'no column "text"; found none. Cure: rename the column with the articles to "text"'),
    ],
)
def test_a_file_that_cannot_be_read(tmp_path: Path, name: str, content: bytes, fault: str | None) -> None:
    (tmp_path / name).write_bytes(content)
    (tmp_path / "z.txt").write_text("Talks resumed.")
    articles, skips = read(tmp_path)
    assert [article.id for article in articles] == ["z.txt"]
    assert [skip.place for skip in skips.skips] == [f"{tmp_path}/{name}"]
    assert fault is None or skips.skips[0].fault == fault


def test_a_line_of_a_csv_that_is_longer_than_any_field_may_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newstance.reading.csvfiles.MAX_BYTES", 1000)
    (tmp_path / "a.csv").write_text("word " * 300 + "\n1,Talks resumed.\n")
    before = csv.field_size_limit()
    _, skips = read(tmp_path)
    csv.field_size_limit(before)  # it holds for the whole process
    assert [skip.fault for skip in skips.skips] == [
        "cannot be read to the end: field larger than field limit (1000). Cure: check the file, fetch it again"
    ]


def test_a_utf_16_table_that_is_cut_keeps_its_whole_rows(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes("id,text\n1,Talks resumed.\n2,Talks failed.\n".encode("utf-16")[:-1])
    articles, skips = read(tmp_path)
    assert [article.text for article in articles] == ["Talks resumed."]
    assert [skip.fault.split(":")[0] for skip in skips.skips] == ["cannot be read to the end"]


def test_a_row_of_parquet_that_is_not_utf_8_does_not_harm_the_others(tmp_path: Path) -> None:
    texts = pyarrow.array([b"Talks resumed.", b"Caf\xe9 shut.", b"Talks failed."])
    table = pyarrow.table({"text": texts.view(pyarrow.string())})
    pyarrow.parquet.write_table(table, tmp_path / "a.parquet")
    articles, skips = read(tmp_path)
    assert [(article.id, article.text) for article in articles] == [
        ("a.parquet:1", "Talks resumed."),
        ("a.parquet:3", "Talks failed."),
    ]
    assert [str(skip) for skip in skips.skips] == [
        f"{tmp_path}/a.parquet: row 2: damaged ('utf-8' codec can't decode byte 0xe9 in position 3: invalid "
        "continuation byte); expected text in UTF-8. Cure: write the file again"
    ]


def test_a_broken_line_does_not_harm_the_others(tmp_path: Path) -> None:
    lines = [
        '{"text": "Talks resumed."}',
        '{"text": "Talks',
        '{"id": "x", "headline": "Talks", "body": "Talks resumed on Monday."}',
        '{"text": 7}',
        '{"text": null}',
        '{"text": " "}',
        '["Talks resumed."]',
        "{}",
        "",
        "[" * 100_000,
        '{"text": "Talks failed."}',
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(lines))
    articles, skips = read(tmp_path)
    assert [article.id for article in articles] == ["a.jsonl:1", "a.jsonl:11"]
    assert [str(skip).removeprefix(f"{tmp_path}/") for skip in skips.skips][:-1] == [
        "a.jsonl:2: broken JSON: Unterminated string starting at column 10",
        'a.jsonl:3: no "text"; found "id", "headline", "body". Cure: rename "body" to "text" if it holds the article',
        'a.jsonl:4: "text" is a number; expected a string',
        'a.jsonl:5: "text" is null; expected the text of an article',
        'a.jsonl:6: "text" is empty; expected the text of an article',
        'a.jsonl:7: expected a JSON object with the key "text", found list',
        'a.jsonl:8: no "text"; found no keys at all. Cure: give the article\'s text as "text"',
    ]
    assert skips.skips[-1].place == f"{tmp_path}/a.jsonl:10"


@pytest.mark.parametrize(
    ("text", "encoding", "remark"),
    [
        ("“Nobody will be left behind” – France’s plan is dead.", "cp1252", "not UTF-8; read as Windows-1252"),
        ("François Legault and Jürgen Müller met in Zürich.", "latin-1", "not UTF-8; read as Windows-1252"),
        (
            "Министр заявил, что переговоры продолжаются. Он не исключил новых встреч.",
            "cp1251",
            "not UTF-8; read as Windows-1251",
        ),
        ("The envoy said “no”.", "utf-16", "not UTF-8; read as utf-16"),
        ("The envoy said “no” — twice.", "utf-8-sig", None),
    ],
)
def test_text_in_other_encodings_is_read_and_remarked_on(
    tmp_path: Path, text: str, encoding: str, remark: str | None
) -> None:
    (tmp_path / "a.txt").write_bytes(text.encode(encoding))
    articles, skips = read(tmp_path)
    assert [article.text for article in articles] == [text]
    encoding_notes = [note.fault for note in skips.notes if "English" not in note.fault]
    assert encoding_notes == ([remark] if remark else [])
    assert skips.skips == []


def test_text_pasted_together_from_two_encodings(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("“Müller” said no. ".encode() + "“Weiße”".encode("cp1252"))
    lines = [
        json.dumps({"text": "“Müller” said no."}, ensure_ascii=False).encode(encoding)
        for encoding in ("utf-8", "cp1252")
    ]
    (tmp_path / "b.jsonl").write_bytes(b"\n".join(lines))
    articles, skips = read(tmp_path)
    assert [article.text for article in articles] == ["“Müller” said no. “Weiße”", *["“Müller” said no."] * 2]
    assert [str(note).removeprefix(f"{tmp_path}/") for note in skips.notes] == [
        "a.txt: not UTF-8; read as a mixture of UTF-8 and Windows-1252",
        'b.jsonl: "b.jsonl:2" has the same text as an earlier article; both count',
        "b.jsonl:2: not UTF-8; read as Windows-1252",
    ]


def test_newlines_become_one_kind_and_offsets_count_after_that(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"One.\r\n\r\nTwo.\rThree.\n")
    (article,), _ = read(tmp_path)
    assert article.text == "One.\n\nTwo.\nThree.\n"
    assert [(s.start, s.paragraph, s.text) for s in split_sentences(article)] == [
        (0, 0, "One."),
        (6, 1, "Two."),
        (11, 2, "Three."),
    ]


def test_ten_megabytes_on_one_line(tmp_path: Path) -> None:
    sentence = "The mayor said that the ferry would sail again. "
    line = json.dumps({"text": sentence * (10_000_000 // len(sentence))})
    (tmp_path / "a.jsonl").write_text(line + "\n" + '{"text": "Talks resumed."}\n')
    (tmp_path / "b.txt").write_text("word" * 2_500_000)
    begin = time.process_time()
    articles, skips = read(tmp_path)
    assert [len(article.text) for article in articles] == [9_999_984, 14, 10_000_000]
    assert skips.skips == []
    assert time.process_time() - begin < 20


def test_an_endless_line_is_skipped_and_not_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newstance.reading.jsonl.MAX_BYTES", 2**20)
    monkeypatch.setattr("newstance.reading.decoding.MAX_BYTES", 2**20)
    (tmp_path / "a.jsonl").write_text('{"text": "' + "word " * 500_000 + '"}\n{"text": "Talks resumed."}\n')
    (tmp_path / "b.txt").write_text("word " * 500_000)
    articles, skips = read(tmp_path)
    assert [article.id for article in articles] == ["a.jsonl:2"]
    assert [str(skip).removeprefix(f"{tmp_path}/") for skip in skips.skips] == [
        "a.jsonl:1: a line of more than 1 MB; expected one article a line",
        "b.txt: more than 1 MB. Cure: one article a file, or .jsonl with one a line",
    ]
