import csv
import json
from pathlib import Path

import pyarrow.parquet
import pytest

from newstance.errors import InputError
from newstance.records import Annotation, Article, Mention, Opinion, Sentence, Span
from newstance.writing import (
    COLUMNS,
    annotation_from_dict,
    annotation_to_dict,
    article_to_dict,
    convert_annotations,
    json_line,
    write_opinions,
)

TEXT = "Okoro praised the pact. “It protects us,” she said."
PROBS = {"supportive": 0.9, "critical": 0.05, "conciliatory": 0.03, "neutral": 0.02}
OPINION = Opinion(
    "supportive",
    Mention(Span(0, 5, "Okoro"), actor="Ada Okoro", elsewhere=True),
    Mention(Span(27, 29, "It")),
    prob=0.87654321,
)
ANNOTATION = Annotation(
    sentence=Sentence("e01", 1, 0, 24, 51, TEXT[24:51]),
    stance="supportive",
    stance_probs={"supportive": 0.912345678, "neutral": 0.087654322},
    claim="judgement",
    claim_probs={"judgement": 1.0},
    uncertain=False,
    opinions=(OPINION, Opinion("critical", None, None, 0.5)),
    quoted=True,
    model="newstance-small 1.0.0",
)
RECORD = {
    "article_id": "e01", "sentence": 1, "paragraph": 0, "start": 24, "end": 51, "text": "“It protects us,” she said.",
    "stance": "supportive", "stance_probs": {"supportive": 0.9123, "neutral": 0.0877},
    "claim": "judgement", "claim_probs": {"judgement": 1.0}, "uncertain": False,
    "opinions": [
        {"stance": "supportive", "prob": 0.8765,
         "speaker": {"start": 0, "end": 5, "text": "Okoro", "actor": "Ada Okoro", "elsewhere": True},
         "target": {"start": 27, "end": 29, "text": "It", "actor": None}},
        {"stance": "critical", "prob": 0.5, "speaker": None, "target": None},
    ],
    "quoted": True, "model": "newstance-small 1.0.0",
}  # fmt: skip


@pytest.fixture
def annotations(tmp_path: Path) -> Path:
    path = tmp_path / "annotations.jsonl"
    plain = RECORD | {"sentence": 2, "opinions": []}
    path.write_text(json_line(RECORD) + json_line(plain), encoding="utf-8")
    return path


def test_an_annotation_has_the_published_form() -> None:
    assert annotation_to_dict(ANNOTATION) == RECORD
    assert tuple(annotation_to_dict(ANNOTATION)) == COLUMNS


def test_an_annotation_comes_back_as_it_was_written() -> None:
    assert annotation_to_dict(annotation_from_dict(RECORD)) == RECORD
    assert annotation_from_dict(RECORD).opinions[0].speaker == OPINION.speaker


@pytest.mark.parametrize(
    ("record", "message"),
    [
        ({}, f"a.jsonl:3: no 'article_id'; expected an annotation with {', '.join(COLUMNS)}"),
        (
            RECORD | {"opinions": 7},
            "a.jsonl:3: not an annotation as newstance writes it ('int' object is not iterable)",
        ),
    ],
)
def test_what_is_no_annotation_is_named(record: dict[str, object], message: str) -> None:
    with pytest.raises(InputError) as error:
        annotation_from_dict(record, "a.jsonl:3")
    assert str(error.value) == message


def test_an_article_keeps_its_other_keys() -> None:
    article = Article(id="e01", text=TEXT, outlet="Atlantic Wire", extra={"desk": "world"})
    assert article_to_dict(article) == {"id": "e01", "outlet": "Atlantic Wire", "text": TEXT, "desk": "world"}


def test_a_line_is_unescaped_json() -> None:
    assert json_line({"text": "“Nein”\nund Schluss 😀"}) == '{"text": "“Nein”\\nund Schluss 😀"}\n'


def test_csv_has_the_same_columns_with_opinions_as_json(annotations: Path, tmp_path: Path) -> None:
    assert convert_annotations(annotations, tmp_path / "a.csv", "csv") == 2
    assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbfarticle_id,")  # Excel takes it for UTF-8
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as lines:
        first, second = csv.DictReader(lines)
    assert tuple(first) == COLUMNS
    assert (first["text"], first["start"], second["opinions"]) == (RECORD["text"], "24", "[]")
    assert json.loads(first["opinions"]) == RECORD["opinions"]


@pytest.fixture
def described(annotations: Path) -> Path:
    """The articles of the annotations, and one before them that has none."""
    path = annotations.with_name("articles.jsonl")
    article = {"id": "e01", "title": "Pact; praised", "date": "2026-03-01", "text": TEXT, "desk": "world"}
    path.write_text(json_line({"id": "e00", "title": "Other", "text": "."}) + json_line(article), encoding="utf-8")
    return path


def test_tables_tell_the_article_where_it_is_known(annotations: Path, described: Path, tmp_path: Path) -> None:
    assert convert_annotations(annotations, tmp_path / "a.csv", "csv", described) == 2
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert tuple(rows[0]) == (*COLUMNS, "title", "date", "outlet")
    assert [(row["title"], row["date"], row["outlet"]) for row in rows] == [("Pact; praised", "2026-03-01", "")] * 2
    assert convert_annotations(annotations, tmp_path / "a.parquet", "parquet", described) == 2
    first = pyarrow.parquet.read_table(tmp_path / "a.parquet").to_pylist()[0]
    assert tuple(first) == (*COLUMNS, "title", "date", "outlet")
    assert (first["title"], first["date"], first["outlet"]) == ("Pact; praised", "2026-03-01", None)


def test_opinions_are_a_table_of_their_own(annotations: Path, described: Path, tmp_path: Path) -> None:
    assert write_opinions(annotations, tmp_path / "opinions.csv", described) == 2
    with (tmp_path / "opinions.csv").open(encoding="utf-8-sig", newline="") as lines:
        first, second = csv.DictReader(lines)
    assert first == {
        "article_id": "e01", "title": "Pact; praised", "date": "2026-03-01", "outlet": "", "sentence": "1",
        "stance": "supportive", "prob": "0.8765", "speaker": "Ada Okoro", "speaker_text": "Okoro",
        "target": "", "target_text": "It", "claim": "judgement", "uncertain": "False", "quoted": "True",
        "text": RECORD["text"], "model": "newstance-small 1.0.0",
    }  # fmt: skip
    assert (second["stance"], second["speaker"], second["speaker_text"]) == ("critical", "", "")


def test_parquet_nests_opinions(annotations: Path, tmp_path: Path) -> None:
    assert convert_annotations(annotations, tmp_path / "a.parquet", "parquet") == 2
    first, second = pyarrow.parquet.read_table(tmp_path / "a.parquet").to_pylist()
    assert tuple(first) == COLUMNS
    assert first["stance_probs"] == RECORD["stance_probs"]
    assert first["opinions"][0]["speaker"] == RECORD["opinions"][0]["speaker"]  # type: ignore[index]
    assert first["opinions"][1]["target"] is None
    assert second["opinions"] == []


def test_no_annotations_make_an_empty_table(tmp_path: Path) -> None:
    (tmp_path / "none.jsonl").write_text("")
    for format_ in ("csv", "parquet"):
        assert convert_annotations(tmp_path / "none.jsonl", tmp_path / f"a.{format_}", format_) == 0
    assert (tmp_path / "a.csv").read_text("utf-8-sig").strip() == ",".join(COLUMNS)
    assert pyarrow.parquet.read_table(tmp_path / "a.parquet").num_rows == 0


def test_a_broken_annotation_file_is_named(annotations: Path, tmp_path: Path) -> None:
    annotations.write_text(json_line(RECORD) + '{"article_id": ')
    with pytest.raises(InputError) as error:
        convert_annotations(annotations, tmp_path / "a.csv", "csv")
    assert str(error.value) == f"{annotations}:2: broken JSON: Expecting value"
    with pytest.raises(InputError, match="unknown format 'xlsx'; expected one of csv, parquet"):
        convert_annotations(annotations, tmp_path / "a.xlsx", "xlsx")
