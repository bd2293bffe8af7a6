"""A lane: work that runs off the window's thread, and the one way its outcome comes home."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

log = logging.getLogger(__name__)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Parcel:
    """A finished piece of work with its addressees; `replacing` and `ticket` tell late ones."""

    future: Future[object]
    done: Callable[[object], None]
    failed: Callable[[Exception], None]
    replacing: str | None
    ticket: int


class Lane(QObject):
    """Runs callables on `width` threads; `done` or `failed` is called on the lane's own thread.

    With a width of 1 the work is done in the order in which it was given: a lane of that width
    owns a database connection.
    """

    _landed = Signal(object)

    def __init__(self, name: str, width: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(width, thread_name_prefix=name)
        self._newest: dict[str, int] = {}
        self._closed = False
        # Emitted on a thread of the pool; queued, so that it lands on ours.
        self._landed.connect(self._land, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
        *,
        replacing: str | None = None,
    ) -> None:
        """Run `work` and hand its value to `done`, or its exception to `failed`.

        Of the calls with the same `replacing` only the outcome of the last one is handed on: late
        answers lose. After `close` nothing runs and nothing is handed on.
        """
        if self._closed:
            return
        ticket = 0
        if replacing is not None:
            ticket = self._newest.get(replacing, 0) + 1
            self._newest[replacing] = ticket
        future = self._pool.submit(self._wanted, work, replacing, ticket)
        future.add_done_callback(
            lambda done_future: self._send(
                _Parcel(done_future, done, failed, replacing, ticket)  # type: ignore[arg-type]  # T is checked by run()
            )
        )

    def _wanted(self, work: Callable[[], T], replacing: str | None, ticket: int) -> T | None:
        """Do the work, unless newer work has replaced it before it began."""
        return work() if self._is_newest(replacing, ticket) else None

    def _is_newest(self, replacing: str | None, ticket: int) -> bool:
        return replacing is None or self._newest[replacing] == ticket

    def _send(self, parcel: _Parcel) -> None:
        if parcel.future.cancelled():
            return
        try:
            self._landed.emit(parcel)
        except RuntimeError:  # Qt has deleted the lane meanwhile: nobody waits for the outcome
            log.debug("an outcome came after its lane was gone")

    @Slot(object)
    def _land(self, parcel: _Parcel) -> None:
        if self._closed or not self._is_newest(parcel.replacing, parcel.ticket):
            return
        error = parcel.future.exception()
        if error is None:
            parcel.done(parcel.future.result())
        elif isinstance(error, Exception):
            parcel.failed(error)
        else:  # SystemExit or KeyboardInterrupt on a thread of the pool: pass it on
            raise error

    def close(self) -> None:
        """Drop what has not begun, wait for what runs, hand nothing on any more."""
        self._closed = True
        self._pool.shutdown(wait=True, cancel_futures=True)
