"""Which PLOVER codes are which stance, after the codebook's table; codes that are not in here are no stance.

PLOVER merges what the codebook keeps apart, so some codes are divided where a record tells its CAMEO sub-code: AGREE
(030–033 intend cooperation or aid, 035–039 yield, meet, settle, mediate), SUPPORT (055 apologise, 056 forgive), DEMAND
(101–103 ask for help, 106–108 for talks), CONSULT (045, 046 mediate, negotiate) and RETREAT (0861, 0862 host monitors).
COOPERATE and REQUEST depend on who asks whom; MOBILIZE, COERCE, ASSAULT, FIGHT and INVESTIGATE tell of force and
procedure, not of a stance.
"""

from collections.abc import Mapping
from typing import Final

STANCE_OF: Final[Mapping[str, str]] = {
    "SUPPORT": "supportive",
    "AGREE": "supportive",
    "AID": "supportive",
    "ACCUSE": "critical",
    "DISAPPROVE": "critical",
    "REJECT": "critical",
    "THREATEN": "critical",
    "PROTEST": "critical",
    "SANCTION": "critical",
    "DEMAND": "critical",
    "CONCEDE": "conciliatory",
    "RETREAT": "conciliatory",
    "YIELD": "conciliatory",
}

EXCEPTIONS: Final[Mapping[str, tuple[tuple[range, str | None], ...]]] = {
    # The gold standard records follow the CAMEO manual, so a record's number tells its sub-code. None: no stance.
    "AGREE": ((range(18, 22), None), (range(22, 42), "conciliatory")),
    "SUPPORT": ((range(9, 11), "conciliatory"),),
    "DEMAND": ((range(8, 16), None), (range(33, 37), None)),
    "CONSULT": ((range(8, 12), "conciliatory"),),
    "RETREAT": ((range(9, 11), None),),
}


def stance_of(event: str, number: int | None = None) -> str | None:
    """The stance that source takes toward target, or None; ``number`` counts within the event's gold records."""
    if number is not None:
        for numbers, stance in EXCEPTIONS.get(event, ()):
            if number in numbers:
                return stance
    return STANCE_OF.get(event)
