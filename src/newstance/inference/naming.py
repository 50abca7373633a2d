"""The last step of a run: one actor has one name in all annotations of the corpus.

The annotations are read twice as they lie on disk: once to gather the names, once to write them anew. What a run has
written stays as it is until the new file is whole, so a kill in between costs this step only.
"""

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from newstance.attribution import ActorTable
from newstance.attribution.corpus_actors import CorpusActors, renamed
from newstance.writing import json_line

_NO_OPINIONS: Final = '"opinions": []'


def name_alike(annotations: Path, out: Path, table: ActorTable | None) -> bool:
    """Writes ``annotations`` (JSON Lines) anew to ``out`` with the corpus's names; False, and no file, if none change.

    Memory holds one annotation, the actors' names, the full names in the sentences and what the articles show of those
    who bear a surname, at most ``corpus_actors.LIMIT`` of each.
    """
    aliases = _gathered(annotations, table).aliases()
    if not aliases:
        return False
    with out.open("w", encoding="utf-8", newline="\n") as stream:
        stream.writelines(_renamed_lines(annotations, aliases))
        stream.flush()
        os.fsync(stream.fileno())
    return True


def _gathered(annotations: Path, table: ActorTable | None) -> CorpusActors:
    corpus = CorpusActors(table)
    with annotations.open(encoding="utf-8", newline="\n") as lines:
        for line in lines:
            corpus.add(json.loads(line))  # those without opinions too: whom they name may bear a surname
    return corpus


def _renamed_lines(annotations: Path, aliases: Mapping[str, str]) -> Iterator[str]:
    with annotations.open(encoding="utf-8", newline="\n") as lines:
        for line in lines:
            yield line if _NO_OPINIONS in line else json_line(renamed(json.loads(line), aliases))
