"""Every public set, on small invented files in its raw format."""

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest
from corpus_builders import asked, write_jsonl, write_text

from newstance.corpora.corpus import Places
from newstance.corpora.registry import CORPORA, OURS, read_split
from newstance.corpora.sets.dse import CORPUS as DSE
from newstance.corpora.sets.dse import read_dse
from newstance.corpora.sets.dse_standoff import read_dse_standoff
from newstance.corpora.sets.newsmtsc import article_of, read_newsmtsc
from newstance.corpora.sets.newsmtsc_standoff import read_newsmtsc_standoff
from newstance.corpora.sets.plover import CORPUS as PLOVER
from newstance.corpora.sets.plover import read_plover
from newstance.corpora.sets.plover_codes import stance_of
from newstance.corpora.sets.plv import CORPUS as PLV
from newstance.corpora.sets.plv import read_plv
from newstance.corpora.sets.realdev import read_realdev
from newstance.corpora.sets.seesaw import CORPUS as SEESAW
from newstance.corpora.sets.seesaw import read_seesaw
from newstance.errors import ConfigError, InputError

# --- DSE


@pytest.mark.parametrize(
    ("label", "forth", "back"),
    [
        ("0", "neutral", "neutral"),
        ("1", "supportive", "neutral"),
        ("2", "neutral", "supportive"),
        ("3", "critical", "neutral"),
        ("4", "neutral", "critical"),
    ],
)
def test_dse_labels_hold_in_one_direction(tmp_path: Path, label: str, forth: str, back: str) -> None:
    path = write_text(tmp_path / "train.txt", f"[Meyer] met [Ruiz] at noon.\tMeyer\tRuiz\t{label}\n")
    [example] = read_dse(path)
    assert example.text == "Meyer met Ruiz at noon."
    assert asked(example) == [("Meyer", "Ruiz", forth), ("Ruiz", "Meyer", back)]
    assert (example.stance, example.claim, example.speakers, example.targets) == (None, None, None, None)


@pytest.mark.parametrize(
    ("marked", "first", "second", "expected"),
    [
        (
            "The [Los Angele]s paper backed [the United State]s.",
            "Los Angele",
            "the United State",
            ("Los Angeles", "United States"),
        ),
        ("[Meyer’]s aide met [Ruiz].", "Meyer’", "Ruiz", ("Meyer", "Ruiz")),
        ("[Meyer] met [Hama]s leaders.", "Meyer", "Hama", ("Meyer", "Hamas")),
        ("[Meyer]-led troops met [REU]TERS staff.", "Meyer", "REU", ("Meyer", "REUTERS")),
        ("[Meyer]And then [ Ruiz] left.", "Meyer", "Ruiz", ("Meyer", "Ruiz")),
        ("[Ruiz] met [Ruiz] again.", "Ruiz", "Ruiz", ("Ruiz", "Ruiz")),
        ("[J.R. Ewing Inc.] sued [Ruiz].", "J.R. Ewing Inc.", "Ruiz", ("J.R. Ewing Inc.", "Ruiz")),
        ("The crowd[,] [Ruiz] said.", ",", "Ruiz", (",", "Ruiz")),
    ],
)
def test_dse_brackets_are_repaired(
    tmp_path: Path, marked: str, first: str, second: str, expected: tuple[str, str]
) -> None:
    [example] = read_dse(write_text(tmp_path / "train.txt", f"{marked}\t{first}\t{second}\t0\n"))
    assert asked(example)[0][:2] == expected
    for pair in example.pairs:
        for found in (pair.speaker, pair.target):
            assert found is not None
            assert example.text[found.start : found.end] == found.text
    spans = [(pair.speaker, pair.target) for pair in example.pairs]
    assert spans[0][0] != spans[0][1]


def test_dse_quoted_fields_lose_their_csv_quotes(tmp_path: Path) -> None:
    path = write_text(tmp_path / "train.txt", '"""Go,"" [Meyer] told [Ruiz]."\tMeyer\tRuiz\t3\n')
    assert next(read_dse(path)).text == '"Go," Meyer told Ruiz.'


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("[Meyer] met [Ruiz].\tMeyer\tRuiz", "expected 4 tab-separated fields, got 3"),
        ("[Meyer] met [Ruiz].\tMeyer\tRuiz\t7", "unknown label '7'; expected one of 0, 1, 2, 3, 4"),
        ("[Meyer] met Ruiz.\tMeyer\tRuiz\t1", "the text does not mark [Ruiz]"),
        ("[Meyer] met Ruiz.\tMeyer\tMeyer\t1", "the text does not mark [Meyer] twice"),
    ],
)
def test_dse_faults_name_file_and_line(tmp_path: Path, line: str, fault: str) -> None:
    path = write_text(tmp_path / "train.txt", f"[Meyer] met [Ruiz].\tMeyer\tRuiz\t1\n{line}\n")
    with pytest.raises(InputError, match=f"^{re.escape(f'{path}:2: {fault}')}$"):
        list(read_dse(path))


def test_dse_clean_is_the_test_split_without_twins_of_train(tmp_path: Path) -> None:
    twin, own = "[Meyer] met [Ruiz].\tMeyer\tRuiz\t1", "[Oslo] sued [Lima].\tOslo\tLima\t3"
    write_text(
        tmp_path / "dse" / "train.txt",
        "Meyer met [Ruiz] and [Meyer].\tRuiz\tMeyer\t0\nMeyer [met] [Ruiz].\tmet\tRuiz\t0\n",
    )
    write_text(tmp_path / "dse" / "valid.txt", f"{own}\n")
    write_text(tmp_path / "dse" / "test.txt", f"{twin}\n{own}\n")
    places = Places(tmp_path, tmp_path)
    assert [example.id for example in DSE.splits["test"](places)] == ["test-1", "test-2"]
    assert [example.id for example in DSE.splits["clean"](places)] == ["test-2"]


# --- labels without text


def dse_label(text: str, line: int = 1, **fields: Any) -> dict[str, Any]:
    digest = hashlib.sha256(text.encode()).hexdigest()[:16]
    return {"line": line, "sha256": digest, "stance": "neutral", "claim": "fact", "opinions": [], **fields}


def test_dse_standoff_joins_labels_and_text(tmp_path: Path) -> None:
    texts = write_text(tmp_path / "train.txt", "[Meyer] mocked [Ruiz]s plan.\tMeyer\tRuiz\t3\n")
    told = {"stance": "critical", "speaker": "Meyer", "target": "Ruiz", "speaker_resolved": "Karin Meyer"}
    row = dse_label("Meyer mocked Ruizs plan.", stance="critical", claim="judgement", opinions=[told])
    [example] = read_dse_standoff(write_jsonl(tmp_path / "labels.jsonl", [row]), texts)
    assert (example.id, example.text, example.stance, example.claim) == (
        "dse-1",
        "Meyer mocked Ruizs plan.",
        "critical",
        "judgement",
    )
    assert asked(example)[0] == ("Meyer", "Ruiz", "critical")
    [spoken] = example.opinions or ()
    assert spoken.speaker is not None
    assert spoken.speaker.actor == "Karin Meyer"


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"sha256": "0" * 16}, "{texts}:1 is another sentence than the one labelled (sha256 differs)"),
        ({"line": 9}, "line 9 is not a line of {texts} (1 to 1)"),
        (
            {"claim": "rumour"},
            "unknown claim 'rumour'; expected one of fact, forecast, judgement, demand, pledge, none",
        ),
        (
            {"stance": "critical", "opinions": [{"stance": "critical", "speaker": "Berlin", "target": None}]},
            "opinion 1: speaker: the text does not contain 'Berlin'",
        ),
        (
            {"stance": "critical", "opinions": [{"stance": "critical", "speaker": None, "target": {"start": 0}}]},
            "opinion 1: target: expected null or words of the text",
        ),
    ],
)
def test_dse_standoff_faults_name_file_and_line(tmp_path: Path, fields: dict[str, Any], fault: str) -> None:
    texts = write_text(tmp_path / "train.txt", "[Meyer] met [Ruiz].\tMeyer\tRuiz\t0\n")
    labels = write_jsonl(tmp_path / "labels.jsonl", [dse_label("Meyer met Ruiz.") | fields])
    with pytest.raises(InputError, match=f"^{re.escape(f'{labels}:1: {fault.format(texts=texts)}')}$"):
        list(read_dse_standoff(labels, texts))


def test_phrases_are_found_on_word_boundaries_and_apart_from_the_speaker(tmp_path: Path) -> None:
    text = "With it gone, Trump mocked Donald Trump Jr., whom it hurt."
    row = {"id": "x#1", "text": text, "stance": "critical", "claim": "fact"}
    told = [
        {"stance": "critical", "speaker": "Trump", "target": "Donald Trump Jr."},
        {"stance": "critical", "speaker": "it", "target": "it"},
    ]
    [example] = read_realdev(write_jsonl(tmp_path / "real-dev.jsonl", [row | {"opinions": told}]))
    starts = [(o.speaker.span.start, o.target.span.start) for o in example.opinions or () if o.speaker and o.target]
    assert starts == [(14, 27), (5, text.index("it hurt"))]
    assert example.group == "x"


# --- NewsMTSC

NEWSMTSC = {
    "primary_gid": "allsides_1_2_3_Meyer_0_7",
    "sentence_normalized": "Meyer’s plan pleased Ruiz.",
    "targets": [
        {"Input.gid": "allsides_1_2_3_Meyer_0_7", "from": 0, "to": 7, "mention": "Meyer’s", "polarity": 2.0},
        {"Input.gid": "allsides_1_2_3_Ruiz_21_25", "from": 21, "to": 25, "mention": "Ruiz", "polarity": 6.0},
    ],
}


def test_newsmtsc_asks_about_targets_of_unknown_speakers(tmp_path: Path) -> None:
    [example] = read_newsmtsc(write_jsonl(tmp_path / "train.jsonl", [NEWSMTSC]))
    assert asked(example) == [(None, "Meyer", "critical"), (None, "Ruiz", "supportive")]
    assert (example.stance, example.group) == (None, "allsides_1_2")
    assert article_of("polusa_v1_77_-1_5_Nora Blaine_198_204") == "polusa_v1_77"


@pytest.mark.parametrize(
    ("target", "fault"),
    [
        ({"from": 1, "to": 7, "mention": "Meyer’s", "polarity": 2.0}, "span 1:7 does not read 'Meyer’s'"),
        ({"from": 0, "to": 5, "mention": "Meyer", "polarity": 3.0}, "unknown polarity 3.0; expected 2.0, 4.0 or 6.0"),
    ],
)
def test_newsmtsc_faults_name_file_and_line(tmp_path: Path, target: dict[str, Any], fault: str) -> None:
    path = write_jsonl(tmp_path / "train.jsonl", [NEWSMTSC | {"targets": [target]}])
    with pytest.raises(InputError, match=f"^{re.escape(f'{path}:1: {fault}')}$"):
        list(read_newsmtsc(path))


def test_newsmtsc_standoff_joins_by_the_gid_of_any_target(tmp_path: Path) -> None:
    texts = write_jsonl(tmp_path / "train.jsonl", [NEWSMTSC])
    row = {"id": "allsides_1_2_3_Ruiz_21_25", "stance": "supportive", "claim": "fact"}
    told = [{"stance": "supportive", "speaker": "Ruiz", "target": "plan"}]
    labels = write_jsonl(
        tmp_path / "labels.jsonl", [row | {"opinions": told}, row | {"id": "allsides_9", "opinions": []}]
    )
    examples = read_newsmtsc_standoff(labels, texts)
    assert asked(next(examples))[0] == ("Ruiz", "plan", "supportive")
    with pytest.raises(InputError, match=re.escape(f"{labels}:2: {texts} has no sentence 'allsides_9'")):
        next(examples)


# --- PLOVER and PLV


def record(event: str, number: int, markup: str) -> dict[str, Any]:
    return {"id": f"PLOVER-GSR01-{event}-{number:04}", "event": event, "textInfo": {"markup": markup}}


def test_plover_codes_become_stances_of_source_toward_target(tmp_path: Path) -> None:
    records = [
        record("SUPPORT", 2, "The (SRC: Oslo mayor) (EVT: praised) the (TAR: Lima council)."),
        record("CONCEDE", 1, "(SRC/TAR: Oslo) and (SRC/TAR: Lima) (EVT: yielded (LOC: in Rome))."),
        record("FIGHT", 1, "(SRC: Oslo) (EVT: shelled) (TAR: Lima)."),
        record("REJECT", 1, "(SRC: Oslo) (EVT: spurned (TAR: Lima)."),
        record("REJECT", 2, "(SRC: Oslo) (EVT: said no)."),
    ]
    path = write_text(tmp_path / "plover" / "PLOVER_GSR_CAMEO.txt", json.dumps(records, indent=1))
    praise, yielded = read_plover(path)
    assert praise.text == "The Oslo mayor praised the Lima council."
    assert asked(praise) == [
        ("Oslo mayor", "Lima council", "supportive"),
        (None, "Lima council", "supportive"),
        ("Oslo mayor", None, "supportive"),
        ("Lima council", "Oslo mayor", "neutral"),
    ]
    assert yielded.text == "Oslo and Lima yielded in Rome."
    assert {("Oslo", "Lima", "conciliatory"), ("Lima", "Oslo", "conciliatory")} < set(asked(yielded))
    assert path.read_text(encoding="utf-8").split("\n")[int(praise.place.rpartition(":")[2]) - 1].strip() == (
        '"id": "PLOVER-GSR01-SUPPORT-0002",'
    )
    assert PLOVER.left_out is not None
    assert PLOVER.left_out(Places(tmp_path, tmp_path)) == {"FIGHT": 1, "broken markup": 1, "no two parties": 1}


@pytest.mark.parametrize(
    ("event", "number", "stance"),
    [
        ("AGREE", 3, "supportive"),
        ("AGREE", 20, None),
        ("AGREE", 36, "conciliatory"),
        ("AGREE", None, "supportive"),
        ("SUPPORT", 9, "conciliatory"),
        ("DEMAND", 5, "critical"),
        ("DEMAND", 12, None),
        ("CONSULT", 2, None),
        ("CONSULT", 10, "conciliatory"),
        ("YIELD", None, "conciliatory"),
        ("ACCUSE", None, "critical"),
        ("COERCE", None, None),
    ],
)
def test_plover_codes_follow_the_codebook(event: str, number: int | None, stance: str | None) -> None:
    assert stance_of(event, number) == stance


def test_plover_that_is_no_json_is_named_by_line(tmp_path: Path) -> None:
    path = write_text(tmp_path / "p.txt", '[\n{"id": 1,}\n]')
    with pytest.raises(InputError, match=re.escape(f"{path}:2: not JSON: ")):
        list(read_plover(path))


def test_plv_pairs_and_what_is_left_out(tmp_path: Path) -> None:
    rows = [
        "\tsentence_id\tsentence\tmarked_sentence\tgold_root",
        '\t4\t…\t<s>The Oslo mayor</s> "mocked" <t>Lima\'s council</t>.\tACCUSE',
        "\t5\t…\tIn <t>Lima</t>, <s>Oslo</s> gave way.\tYIELD",
        "\t6\t…\t<s>Oslo</s> shelled <t>Lima</t>.\tASSAULT",
        "\t7\t…\t<s>Oslo</s> refused.\tREJECT",
    ]
    path = write_text(tmp_path / "plv" / "PLV_train.tsv", "\r\n".join(rows))
    mocked, gave_way = read_plv(path)
    assert mocked.text == 'The Oslo mayor "mocked" Lima\'s council.'
    assert asked(mocked) == [("Oslo mayor", "Lima's council", "critical")]
    assert asked(gave_way) == [("Oslo", "Lima", "conciliatory")]
    assert (mocked.id, mocked.place) == ("plv-2", f"{path}:2")
    assert PLV.left_out is not None
    assert PLV.left_out(Places(tmp_path, tmp_path)) == {"ASSAULT": 1, "no two parties": 1}


def test_plv_without_a_column_says_which_there_are(tmp_path: Path) -> None:
    path = write_text(tmp_path / "PLV_train.tsv", "id\tmarked_sentence\n1\tx\n")
    with pytest.raises(
        InputError, match=re.escape(f"{path}:1: no column 'gold_root'; the columns are id, marked_sentence")
    ):
        list(read_plv(path))


# --- SEESAW


def seesaw(folder: Path, sentiment: str = "NEG", split: str = "train") -> Path:
    stance = {"id": 0, "subject": "Karin Meyer", "sentiment": sentiment, "object": "City Council"}
    unnamed = stance | {"subject": "Not in the list", "object": "Jo Ruiz"}
    texts = [{"id": 0, "text": "Mayor Meyer mocked the City Council."}, {"id": 1, "text": "He was not amused."}]
    name = "TRIPLET_000_DOCUMENT_0.json"
    write_text(folder / "articles" / name, json.dumps({"title": "…", "text": texts}))
    write_text(folder / "annotations" / name, json.dumps({"sentence-level stances": {"0": [stance], "1": [unnamed]}}))
    write_text(folder / "meta" / "TRIPLET_000.json", json.dumps({"Split": split}))
    write_text(folder / "README.md", "# SEESAW")
    return folder


def test_seesaw_finds_names_in_the_sentence(tmp_path: Path) -> None:
    folder = seesaw(tmp_path / "seesaw" / "SEESAW", split="valid")
    [example] = read_seesaw(folder, "valid")
    assert asked(example) == [("Meyer", "City Council", "critical"), ("City Council", "Meyer", "neutral")]
    assert (example.id, example.group) == ("TRIPLET_000_DOCUMENT_0#0", "TRIPLET_000")
    assert list(read_seesaw(folder, "train")) == []
    assert SEESAW.left_out is not None
    assert SEESAW.left_out(Places(tmp_path, tmp_path)) == {"names neither side": 1}


def test_seesaw_unknown_sentiment_names_file_and_sentence(tmp_path: Path) -> None:
    folder = seesaw(tmp_path, sentiment="MIXED")
    path = folder / "annotations" / "TRIPLET_000_DOCUMENT_0.json"
    with pytest.raises(InputError, match=re.escape(f"{path}: sentence 0: unknown sentiment 'MIXED'")):
        list(read_seesaw(folder, "train"))


# --- all of them


def test_missing_files_come_with_a_cure(tmp_path: Path) -> None:
    message = (
        f"{tmp_path / 'raw/newsmtsc/train.jsonl'}: corpus 'newsmtsc' needs this file. "
        "Cure: newstance data fetch newsmtsc, or data.public_root=FOLDER where FOLDER/newsmtsc lies"
    )
    with pytest.raises(InputError, match=f"^{re.escape(message)}$"):
        read_split("newsmtsc", "train", tmp_path, tmp_path / "raw")
    with pytest.raises(InputError, match=re.escape(f"git -C {tmp_path / 'raw'}/seesaw checkout")):
        read_split("seesaw", "train", tmp_path, tmp_path / "raw")


def test_of_two_fetched_sets_the_one_that_is_missing_is_named(tmp_path: Path) -> None:
    for path in ("standoff/news-standoff.jsonl", "raw/dse/train.txt"):
        (tmp_path / path).parent.mkdir(parents=True)
        (tmp_path / path).touch()
    with pytest.raises(InputError) as fault:
        read_split("news-standoff", "train", tmp_path, tmp_path / "raw")
    assert str(fault.value) == (
        f"{tmp_path / 'raw/newsmtsc/train.jsonl'}: corpus 'news-standoff' needs this file. "
        "Cure: newstance data fetch newsmtsc, or data.public_root=FOLDER where FOLDER/newsmtsc lies"
    )


@pytest.mark.parametrize("name", OURS)
def test_our_own_files_lie_in_the_clone(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError) as fault:
        read_split(name, "train", tmp_path, tmp_path / "raw")
    path = CORPORA[name].needs(Places(tmp_path, tmp_path / "raw"))[0]
    assert str(fault.value) == (
        f"{path}: corpus {name!r} needs this file. "
        f"Cure: run this in newstance's clone, or data.root=FOLDER where FOLDER/{path.relative_to(tmp_path)} lies"
    )


def test_unknown_corpora_and_splits_are_refused(tmp_path: Path) -> None:
    known = "unknown corpus 'bbc'; expected one of sentences, articles, constructions, dispatches, newsmtsc-standoff, "
    with pytest.raises(ConfigError, match=re.escape(known)):
        read_split("bbc", "train", tmp_path, tmp_path)
    splits = "corpus 'dse' has no split 'dirty'; expected one of train, validation, test, clean"
    with pytest.raises(ConfigError, match=f"^{re.escape(splits)}$"):
        read_split("dse/dirty", "test", tmp_path, tmp_path)


def test_sets_that_may_not_train_are_marked() -> None:
    assert {name for name, corpus in CORPORA.items() if not corpus.trains} == {"plv", "realdev", "wikinews"}


@pytest.mark.parametrize("name", list(CORPORA))
def test_every_set_documents_raw_record_mapping_and_licence(name: str) -> None:
    module = __import__(f"newstance.corpora.sets.{name.replace('-', '_')}", fromlist=["__doc__"])
    for word in ("Raw record", "Mapping", "Licence"):
        assert word in module.__doc__
    assert module.CORPUS is CORPORA[name]
    assert all(len(file.sha256) == 64 and re.search(r"/[0-9a-f]{40}/", file.url) for file in module.CORPUS.remote)
