"""Whether this machine trains faster in bf16."""

from pathlib import Path

import torch

from newstance.errors import ConfigError

BF16_FLAGS = frozenset({"avx512_bf16", "amx_bf16"})
BF16_MULTIPLE = 16
"""bf16 on a CPU pays only where token counts are a multiple of this (measured: docs/design.md)."""


def computes_in_bf16(precision: str) -> bool:
    """Whether to train in bf16; ``auto`` asks the GPU or the processor, because elsewhere bf16 is far slower."""
    if precision == "auto":
        return _has_bf16()
    if precision not in ("bf16", "fp32"):
        raise ConfigError(f"trainer.precision: expected auto, bf16 or fp32; found {precision!r}")
    return precision == "bf16"


def _has_bf16() -> bool:
    if torch.cuda.is_available():
        return bool(torch.cuda.is_bf16_supported(including_emulation=False))
    processor = Path("/proc/cpuinfo")
    return processor.is_file() and any(flag in processor.read_text(encoding="utf-8") for flag in BF16_FLAGS)
