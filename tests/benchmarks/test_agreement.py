import json
from pathlib import Path
from typing import Any

import pytest
from agreement import ACTORS_AGAIN, AGAIN, DISPATCHES, actor_agreement, agreement

from newstance.corpora.pairs import completed
from newstance.records import Example, Mention, Opinion, Span

LIMA, OSLO = Mention(Span(0, 4, "Lima")), Mention(Span(13, 17, "Oslo"))


def reading(stance: str, claim: str, target: Mention | None = OSLO) -> Example:
    opinions = () if stance == "neutral" else (Opinion(stance, LIMA, target, 1.0),)
    return completed(Example("1", "news-standoff", "Lima praised Oslo.", group="1", place="f:1"), opinions, claim)


def test_kappa_takes_away_what_chance_would_agree_on() -> None:
    claims = ("fact", "fact", "none", "none")
    first = map(reading, ("supportive", "supportive", "neutral", "neutral"), claims)
    again = map(reading, ("supportive", "neutral", "neutral", "neutral"), claims)

    found = agreement(list(zip(first, again, strict=True)))

    assert found["sentences"] == 4
    assert found["stance agreement"] == 75
    assert found["stance kappa"] == pytest.approx(50)  # (0.75 - 0.5) / (1 - 0.5)
    assert found["claim agreement"] == found["claim kappa"] == 100


def test_a_missed_target_costs_its_span_and_the_opinion() -> None:
    missed = reading("critical", "judgement"), reading("critical", "judgement", target=None)
    plain = reading("neutral", "fact"), reading("neutral", "fact")

    found = agreement([missed, plain])

    assert found["speaker exact F1"] == 100
    assert found["target exact F1"] == 0
    assert found["triple F1"] == 0


def test_every_sentence_read_again_was_read_before() -> None:
    first, again = (_keys(AGAIN.with_name(name)) for name in ("news-standoff.jsonl", AGAIN.name))

    assert len(again) == len(set(again)) == 480
    assert set(again) <= set(first)


def test_actors_with_other_names_are_the_same_if_they_are_everywhere() -> None:
    first = [actors("Ada Obi", "levy"), actors("Obi's party", "levy"), actors("Obi's party", None)]
    again = [actors("ada obi", "fuel levy"), actors("party", "fuel levy"), actors("Tom Roe", None)]

    found = actor_agreement([list(zip(first, again, strict=True))])

    assert found["opinions with actors"] == 3
    assert found["speaker actor name"] == pytest.approx(100 / 3)
    assert found["speaker actor identity"] == pytest.approx(200 / 3)
    assert found["target actor name"] == pytest.approx(100 / 3)
    assert found["target actor identity"] == 100


def test_every_opinion_named_again_was_named_before() -> None:
    first = {row["id"]: row for row in _rows(DISPATCHES)}
    again = list(_rows(ACTORS_AGAIN))

    assert len({row["article"] for row in again}) == 20
    assert all(len(first[row["id"]]["opinions"]) == len(row["actors"]) for row in again)
    assert all(first[row["id"]]["article"] == row["article"] for row in again)


def actors(speaker: str | None, target: str | None) -> dict[str, str | None]:
    return {"speaker_actor": speaker, "target_actor": target}


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _keys(labels: Path) -> list[tuple[str | int, str | None]]:
    return [(row.get("id", row.get("line")), row.get("sha256")) for row in _rows(labels)]
