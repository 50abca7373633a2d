"""Scores as a table: for the terminal, and in Markdown for the README and model cards."""

from collections.abc import Iterator, Mapping

from rich.box import SIMPLE_HEAD
from rich.table import Table

from newstance.evaluation.metrics import Scores

COLUMNS = {
    "stance F1": "stance_macro_f1",
    "acc.": "stance_accuracy",
    "claim F1": "claim_macro_f1",
    "pair F1": "pair_macro_f1",
    "speaker": "speaker_exact_f1",
    "target": "target_exact_f1",
    "triple": "triple_f1",
    "ECE": "stance_ece",
}
"""Heading and metric of each column; all figures are percent."""

CAPTION = "Percent. F1 of stance, claim and pair is macro-F1; speaker and target are exact-span F1; ECE is of stance."
MISSING = "–"


def scores_table(scores_by_name: Mapping[str, Scores]) -> Table:
    """One row per corpus or split, in the given order; fits a terminal of 100 columns."""
    table = Table(caption=CAPTION, caption_justify="left", box=SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False)
    table.add_column("corpus", overflow="fold", min_width=22)
    for heading in ("sent.", *COLUMNS):
        table.add_column(heading, justify="right", no_wrap=True)
    for row in _rows(scores_by_name):
        table.add_row(*row)
    return table


def scores_markdown(scores_by_name: Mapping[str, Scores]) -> str:
    """The same table in Markdown (GitHub flavour), with its caption below."""
    lines = [_line(("corpus", "sentences", *COLUMNS)), _line(("---", *["---:"] * (1 + len(COLUMNS))))]
    lines += [_line(tuple(cell.replace("|", "\\|") for cell in row)) for row in _rows(scores_by_name)]
    return "\n".join([*lines, "", CAPTION, ""])


def percent(value: float | None) -> str:
    """A share as percent with one decimal, or a dash where there is none."""
    return MISSING if value is None else f"{100 * value:.1f}"


def _rows(scores_by_name: Mapping[str, Scores]) -> Iterator[tuple[str, ...]]:
    for name, scores in scores_by_name.items():
        figures = scores.flat()
        yield name, f"{scores.examples:,}", *(percent(figures.get(metric)) for metric in COLUMNS.values())


def _line(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(cells) + " |"
