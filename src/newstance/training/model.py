"""One encoder, one pass, four heads (docs/design.md): speaker tags, target tags, claim, and stance of a pair."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from transformers import AutoConfig, AutoModel

from newstance.errors import ConfigError
from newstance.labels import CLAIMS, STANCES, TAGS

HEAD = "stance.1.weight"
"""The parameter whose length is the size of the heads."""

POOLER = "encoder.pooler."
"""Parameters that some encoders have and none of the heads reads."""

COUNT_FROM_PADDING = ("mpnet", "roberta", "xlm-roberta", "camembert")
"""Encoders whose first positions, up to the padding token's number, are never used."""

IGNORED = -100
"""The label of what a corpus does not say: it adds nothing to any loss."""


@dataclass(frozen=True, slots=True)
class LossWeights:
    """How much each head's mean loss counts in the sum.

    ``smoothing`` is the share of a gold label that is spread over all labels (Szegedy et al. 2016) in the heads that
    pick one label; tags are trained without.
    """

    stance: float = 1.0
    pair: float = 1.0
    speaker: float = 1.0
    target: float = 1.0
    claim: float = 1.0
    smoothing: float = 0.0


class StanceModel(nn.Module):
    """The encoder with its heads. H is the encoder's last hidden state [B, T, D].

    speaker, target: H → [B, T, 3]; claim: [CLS ; mean of H] → [B, claims];
    stance: [CLS ; mean of H ; speaker ; target] → [P, stances], where speaker and target are the means of H over
    their tokens or a learned *unknown* vector.
    """

    def __init__(
        self, encoder: nn.Module, loss_weights: LossWeights, dropout: float = 0.1, head_size: int = 384
    ) -> None:
        super().__init__()
        self.encoder = encoder
        self.loss_weights = loss_weights
        width = int(encoder.config.hidden_size)  # type: ignore[union-attr, arg-type]
        self.speaker_tags = nn.Sequential(nn.Dropout(dropout), nn.Linear(width, len(TAGS)))
        self.target_tags = nn.Sequential(nn.Dropout(dropout), nn.Linear(width, len(TAGS)))
        self.claim = _classifier(2 * width, head_size, len(CLAIMS), dropout)
        self.stance = _classifier(4 * width, head_size, len(STANCES), dropout)
        self.unknown_speaker = nn.Parameter(torch.randn(width) * 0.02)
        self.unknown_target = nn.Parameter(torch.randn(width) * 0.02)

    @property
    def head_size(self) -> int:
        """The width of the hidden layers of claim and stance head."""
        return len(self.get_parameter(HEAD))

    def encode(self, input_ids: Tensor, attention_mask: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Hidden states [B, T, D], speaker logits and target logits [B, T, 3], claim logits [B, claims]."""
        hidden = self.encoder(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        claim_logits = self.claim(_sentence_vector(hidden, attention_mask))
        return hidden, self.speaker_tags(hidden), self.target_tags(hidden), claim_logits

    def score_pairs(
        self, hidden: Tensor, attention_mask: Tensor, rows: Tensor, speaker_mask: Tensor, target_mask: Tensor
    ) -> Tensor:
        """Stance logits [P, stances]; ``rows`` [P] says of which sentence; masks [P, T], all zero for *unknown*."""
        sentence = _sentence_vector(hidden, attention_mask)[rows]
        speaker = _span_vector(hidden[rows], speaker_mask, self.unknown_speaker)
        target = _span_vector(hidden[rows], target_mask, self.unknown_target)
        logits: Tensor = self.stance(torch.cat([sentence, speaker, target], dim=-1))
        return logits

    def forward(self, **batch: Tensor) -> dict[str, Tensor]:
        """The masked multi-task loss of a batch from ``newstance.training.batches.Collator``."""
        hidden, speakers, targets, claims = self.encode(batch["input_ids"], batch["attention_mask"])
        stances = self.score_pairs(
            hidden, batch["attention_mask"], batch["pair_rows"], batch["pair_speakers"], batch["pair_targets"]
        )
        own = batch["pair_is_sentence"]
        weights = self.loss_weights
        loss = (
            weights.stance * self.stance_loss(stances[own], batch["pair_stances"][own])
            + weights.pair * self.stance_loss(stances[~own], batch["pair_stances"][~own])
            + weights.speaker * _tag_loss(speakers, batch["speaker_tags"])
            + weights.target * _tag_loss(targets, batch["target_tags"])
            + weights.claim * _soft_loss(claims, batch["claims"], weights.smoothing)
        )
        return {"loss": loss}

    def stance_loss(self, logits: Tensor, wanted: Tensor) -> Tensor:
        """The mean loss of stance logits [P, stances] against label probabilities of the same shape."""
        return _soft_loss(logits, wanted, self.loss_weights.smoothing)


def build_model(encoder_folder: Path, dropout: float, head_size: int, loss_weights: LossWeights) -> StanceModel:
    """A model on a pretrained encoder, its heads fresh. Attention is eager, because the others export wrongly."""
    encoder = AutoModel.from_pretrained(
        encoder_folder, dtype=torch.float32, attn_implementation="eager", local_files_only=True
    )
    return StanceModel(encoder, loss_weights, dropout=dropout, head_size=head_size)


def trained_model(
    state: Mapping[str, Tensor], encoder_settings: Mapping[str, Any], loss_weights: LossWeights, dropout: float
) -> StanceModel:
    """A model with trained weights; a pooler, which no head reads, may be missing from them.

    Raises:
        RuntimeError: weights and settings do not fit.
    """
    encoder = AutoModel.from_config(AutoConfig.for_model(**encoder_settings), attn_implementation="eager")
    model = StanceModel(encoder, loss_weights, dropout=dropout, head_size=len(state[HEAD]))
    unread = {name: values for name, values in model.state_dict().items() if name.startswith(POOLER)}
    model.load_state_dict({**unread, **state})
    return model


def demand_positions(settings: Any, tokens: int) -> None:  # noqa: ANN401 - a configuration of transformers
    """Does nothing where the encoder reads so many tokens at once.

    Raises:
        ConfigError: it has fewer positions.
    """
    positions = getattr(settings, "max_position_embeddings", None)
    if positions is None:
        return
    if settings.model_type in COUNT_FROM_PADDING:
        positions -= settings.pad_token_id + 1
    if tokens > positions:
        raise ConfigError(
            f"model.max_tokens: the encoder reads {positions} tokens at most, marks included; got {tokens}"
        )


def keep_layers(model: StanceModel, layers: Sequence[int]) -> None:
    """Leaves only these of the encoder's layers, in this order: a smaller model with the bigger one's width.

    Raises:
        ConfigError: a layer that the encoder does not have, or an encoder built otherwise than BERT.
    """
    stack: Any = getattr(model.encoder, "encoder", None)
    if not hasattr(stack, "layer"):
        kind = model.encoder.config.model_type  # type: ignore[union-attr]
        raise ConfigError(f"model.layers: layers can be taken out of encoders built like BERT; found {kind}")
    if not layers or len(set(layers)) < len(layers) or not all(0 <= layer < len(stack.layer) for layer in layers):
        highest = len(stack.layer) - 1
        raise ConfigError(f"model.layers: expected some of 0 to {highest}, each once; found {list(layers)}")
    stack.layer = nn.ModuleList([stack.layer[layer] for layer in layers])
    model.encoder.config.num_hidden_layers = len(layers)  # type: ignore[union-attr]


def _classifier(inputs: int, hidden: int, outputs: int, dropout: float) -> nn.Sequential:
    return nn.Sequential(
        nn.Dropout(dropout), nn.Linear(inputs, hidden), nn.GELU(), nn.Dropout(dropout), nn.Linear(hidden, outputs)
    )


def _sentence_vector(hidden: Tensor, attention_mask: Tensor) -> Tensor:
    """[CLS ; mean over the real tokens], [B, 2 D]."""
    mask = attention_mask.to(hidden.dtype).unsqueeze(-1)
    mean = (hidden * mask).sum(dim=1) / mask.sum(dim=1)
    return torch.cat([hidden[:, 0], mean], dim=-1)


def _span_vector(hidden: Tensor, mask: Tensor, unknown: Tensor) -> Tensor:
    """The mean over each span's tokens, or ``unknown`` where the mask is all zero, [P, D]."""
    mask = mask.to(hidden.dtype)
    tokens = mask.sum(dim=1, keepdim=True)
    mean = torch.bmm(mask.unsqueeze(1), hidden).squeeze(1) / tokens.clamp(min=1.0)
    return torch.where(tokens > 0, mean, unknown.to(hidden.dtype))


def _tag_loss(logits: Tensor, tags: Tensor) -> Tensor:
    """Mean cross-entropy over the tags that are there; 0 where none is, instead of NaN."""
    flat, wanted = logits.reshape(-1, logits.shape[-1]).float(), tags.reshape(-1)
    total = nn.functional.cross_entropy(flat, wanted, ignore_index=IGNORED, reduction="sum")
    return total / (wanted != IGNORED).sum().clamp(min=1)


def _soft_loss(logits: Tensor, wanted: Tensor, smoothing: float) -> Tensor:
    """Mean cross-entropy with label probabilities [N, labels]; a row of zeros (no label) is left out."""
    there = wanted.sum(dim=-1) > 0
    total = nn.functional.cross_entropy(
        logits[there].float(), wanted[there], reduction="sum", label_smoothing=smoothing
    )
    return total / there.sum().clamp(min=1)
