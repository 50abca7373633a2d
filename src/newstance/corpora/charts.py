"""Draws what is in the corpora: how many sentences and pairs each split has of each stance."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from newstance.corpora.statistics import SplitStatistics
from newstance.errors import InputError, MissingExtraError
from newstance.labels import STANCES

if TYPE_CHECKING:
    from matplotlib.figure import Figure

COLOURS = {"supportive": "#2a9d8f", "critical": "#d1495b", "conciliatory": "#edae49", "neutral": "#9aa5b1"}


def demand_picture(path: Path) -> None:
    """Does nothing where ``path`` has the ending of a picture that ``draw`` can write.

    Raises:
        InputError: it has another ending, or none.
        MissingExtraError: matplotlib is not installed.
    """
    if path.suffix.lower().removeprefix(".") not in _figure_class()().canvas.get_supported_filetypes():
        raise InputError(str(path), "no name of a picture. Cure: let it end in .png or .svg")


def draw(statistics: Sequence[SplitStatistics], path: Path) -> None:
    """Writes a bar chart (PNG or SVG, by the name's ending): label shares of sentences and of pairs, a bar a split.

    Raises:
        MissingExtraError: matplotlib is not installed.
    """
    figure = _figure_class()(figsize=(11, 1.2 + 0.28 * len(statistics)), layout="constrained")
    left, right = figure.subplots(1, 2, sharey=True)
    names = [f"{row.corpus}/{row.split}" for row in statistics]
    for axes, title, shares in (
        (left, "the sentence's own stance", [row.stances for row in statistics]),
        (right, "stance of each asked pair", [row.pair_stances for row in statistics]),
    ):
        filled = [0.0] * len(statistics)
        for stance in STANCES:
            widths = [share.get(stance, 0.0) for share in shares]
            axes.barh(names, widths, left=filled, color=COLOURS[stance], label=stance)
            filled = [start + width for start, width in zip(filled, widths, strict=True)]
        axes.set(title=title, xlim=(0, 1))
    left.invert_yaxis()
    figure.legend(*left.get_legend_handles_labels(), loc="outside lower center", ncols=len(STANCES))
    figure.savefig(path)


def _figure_class() -> type["Figure"]:
    try:
        from matplotlib.figure import Figure  # noqa: PLC0415 - the core installs without it
    except ImportError:
        raise MissingExtraError("The chart of the corpora", "train") from None
    return Figure
