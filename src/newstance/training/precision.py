"""Whether this machine trains faster in bf16."""

from pathlib import Path

import torch

BF16_FLAGS = frozenset({"avx512_bf16", "amx_bf16"})
BF16_MULTIPLE = 16
"""bf16 on a CPU pays only where token counts are a multiple of this (measured: docs/design.md)."""


def fastest_device() -> str:
    """The kind of device that a model belongs on: ``cuda`` where there is a GPU."""
    return "cuda" if torch.cuda.is_available() else "cpu"


def computes_in_bf16(precision: str, device: str) -> bool:
    """Whether to compute in bf16 on this kind of device; ``auto`` asks it, because elsewhere bf16 is far slower."""
    return _has_bf16(device) if precision == "auto" else precision == "bf16"


def _has_bf16(device: str) -> bool:
    if device == "cuda":
        return bool(torch.cuda.is_bf16_supported(including_emulation=False))
    processor = Path("/proc/cpuinfo")
    return processor.is_file() and any(flag in processor.read_text(encoding="utf-8") for flag in BF16_FLAGS)
