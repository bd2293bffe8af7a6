"""The collector's loop: obeys the window, fetches what is due, evaluates, tells what changed."""

from __future__ import annotations

import logging
import os
import sqlite3
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from gridwatch import wire
from gridwatch.collector.announce import Announcer
from gridwatch.collector.evaluation import Evaluation
from gridwatch.collector.filling import fill
from gridwatch.collector.inbox import Inbox, Nudge, Quit
from gridwatch.collector.intraday import due_charts, refresh_intraday
from gridwatch.collector.live import Live
from gridwatch.collector.needs import Needs, read_needs
from gridwatch.collector.refresh import refresh_quotes, refresh_shares
from gridwatch.collector.rounds import standing_of
from gridwatch.collector.schedule import (
    Standing,
    due_histories,
    due_quotes,
    due_shares,
    next_quotes,
)
from gridwatch.collector.searching import Searcher
from gridwatch.collector.showing import Chart, Showing, may_trade, showing_of
from gridwatch.collector.telling import Teller
from gridwatch.collector.ticks import store_ticks
from gridwatch.domain.trouble import HOST_WIDE, Trouble
from gridwatch.feeds.feed import Feed
from gridwatch.store.database import path_of

log = logging.getLogger(__name__)
HOST_BACK_OFF = timedelta(seconds=30)
LONGEST_BACK_OFF = timedelta(minutes=15)
BATCH = 8
SIMULATED_PACE = timedelta(seconds=5)
# A task that the user stopped comes again after this, or when he refreshes.
PUT_OFF = timedelta(hours=1)
# How long a rest is at most before the user's file is glanced at, in seconds.
GLANCE = 5.0
STORAGE_REST = 10.0


class Collector:
    """Everything that one run of the collector holds; `run` returns when the window is gone."""

    def __init__(
        self,
        user: sqlite3.Connection,
        market: sqlite3.Connection,
        feed: Feed,
        *,
        inbox: Inbox,
        send: Callable[[wire.Message], None],
        reopen: Callable[[], sqlite3.Connection],
        teller: Teller | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """Take the open files, the feed and both ends of the wire.

        `reopen` opens the cache anew where its file has been deleted meanwhile. `teller` sends
        firings to the channels; without it nobody is told outside of the window.
        """
        self._user, self._market, self._feed = user, market, feed
        self._inbox, self._send, self._clock = inbox, send, clock
        self._changed = Announcer(send)
        self._reopen, self._market_path = reopen, path_of(market)
        self._market_file = _identity(self._market_path)
        self._needs: Needs = read_needs(user, market)
        self._evaluation = Evaluation(user, feed.name)
        self._showing = Showing()
        self._live = Live(feed, inbox.nudge)
        self._put_off: dict[str, datetime] = {}
        self._user_version = 0
        self._forced = True  # the first round asks for everything
        self._failures = 0
        self._source_waits_until: datetime | None = None
        self._last_success: datetime | None = None
        self._filled = 0
        self._settled_on = _today(clock())
        self._searcher = Searcher(feed, send)
        self._teller = teller

    def run(self) -> None:
        """Greet the window and work until it is gone."""
        self._send(wire.Hello(wire.VERSION, os.getpid(), self._feed.name, self._feed.simulated))
        # What was missed while closed is looked at before the network is: bars may be stored.
        self._settle()
        try:
            while self._obey():
                rest = self._worked()
                if rest > 0 and not self._rest(rest):
                    return
        finally:
            self._searcher.close()
            self._live.close()

    def _rest(self, seconds: float) -> bool:
        """Rest until there is a message or somebody has written the user's file; False to quit."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            telling = self._teller.wait() if self._teller else GLANCE
            coming = min(telling, self._live.wait(), self._changed.wait())
            message = self._inbox.wait(min(left, GLANCE, coming))
            if message is not None and not isinstance(message, Nudge):
                return self._obeyed(message)
            if self._is_edited() or self._is_cache_lost():
                return True
            self._ticked()
            self._notice_midnight()
            self._tell()
            self._changed.flush()
        return True

    def _worked(self) -> float:
        """Work; a file that is busy or full is said so, and tried again a little later."""
        try:
            self._notice_edits()
            self._notice_lost_cache()
            self._ticked()
            self._tell()
            self._changed.flush(at_once=True)  # a request may take long
            return self._work()
        except sqlite3.OperationalError as error:
            log.warning("a file can't be used: %s", error)
            self._send(wire.Troubled("storage", (), str(error)))
            return STORAGE_REST

    def _is_edited(self) -> bool:
        """Tell whether somebody else has written the user's file: a command, a window."""
        return self._user_version not in (0, self._version_now())

    def _version_now(self) -> int:
        return int(self._user.execute("PRAGMA data_version").fetchone()[0])

    def _notice_edits(self) -> None:
        """Read the user's file again where it was written, and give the window a reason to."""
        if self._is_edited():
            self._reread()
            self._changed.note("targets", (0,))  # 0 is no company: the window looks at all
        self._user_version = self._version_now()

    def _notice_midnight(self) -> None:
        """Look at what a new day lets come true, however long no quote is due."""
        if _today(self._clock()) != self._settled_on:
            self._settle()

    def _notice_lost_cache(self) -> None:
        """Begin a new cache where somebody has deleted the file: it may go at any time."""
        if not self._is_cache_lost():
            return
        log.warning("the cache was deleted and is begun anew")
        self._market.close()
        self._market = self._reopen()
        self._market_file = _identity(self._market_path)
        self._forced = True

    def _is_cache_lost(self) -> bool:
        return _identity(self._market_path) != self._market_file

    def _reread(self) -> None:
        self._read_needs()
        self._evaluation.forget()
        self._settle()

    def _read_needs(self) -> Needs:
        self._needs = read_needs(self._user, self._market, self._showing.symbols)
        return self._needs

    def close(self) -> None:
        """Close the cache, which may be another one than at the start."""
        self._market.close()

    def _obey(self) -> bool:
        """Take all messages that are there; False to quit."""
        message = self._inbox.wait(0.0)
        return message is None or self._obeyed(message)

    def _obeyed(self, message: wire.Message | Quit | Nudge | None) -> bool:
        """Take a message and all that follow it; False to quit."""
        while message is not None:
            if isinstance(message, Quit):
                return False
            if not isinstance(message, Nudge):
                self._take(message)
            message = self._inbox.wait(0.0)
        return True

    def _take(self, message: wire.Message) -> None:
        match message:
            case wire.Refresh():
                self._forced, self._source_waits_until = True, None
                self._put_off.clear()
            case wire.Reread():
                self._user_version = 0  # what the window wrote itself is no news to it
                self._reread()
            case wire.Show():
                self._showing = showing_of(message)
                self._read_needs()
            case wire.Stop(task):
                self._put_off[task] = self._clock() + PUT_OFF
                self._filled = 0
                self._send(wire.Progress(task, 0, 0))
            case wire.Search(number, text):
                self._searcher.search(number, text)
            case wire.TestChannel(channel) if self._teller:
                self._teller.test(channel)
            case _:
                log.warning("not for the collector: %s", type(message).__name__)

    def _work(self) -> float:
        """Do the most urgent piece of work; return for how many seconds there is nothing to do."""
        now = self._clock()
        if self._source_waits_until is not None and now < self._source_waits_until:
            self._live.follow(())
            self._send(wire.Rested(_text(self._last_success), _text(self._source_waits_until)))
            return (self._source_waits_until - now).total_seconds()
        every = self._pace()
        standing = standing_of(self._needs, self._market)
        symbols, shown = self._needs.symbols, self._showing.symbols
        self._live.follow(tuple(each for each in shown if may_trade(each, standing, now)))
        due = symbols if self._forced else due_quotes(symbols, standing, now, every)
        if due:
            self._forced = False
            self._quotes(due)
            return 0.0
        charts, next_chart = due_charts(self._showing.charts, standing, self._market, now)
        if charts:
            self._intraday(charts[0])
            return 0.0
        histories = due_histories(symbols, standing, now, shown, self._needs.reach)
        if now < self._put_off.get("history", now):
            histories = self._catching_up(histories, standing)
        if histories:
            self._histories(histories)
            return 0.0
        self._filled = 0
        listing = due_shares(self._needs.listings, standing, now)
        if listing is not None:
            self._shares(listing)
            return 1.0
        following = next_quotes(symbols, standing, now, every)
        self._send(wire.Rested(_text(self._last_success), _text(following)))
        wake = min(following, next_chart or following)
        return max(1.0, (wake - now).total_seconds())

    def _ticked(self) -> None:
        """Store the ticks that have come, and look at them as at polled quotes."""
        ticks = self._live.take()
        if not ticks:
            return
        try:
            symbols = store_ticks(self._market, ticks, self._clock())
        except sqlite3.OperationalError as error:
            log.warning("ticks were not stored: %s", error)  # the next poll has them all
            return
        if symbols:
            self._settle(symbols)  # first: a firing is told before prices are read again
            self._changed.note("quotes", symbols)

    def _tell(self) -> None:
        """Send what is due to the channels, and say what has become of it."""
        if self._teller is not None:
            self._teller.report(self._changed, self._send)

    def _intraday(self, chart: Chart) -> None:
        outcome = refresh_intraday(self._feed, self._market, chart, self._clock())
        # A trouble is stored as well: the chart says it, and when it is asked again.
        self._changed.note("intraday", (chart.symbol,))
        if outcome.trouble is None:
            self._heard(well=True)
        elif outcome.new or outcome.trouble.kind in HOST_WIDE:
            self._report(outcome.trouble)

    def _catching_up(self, due: tuple[str, ...], standing: Standing) -> tuple[str, ...]:
        """Return what even a stopped fill needs: the last days of companies with a rule.

        Without them no crossing of the days before could be told from one of today.
        """
        watched = self._evaluation.watched(self._needs)
        filled = (each for each in due if each in watched)
        return tuple(
            each
            for each in filled
            if (known := standing.instruments.get(each)) is not None and known.history_at
        )

    def _pace(self) -> timedelta:
        """Return how often quotes are asked for; a simulated market costs nobody anything."""
        chosen = timedelta(seconds=self._needs.preferences.refresh_seconds)
        return min(chosen, SIMULATED_PACE) if self._feed.simulated else chosen

    def _quotes(self, symbols: tuple[str, ...]) -> None:
        self._send(wire.Progress("quotes", 0, len(symbols)))
        vouched = any(each not in self._needs.visitors for each in symbols)
        round_ = refresh_quotes(self._feed, self._market, symbols, self._clock(), vouched=vouched)
        self._heard(well=bool(round_.stored))
        self._changed.note("quotes", round_.stored)
        self._read_needs()  # a quote may tell a new currency
        for trouble in round_.troubles:
            self._report(trouble)
        self._settle()
        self._send(wire.Progress("quotes", len(symbols), len(symbols)))

    def _histories(self, due: tuple[str, ...]) -> None:
        """Fill a batch, so that quotes and the window are never kept waiting for a long fill."""
        total = self._filled + len(due)
        self._send(wire.Progress("history", self._filled, total, due[0]))
        batch, reach, pause = due[:BATCH], self._needs.reach, self._inbox.closed.is_set
        for symbol, trouble in fill(
            self._feed, self._market, batch, self._clock, reach=reach, pause=pause
        ):
            self._filled += 1
            if trouble is None:
                self._heard(well=True)
                self._changed.note("bars", (symbol,))
            else:
                self._report(trouble)
            self._send(wire.Progress("history", self._filled, total, symbol))
        self._settle()

    def _shares(self, symbol: str) -> None:
        round_ = refresh_shares(self._feed, self._market, symbol, self._clock())
        self._changed.note("shares", round_.stored)
        for trouble in round_.troubles:
            self._report(trouble)

    def _settle(self, ticked: tuple[str, ...] | None = None) -> None:
        """Evaluate what is stored, or only what was `ticked`.

        A user's file that is busy or full is tried again next time.
        """
        now, created = self._clock(), tuple[int, ...]()
        try:
            if ticked is None:
                self._settled_on = _today(now)
                created, firings = self._evaluation.settle(
                    self._market, self._read_needs, self._needs, now
                )
            else:
                firings = self._evaluation.look(self._market, self._needs, now, ticked)
        except sqlite3.OperationalError as error:
            log.warning("not evaluated: %s", error)
            self._send(wire.Troubled("storage", (), str(error)))
            return
        if created:
            self._changed.note("targets", created)
        if firings:
            self._changed.note("firings", firings)

    def _heard(self, *, well: bool) -> None:
        if well:
            self._failures, self._source_waits_until = 0, None
            self._last_success = self._clock()

    def _report(self, trouble: Trouble) -> None:
        if trouble.kind in HOST_WIDE or not trouble.symbols:
            trouble = self._back_off(trouble)
        log.info("trouble: %s (%s)", trouble.kind, trouble.detail)
        self._send(
            wire.Troubled(trouble.kind, trouble.symbols, trouble.detail, _text(trouble.next_try))
        )

    def _back_off(self, trouble: Trouble) -> Trouble:
        """Let the whole source rest: twice as long each time, never shorter than it asks for."""
        now = self._clock()
        self._failures += 1
        own = min(LONGEST_BACK_OFF, HOST_BACK_OFF * 2 ** min(self._failures - 1, 10))
        asked = trouble.next_try if trouble.kind == "throttled" and trouble.next_try else now
        self._source_waits_until = max(now + own, asked)
        self._forced = True
        return Trouble(trouble.kind, trouble.symbols, trouble.detail, self._source_waits_until)


def _today(now: datetime) -> date:
    """Return the date where the user is."""
    return now.astimezone().date()


def _identity(path: Path) -> tuple[int, int] | None:
    """Return what tells a file from another one of the same name, None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _text(instant: datetime | None) -> str:
    return instant.isoformat() if instant else ""
