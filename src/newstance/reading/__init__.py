r"""From files to articles: ``read_articles`` streams news articles out of files, folders and standard input.

Input that cannot be used never stops a run: it is entered in a ``SkipLog`` with its file and line, what came, what
was expected and the cure. Newlines are made ``\\n`` once, here; all offsets count from the article's text as read.
This package does not know what is done with an article afterwards.
"""

from newstance.reading.articles import read_articles
from newstance.reading.skips import Skip, SkipLog

__all__ = ["Skip", "SkipLog", "read_articles"]
