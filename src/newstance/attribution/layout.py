"""Where things stand in an article: its sentences, quotations and turns by position."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from newstance.attribution.quotations import Quotation
from newstance.attribution.turns import Turn
from newstance.records import Sentence


class Layout:
    """The sentences, quotations and turns of one article, all in reading order."""

    def __init__(
        self, sentences: Sequence[Sentence], quotations: Sequence[Quotation], turns: Sequence[Turn] = ()
    ) -> None:
        self.sentences, self.quotations, self.turns = sentences, quotations, turns
        self._turn_starts = [turn.start for turn in turns]
        self._starts = [sentence.start for sentence in sentences]
        self._quote_starts = [quotation.start for quotation in quotations]

    def quotation_at(self, position: int) -> Quotation | None:
        """The quotation that ``position`` lies in."""
        at = bisect_right(self._quote_starts, position) - 1
        inside = at >= 0 and position < self.quotations[at].end
        return self.quotations[at] if inside else None

    def is_quoted(self, position: int) -> bool:
        """Whether ``position`` lies in a quotation."""
        return self.quotation_at(position) is not None

    def turn_at(self, position: int) -> Turn | None:
        """The turn that ``position`` lies in."""
        at = bisect_right(self._turn_starts, position) - 1
        return self.turns[at] if at >= 0 and position < self.turns[at].end else None

    def label_end(self, position: int) -> int | None:
        """Where the words spoken begin, if ``position`` lies in the label of a turn."""
        turn = self.turn_at(position)
        return turn.content if turn is not None and position < turn.content else None

    def speech_at(self, position: int) -> Quotation | Turn | None:
        """The quotation that ``position`` lies in, else the turn."""
        return self.quotation_at(position) or self.turn_at(position)

    def sentence_number(self, position: int) -> int:
        """The place among the sentences of the one that ``position`` lies in; -1 before the first."""
        return bisect_right(self._starts, position) - 1

    def sentence_at(self, position: int) -> Sentence:
        """The sentence that ``position`` lies in, or the one before it."""
        return self.sentences[max(0, self.sentence_number(position))]

    def sentences_before(self, position: int, count: int) -> list[Sentence]:
        """The ``count`` sentences that begin before ``position``, the nearest first."""
        at = bisect_left(self._starts, position)
        return list(reversed(self.sentences[max(0, at - count) : at]))
