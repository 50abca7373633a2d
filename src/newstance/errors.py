"""Errors that a user can cure: each says what was expected, what came, and what to do next."""

ALL_DONE, SOME_SKIPPED, NOTHING_DONE = 0, 1, 2
"""Exit statuses of every command: all done; done, some inputs skipped; wrong usage, nothing done or a failure."""


class NewstanceError(Exception):
    """Anything that newstance reports in one line instead of a traceback."""


class InputError(NewstanceError):
    """An input that cannot be used; ``place`` names file and line (``news.jsonl:12``)."""

    def __init__(self, place: str, fault: str) -> None:
        super().__init__(f"{place}: {fault}")
        self.place = place
        self.fault = fault


class BundleError(NewstanceError):
    """A bundle that is missing, damaged or of another version."""


class ConfigError(NewstanceError):
    """A training configuration that cannot work."""


class MissingExtraError(NewstanceError):
    """A feature whose packages are not installed."""

    def __init__(self, feature: str, extra: str) -> None:
        super().__init__(
            f"{feature} needs packages that are not installed. Cure: pip install 'newstance[{extra}]', "
            f"in a clone .venv/bin/pip install -e '.[{extra}]'"
        )
