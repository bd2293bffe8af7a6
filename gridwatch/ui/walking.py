"""Takes edits back and makes them again: one at a time, in the order in which it was asked for."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING

from gridwatch.ui.undo import History, Step

if TYPE_CHECKING:
    from gridwatch.runtime.session import Session
    from gridwatch.services.changes import Changes
    from gridwatch.services.edits import Edit

Edited = Callable[["Changes"], object]
Failed = Callable[[Exception], object]


class Walking:
    """Walks a history while nothing is being stored: until then the newest step is not known.

    `edited` and `failed` are called as those of any edit are.
    """

    def __init__(self, history: History, session: Session, edited: Edited, failed: Failed) -> None:
        self._history, self._session = history, session
        self._edited, self._failed = edited, failed
        self._away = 0  # edits that are being stored
        self._wishes = deque[Callable[[], None]]()

    @property
    def is_busy(self) -> bool:
        """Tell whether something is being stored, or waits for that."""
        return bool(self._away or self._wishes)

    def begin(self) -> None:
        """Note that an edit is being stored."""
        self._away += 1

    def end(self) -> None:
        """Note that one is stored, or could not be, and go on with what was asked for since."""
        self._away -= 1
        while self._wishes and not self._away:
            self._wishes.popleft()()

    def undo(self) -> None:
        """Take the last edit back, once it is stored."""
        self._wish(self._undo)

    def redo(self) -> None:
        """Make the edit again that was taken back last, once it is."""
        self._wish(self._redo)

    def _wish(self, wish: Callable[[], None]) -> None:
        if self._away:
            self._wishes.append(wish)
        else:
            wish()

    def _undo(self) -> None:
        history = self._history
        self._walk(history.take_undo(), history.took_back, history.keep_undo)

    def _redo(self) -> None:
        history = self._history
        self._walk(history.take_redo(), history.made_again, history.keep_redo)

    def _walk(
        self,
        step: Step | None,
        arrived: Callable[[Step, Edit], None],
        stayed: Callable[[Step], None],
    ) -> None:
        if step is None:
            return

        def done(changes: Changes, inverse: Edit) -> None:
            arrived(step, inverse)
            self.end()
            self._edited(changes)

        def failed(error: Exception) -> None:
            stayed(step)
            self.end()
            self._failed(error)

        self.begin()
        self._session.edit(step.edit, done, failed)
