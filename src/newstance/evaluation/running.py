"""What ``newstance evaluate`` does: labelled corpora in, a table and a JSON file of scores out."""

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.console import Console

from newstance.corpora.corpus import IN_THE_CLONE, Places
from newstance.corpora.files import read_labelled_file
from newstance.corpora.registry import BY_NAME, CORPORA, read_split_from
from newstance.errors import InputError
from newstance.evaluation.intervals import Resampling, bootstrap_intervals
from newstance.evaluation.metrics import Scores, score
from newstance.evaluation.tables import scores_table
from newstance.inference.loading import load_predictor
from newstance.inference.predicting import Predictor
from newstance.outputs import demand_folder, refuse_overwriting
from newstance.records import Example

TABLE_WIDTH = 110
"""Columns where the table goes to a file or a pipe."""


def run_evaluate(
    corpora: Sequence[str], out: Path | None, model: str | None, threads: int, places: Places = IN_THE_CLONE
) -> int:
    """Scores a bundle on each corpus, prints the table, writes the figures; returns the exit status.

    Raises:
        InputError: there is no such corpus or file, it is broken, or ``out`` is an input or lies in no folder.
    """
    if out is not None:
        demand_folder(out)
        refuse_overwriting([name for name in corpora if Path(name).is_file()], [out])
    examples = {name: read_examples(name, places) for name in corpora}
    predictor = load_predictor(model, threads)
    results = {name: evaluate_examples(predictor, rows) for name, rows in examples.items()}
    console = Console(width=None if sys.stdout.isatty() else TABLE_WIDTH)
    console.print(f"[bold]{predictor.name}[/]", highlight=False)
    console.print(scores_table({name: scores for name, (scores, _) in results.items()}))
    if out is not None:
        report = {name: record for name, (_, record) in results.items()}
        out.write_text(json.dumps({"model": predictor.name, "corpora": report}, indent=1) + "\n", encoding="utf-8")
    return 0


def read_examples(name: str, places: Places = IN_THE_CLONE) -> list[Example]:
    """The examples of a labelled file, or of a registered corpus (its test split unless ``name/split`` says else).

    Raises:
        InputError: there are none, or neither a file nor a corpus has that name.
    """
    path = Path(name)
    if not path.is_file() and name.partition("/")[0] not in CORPORA:
        fault = "no such file, and no corpus of that name"
        raise InputError(name, f"{fault}. Cure: name a labelled file, or one of {', '.join(BY_NAME)}")
    examples = read_labelled_file(path) if path.is_file() else read_split_from(places, name, "test")
    if not examples:
        raise InputError(name, "holds no labelled sentence")
    return examples


def evaluate_examples(predictor: Predictor, examples: Sequence[Example]) -> tuple[Scores, dict[str, Any]]:
    """Scores on one corpus, and all of it with bootstrap intervals as a dict for JSON."""
    predictions = predictor.predict([example.text for example in examples], [example.pairs for example in examples])
    scores = score(examples, predictions, predictor.labels)
    intervals = bootstrap_intervals(examples, predictions, predictor.labels, Resampling(seed=0))
    return scores, scores.as_dict() | {"intervals": {name: asdict(each) for name, each in intervals.items()}}
