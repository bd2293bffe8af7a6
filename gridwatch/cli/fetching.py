"""The commands that fetch: `refresh`, the fetching half of `check`, and `collect`."""

from __future__ import annotations

import logging
import signal
import sqlite3
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from types import FrameType

from gridwatch.cli.call import Answer, Call, Document, Exit, marked
from gridwatch.cli.companies import followed_views
from gridwatch.cli.documents import instant, trouble_documents
from gridwatch.cli.feeds import feed_of
from gridwatch.cli.telling import tell
from gridwatch.cli.troubles import trouble_lines
from gridwatch.cli.voice import speak, translate
from gridwatch.collector.cache import open_cache, sole_collector
from gridwatch.collector.command import Manner, collect
from gridwatch.collector.needs import read_needs
from gridwatch.collector.rounds import Account, Work, settle, whole_round
from gridwatch.domain.problem import Problem
from gridwatch.feeds.feed import Feed
from gridwatch.places import Profile
from gridwatch.runlog import log_to_file
from gridwatch.services.profiles import overview_of
from gridwatch.store.user.companies import all_companies

PATIENCE = 10.0


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a round did; `targets_set` are the symbols of companies that got a starter target.

    `waiting`: how many messages to channels could not be sent yet.
    """

    account: Account
    targets_set: tuple[str, ...]
    wanted: frozenset[str]
    waiting: int = 0

    @property
    def in_vain(self) -> bool:
        """Tell whether the source had trouble and gave nothing of what was wanted."""
        account = self.account
        return bool(account.troubles) and self.wanted.isdisjoint(
            (*account.quotes, *account.histories)
        )


def refresh(call: Call) -> Answer:
    """Fetch what is due, or the companies that are named, and evaluate."""
    with call.user() as user:
        fetched = fetch(call, user, tuple(call.asked.symbols))
    text = "\n".join((_summary(fetched), *trouble_lines(call, fetched.account.troubles)))
    exit_code = Exit.UNDONE if fetched.in_vain else Exit.FINE
    return Answer(_document(call, fetched), marked(call.profile, text), exit_code)


def fetch(call: Call, user: sqlite3.Connection, symbols: tuple[str, ...] = ()) -> Fetched:
    """Do one whole round as the only collector of the profile.

    Raises Problem "collector_running" where another one keeps the lock, Refusal for a symbol that
    is on no list.
    """
    only = _listings_of(call, user, symbols)
    with logged(call.profile), sole_collector(call.profile, patience=PATIENCE):
        feed = feed_of(call.profile, call.resources, call.clock)
        with (
            _interruptible(feed),
            closing(open_cache(call.profile, feed, call.resources)) as market,
        ):
            progress = Progress()
            try:
                account = whole_round(Work(user, market, feed, call.clock, progress), only)
                listings = read_needs(user, market).listings
            finally:
                progress.close()
                feed.stop()
        waiting = tell(call, user)
    companies, wanted = all_companies(user), frozenset(only or listings)
    targets_set = tuple(companies[each].primary for each in account.targets)
    return Fetched(account, targets_set, wanted, waiting)


def _listings_of(call: Call, user: sqlite3.Connection, symbols: tuple[str, ...]) -> tuple[str, ...]:
    """Return all listings of the named companies: a cap may need each of them."""
    if not symbols:
        return ()
    views = followed_views(overview_of(call.profile, user, call.clock()), symbols)
    return tuple(each.symbol for view in views.values() for each in view.company.listings)


def settle_if_free(call: Call, user: sqlite3.Connection) -> None:
    """Evaluate what is stored, unless a collector runs, which does that itself."""
    try:
        with logged(call.profile), sole_collector(call.profile):
            feed = feed_of(call.profile, call.resources, call.clock)
            with closing(open_cache(call.profile, feed, call.resources)) as market:
                settle(user, market, feed, call.clock())
            tell(call, user)
    except Problem as problem:
        if problem.code != "collector_running":
            raise


@contextmanager
def logged(profile: Profile) -> Iterator[None]:
    """Send the log of what a command does to a file of the profile, not to the terminal."""
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    log_to_file(profile, "command.log")
    try:
        yield
    finally:
        root.setLevel(level)
        for each in [each for each in root.handlers if each not in before]:
            root.removeHandler(each)
            each.close()


@contextmanager
def _interruptible(feed: Feed) -> Iterator[None]:
    """Make Ctrl+C and a friendly kill end requests under way, then the command."""
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread gets signals
        return

    def stop(_: int, __: FrameType | None) -> None:
        feed.stop()
        raise KeyboardInterrupt

    before = {each: signal.signal(each, stop) for each in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


class Progress:
    """One line on standard error that says how far a round is; silent where nobody watches."""

    def __init__(self) -> None:
        """Look whether standard error is a terminal."""
        self._shown = sys.stderr.isatty()
        self._length = 0

    def __call__(self, task: str, done: int, total: int, symbol: str) -> None:
        """Show how far a task is."""
        words = {
            "quotes": translate("Cli", "Quotes {done}/{total}"),
            "history": translate("Cli", "Histories {done}/{total} {symbol}"),
        }.get(task, "{done}/{total}")
        self._write(words.format(done=done, total=total, symbol=symbol))

    def close(self) -> None:
        """Leave the line empty."""
        self._write("")

    def _write(self, text: str) -> None:
        if not self._shown:
            return
        sys.stderr.write(f"\r{text:<{self._length}}" if text else f"\r{' ' * self._length}\r")
        sys.stderr.flush()
        self._length = len(text)


def _document(call: Call, fetched: Fetched) -> Document:
    account = fetched.account
    return {
        "as_of": instant(call.clock()),
        "simulated": call.profile.simulated,
        "stored": {"quotes": list(account.quotes), "histories": list(account.histories)},
        "firings": list(account.firings),
        "targets_set": list(fetched.targets_set),
        "waiting": fetched.waiting,
        "troubles": trouble_documents(account.troubles),
    }


def _summary(fetched: Fetched) -> str:
    account = fetched.account
    counts = (
        (translate("Cli", "Quotes stored: {n}"), len(account.quotes)),
        (translate("Cli", "Histories stored: {n}"), len(account.histories)),
        (translate("Cli", "Targets set: {n}"), len(fetched.targets_set)),
        (translate("Cli", "Targets reached: {n}"), len(account.firings)),
    )
    lines = [words.format(n=n) for words, n in counts]
    if fetched.waiting:
        words = translate("Cli", "Messages that wait to be sent: {n}")
        lines.append(words.format(n=fetched.waiting))
    return "\n".join(lines)


def collect_for_window(call: Call) -> int:
    """Be the collector of a window, of nobody (`--alone`), or the one in the background."""
    asked = call.asked
    if asked.background:
        from gridwatch.collector.background import watch

        return watch(call.profile)
    feed = feed_of(call.profile, call.resources, call.clock)
    manner = Manner(alone=asked.alone, behind=asked.behind)
    return collect(call.profile, feed, call.resources, speak, manner)
