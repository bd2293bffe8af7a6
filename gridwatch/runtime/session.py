"""One profile at work in the window: reads it and edits it in lanes, and says what came of it."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from gridwatch.places import Profile
from gridwatch.runtime.book_lane import BookLane
from gridwatch.runtime.herald import Herald, News
from gridwatch.runtime.lane import Lane
from gridwatch.services.profiles import market_reader, overview_of, user_reader
from gridwatch.store.database import transaction
from gridwatch.store.user.firings import firings_of, mark_seen

if TYPE_CHECKING:
    from gridwatch.domain.charting import ChartRequest
    from gridwatch.domain.drawings import Drawing
    from gridwatch.services.changes import Changes
    from gridwatch.services.edits import Edit
    from gridwatch.services.milestones import Board
    from gridwatch.services.overview import CompanyView, Overview
    from gridwatch.services.portfolio.book import Book
    from gridwatch.services.rule_views import Rulebook, RuleView
    from gridwatch.services.series import Series
    from gridwatch.store.user.firing_log import LogQuery

log = logging.getLogger(__name__)
T = TypeVar("T")


class Session(QObject):
    """Owns the connection to `user.db`: every use of it goes through a lane of width 1.

    `overview_read` carries an Overview; `series_read` the key of a chart, a CompanyView, a
    ChartRequest and the Series or None; `drawings_read` a company's id and its Drawings, as of its
    last day; `fired` the firings that are new since the reading before, newest first; `missed`
    those of the time without a window; `seen` the ids that have been marked; `rules_read` the
    Rulebook; `board_read` the milestone Board; `failed` any exception of the work. `logged`: the
    log may be another.
    """

    overview_read = Signal(object)
    series_read = Signal(str, object, object, object)
    drawings_read = Signal(int, object)
    fired = Signal(object)
    missed = Signal(object)
    seen = Signal(object)
    logged = Signal()
    rules_read = Signal(object)
    board_read = Signal(object)
    failed = Signal(object)

    def __init__(
        self, profile: Profile, user: sqlite3.Connection, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._profile = profile
        self._user = user
        self._lane = Lane("user", 1, self)
        self._reading = Lane("series", 1, self)
        # All histories at once take longer than a chart may wait.
        self._surveying = Lane("board", 1, self)
        self._noting = Lane("notes", 1, self)
        self._booking = BookLane(profile, self)
        self._herald = Herald(user)
        self._groups: frozenset[int] = frozenset()

    @property
    def profile(self) -> Profile:
        """Return the profile that is open."""
        return self._profile

    @property
    def group_rules(self) -> frozenset[int]:
        """Return the ids of rules about several companies, as of the last firings that came."""
        return self._groups

    def reread(self) -> None:
        """Read the overview again; calls while one is read become one more reading after it."""
        self._lane.run(
            lambda: overview_of(self._profile, self._user, datetime.now(UTC)),
            self.overview_read.emit,
            self._fail,
            replacing="overview",
        )

    def edit(
        self,
        edit: Edit,
        done: Callable[[Changes, Edit], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Make an edit; `done` gets what it changed and its inverse, then the overview is read."""

        def work() -> tuple[Changes, Edit]:
            from gridwatch.services import edits  # with the first edit, on the lane

            return edits.apply(self._user, edit, datetime.now(UTC))

        def made(outcome: tuple[Changes, Edit]) -> None:
            done(*outcome)
            if outcome[0].concern_overview():
                self.reread()

        self._lane.run(work, made, failed or self._fail)

    def read_user(
        self,
        question: str,
        work: Callable[[sqlite3.Connection], T],
        done: Callable[[T], None],
    ) -> None:
        """Read something of `user.db`; a later call with the same question goes before what waits.

        What is stored by then is seen. A failure is told as that of an edit is.
        """

        def read() -> T:
            with user_reader(self._profile) as user:
                return work(user)

        self._noting.run(read, done, self._fail, replacing=question)

    def read_both(
        self,
        question: str,
        work: Callable[[sqlite3.Connection, sqlite3.Connection | None], T],
        done: Callable[[T], None],
    ) -> None:
        """Do the same with the cache beside it, None where it can't be read."""

        def read(user: sqlite3.Connection) -> T:
            with market_reader(self._profile) as market:
                return work(user, market)

        self.read_user(question, read, done)

    def read_book(
        self, question: str, work: Callable[[Book], T], done: Callable[[T], None]
    ) -> None:
        """Ask something of the ledger in memory, brought up to date with both files before.

        On a lane of its own; a later call with the same question goes before what waits. Prices are
        missing while the cache can't be read. A failure is told as that of an edit is.
        """
        self._booking.ask(question, work, done, self._fail)

    def read_series(
        self,
        key: str,
        view: CompanyView,
        request: ChartRequest,
        companies: Mapping[int, CompanyView],
    ) -> None:
        """Read what the chart `key` shows; a later call for the same chart goes before what waits.

        `companies` are those of the overview. A series that can't be read comes home as None: the
        cache is the collector's to mend.
        """

        def unread(error: Exception) -> None:
            log.warning("a history can't be read", exc_info=error)
            self.series_read.emit(key, view, request, None)

        def work() -> Series | None:
            from gridwatch.services.noted import read_noted
            from gridwatch.services.owned import read_owned
            from gridwatch.services.series import read_series  # numpy: after the first paint
            from gridwatch.services.watched import read_watched

            with user_reader(self._profile) as user:
                own, rules = firings_of(user, view.company.id), read_watched(user, view)
                noted = read_noted(user, view.company.id, request.figures)
                owned = read_owned(user, view, datetime.now(UTC))
            with market_reader(self._profile) as market:
                return read_series(
                    market,
                    view,
                    request,
                    companies=companies,
                    firings=own,
                    rules=rules,
                    noted=noted,
                    owned=owned,
                )

        self._reading.run(
            work,
            lambda series: self.series_read.emit(key, view, request, series),
            unread,
            replacing=f"series {key}",
        )

    def read_drawings(self, view: CompanyView) -> None:
        """Read what the user has drawn for a company, with its values after all splits since."""
        number = view.company.id

        def work() -> tuple[Drawing, ...]:
            from gridwatch.services.drawn import read_drawings  # not needed before the first chart

            with market_reader(self._profile) as market:
                return read_drawings(self._user, market, view, datetime.now(UTC))

        self._lane.run(
            work,
            lambda found: self.drawings_read.emit(number, found),
            self._fail,
            replacing=f"drawings {number}",
        )

    def read_firings(self) -> None:
        """Read which firings are new; before the first reading none is."""
        self._lane.run(self._herald.live, self._firings_read, self._fail, replacing="firings")

    def read_missed(self) -> None:
        """Read which firings were told in no window yet."""
        self._lane.run(self._herald.missed, self._missed_read, self._fail, replacing="missed")

    def _firings_read(self, news: News) -> None:
        self.logged.emit()
        self._hear(news)
        if news.firings:
            self.fired.emit(news.firings)

    def _missed_read(self, news: News) -> None:
        self._hear(news)
        if news.firings:
            self.missed.emit(news.firings)

    def _hear(self, news: News) -> None:
        self._herald.heard(news)
        if news.firings:
            self._groups = news.groups

    def read_rules(
        self, overview: Overview, before: tuple[RuleView, ...] = (), *, asking: bool = False
    ) -> None:
        """Read all alert rules, with the values of the companies as `overview` has them.

        What has not changed since the reading `before` comes home as the same object. What
        companies make up of the portfolio is read where a rule looks at it, or with `asking`, while
        one is made that may.
        """

        def work() -> Rulebook:
            from gridwatch.services.rule_views import read_rulebook  # not needed at the start

            with market_reader(self._profile) as market:
                return read_rulebook(self._user, market, overview, datetime.now(UTC), before)

        def read(book: Rulebook) -> None:
            if asking or book.watches_weights:
                self._weigh(book)
            else:
                self.rules_read.emit(book)

        self._lane.run(work, read, self._fail, replacing="rules")

    def _weigh(self, rules: Rulebook) -> None:
        def work(book: Book) -> Rulebook:
            from gridwatch.services.portfolio.weights import weights_of
            from gridwatch.services.rule_views import weighed

            return weighed(rules, weights_of(book).of)

        def unknown(error: Exception) -> None:
            self.rules_read.emit(rules)
            self._fail(error)

        self._booking.ask("rules", work, self.rules_read.emit, unknown)

    def read_board(self) -> None:
        """Read the milestone board; calls while one is read become one more reading after it."""
        self._surveying.run(self._board, self.board_read.emit, self._fail, replacing="board")

    def _board(self) -> Board:
        """Read the board; the past is unknown while the cache can't be read."""
        from gridwatch.services.milestones import read_board  # numpy: after the first paint

        now = datetime.now(UTC)
        with user_reader(self._profile) as user:
            try:
                with market_reader(self._profile) as market:
                    return read_board(user, market, now)
            except sqlite3.DatabaseError as error:
                log.warning("the histories can't be read", exc_info=error)
            return read_board(user, None, now)

    def mark_seen(self, ids: tuple[int, ...], failed: Callable[[], object] | None = None) -> None:
        """Note that the user has seen these firings, then read the overview again.

        `failed` is called where that can't be stored.
        """
        self._mark(lambda: ids, failed)

    def mark_found(self, query: LogQuery, last: int) -> None:
        """Note that the user has seen what a query of the log finds, up to the id `last`."""
        from gridwatch.store.user.firing_log import unseen_of  # with the log, after a first chart

        self._mark(lambda: unseen_of(self._user, query, last))

    def _mark(
        self, ids: Callable[[], tuple[int, ...]], failed: Callable[[], object] | None = None
    ) -> None:
        def work() -> tuple[int, ...]:
            with transaction(self._user):
                found = ids()
                mark_seen(self._user, found, datetime.now(UTC))
            return found

        def marked(found: tuple[int, ...]) -> None:
            self.seen.emit(found)
            self.read_firings()
            self.reread()

        def unmarked(error: Exception) -> None:
            if failed is not None:
                failed()
            self._fail(error)

        self._lane.run(work, marked, unmarked)

    def _fail(self, error: Exception) -> None:
        log.warning("work on the profile failed", exc_info=error)
        self.failed.emit(error)

    def close(self) -> None:
        """Wait for what is being stored, then close the file."""
        self._surveying.close()
        self._booking.close()
        self._noting.close()
        self._reading.close()
        self._lane.close()
        self._herald.close()
        self._user.close()
