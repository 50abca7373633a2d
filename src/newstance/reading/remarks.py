"""What strikes one about a corpus: articles that are not in English, texts that come twice.

Each is told when it is first seen, for the run may be long, and counted at the end.
"""

from dataclasses import dataclass, field

from newstance.reading.language import is_foreign
from newstance.reading.skips import SkipLog
from newstance.records import Article


@dataclass(slots=True)
class Remarks:
    """Looks at each article of a corpus; what it finds goes to ``skips`` as notes."""

    skips: SkipLog
    foreign: int = 0
    repeated: int = 0
    texts: set[int] = field(default_factory=set)
    """Hashes of the texts so far."""

    def look_at(self, article: Article, place: str) -> None:
        """Tells the first article that is not in English, and the first whose text was there before."""
        if is_foreign(article.text):
            self.foreign += 1
            if self.foreign == 1:
                self._tell(article, place, "does not seem to be English, which is all that newstance reads")
        text = hash(article.text.strip())
        if text in self.texts:
            self.repeated += 1
            if self.repeated == 1:
                self._tell(article, place, "has the same text as an earlier article; both count")
        self.texts.add(text)

    def count(self) -> None:
        """Tells how many there were, where it was more than the one that was told."""
        if self.foreign > 1:
            self.skips.note(f"{self.foreign:,} articles", "do not seem to be English; do not rely on their annotations")
        if self.repeated > 1:
            self.skips.note(f"{self.repeated:,} articles", "have the same text as an earlier one; all of them count")

    def _tell(self, article: Article, place: str, remark: str) -> None:
        self.skips.note(place, f'"{article.id}" {remark}')
