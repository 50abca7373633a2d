import gzip
import io
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard

from newstance.reading import Skip, SkipLog, read_articles
from newstance.reading.articles import READERS
from newstance.reading.sources import SUFFIXES
from newstance.records import Article

STORY = "Mayor rejects ferry plan\n\nThe mayor of Lowhaven rejected the ferry plan on Monday. She called it a gamble.\n"
FORMATS = ".txt, .md, .html, .htm, .jsonl, .ndjson, .csv, .parquet, .warc"


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
    for name in ("b.txt", "a/z.md", "a/.hidden.txt", ".git/x.txt", "boat.png", "make", "c.JSONL", "d.ndjson"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        story = f"{STORY}The council met in {name}."
        path.write_text(json.dumps({"text": story}) if "json" in name.lower() else story)
    articles, skips = read(tmp_path)
    assert [article.id for article in articles] == ["b.txt", "c.JSONL:1", "d.ndjson:1", "a/z.md"]
    assert skips.skips == []
    assert skips.notes == [Skip(str(tmp_path), "left out files that hold no articles (1 × .png, 1 × no suffix)")]


def test_documents_in_a_folder_are_named_with_the_cure(tmp_path: Path) -> None:
    for name in ("a.txt", "b.pdf", "c.DOCX", "d/e.xml.gz", "f.eml", "g.mhtml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(STORY)
    articles, skips = read(tmp_path)
    assert [article.id for article in articles] == ["a.txt"]
    expected = f"expected {FORMATS}, or these with .gz or .zst"
    as_text, message = "save it as plain text (.txt)", "save the text of each message as plain text (.txt)"
    assert [str(skip).removeprefix(f"{tmp_path}/") for skip in skips.skips] == [
        f"b.pdf: unknown format .pdf; {expected}. Cure: extract the text first (pdftotext FILE.pdf FILE.txt)",
        f"c.DOCX: unknown format .DOCX; {expected}. Cure: {as_text}",
        f"f.eml: unknown format .eml; {expected}. Cure: {message}",
        f"g.mhtml: unknown format .mhtml; {expected}. Cure: save the page as HTML alone (.html)",
        f"d/e.xml.gz: unknown format .gz; {expected}. "
        "Cure: take the articles out of it, as plain text (.txt) or one JSON object a line (.jsonl)",
    ]
    assert skips.notes == []


def test_results_of_a_run_in_a_folder_are_left_out(tmp_path: Path) -> None:
    article = json.dumps({"id": "x", "text": STORY}) + "\n"
    (tmp_path / "a.txt").write_text("Talks resumed.")
    (tmp_path / "articles.jsonl").write_text(article)  # no results beside it: the user's own
    for form, annotations in (("jsonl", '{"article_id": "x"}'), ("csv", "article_id,sentence,paragraph")):
        (tmp_path / form).mkdir()
        (tmp_path / form / f"annotations.{form}").write_text(annotations)
        (tmp_path / form / "articles.jsonl").write_text(article)
        (tmp_path / form / "report.html").write_text("<html></html>")
        for name in ("annotations.jsonl.lock", "articles.jsonl.part", "annotations.jsonl.progress.json"):
            (tmp_path / form / name).write_text("{}")
    articles, skips = read(tmp_path)
    assert [article.id for article in articles] == ["a.txt", "x"]
    assert skips.skips == []
    assert [str(note).removeprefix(f"{tmp_path}/") for note in skips.notes] == [
        f"{form}: left out results that newstance wrote (annotations.{form}, articles.jsonl, report.html). "
        "To read one, name the file itself"
        for form in ("csv", "jsonl")
    ]
    assert [article.id for article in read(tmp_path / "jsonl" / "articles.jsonl")[0]] == ["x"]


def test_files_of_these_names_that_are_no_results_are_read(tmp_path: Path) -> None:
    (tmp_path / "annotations.jsonl").write_text('{"id": "mine", "text": "Talks failed."}\n')
    (tmp_path / "articles.jsonl").write_text('{"id": "x", "text": "Talks resumed."}\n')
    articles, skips = read(tmp_path)
    assert [article.id for article in articles] == ["mine", "x"]
    assert skips.notes == []


def test_annotations_and_reports_are_no_articles(tmp_path: Path) -> None:
    keys = {"article_id": "x", "sentence": 0, "text": "Talks resumed.", "stance_probs": {}, "opinions": []}
    (tmp_path / "a.jsonl").write_text(f"{json.dumps(keys)}\n" * 3)
    (tmp_path / "b.csv").write_text(f"{','.join(keys)}\nx,0,Talks resumed.,{{}},[]\n")
    (tmp_path / "c.html").write_text(f'<html><meta name="generator" content="newstance"><p>{STORY * 5}')
    articles, skips = read(tmp_path)
    assert articles == []
    cure = "Cure: name the articles' files"
    assert [str(skip).removeprefix(f"{tmp_path}/") for skip in skips.skips] == [
        f"a.jsonl: annotations that newstance wrote; expected articles. {cure}",
        f"b.csv: annotations that newstance wrote; expected articles. {cure}",
        f"c.html: a report that newstance wrote; expected an article. {cure}",
    ]


def test_links_that_lead_nowhere(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to("lost.txt")
    fault = "a link to lost.txt, where there is nothing. Cure: mend the link, or remove it"
    for given in (tmp_path, tmp_path / "a.txt"):
        assert [str(skip) for skip in read(given)[1].skips] == [f"{tmp_path}/a.txt: {fault}"]


def test_texts_that_come_twice_are_told_and_counted(tmp_path: Path) -> None:
    for name, text in zip("abcde", ("Talks resumed.", "Talks failed.", *["Talks resumed.\n"] * 3), strict=True):
        (tmp_path / f"{name}.txt").write_text(text)
    articles, skips = read(tmp_path)
    assert len(articles) == 5
    assert [str(note) for note in skips.notes] == [
        f'{tmp_path}/c.txt: "c.txt" has the same text as an earlier article; both count',
        "3 articles: have the same text as an earlier one; all of them count",
    ]


def test_inputs_that_cannot_be_found_are_skipped_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "ferry.txt").write_text(STORY)
    (tmp_path / "empty").mkdir()
    (tmp_path / "dump.json").write_text("[]")
    articles, skips = read("nowhere.txt", tmp_path / "empty", tmp_path / "dump.json", tmp_path / "ferry.txt")
    assert [article.id for article in articles] == ["ferry.txt"]
    assert [str(skip) for skip in skips.skips] == [
        "nowhere.txt: no such file or folder. Cure: check the spelling and the working folder",
        f"{tmp_path}/empty: no articles in this folder; expected files ending in {FORMATS}",
        f"{tmp_path}/dump.json: unknown format .json; expected {FORMATS}, or these with .gz or .zst. "
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


@pytest.mark.parametrize("packed", [gzip.compress, zstandard.compress])
def test_standard_input_may_be_compressed(packed: Callable[[bytes], bytes]) -> None:
    (line,), _ = read("-", stdin=packed(b'{"text": "Talks resumed.", "id": "x"}\n'))
    assert (line.id, line.text) == ("x", "Talks resumed.")
    articles, skips = read("-", stdin=packed(STORY.encode() * 200)[:20])
    assert (articles, [skip.fault.split(":")[0] for skip in skips.skips]) == ([], ["cannot be read"])


@pytest.mark.parametrize(
    ("stdin", "fault"),
    [
        (b'[{"text": "x"}]', "one JSON document; expected one object a line. Cure: jq -c '.[]' FILE > NEW.jsonl"),
        (b"%PDF-1.4\n1 0 obj", "a PDF document; expected text. Cure: extract the text first (pdftotext FILE FILE.txt)"),
        (b"{\\rtf1 Talks}", "an RTF document; expected text. Cure: save it as plain text"),
        (
            b'<?xml version="1.0"?><a>x</a>',
            "an XML document; expected text. Cure: take the articles out of it (.txt, .jsonl)",
        ),
    ],
)
def test_documents_on_standard_input_are_named(stdin: bytes, fault: str) -> None:
    articles, skips = read("-", stdin=stdin)
    assert (articles, [skip.fault for skip in skips.skips]) == ([], [fault])


def test_standard_input_in_brackets_is_text() -> None:
    ((plain,), _) = read("-", stdin=b"[UPDATED] Talks resumed.")
    assert plain.text == "[UPDATED] Talks resumed."


def test_standard_input_can_be_named_once() -> None:
    articles, skips = read("-", "-", stdin=STORY.encode())
    assert len(articles) == 1
    assert [str(skip) for skip in skips.skips] == ["standard input: already read; `-` can be named once"]


def test_repeated_ids_are_told_apart(tmp_path: Path) -> None:
    names = ("x", "x", "x#2", "x", "y")
    lines = [{"id": name, "text": f"Round {number} ended."} for number, name in enumerate(names)]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, lines)))
    articles, skips = read(tmp_path / "a.jsonl")
    assert [article.id for article in articles] == ["x", "x#2", "x#2#2", "x#3", "y"]
    assert skips.notes[0].fault == 'the article id "x" was used before; this article is "x#2"'
    assert len(skips.notes) == 3
    assert skips.skips == []


def test_ids_are_whole_characters_whatever_the_files_are_called(tmp_path: Path) -> None:
    for number, name in enumerate((b"caf\xe8.txt", b"caf\xe9.txt", b"caf\xe9.jsonl")):
        (tmp_path / os.fsdecode(name)).write_text(json.dumps({"text": f"Round {number} ended."}))
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
