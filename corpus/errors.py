"""Errors that cross a package border. Each class says what its catcher should do.

PlanError                 show its one line to the person and stop
├── BadInputError         the person's input is wrong: show the line, keep what they typed
├── BadSettingError       a PLANQA_… variable is wrong: stop before anything is loaded
├── SourceError           the plan's files are missing or damaged: stop, do not guess
├── StaleIndexError       the index was built from other things: rebuild it, do not retry
└── ModelError            a model could not be loaded or did not answer: fall back or stop
"""


class PlanError(Exception):
    """Base of all errors of this project; `str(error)` is one line in Chinese."""


class BadInputError(PlanError):
    """The caller's input cannot be used; show the line and ask again."""


class BadSettingError(PlanError):
    """A setting is unknown or has a value of the wrong form; stop at once."""


class SourceError(PlanError):
    """A plan's source or its description is missing, damaged or of an unknown shape."""


class StaleIndexError(PlanError):
    """The index was built from another corpus or encoder; rebuild it, do not retry."""


class ModelError(PlanError):
    """A model could not be loaded or called; use the one without it, or stop."""
