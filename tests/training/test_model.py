"""The model: heads that a batch cannot train stay quiet, and a pair's answer depends on its own sentence alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

import pytest
import torch
from torch import Tensor

from newstance.errors import ConfigError
from newstance.labels import NEUTRAL
from newstance.records import Example, Pair, Span
from newstance.tokenising import SentenceTokeniser
from newstance.training.batches import Collator, Taught, encode_examples
from newstance.training.model import LossWeights, StanceModel, build_model, demand_positions, keep_layers


@pytest.fixture(scope="module")
def tokeniser(tiny_encoder: Path) -> SentenceTokeniser:
    return SentenceTokeniser.from_file(tiny_encoder / "tokenizer.json", max_tokens=64)


@pytest.fixture(scope="module")
def model(tiny_encoder: Path) -> StanceModel:
    torch.manual_seed(3)
    return build_model(tiny_encoder, dropout=0.0, head_size=8, loss_weights=LossWeights()).eval()


def span(text: str, words: str) -> Span:
    return Span(text.index(words), text.index(words) + len(words), words)


TEXT = "Lima accused Trump."
LONGER = "The minister praised the plan with talks to Europe, said Lima to the minister with the plan."

FULL = Example(
    "1", "full", TEXT, "g", "f:1", "critical", "judgement", (span(TEXT, "Lima"),), (span(TEXT, "Trump"),), (),
    (Pair(span(TEXT, "Lima"), span(TEXT, "Trump"), "critical"), Pair(span(TEXT, "Trump"), None, NEUTRAL)),
)  # fmt: skip
PAIRS_ONLY = Example(
    "2", "pairs", LONGER, "g", "f:2", pairs=(Pair(span(LONGER, "Lima"), span(LONGER, "Europe"), "supportive"),)
)
CLAIM_ONLY = Example("3", "claims", LONGER, "g", "f:3", claim="fact")
UNLABELLED = Example("4", "nothing", LONGER, "g", "f:4")


def batch(tokeniser: SentenceTokeniser, *examples: Example, multiple_of: int = 1) -> dict[str, Tensor]:
    rows = encode_examples(examples, tokeniser)
    return Collator(tokeniser.pad_id, multiple_of)([rows[index] for index in range(len(rows))])


def loss(model: StanceModel, tokeniser: SentenceTokeniser, *examples: Example) -> float:
    return float(model(**batch(tokeniser, *examples))["loss"].detach())


@pytest.mark.parametrize(("kind", "most"), [("bert", 512), ("mpnet", 510)])
def test_longer_sentences_than_the_encoder_reads_are_refused(kind: str, most: int) -> None:
    settings = SimpleNamespace(model_type=kind, max_position_embeddings=512, pad_token_id=1)
    demand_positions(settings, most)
    with pytest.raises(ConfigError) as fault:
        demand_positions(settings, most + 1)
    assert str(fault.value) == (
        f"model.max_tokens: the encoder reads {most} tokens at most, marks included; got {most + 1}"
    )


def test_a_row_without_labels_adds_nothing(model: StanceModel, tokeniser: SentenceTokeniser) -> None:
    alone = loss(model, tokeniser, FULL)
    assert alone > 1.0
    assert loss(model, tokeniser, FULL, UNLABELLED) == pytest.approx(alone, rel=1e-5)
    assert loss(model, tokeniser, UNLABELLED, FULL) == pytest.approx(alone, rel=1e-5)


def test_each_head_averages_over_the_rows_that_have_its_layer(tiny_encoder: Path, tokeniser: SentenceTokeniser) -> None:
    def head(name: str, *examples: Example) -> float:
        weights = LossWeights(**(dict.fromkeys(("stance", "pair", "speaker", "target", "claim"), 0.0) | {name: 1.0}))
        torch.manual_seed(3)
        return loss(build_model(tiny_encoder, 0.0, 8, weights).eval(), tokeniser, *examples)

    for name in ("stance", "speaker", "target"):
        assert head(name, FULL, CLAIM_ONLY, PAIRS_ONLY) == pytest.approx(head(name, FULL), rel=1e-5)
    both = head("claim", FULL, CLAIM_ONLY, PAIRS_ONLY)
    assert both == pytest.approx((head("claim", FULL) + head("claim", CLAIM_ONLY)) / 2, rel=1e-5)
    pairs = head("pair", FULL, CLAIM_ONLY, PAIRS_ONLY)
    assert pairs == pytest.approx((2 * head("pair", FULL) + head("pair", PAIRS_ONLY)) / 3, rel=1e-5)


def test_a_batch_without_any_label_gives_zero_and_finite_gradients(
    tiny_encoder: Path, tokeniser: SentenceTokeniser
) -> None:
    model = build_model(tiny_encoder, 0.0, 8, LossWeights())
    found = model(**batch(tokeniser, UNLABELLED, UNLABELLED))["loss"]
    found.backward()
    assert float(found.detach()) == 0.0
    gradients = [parameter.grad for parameter in model.parameters() if parameter.grad is not None]
    assert gradients
    assert all(bool((gradient == 0).all()) for gradient in gradients)


def test_heads_without_labels_get_no_gradient(tiny_encoder: Path, tokeniser: SentenceTokeniser) -> None:
    model = build_model(tiny_encoder, 0.0, 8, LossWeights())
    model(**batch(tokeniser, CLAIM_ONLY))["loss"].backward()
    assert float(model.claim[1].weight.grad.abs().sum()) > 0
    for quiet in (model.stance[1].weight, model.speaker_tags[1].weight, model.target_tags[1].weight):
        assert quiet.grad is None or float(quiet.grad.abs().sum()) == 0.0


def ask(model: StanceModel, batched: dict[str, Tensor]) -> Tensor:
    with torch.inference_mode():
        hidden, *_ = model.encode(batched["input_ids"], batched["attention_mask"])
        pairs = (batched[name] for name in ("pair_rows", "pair_speakers", "pair_targets"))
        return model.score_pairs(hidden, batched["attention_mask"], *pairs)


def test_the_unknown_vectors_stand_in_where_no_span_is_given(tiny_encoder: Path, tokeniser: SentenceTokeniser) -> None:
    model = build_model(tiny_encoder, 0.0, 8, LossWeights()).eval()
    questions = batch(tokeniser, FULL)  # the sentence itself; Lima → Trump; Trump → unknown
    before = ask(model, questions)
    with torch.no_grad():
        model.unknown_target += 1.0
    changed = (ask(model, questions) - before).abs().sum(dim=1)
    assert changed[1] == 0.0
    assert changed[0] > 1e-3
    assert changed[2] > 1e-3
    with torch.no_grad():
        model.unknown_target -= 1.0
        model.unknown_speaker += 1.0
    changed = (ask(model, questions) - before).abs().sum(dim=1)
    assert changed[0] > 1e-3
    assert float(changed[1:].max()) < 1e-4


def test_answers_do_not_depend_on_padding_or_neighbours(model: StanceModel, tokeniser: SentenceTokeniser) -> None:
    alone = ask(model, batch(tokeniser, FULL))
    padded = ask(model, batch(tokeniser, FULL, multiple_of=32))
    beside = ask(model, batch(tokeniser, PAIRS_ONLY, FULL))
    assert alone.shape == (3, 4)
    torch.testing.assert_close(padded, alone, atol=1e-5, rtol=1e-5)
    torch.testing.assert_close(beside[1:], alone, atol=1e-5, rtol=1e-5)


def test_tags_and_claims_do_not_depend_on_padding(model: StanceModel, tokeniser: SentenceTokeniser) -> None:
    short, mixed = batch(tokeniser, FULL), batch(tokeniser, FULL, PAIRS_ONLY)
    width = short["input_ids"].shape[1]
    assert mixed["input_ids"].shape[1] > width
    with torch.inference_mode():
        alone = model.encode(short["input_ids"], short["attention_mask"])
        beside = model.encode(mixed["input_ids"], mixed["attention_mask"])
    for part in range(3):
        torch.testing.assert_close(beside[part][:1, :width], alone[part], atol=1e-5, rtol=1e-5)
    torch.testing.assert_close(beside[3][:1], alone[3], atol=1e-5, rtol=1e-5)


def test_a_model_with_fewer_layers_is_that_part_of_the_bigger_one(
    tiny_encoder: Path, tokeniser: SentenceTokeniser
) -> None:
    model = build_model(tiny_encoder, 0.0, 8, LossWeights()).eval()
    questions = batch(tokeniser, FULL)
    whole = ask(model, questions)
    second = model.encoder.encoder.layer[1]
    keep_layers(model, [1])
    assert model.encoder.encoder.layer[0] is second
    assert model.encoder.config.num_hidden_layers == 1
    assert float((ask(model, questions) - whole).abs().max()) > 1e-3
    with pytest.raises(ConfigError, match=r"^model.layers: expected some of 0 to 0, each once; found \[0, 0\]$"):
        keep_layers(model, [0, 0])
    with pytest.raises(ConfigError, match=r"^model.layers: expected some of 0 to 0, each once; found \[0, 1\]$"):
        keep_layers(model, [0, 1])


def test_layers_of_another_build_than_berts_stay(tiny_encoder: Path) -> None:
    model = build_model(tiny_encoder, 0.0, 8, LossWeights())
    del model.encoder.encoder.layer
    with pytest.raises(ConfigError, match=r"^model.layers: layers can be taken out of encoders built like BERT; found"):
        keep_layers(model, [0])


@dataclass(frozen=True)
class Certain:
    """A teacher that gives every sentence the same probabilities."""

    stance: list[float]
    key: str = "certain"

    def complete(self, examples: Sequence[Example]) -> list[Taught]:
        return [Taught(example, self.stance, None, []) for example in examples]


def test_a_teachers_probabilities_are_learned_as_they_are(tiny_encoder: Path, tokeniser: SentenceTokeniser) -> None:
    model = build_model(tiny_encoder, 0.0, 8, LossWeights()).eval()

    def taught(*stance: float) -> float:
        rows = encode_examples([UNLABELLED], tokeniser, teacher=Certain(list(stance)))
        return float(model(**Collator(tokeniser.pad_id)([rows[0]]))["loss"].detach())

    first, second = taught(1, 0, 0, 0), taught(0, 0, 1, 0)
    assert abs(first - second) > 1e-3
    assert taught(0.25, 0, 0.75, 0) == pytest.approx(0.25 * first + 0.75 * second, rel=1e-5)
