"""Finds out why the test of a claim could not be stored."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime

from PySide6.QtCore import QObject, Signal

from gridwatch.domain.problem import Problem
from gridwatch.domain.thesis.about import About
from gridwatch.runtime.session import Session
from gridwatch.ui.thesis.claims.draft import Draft


class Doubting(QObject):
    """Asks the profile about tests; `told` carries the id of a claim whose draft knows it now."""

    told = Signal(int)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session

    def ask(self, draft: Draft, test: str) -> None:
        """Let a draft know why its test can't be stored, where it is because of the test."""
        about = draft.stored.about

        def take(problem: Problem | None) -> None:
            if problem is not None:
                draft.refuse_test(test, problem)
                self.told.emit(draft.stored.id)

        self._session.read_user("test of a claim", lambda user: _fault(user, about, test), take)


def _fault(user: sqlite3.Connection, about: About, test: str) -> Problem | None:
    from gridwatch.services.thesis.verdicts import check_test  # only where a test was refused

    try:
        check_test(user, about, test, datetime.now(UTC))
    except Problem as problem:
        return problem
    return None
