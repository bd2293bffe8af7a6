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
class _Job:
    """A piece of work with its addressees; `replacing` names the question that it answers."""

    work: Callable[[], object]
    done: Callable[[object], None]
    failed: Callable[[Exception], None]
    replacing: str | None


@dataclass(frozen=True, slots=True)
class _Parcel:
    """A finished job."""

    job: _Job
    future: Future[object]


class Lane(QObject):
    """Runs callables on `width` threads; `done` or `failed` is called on the lane's own thread.

    With a width of 1 the work is done in the order in which it was given: a lane of that width
    owns a database connection.
    """

    _landed = Signal(object)

    def __init__(self, name: str, width: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(width, thread_name_prefix=name)
        # By question: the job that is with the pool, and the newest one that waits for its end.
        self._asked: dict[str, Future[object]] = {}
        self._waiting: dict[str, _Job] = {}
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

        Of the calls with the same `replacing` one runs and at most one waits, the newest: every
        answer that is made is handed on, so answers only ever get newer, however fast the calls
        come. It sees what was done by all work given before it. After `close` nothing more is
        taken and nothing is handed on.
        """
        if self._closed:
            return
        job = _Job(work, done, failed, replacing)  # type: ignore[arg-type]  # T is checked here
        before = None if replacing is None else self._asked.get(replacing)
        if replacing is None or before is None or before.cancel():
            self._submit(job)
        else:
            self._waiting[replacing] = job

    def _submit(self, job: _Job) -> None:
        future = self._pool.submit(job.work)
        if job.replacing is not None:
            self._asked[job.replacing] = future
        future.add_done_callback(lambda done_future: self._send(_Parcel(job, done_future)))

    def _send(self, parcel: _Parcel) -> None:
        if parcel.future.cancelled():
            return
        if self._closed:
            self._note_lost(parcel)
            return
        try:
            self._landed.emit(parcel)
        except RuntimeError:  # Qt has deleted the lane meanwhile: nobody waits for the outcome
            log.debug("an outcome came after its lane was gone")

    def _note_lost(self, parcel: _Parcel) -> None:
        error = parcel.future.exception()
        if error is not None:
            log.error("work that was finished at the end failed", exc_info=error)

    @Slot(object)
    def _land(self, parcel: _Parcel) -> None:
        if self._closed:
            self._note_lost(parcel)
            return
        self._ask_next(parcel.job.replacing)
        error = parcel.future.exception()
        if error is None:
            parcel.job.done(parcel.future.result())
        elif isinstance(error, Exception):
            parcel.job.failed(error)
        else:  # SystemExit or KeyboardInterrupt on a thread of the pool: pass it on
            raise error

    def _ask_next(self, question: str | None) -> None:
        if question is None:
            return
        self._asked.pop(question, None)
        waiting = self._waiting.pop(question, None)
        if waiting is not None:
            self._submit(waiting)

    def close(self) -> None:
        """Drop questions that have not begun, do all other work to its end, hand nothing on."""
        self._closed = True
        self._waiting.clear()
        for each in self._asked.values():
            each.cancel()
        self._pool.shutdown(wait=True)
