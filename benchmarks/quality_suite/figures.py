"""The JSON files of the benchmark: its figures, and what the baselines scored."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from quality_suite.published import PUBLISHED
from quality_suite.scoring import Result
from quality_suite.sets import SETS
from quality_suite.summary import spreads
from quality_suite.tables import SetResults

Records = Mapping[str, Any]
"""By the name of a set."""


def earlier_figures(path: Path) -> Records:
    """The figures that an earlier run wrote to ``path``; none where there is no such file."""
    sets: Records = read_json(path).get("sets", {})
    return sets


def merged_figures(earlier: Records, results: Sequence[SetResults], bundles: Collection[str]) -> Records:
    """New figures, and earlier ones of the same bundles on other sets, in the order of the sets.

    A set that was scored without baselines keeps those it had: they do not depend on the bundle, only on the data.
    """
    kept = {name: record for name, record in earlier.items() if set(record["bundles"]) == set(bundles)}
    new = {found.wanted.name: _record(found, earlier.get(found.wanted.name, {})) for found in results}
    return {each.name: (kept | new)[each.name] for each in SETS if each.name in kept | new}


def read_json(path: Path) -> dict[str, Any]:
    """The JSON object of a file; an empty one where there is no such file."""
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def write_json(path: Path, record: Records) -> None:
    """Writes an object; a run that is killed meanwhile leaves the file as it was."""
    part = path.with_name(path.name + ".part")
    part.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    part.replace(path)


def _record(found: SetResults, before: Records) -> Records:
    return {
        "title": found.wanted.title,
        "headline": found.wanted.headline,
        "bundles": _dicts(found.bundles),
        "over_bundles": {name: asdict(spread) for name, spread in spreads(list(found.bundles.values())).items()},
        "baselines": _dicts(found.baselines) or before.get("baselines", {}),
        "published": [asdict(each) for each in PUBLISHED.get(found.wanted.name, ())],
    }


def _dicts(results: Mapping[str, Result]) -> dict[str, object]:
    return {name: result.as_dict() for name, result in results.items()}
