"""The model with another loss, or with another way to sum up a span: one class each."""

from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy, kl_div, log_softmax, softmax

from newstance.labels import STANCES
from newstance.training.model import LossWeights, StanceModel


class Focal(StanceModel):
    """Stances that are easy count less (Lin et al. 2017)."""

    GAMMA = 2.0

    def stance_loss(self, logits: Tensor, wanted: Tensor) -> Tensor:
        """The plain loss of each pair times (1 - probability of its label) to the power of gamma."""
        logits = logits.float()
        losses = cross_entropy(logits, wanted, reduction="none", label_smoothing=self.loss_weights.smoothing)
        right = (softmax(logits, dim=-1) * wanted).sum(dim=-1)
        return ((1 - right) ** self.GAMMA * losses).sum() / max(1, len(losses))


class ClassBalanced(StanceModel):
    """Rare stances count more: by the inverse of their effective number (Cui et al. 2019), the mean weight 1."""

    BETA = 0.999

    def weigh(self, stances: Sequence[str]) -> None:
        """Takes the weights from the stances of the training sentences."""
        counts = torch.tensor([float(stances.count(stance)) for stance in STANCES])
        weights = 1 / (1 - self.BETA**counts)
        self.register_buffer("stance_weights", weights * len(STANCES) / weights.sum())

    def stance_loss(self, logits: Tensor, wanted: Tensor) -> Tensor:
        """The plain loss, weighted."""
        smoothing = self.loss_weights.smoothing
        losses = cross_entropy(logits.float(), wanted, reduction="none", label_smoothing=smoothing)
        weights = (wanted * self.stance_weights).sum(dim=-1)
        return (weights * losses).sum() / weights.sum().clamp(min=1e-6)


class RegularisedDropout(StanceModel):
    """R-Drop (Liang et al. 2021) on the stance head."""

    ALPHA = 1.0

    def forward(self, **batch: Tensor) -> dict[str, Tensor]:
        """The mean loss of two passes, and how far their stances diverge."""
        self._stances: list[Tensor] = []
        first = super().forward(**batch)["loss"]
        second = super().forward(**batch)["loss"]
        one, other = (log_softmax(logits.float(), dim=-1) for logits in self._stances)
        apart = kl_div(one, other, reduction="batchmean", log_target=True)
        back = kl_div(other, one, reduction="batchmean", log_target=True)
        return {"loss": (first + second + self.ALPHA * (apart + back)) / 2}

    def score_pairs(self, *inputs: Tensor) -> Tensor:
        """As ever, but remembered in training."""
        logits = super().score_pairs(*inputs)
        if self.training:
            self._stances.append(logits)
        return logits


class AttentionPooled(StanceModel):
    """A learned score for each token weighs it within its span."""

    def __init__(self, encoder: nn.Module, losses: LossWeights) -> None:
        super().__init__(encoder, losses)
        self.importance = nn.Linear(int(encoder.config.hidden_size), 1)  # type: ignore[union-attr, arg-type]

    def score_pairs(
        self, hidden: Tensor, attention_mask: Tensor, rows: Tensor, speaker_mask: Tensor, target_mask: Tensor
    ) -> Tensor:
        """Masks become weights that sum to the span's number of tokens, so that their mean is the weighted one."""
        scores = self.importance(hidden).squeeze(-1)[rows].float()
        weighted = (_weights(scores, mask) for mask in (speaker_mask, target_mask))
        return super().score_pairs(hidden, attention_mask, rows, *weighted)


def _weights(scores: Tensor, mask: Tensor) -> Tensor:
    inside = mask > 0
    shares = softmax(scores.masked_fill(~inside, -1e4), dim=-1) * inside
    return shares * inside.sum(dim=-1, keepdim=True)
