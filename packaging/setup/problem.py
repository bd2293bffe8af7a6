"""The one error of the set-up: a sentence that says what to do, and the exit code."""

from __future__ import annotations

WRONG_USE = 2


class SetUpProblem(Exception):
    """A set-up that cannot go on; `sentence` says why and what to do next."""

    def __init__(self, sentence: str, exit_code: int = 1) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.exit_code = exit_code
