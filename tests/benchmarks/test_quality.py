"""The benchmark suite's own parts; the metrics it uses are tested in tests/evaluation."""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from quality_suite import baselines
from quality_suite.lexicon import Lexicon
from quality_suite.scoring import Remembering, Result, score_set
from quality_suite.sets import SETS, BenchmarkSet, Rows, read_rows
from quality_suite.summary import spreads
from quality_suite.tables import SetResults, pair_table, risk_table, sentence_table
from quality_suite.words import masked_text

from newstance.evaluation.confidence import SelectiveRisk
from newstance.evaluation.intervals import Interval
from newstance.labels import LabelSet
from newstance.predictions import Prediction
from newstance.records import Example, Pair, Span

LIMA, OSLO = Span(0, 4, "Lima"), Span(13, 17, "Oslo")
TEXT = "Lima praised Oslo."
BY_NAME = {each.name: each for each in SETS}


class Certain:
    """Answers every pair with the stance that its text names; counts what it is asked."""

    labels = LabelSet()

    def __init__(self) -> None:
        self.asked: list[str] = []

    def predict(self, texts: Sequence[str], questions: Sequence[Sequence[Pair]] | None = None) -> list[Prediction]:
        self.asked += texts
        counts = [len(pairs) for pairs in questions] if questions else [0] * len(texts)
        claims = np.full(len(self.labels.claims), 1 / len(self.labels.claims))
        stances = [np.array([float(stance in text) for stance in self.labels.stances]) for text in texts]
        return [
            Prediction(stance, claims, pair_probs=np.tile(stance, (count, 1)))
            for stance, count in zip(stances, counts, strict=True)
        ]


def row(number: int, says: str, *pairs: Pair) -> Example:
    text = f"They are {says} {number}."
    return Example(f"r{number}", "made-up", text, f"g{number}", f"made-up:{number}", pairs=pairs)


def test_plv_is_scored_among_three_stances_and_beside_it_among_all() -> None:
    says = ["supportive", "critical", "conciliatory", "neutral"]
    gold = ["supportive", "critical", "conciliatory", "supportive"]
    rows = [row(n, each, Pair(LIMA, OSLO, stance)) for n, (each, stance) in enumerate(zip(says, gold, strict=True))]

    result = score_set(Certain(), BY_NAME["plv"], Rows(rows, []))

    assert result.questions == 4
    assert result.metrics["pair_macro_f1"] == 1.0  # certain of neutral, which is no choice: the first stance
    assert result.metrics["all_stances_macro_f1"] == pytest.approx((2 / 3 + 1 + 1) / 3)


def test_seesaw_asks_only_for_its_polarity() -> None:
    rows = [
        row(0, "critical", Pair(LIMA, OSLO, "critical"), Pair(OSLO, LIMA, "neutral")),
        row(1, "critical", Pair(LIMA, OSLO, "supportive"), Pair(OSLO, LIMA, "neutral")),
    ]

    result = score_set(Certain(), BY_NAME["seesaw"], Rows(rows, []))

    assert result.questions == 2
    assert result.metrics["pair_micro_f1"] == 0.5
    assert result.f1_by_label == {"supportive": 0.0, "critical": pytest.approx(2 / 3)}


def test_newsmtsc_counts_conciliatory_answers_as_neutral() -> None:
    rows = [row(0, "conciliatory", Pair(None, OSLO, "neutral")), row(1, "critical", Pair(None, OSLO, "critical"))]

    result = score_set(Certain(), BY_NAME["newsmtsc-rw"], Rows(rows, []))

    assert result.metrics["pair_macro_f1"] == 1.0
    assert result.metrics["all_stances_macro_f1"] == 0.5


def test_dse_is_scored_with_a_weight_fitted_on_its_validation_rows() -> None:
    def both(number: int, forth: str) -> Example:
        return row(number, "neutral", Pair(LIMA, OSLO, forth), Pair(OSLO, LIMA, "neutral"))

    result = score_set(Certain(), BY_NAME["dse"], Rows([both(0, "neutral"), both(1, "critical")], [both(2, "neutral")]))

    assert result.metrics["neutral_weight"] == 1.0
    assert result.metrics["pair_micro_f1"] == 0.5
    assert result.metrics["pair_macro_f1"] == pytest.approx((2 / 3 + 0) / 2)
    assert result.metrics["unfitted_macro_f1"] == result.metrics["pair_macro_f1"]


def test_a_question_is_asked_once() -> None:
    reader = Certain()
    remembering = Remembering(reader)
    pair = Pair(None, None, "neutral")

    first = remembering.predict(["critical", "neutral"], [[pair], [pair]])
    again = remembering.predict(["neutral", "supportive", "critical"], [[pair], [pair], [pair]])

    assert reader.asked == ["critical", "neutral", "supportive"]
    assert (again[0], again[2]) == (first[1], first[0])


def test_the_lexicon_takes_no_sides() -> None:
    good, bad, plain = Lexicon().predict(
        ["A wonderful, happy success.", "A terrible, cruel crime.", "The office opens at nine."],
        [[Pair(LIMA, OSLO, ""), Pair(OSLO, LIMA, "")]] * 3,
    )

    stances = LabelSet().stances
    assert [stances[p.stance_probs.argmax()] for p in (good, bad, plain)] == ["supportive", "critical", "neutral"]
    assert good.pair_probs is not None
    assert good.pair_probs.argmax(axis=1).tolist() == [0, 0]


@pytest.mark.parametrize(
    ("pair", "masked"),
    [
        (Pair(LIMA, OSLO, ""), "askedspeaker praised askedtarget."),
        (Pair(OSLO, LIMA, ""), "askedtarget praised askedspeaker."),
        (Pair(None, OSLO, ""), "Lima praised askedtarget."),
        (Pair(LIMA, Span(0, 12, "Lima praised"), ""), "askedspeaker praised Oslo."),
    ],
)
def test_masks_tell_who_is_asked_about(pair: Pair, masked: str) -> None:
    assert masked_text(TEXT, pair) == masked


def result(macro: float, **parts: object) -> Result:
    metrics = {"pair_macro_f1": macro, "pair_micro_f1": 0.75, "unfitted_macro_f1": 0.25}
    intervals = {"pair_macro_f1": Interval(macro, 0.4, 0.6, 10)}
    return Result(12, metrics, intervals, **parts)  # type: ignore[arg-type]


def test_seeds_are_summed_up_by_mean_deviation_and_range() -> None:
    spread = spreads([result(0.5), result(0.6), result(0.7)])["pair_macro_f1"]

    assert (spread.mean, spread.sd, spread.low, spread.high) == pytest.approx((0.6, 0.1, 0.5, 0.7))
    assert spreads([result(0.5)]) == {}


def test_results_survive_json() -> None:
    before = result(0.5, risks=[SelectiveRisk(0.9, 0.1, 0.4)], risk_area=0.05, f1_by_label={"critical": 0.5})

    assert Result.from_dict(json.loads(json.dumps(before.as_dict()))) == before


def test_the_pair_table_puts_published_figures_below() -> None:
    found = SetResults(BY_NAME["newsmtsc-rw"], {"one": result(0.5), "two": result(0.6)}, {"VADER": result(0.4)})

    assert pair_table([found]).splitlines()[:8] == [
        "| set | model | macro F1 | micro F1 | as is |",
        "| --- | --- | ---: | ---: | ---: |",
        "| NewsMTSC rw, 12 | one | 50.0 (40–60) | 75.0 | 25.0 |",
        "|  | two | 60.0 (40–60) | 75.0 | 25.0 |",
        "|  | VADER | 40.0 (40–60) | 75.0 | 25.0 |",
        "|  | **mean of 2** | 55.0 ± 7.1 | 75.0 ± 0.0 | 25.0 ± 0.0 |",
        "|  | range | 50.0–60.0 | 75.0–75.0 | 25.0–25.0 |",
        "|  | *GRU-TSC (125 M), Hamborg & Donnay 2021* | 83.1 | – | – |",
    ]


def test_the_sentence_table_has_a_dash_where_a_model_answers_nothing() -> None:
    scored = Result(5, {"stance_macro_f1": 0.5, "stance_accuracy": 0.6}, {})

    table = sentence_table([SetResults(BY_NAME["real-dev"], {"small": scored}, {})])

    assert (
        table.splitlines()[2]
        == "| real-dev (109 real sentences), 5 | small | 50.0 | 60.0 | – | – | – | – | – | – | – |"
    )


def test_the_risk_table_tells_the_confidence_that_a_coverage_takes() -> None:
    scored = result(0.5, risks=[SelectiveRisk(1.0, 0.25, 0.3), SelectiveRisk(0.9, 0.125, 0.5)], risk_area=0.1)

    table = risk_table([SetResults(BY_NAME["real-dev"], {"small": scored}, {})])

    assert table.splitlines()[0] == "| set | model | 100% | 90% | area |"
    assert table.splitlines()[2].endswith("| small | 25.0 (0.30) | 12.5 (0.50) | 10.0 |")


def test_baselines_are_computed_again_only_when_their_data_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fitted: list[str] = []
    fits = {key: lambda _, name=key[0]: fitted.append(name) or Certain() for key in baselines.FITS}
    monkeypatch.setattr(baselines, "FITS", fits)
    monkeypatch.setattr(baselines, "read_training", lambda *_: [])
    monkeypatch.setattr(baselines, "_train", lambda *_: [])
    wanted, cache = (
        BenchmarkSet("made-up", ("made-up",), "made up", "choice", ("made-up",)),
        tmp_path / "baselines.json",
    )
    rows = Rows([row(0, "critical", Pair(LIMA, OSLO, "critical"))], [])
    more = Rows([*rows.test, row(1, "neutral", Pair(LIMA, OSLO, "critical"))], [])

    first = baselines.baseline_results(wanted, rows, tmp_path, tmp_path, cache)
    again = baselines.baseline_results(wanted, rows, tmp_path, tmp_path, cache)

    assert again == first
    assert fitted == [baselines.TFIDF, baselines.PROBE, baselines.LEXICON]
    assert first[baselines.TFIDF].metrics["pair_micro_f1"] == 1.0
    changed = baselines.baseline_results(wanted, more, tmp_path, tmp_path, cache)
    assert changed[baselines.TFIDF].metrics["pair_micro_f1"] == 0.5


def test_a_set_of_two_corpora_has_the_rows_of_both(root: Path, tmp_path: Path) -> None:
    both = BenchmarkSet("both", ("sentences/test", "articles/test"), "both", "sentences", ("sentences",))
    rows = read_rows(both, root / "data", tmp_path)
    assert [row.corpus for row in rows.test] == ["sentences"] * 183 + ["articles"] * 169
    assert rows.validation == []
