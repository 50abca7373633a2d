"""Where a benchmark writes its figures. Those in the repository are the shipped bundle's."""

import json
import os
from argparse import Namespace
from pathlib import Path

from newstance.inference.loading import MODEL_VARIABLE
from newstance.outputs import demand_folder


def figures_file(options: Namespace, committed: Path, **sizes: int) -> Path | None:
    """What ``-o`` names, else ``committed``, but nothing for a run that is not like the one of its figures.

    These are the shipped bundle's, measured with the options ``sizes``: another ``--model`` (or NEWSTANCE_MODEL) or
    another size leaves them alone.

    Raises:
        InputError: the file's folder does not exist.
    """
    shipped = "model" not in options or (options.model is None and MODEL_VARIABLE not in os.environ)
    alike = shipped and all(getattr(options, name) == size for name, size in sizes.items())
    file: Path | None = options.output or (committed if alike else None)
    if file is not None:
        demand_folder(file)
    return file


def write_figures(file: Path | None, figures: object) -> None:
    """Writes the figures of a run; nowhere if there is no file for them."""
    if file is not None:
        file.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
