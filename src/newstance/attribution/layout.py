"""Where things stand in an article: its sentences and quotations by position."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from newstance.attribution.quotations import Quotation
from newstance.records import Sentence


class Layout:
    """The sentences and quotations of one article, both in reading order."""

    def __init__(self, sentences: Sequence[Sentence], quotations: Sequence[Quotation]) -> None:
        self.sentences, self.quotations = sentences, quotations
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
