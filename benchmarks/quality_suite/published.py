"""Published figures to stand beside ours, in percent as printed; none was run again here."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Published:
    """What a paper reports on a set; ``micro`` or ``macro`` is None where it reports the other alone."""

    model: str
    source: str
    macro: float | None = None
    micro: float | None = None
    note: str = ""


QUAD: Final = "four PLOVER classes"

PUBLISHED: Final[dict[str, tuple[Published, ...]]] = {
    "dse": (
        Published("DSE2QA (RoBERTa-base)", "Park, Pan & Joo 2021", 67.7, 79.7, "one question a class"),
        Published("RoBERTa-base (125 M)", "reported on DSE by later work", 70.6, 83.8),
        Published("best", "reported on DSE by later work", 72.5, 85.2),
    ),
    "newsmtsc-rw": (Published("GRU-TSC (125 M)", "Hamborg & Donnay 2021", 83.1),),
    "newsmtsc-mt": (Published("GRU-TSC (125 M)", "Hamborg & Donnay 2021", 82.5),),
    "plv": (
        Published("ZSP (355 M, zero-shot)", "Hu et al. 2024", 89.2, note=f"{QUAD}; two 96.4, fifteen 82.1"),
        Published("GPT-4", "Hu et al. 2024", 76.7, note=f"{QUAD}; two 93.4, fifteen 61.5"),
        Published("ConfliBERT, supervised", "Hu et al. 2024", 96.3, note=f"{QUAD}; two 98.4, fifteen 86.7"),
    ),
    "seesaw": (
        Published("RoBERTa-base (125 M)", "reported on SEESAW", micro=83.7),
        Published("best", "reported on SEESAW", micro=84.1),
    ),
}
"""By set. Those of PLV are on its test split and on other classes than our three stances: a neighbour, not a rival."""

SPEAKER_EXACT_F1: Final = 82.0
"""Exact F1 of source spans: Citron (Newell et al. 2018) on PARC3 (Pareti 2016). Other texts and span rules."""
