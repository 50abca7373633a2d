"""The inputs that could not be used, and remarks on those that could: counted, and told at once if wished."""

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Skip:
    """Something in the input worth telling: ``place`` names file and line, ``fault`` what is wrong and the cure."""

    place: str
    fault: str

    def __str__(self) -> str:
        """One line for standard error."""
        return f"{self.place}: {self.fault}"


@dataclass(slots=True)
class SkipLog:
    """Collects what was left out (``skips``) and what was read with a remark (``notes``).

    ``on_skip`` and ``on_note`` are called at once with each, for example to print it. Only faulty input makes the
    log grow.
    """

    on_skip: Callable[[Skip], None] | None = None
    on_note: Callable[[Skip], None] | None = None
    skips: list[Skip] = field(default_factory=list)
    notes: list[Skip] = field(default_factory=list)

    def add(self, place: str, fault: str) -> None:
        """Enter an input that was left out."""
        self.skips.append(Skip(place, fault))
        if self.on_skip:
            self.on_skip(self.skips[-1])

    def note(self, place: str, remark: str) -> None:
        """Enter a remark on an input that was read all the same."""
        self.notes.append(Skip(place, remark))
        if self.on_note:
            self.on_note(self.notes[-1])
