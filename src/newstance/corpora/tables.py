"""The table of ``newstance data stats``."""

from collections.abc import Iterator, Mapping, Sequence

from rich.table import Table

from newstance.corpora.statistics import SplitStatistics
from newstance.labels import STANCES

HEADINGS = ("corpus", "layers", "licence", "split", "rows", "asked", "words", "sentences", "pairs", "resemble rows of")


def statistics_table(statistics: Sequence[SplitStatistics]) -> Table:
    """One line a split; shares in percent: supportive / critical / conciliatory / neutral."""
    table = Table(
        title="Corpora",
        caption="asked: pairs; words: median and longest; shares of sentences and pairs: "
        "supportive / critical / conciliatory / neutral, in percent",
    )
    for heading in HEADINGS:
        table.add_column(heading, overflow="fold", justify="right" if heading in {"rows", "asked"} else "left")
    for cells in _lines(statistics):
        table.add_row(*cells)
    return table


def markdown_table(statistics: Sequence[SplitStatistics]) -> str:
    """The same in Markdown, for the dataset card."""
    lines = [HEADINGS, ["---"] * len(HEADINGS), *_lines(statistics)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _lines(statistics: Sequence[SplitStatistics]) -> Iterator[list[str]]:
    last = ""
    for row in statistics:
        of_corpus = [row.corpus, ", ".join(row.layers), row.licence] if row.corpus != last else ["", "", ""]
        last = row.corpus
        yield [
            *of_corpus,
            row.split,
            f"{row.rows:,}",
            f"{row.pairs:,}",
            f"{row.words:.0f} (≤ {row.longest})",
            percentages(row.stances),
            percentages(row.pair_stances),
            counts(row.overlaps),
        ]


def percentages(shares: Mapping[str, float]) -> str:
    """Shares of the stances in whole percent, or a dash for a layer that the corpus lacks."""
    return " / ".join(f"{100 * shares[stance]:.0f}" for stance in STANCES) if shares else "–"


def counts(numbers: Mapping[str, int]) -> str:
    """``name 3, other 2``, or a dash for none."""
    return ", ".join(f"{name} {number:,}" for name, number in numbers.items()) or "–"
