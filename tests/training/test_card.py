"""The card says who labelled the rows, whosever they are."""

from collections.abc import Sequence
from typing import Any

from newstance.bundle import Identity
from newstance.corpora.registry import CORPORA
from newstance.training.card import LABELLED, PROVENANCE, UNTRAINED, model_card

IDENTITY = Identity("mine", "1.0.0", "some-encoder", 128)


def card(*corpora: str, before: Sequence[dict[str, Any]] = (), untaught: Sequence[str] = ()) -> str:
    data = {"train": {"sentences": dict.fromkeys(corpora, 1200), "sha256": "abc"}, "went_on_from": before}
    return model_card(IDENTITY, data, "one seed (1)", {}, taught=False, untaught=untaught)


def test_a_users_own_table_was_labelled_by_the_user() -> None:
    text = card("table")
    assert (
        f"- table: 1,200 sentences\n\nFingerprint of these rows: `abc`.\n\n{PROVENANCE['table']}\n\n## Scores" in text
    )
    assert LABELLED not in text


def test_our_labels_are_named_as_a_language_models() -> None:
    text = card("sentences", "table")
    assert f"{LABELLED} {PROVENANCE['sentences']} {PROVENANCE['table']}\n" in text


def test_what_a_bundle_before_it_had_learned_from_is_named_too() -> None:
    text = card("table", before=[{"name": "newstance-base 1.0", "sentences": {"sentences": 40, "plover": 1200}}])
    before = "It went on from newstance-base 1.0, which had learned from\n\n- sentences: 40 sentences\n- plover: 1,200"
    told = " ".join([LABELLED, *(PROVENANCE[corpus] for corpus in ("table", "sentences", "plover"))])
    assert f"rows: `abc`.\n\n{before} sentences\n\n{told}\n\n## Scores" in text


def test_a_mean_of_bundles_learned_nothing_itself() -> None:
    seeds = [{"name": "mine 0.9", "sentences": {"plover": 7}}] * 3
    before = "It went on from mine 0.9, which had learned from\n\n- plover: 7 sentences"
    assert f"## Training data\n{UNTRAINED}\n\n{before}\n\n{PROVENANCE['plover']}\n\n## Scores" in card(before=seeds)


def test_what_nothing_taught_is_said() -> None:
    assert "\nNo training row has speakers, targets: what the model says of them is noise.\n" in card(
        "table", untaught=["speakers", "targets"]
    )


def test_every_corpus_that_trains_has_its_provenance() -> None:
    assert set(PROVENANCE) >= {name for name, corpus in CORPORA.items() if corpus.trains}
