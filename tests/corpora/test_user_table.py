import re
from pathlib import Path
from typing import Any

import pytest
from corpus_builders import asked, write_jsonl, write_text

from newstance.corpora.check import check_corpus
from newstance.corpora.corpus import Table
from newstance.corpora.files import read_labelled_file
from newstance.corpora.jsonl import Fault
from newstance.corpora.registry import read_split
from newstance.corpora.sets.table import read_table
from newstance.errors import InputError

CSV = """\
text,stance,who,whom
"Meyer mocked the plan, which Ruiz backs.",con,Meyer,plan
"Meyer mocked the plan, which Ruiz backs.",pro,Ruiz,plan
The council met.,none,,
"""
LABELS = {"con": "critical", "pro": "supportive", "none": "neutral"}


def table(path: Path, **fields: Any) -> Table:
    return Table(path=str(path), **fields)


def test_rows_of_a_text_are_one_sentence_led_by_the_first(tmp_path: Path) -> None:
    path = write_text(tmp_path / "my.csv", CSV)
    mocked, met = read_table(table(path, speaker="who", target="whom", labels=LABELS))
    assert (mocked.stance, mocked.claim, mocked.speakers, mocked.place) == ("critical", None, None, f"{path}:2")
    assert asked(mocked) == [
        ("Meyer", "plan", "critical"),
        (None, "plan", "critical"),
        ("Meyer", None, "critical"),
        ("Ruiz", "plan", "supportive"),
        ("Ruiz", None, "supportive"),
    ]
    assert (met.stance, met.pairs) == ("neutral", ())


def test_a_complete_table_trains_the_tags_and_the_reverse_directions(tmp_path: Path) -> None:
    path = write_text(tmp_path / "my.csv", CSV)
    mocked, met = read_table(table(path, speaker="who", target="whom", labels=LABELS, complete=True))
    assert [found.text for found in mocked.speakers or ()] == ["Meyer", "Ruiz"]
    assert [found.text for found in mocked.targets or ()] == ["plan"]
    assert ("plan", "Meyer", "neutral") in asked(mocked)
    assert (met.speakers, met.opinions) == ((), ())


def test_a_complete_table_keeps_the_answers_that_its_neutral_rows_give(tmp_path: Path) -> None:
    text = "Meyer met Ruiz; Lopez mocked Kim."
    path = write_text(tmp_path / "my.csv", f"text,stance,who,whom\n{text},none,Meyer,Ruiz\n{text},con,Lopez,Kim\n")
    [example] = read_table(table(path, speaker="who", target="whom", labels=LABELS, complete=True))
    assert example.stance == "critical"
    assert {("Lopez", "Kim", "critical"), ("Kim", "Lopez", "neutral"), ("Meyer", "Ruiz", "neutral")} <= set(
        asked(example)
    )


def test_labels_may_be_numbers_or_truth_values_in_any_case(tmp_path: Path) -> None:
    path = write_text(
        tmp_path / "my.csv", "text,stance\nOslo praised Lima.,1\nOslo mocked Lima.,-1\nOslo waits.,FALSE\n"
    )
    labels = {"1": "supportive", "-1": "critical", "False": "neutral"}
    assert [row.stance for row in read_table(table(path, labels=labels))] == ["supportive", "critical", "neutral"]


def test_a_row_is_known_by_its_text_wherever_the_table_lies(tmp_path: Path) -> None:
    first = write_text(tmp_path / "my.csv", CSV)
    (tmp_path / "elsewhere").mkdir()
    second = write_text(tmp_path / "elsewhere" / "yours.csv", CSV.replace("The council met.", "Oslo waits."))
    one, two = (list(read_table(table(path, labels=LABELS))) for path in (first, second))
    assert one[0].id == two[0].id
    assert len({one[0].id, one[1].id, two[1].id}) == 3


def test_the_rows_of_a_text_may_share_its_id(tmp_path: Path) -> None:
    first, second = '"Meyer mocked the plan, which Ruiz backs."', "The council met."
    path = write_text(
        tmp_path / "my.csv",
        f"nr,text,stance,who,whom\n7,{first},con,Meyer,plan\n7,{first},pro,Ruiz,plan\n8,{second},none,,\n",
    )
    examples = list(read_table(table(path, speaker="who", target="whom", id="nr", labels=LABELS)))
    assert [example.id for example in examples] == ["7", "8"]
    assert ("Ruiz", None, "supportive") in asked(examples[0])


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_only_line_ends_end_a_row_and_quoted_ones_do_not(tmp_path: Path, end: str) -> None:
    rows = [
        "text,stance",
        "Oslo\u2028praised\x0cLima.,supportive",
        f'"Oslo{end}waits.",neutral',
        "Oslo met Lima.,angry",
    ]
    path = tmp_path / "my.csv"
    path.write_bytes("".join(row + end for row in rows[:3]).encode())
    assert [(example.text, example.place) for example in read_table(table(path))] == [
        ("Oslo\u2028praised\x0cLima.", f"{path}:2"),
        (f"Oslo{end}waits.", f"{path}:4"),
    ]
    path.write_bytes("".join(row + end for row in rows).encode())
    with pytest.raises(InputError, match=f"^{re.escape(f'{path}:5: unknown stance')}"):
        list(read_table(table(path)))


def test_json_lines_and_tsv_read_the_same(tmp_path: Path) -> None:
    rows = [{"satz": "Oslo praised Lima.", "stance": "supportive", "kind": "judgement", "nr": 7}]
    lines = write_jsonl(tmp_path / "my.jsonl", rows)
    tabs = write_text(tmp_path / "my.tsv", "satz\tstance\tkind\tnr\nOslo praised Lima.\tsupportive\tjudgement\t7\n")
    for path in (lines, tabs):
        [example] = read_table(table(path, text="satz", claim="kind", id="nr"))
        assert (example.id, example.text, example.stance, example.claim) == (
            "7",
            "Oslo praised Lima.",
            "supportive",
            "judgement",
        )


@pytest.mark.parametrize(
    ("rows", "fields", "place", "fault"),
    [
        (
            "x,hostile",
            {},
            2,
            "unknown stance 'hostile'; expected one of supportive, critical, conciliatory, neutral. "
            "Cure: '+data.table.labels={{hostile: STANCE}}'",
        ),
        (" ,neutral", {}, 2, "the text (column 'text') is empty"),
        (
            "x,neutral",
            {"speaker": "who"},
            2,
            "no column 'who'; the columns are text, stance. Cure: data.table.speaker=NAME",
        ),
        ("x,neutral", {"speaker": "stance"}, 2, "the text does not contain 'neutral'"),
        (
            "x,neutral\ny,neutral",
            {"id": "stance"},
            3,
            "id 'neutral' is already that of another text ({path}:2). Cure: an id for each text",
        ),
        (
            "x,neutral",
            {"claim": "text"},
            2,
            "unknown claim 'x'; expected one of fact, forecast, judgement, demand, pledge, none",
        ),
        ('x,"neut"ral', {}, 2, "not a table: ',' expected after '\"'"),
        ("x,", {}, 2, "the stance (column 'stance') is empty"),
        ("x", {}, 2, "the stance (column 'stance') is empty"),
        (
            "x,neutral,and more, cut off",
            {},
            2,
            "4 fields for 2 columns. Cure: put fields that hold ',' into quotation marks",
        ),
    ],
)
def test_faults_name_file_line_and_cure(
    tmp_path: Path, rows: str, fields: dict[str, Any], place: int, fault: str
) -> None:
    path = write_text(tmp_path / "my.csv", f"text,stance\n{rows}\n")
    with pytest.raises(InputError, match=f"^{re.escape(f'{path}:{place}: {fault.format(path=path)}')}$"):
        list(read_table(table(path, **fields)))


def test_a_row_that_ends_in_commas_loses_nothing(tmp_path: Path) -> None:
    path = write_text(tmp_path / "my.csv", "text,stance\nOslo waits.,neutral,, \n")
    assert [(row.text, row.stance) for row in read_table(table(path))] == [("Oslo waits.", "neutral")]


def test_two_columns_of_one_name_are_told_where_they_are_read(tmp_path: Path) -> None:
    path = write_text(tmp_path / "my.csv", "text,stance,text,note,note\nOslo waits.,neutral,Lima waits.,a,b\n")
    with pytest.raises(InputError) as fault:
        list(read_table(table(path)))
    assert str(fault.value) == f"{path}:1: 2 columns are called 'text'. Cure: rename or delete the others"
    path.write_text(path.read_text().replace(",text", ",title"), encoding="utf-8")
    assert [row.text for row in read_table(table(path))] == ["Oslo waits."]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", "text;stance\nOslo, Lima and Rome wait.;neutral\n"),
        ("a.csv", "text\tstance\nOslo, Lima and Rome wait.\tneutral\n"),
        ("a.TSV", "text\tstance\nOslo, Lima and Rome wait.\tneutral\n"),
        ("a.JSONL", '{"text": "Oslo, Lima and Rome wait.", "stance": "neutral"}\n'),
    ],
)
def test_columns_are_parted_as_name_and_header_say(tmp_path: Path, name: str, content: str) -> None:
    [example] = read_table(table(write_text(tmp_path / name, content)))
    assert (example.text, example.stance) == ("Oslo, Lima and Rome wait.", "neutral")


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ('{"text": ["Oslo", "waits."], "stance": "neutral"}', "text (column 'text') is a list or an object"),
        ('{"text": "Oslo waits.", "stance": {"a": 1}}', "stance (column 'stance') is a list or an object"),
        ('{"text": NaN, "stance": "neutral"}', "text (column 'text') is empty"),
        ('{"text": "Oslo waits."}', "stance (column 'stance') is empty"),
    ],
)
def test_json_values_that_are_no_text_are_told(tmp_path: Path, row: str, fault: str) -> None:
    path = write_text(tmp_path / "my.jsonl", f'{{"text": "Lima waits.", "stance": "neutral"}}\n{row}\n')
    with pytest.raises(InputError, match=f"^{re.escape(f'{path}:2: the {fault}')}"):
        list(read_table(table(path)))


def test_half_a_character_is_replaced(tmp_path: Path) -> None:
    path = write_text(tmp_path / "my.jsonl", '{"text": "Oslo \\ud800 waits.", "stance": "neutral"}\n')
    assert [row.text for row in read_table(table(path))] == ["Oslo \ufffd waits."]


def test_rows_that_contradict_an_earlier_one_are_counted_once_a_run(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    annotators = ["A b,critical,,", "A b,neutral,,", "A b,supportive,,"]
    others = ["C d,critical,C,d", "C d,neutral,d,C", "E f,neutral,,", "E f,neutral,,"]
    path = write_text(tmp_path / "my.csv", "\n".join(["text,stance,who,whom", *annotators, *others]))
    own = table(path, speaker="who", target="whom")
    for part in ("train", "validation", "test"):
        read_split("table", part, tmp_path, tmp_path, own)
    assert caplog.messages == [
        f"rows that contradict an earlier one of the same text: 2, the first at {path}:3; the earlier one counts"
    ]
    assert [row.stance for row in read_table(own)] == ["critical", "critical", "neutral"]


def test_claims_that_contradict_the_first_are_counted(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = write_text(tmp_path / "my.csv", "text,stance,claim\nA b,neutral,fact\nA b,neutral,forecast\n")
    assert [row.claim for row in read_table(table(path, claim="claim"))] == ["fact"]
    assert caplog.messages == [
        f"rows that contradict an earlier one of the same text: 1, the first at {path}:3; the earlier one counts"
    ]


def test_a_table_by_itself_has_the_columns_that_are_called_as_ours(tmp_path: Path) -> None:
    rows = "Meyer mocked the plan.,critical,Meyer,plan,a1,x\nThe council met.,neutral,,,a2,y\n"
    path = write_text(tmp_path / "my.csv", f"text,stance,speaker,target,group,note\n{rows}")
    mocked, met = read_labelled_file(path)
    assert asked(mocked) == [("Meyer", "plan", "critical"), (None, "plan", "critical"), ("Meyer", None, "critical")]
    assert [(row.stance, row.claim, row.group) for row in (mocked, met)] == [
        ("critical", None, "a1"),
        ("neutral", None, "a2"),
    ]
    assert check_corpus(path) == []


@pytest.mark.parametrize(
    ("content", "line", "fault"),
    [
        (
            "text,label\nx,neutral\n",
            2,
            "no column 'stance'; the columns are text, label. Cure: call the column with the stance so",
        ),
        (
            "text,stance\nx,pro\n",
            2,
            "unknown stance 'pro'; expected one of supportive, critical, conciliatory, neutral. "
            "Cure: write one of these",
        ),
    ],
)
def test_the_cures_of_a_table_by_itself_need_no_configuration(
    tmp_path: Path, content: str, line: int, fault: str
) -> None:
    path = write_text(tmp_path / "my.csv", content)
    with pytest.raises(InputError, match=f"^{re.escape(f'{path}:{line}: {fault}')}$"):
        read_labelled_file(path)
    assert check_corpus(path) == [Fault(f"{path}:{line}", fault)]


def test_an_empty_table_and_none_at_all_are_named(tmp_path: Path) -> None:
    path = write_text(tmp_path / "my.csv", "text,stance\n")
    with pytest.raises(InputError, match=re.escape(f"{path}: no rows")):
        list(read_table(table(path)))
    with pytest.raises(InputError, match=re.escape(f"{tmp_path / 'gone.csv'}: corpus 'table' needs this file")):
        read_split("table", "train", tmp_path, tmp_path, table(tmp_path / "gone.csv"))
    message = "data.table.path: corpus 'table' needs this file. Cure: data=table data.table.path=my.csv"
    with pytest.raises(InputError, match=f"^{re.escape(message)}$"):
        read_split("table", "train", tmp_path, tmp_path)


def test_groups_stay_together(tmp_path: Path) -> None:
    rows = [{"text": f"Sentence {n}.", "stance": "neutral", "article": f"a{n // 5}"} for n in range(200)]
    own = table(write_jsonl(tmp_path / "my.jsonl", rows), group="article")
    parts = {part: read_split("table", part, tmp_path, tmp_path, own) for part in ("train", "validation", "test")}
    assert sum(map(len, parts.values())) == 200
    groups = [{example.group for example in examples} for examples in parts.values()]
    assert not groups[0] & groups[1]
    assert not groups[0] & groups[2]
    assert all(len(examples) % 5 == 0 and examples for examples in parts.values())
