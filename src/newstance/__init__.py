"""newstance reads news articles and tells, for every sentence, who takes which stance toward whom or what."""

from importlib.metadata import version

__version__ = version("newstance")
