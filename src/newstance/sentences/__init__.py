"""From an article to its sentences, with exact offsets: ``split_sentences``.

Paragraphs come first (``paragraphs``), then blingfire proposes boundaries in each, then our repairs for news text
(``repairs``) withdraw false ones and add missed ones, and overlong stretches are cut (``splitting``).
"""

from newstance.sentences.splitting import MAX_CHARACTERS, split_sentences

__all__ = ["MAX_CHARACTERS", "split_sentences"]
