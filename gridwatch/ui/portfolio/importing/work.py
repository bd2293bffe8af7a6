"""The work behind an import, off the window's thread: reading, matching, and giving up."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from gridwatch.places import Profile, resources
from gridwatch.runtime.lane import Lane
from gridwatch.services.catalog import read_catalog
from gridwatch.services.portfolio.importing import (
    Source,
    Understood,
    Wanted,
    source_of_data,
    source_of_path,
    understand,
)
from gridwatch.services.portfolio.matching import Choices, Known, Matching, known_of, match
from gridwatch.services.profiles import user_reader

if TYPE_CHECKING:
    from gridwatch.domain.company import Company
    from gridwatch.domain.ledger.account import Account
    from gridwatch.domain.ledger.security import Security


class GivenUpError(Exception):
    """The user has given up a reading: nothing is to be told of it."""


@dataclass(frozen=True, slots=True)
class State:
    """What is known of an import: the file as it is understood, and matched with what is there."""

    understood: Understood
    known: Known = field(default_factory=Known)
    matching: Matching | None = None

    @property
    def accounts(self) -> dict[int, Account]:
        """Return the accounts by id: those that are there, and the part's as they will be."""
        found = dict(self.known.accounts)
        for each in self.matching.accounts if self.matching else ():
            there = self.known.accounts.get(each.existing or 0)
            found[each.account.id] = there or each.account
        return found

    @property
    def securities(self) -> dict[int, Security]:
        """Return the securities by id: those that are there, and the part's as they will be."""
        found = dict(self.known.securities)
        for each in self.matching.securities if self.matching else ():
            there = self.known.securities.get(each.existing or 0)
            found[each.security.id] = there or each.security
        return found


class ImportWork(QObject):
    """Reads one file at a time. `changed` carries the State that came of it.

    `began` says that something is being read or matched, `told` how many lines of how many are
    understood, `ended` that nothing is at work any more; `failed` carries what went wrong: the
    state of before stays.
    """

    began = Signal()
    told = Signal(int, int)
    ended = Signal()
    changed = Signal(object)
    failed = Signal(object)
    _counted = Signal(object, int, int)

    def __init__(self, profile: Profile, today: date, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._profile, self._today = profile, today
        self._lane = Lane("import", 1, self)
        self._given_up = Event()
        self._known: Known | None = None
        self._number = 0  # of what was asked for last
        self.state: State | None = None
        # Emitted on the lane's thread; queued, so that it lands on ours.
        self._counted.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    # What is wanted

    def open_path(self, path: Path) -> None:
        """Read a file."""
        self._known = None  # the ledger may be another by now
        self._read(lambda: source_of_path(path), Wanted())

    def open_data(self, name: str, data: bytes) -> None:
        """Read what was pasted."""
        self._known = None
        self._read(lambda: source_of_data(name, data), Wanted())

    def want(self, wanted: Wanted) -> None:
        """Read the same file in another way."""
        if self.state is not None and wanted != self.state.understood.wanted:
            source = self.state.understood.source
            self._read(lambda: source, wanted)

    def choose(self, choices: Choices) -> None:
        """Match what was read with other accounts or securities."""
        state = self.state
        if state is None or state.matching is None:
            return
        # What is ticked needs no new look at the ledger.
        self._take(replace(state, matching=replace(state.matching, choices=choices)))
        understood, known = state.understood, state.known

        def work() -> State:
            return _matched(understood, known, choices)

        self._run(work)

    def tick(
        self,
        taken: Iterable[int] = (),
        left_out: Iterable[int] = (),
        without: frozenset[int] | None = None,
    ) -> None:
        """Take transactions though they look booked already, or leave others out; all at once."""
        state = self.state
        if state is None or state.matching is None:
            return
        before = state.matching.choices
        choices = replace(
            before,
            taken=frozenset(taken),
            left_out=frozenset(left_out),
            without=before.without if without is None else without,
        )
        self._take(replace(state, matching=replace(state.matching, choices=choices)))

    def give_up(self) -> None:
        """Let go of what is being read; nothing more is heard of it."""
        self._given_up.set()
        self._number += 1
        self.ended.emit()

    def close(self) -> None:
        """Read nothing more."""
        self._given_up.set()
        self._lane.close()

    # On the lane

    def _read(self, source: Callable[[], Source], wanted: Wanted) -> None:
        self._given_up.set()  # what is being read is not wanted any more
        given_up = self._given_up = Event()
        profile, today, known = self._profile, self._today, self._known

        def watch(done: int, of: int) -> None:
            if given_up.is_set():
                raise GivenUpError
            self._counted.emit(given_up, done, of)

        def work() -> State:
            watch(0, 0)
            opened = source()
            with user_reader(profile) as user:
                understood = understand(user, opened, wanted, today, watch)
                there = known or known_of(user, _catalog())
            watch(0, 0)
            return _matched(understood, there, Choices())

        self._run(work)

    def _run(self, work: Callable[[], State]) -> None:
        """Do something on the lane; what was asked for before is not heard any more."""
        self._number += 1
        number = self._number
        self.began.emit()

        def done(state: State) -> None:
            if number == self._number:
                self._known = state.known
                self._take(state)
                self.ended.emit()

        def failed(error: Exception) -> None:
            if number == self._number:
                self.ended.emit()
                self.failed.emit(error)

        self._lane.run(work, done, failed, replacing="import")

    def _take(self, state: State) -> None:
        self.state = state
        self.changed.emit(state)

    def _tell(self, given_up: Event, done: int, of: int) -> None:
        if not given_up.is_set() and of:
            self.told.emit(done, of)


def _matched(understood: Understood, known: Known, choices: Choices) -> State:
    matching = match(understood.part, known, choices, understood.tickers)
    return State(understood, known, matching)


def _catalog() -> list[Company]:
    return [each.company for each in read_catalog(resources()).companies]
