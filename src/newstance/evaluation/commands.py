"""The command ``newstance compare``."""

import os

import click
from rich.console import Console

TABLE_WIDTH = 120
"""Columns where the tables go to a file or a pipe."""


@click.command()
@click.option("--experiment", default="newstance", show_default=True, help="The MLflow experiment.")
@click.option("--tracking-uri", metavar="URI", help="Default: $MLFLOW_TRACKING_URI, else sqlite:///mlflow.db.")
@click.option("--corpus", "corpora", multiple=True, help="Only this corpus or split; may be repeated.")
@click.option("--metric", default="stance_macro_f1", show_default=True, help="What to test, such as triple_f1.")
@click.option("--baseline", metavar="RUN", help="Name or id of the run to compare with. Default: the oldest.")
@click.option("--seed", default=0, show_default=True, help="Seed of the resampling.")
def compare(  # noqa: PLR0913 — one argument an option
    experiment: str, tracking_uri: str | None, corpora: tuple[str, ...], metric: str, baseline: str | None, seed: int
) -> None:
    """Show finished training runs side by side, with intervals and a paired test against one of them.

    Scores and their 95 % intervals come from resampling whole articles; p is that of a permutation test on the
    sentences that both runs predicted, not corrected for the number of comparisons.
    """
    from newstance.evaluation.compare import choose_baseline, comparison_tables, load_runs, params_table  # noqa: PLC0415
    from newstance.evaluation.intervals import Resampling  # noqa: PLC0415
    from newstance.mlflow_store import DEFAULT_URI  # noqa: PLC0415

    runs = load_runs(tracking_uri or os.environ.get("MLFLOW_TRACKING_URI", DEFAULT_URI), experiment)
    reference = choose_baseline(runs, baseline)
    tables = [params_table(runs), *comparison_tables(runs, reference, corpora, metric, Resampling(seed))]
    console = Console()
    if not console.is_terminal:
        console = Console(width=TABLE_WIDTH)
    for table in tables:
        console.print(table)
