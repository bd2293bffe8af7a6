"""The errors that a user can meet, told apart by whose fault they are."""

from __future__ import annotations

from enum import StrEnum


class Fault(StrEnum):
    """Who has to act: the user, the source of the data, the machine, or us."""

    INPUT = "input"
    SOURCE = "source"
    MACHINE = "machine"
    BUG = "bug"


class Problem(Exception):
    """An error with a stable `code`, the values its message needs, and whose fault it is.

    The words on screen are made from `code` and `values` in the user's language; `str()` is the
    plain English sentence, so that a log or a script never shows a bare code.
    """

    def __init__(
        self, code: str, sentence: str, /, *, fault: Fault = Fault.INPUT, **values: object
    ):
        """Keep the code and values apart from the English `sentence`, a `str.format` template."""
        super().__init__(sentence.format(**values))
        self.code = code
        self.sentence = sentence
        self.values = values
        self.fault = fault

    def with_values(self, **values: object) -> Problem:
        """Return the same error with some of its values replaced."""
        return type(self)(self.code, self.sentence, fault=self.fault, **{**self.values, **values})
