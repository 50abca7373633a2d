"""The card says who labelled the rows, whosever they are."""

from newstance.bundle import Identity
from newstance.training.card import LABELLED, PROVENANCE, model_card

IDENTITY = Identity("mine", "1.0.0", "some-encoder", 128)


def card(*corpora: str) -> str:
    data = {"sentences": dict.fromkeys(corpora, 1200), "sha256": "abc"}
    return model_card(IDENTITY, data, "one seed (1)", {}, taught=False)


def test_a_users_own_table_was_labelled_by_the_user() -> None:
    text = card("table")
    assert f"- table: 1,200 sentences\n{PROVENANCE['table']}\nFingerprint: `abc`." in text
    assert LABELLED not in text


def test_our_labels_are_named_as_a_language_models() -> None:
    text = card("sentences", "table")
    assert f"{LABELLED} {PROVENANCE['sentences']} {PROVENANCE['table']}\n" in text
