"""Reads the log of firings for the window, in pages, off its thread and beside every edit."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from gridwatch.places import Profile
from gridwatch.runtime.lane import Lane
from gridwatch.services.profiles import user_reader
from gridwatch.store.user.firing_log import LogPage, LogQuery, log_of, log_page

log = logging.getLogger(__name__)


class LogReader(QObject):
    """Owns a lane in which the log is searched, however long that takes.

    `page_read` carries a LogPage, `failed` any exception of the work.
    """

    page_read = Signal(object)
    failed = Signal(object)

    def __init__(self, profile: Profile, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._profile = profile
        self._lane = Lane("log", 1, self)

    def ask(self, query: LogQuery, limit: int, upto: int = 0) -> None:
        """Read the first firings of a query, down to the one with the id `upto`; late asks win."""

        def work() -> LogPage:
            with user_reader(self._profile) as user:
                return log_page(user, query, limit, upto)

        self._lane.run(work, self.page_read.emit, self._fail, replacing="page")

    def write(self, query: LogQuery, out: Path, done: Callable[[], None]) -> None:
        """Write all firings of a query into a table; `done` is called when it is there."""

        def work() -> None:
            from gridwatch.services.chart_table import write_table  # with the first table
            from gridwatch.services.firing_table import firing_rows

            names = query.names
            with user_reader(self._profile) as user:
                called = (
                    replace(each, name=names.get(each.company_id or 0, each.name))
                    for each in log_of(user, query)
                )
                write_table(out, firing_rows(called))

        self._lane.run(work, lambda _: done(), self._fail)

    def _fail(self, error: Exception) -> None:
        log.warning("the log can't be read or written", exc_info=error)
        self.failed.emit(error)

    def close(self) -> None:
        """Wait for a table that is being written."""
        self._lane.close()
