"""Whatever an input holds, ``newstance annotate`` goes on: offsets hold, and what is left out is named."""

import json
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from newstance.attribution import attribute
from newstance.cli import main
from newstance.records import Annotation, Article, Mention, Opinion, Span
from newstance.sentences import split_sentences

LOGIN = "<html><body><form>Sign in <input name=user><input type=password></form></body></html>"
LISTING = "<html><body><ul>" + '<li><a href="/a">Talks fail</a></li>' * 30 + "</ul></body></html>"


def annotate(bundle: Path, folder: Path) -> tuple[Result, list[dict]]:
    out = folder / "out.jsonl"
    result = CliRunner().invoke(main, ["annotate", "--model", str(bundle), str(folder), "-o", str(out)])
    return result, [json.loads(line) for line in out.read_text("utf-8").splitlines()] if out.exists() else []


@pytest.mark.parametrize(
    "text",
    [
        "Talks",
        "“Open, and “open again, said Trump. ‘Never closed. “Lima” accused Europe.”””",
        "قال ترامب إن المحادثات فشلت. “Lima 😀 accused Europe,” قال. שלום, said Trump 👩‍👩‍👧.",
        "e\u0301 Trump\u200d said\u00a0no.\u2028Lima accused Europe.",
    ],
)
def test_offsets_hold(tiny_bundle: Path, tmp_path: Path, text: str) -> None:
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    result, found = annotate(tiny_bundle, tmp_path)
    assert result.exit_code == 0
    assert found
    for annotation in found:
        assert annotation["text"] == text[annotation["start"] : annotation["end"]]
        for opinion in annotation["opinions"]:
            for mention in filter(None, (opinion["speaker"], opinion["target"])):
                assert mention["text"] == text[mention["start"] : mention["end"]]


def test_two_encodings_in_one_file_are_read_and_told(tiny_bundle: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("“Müller” said no. ".encode() + "Trump said “Weiße”.".encode("cp1252"))
    result, found = annotate(tiny_bundle, tmp_path)
    assert [annotation["text"] for annotation in found] == ["“Müller” said no.", "Trump said “Weiße”."]
    assert f"note: {tmp_path}/a.txt: not UTF-8; read as a mixture of UTF-8 and Windows-1252\n" in result.stderr
    assert result.exit_code == 0


@pytest.mark.parametrize(("name", "page"), [("login.html", LOGIN), ("listing.html", LISTING)])
def test_a_page_without_an_article_is_named_and_its_neighbour_read(
    tiny_bundle: Path, tmp_path: Path, name: str, page: str
) -> None:
    (tmp_path / name).write_text(page, encoding="utf-8")
    (tmp_path / "z.txt").write_text("Trump said no.", encoding="utf-8")
    result, found = annotate(tiny_bundle, tmp_path)
    assert [annotation["article_id"] for annotation in found] == ["z.txt"]
    assert f"skipped: {tmp_path}/{name}: " in result.stderr
    assert "1 skipped, each named above\n" in result.stderr
    assert result.exit_code == 1


def test_two_megabytes_in_one_paragraph_take_time_in_proportion() -> None:
    paragraph = "Minister Ada Obi said the plan was bad. “They lie about it,” said Tom Roe. People blamed the measure. "
    seconds = [_seconds(paragraph * (size // len(paragraph))) for size in (200_000, 2_000_000)]
    assert seconds[1] < 25 * max(seconds[0], 0.2)


def _seconds(text: str) -> float:
    """Processor time of splitting and attributing; every sentence has an opinion of what it can be about."""
    article = Article("a", text)
    begin = time.process_time()
    sentences = split_sentences(article)
    annotations = []
    for sentence in sentences:
        places = [(sentence.start + sentence.text.find(word), word) for word in ("plan", "it", "measure")]
        mentions = [Mention(Span(at, at + len(word), word)) for at, word in places if at >= sentence.start]
        opinions = tuple(Opinion("critical", None, mention) for mention in mentions)
        annotations.append(Annotation(sentence, "critical", {}, "none", {}, False, opinions, False, "test"))
    assert len(attribute(article, sentences, annotations)) == len(sentences)
    return time.process_time() - begin
