"""Brings the weight of each company in the portfolio into the watchlist, where it is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from gridwatch.services.overview import Overview
from gridwatch.ui.watchlist.columns import PLACES

if TYPE_CHECKING:
    from gridwatch import wire

    # The ledger in memory comes with numpy: it is imported when somebody wants to see it.
    from gridwatch.runtime.session import Session
    from gridwatch.services.changes import Changes
    from gridwatch.services.portfolio.book import Book
    from gridwatch.services.portfolio.weights import Weights
    from gridwatch.ui.window import Window

# Quotes come all the time; weights follow at this pace.
CALM_MILLISECONDS = 10_000
# Weights that are shown from the start wait for the first chart, but no longer than this.
LATEST_MILLISECONDS = 3000
_COLUMN = PLACES["weight"]


class WeightDesk(QObject):
    """Reads the weights on the lane of the book, and only while their column is shown."""

    def __init__(self, window: Window, session: Session) -> None:
        super().__init__(window)
        self._session, self._watchlist = session, window.watchlist
        self._header = window.watchlist.table.header_bar
        self._started, self._due, self._closed = False, True, False
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.setInterval(CALM_MILLISECONDS)
        self._calm.timeout.connect(self.all_due)
        self._header.sectionResized.connect(self._resized)
        session.series_read.connect(self._begin)
        QTimer.singleShot(LATEST_MILLISECONDS, self, self.begin)

    def edited_by_user(self, changes: Changes) -> None:
        """Read anew where an edit concerns the ledger or the base currency."""
        if changes.ledger or changes.preferences or changes.companies:
            self.all_due()

    def take(self, changed: wire.Changed) -> None:
        """Read anew, calmly, where prices were stored."""
        if (changed.quotes or changed.bars) and not self._calm.isActive():
            self._calm.start()

    def show_overview(self, overview: Overview) -> None:
        """Take nothing of a new reading: the book has its own."""

    def all_due(self) -> None:
        """Read again, now where the column is shown, else when it is."""
        self._due = True
        self._read_if_shown()

    def begin(self) -> None:
        """Read from now on."""
        self._started = True
        self._read_if_shown()

    def _begin(self) -> None:
        self._session.series_read.disconnect(self._begin)
        QTimer.singleShot(0, self, self.begin)

    def _resized(self, place: int, _old: int, new: int) -> None:
        if place == _COLUMN and new:
            self._read_if_shown()

    def _read_if_shown(self) -> None:
        ready = self._started and self._due and not self._closed
        if not ready or self._header.isSectionHidden(_COLUMN):
            return
        self._due = False
        self._session.read_book("weights", _weights, self._show)

    def _show(self, weights: Weights) -> None:
        self._watchlist.show_weights(weights.by_company)

    def close(self) -> None:
        """Read nothing more."""
        self._closed = True
        self._calm.stop()


def _weights(book: Book) -> Weights:
    from gridwatch.services.portfolio.weights import weights_of

    return weights_of(book)
