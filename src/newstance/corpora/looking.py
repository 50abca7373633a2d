"""Prints and draws the statistics of corpora."""

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import click
from rich.console import Console

from newstance.corpora.charts import demand_picture, draw
from newstance.corpora.corpus import Corpus, Places
from newstance.corpora.statistics import SplitStatistics, describe
from newstance.corpora.tables import counts, markdown_table, statistics_table
from newstance.errors import ConfigError

WIDE = 200


def show_statistics(corpora: Sequence[Corpus], places: Places, chart: Path | None, form: str) -> None:
    """Writes a table, a Markdown table or JSON Lines to standard output, and the chart if one is asked for.

    Raises:
        ConfigError: no corpus is there.
        InputError: the chart's name is no picture's.
        MissingExtraError: the train extra is not installed.
    """
    if chart:
        demand_picture(chart)
    statistics = describe(corpora, places)
    if not statistics:
        where = f"{places.own} or {places.public}"
        raise ConfigError(f"none of these corpora lies in {where}. Cure: newstance data fetch CORPUS")
    _write(statistics, form)
    absent = [corpus.name for corpus in corpora if not corpus.present(places)]
    if absent:
        click.echo(f"not there: {', '.join(absent)}", err=True)
    if chart:
        draw(statistics, chart)
        click.echo(f"{chart}: drawn", err=True)


def _write(statistics: Sequence[SplitStatistics], form: str) -> None:
    if form == "jsonl":
        for row in statistics:
            click.echo(json.dumps(asdict(row), ensure_ascii=False))
    elif form == "markdown":
        click.echo(markdown_table(statistics))
    else:
        console = Console(file=sys.stdout, width=None if sys.stdout.isatty() else WIDE)
        console.print(statistics_table(statistics))
        for name, reasons in {row.corpus: row.left_out for row in statistics if row.left_out}.items():
            console.print(f"{name} leaves out {sum(reasons.values())}: {counts(reasons)}")
