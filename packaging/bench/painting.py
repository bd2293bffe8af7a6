"""Times frames of a chart of Qt: changes it and processes events until it is painted, once.

Imported by pyqtgraph's names of Qt, so that it serves PySide6 and, in finplot's environment, PyQt6.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from pyqtgraph.Qt import QtCore, QtWidgets

from frames import TALL, WIDE

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent, QObject
    from PySide6.QtWidgets import QWidget

# So often events are processed before a chart that has not painted counts as one that never does.
PATIENCE = 50


class Painted(QtCore.QObject):  # type: ignore[misc]  # pyqtgraph carries no types
    """Counts the paints of a viewport."""

    def __init__(self, viewport: QWidget) -> None:
        super().__init__(viewport)
        self.times = 0
        viewport.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002, N802 - Qt's own
        """Let every event pass."""
        self.times += event.type() == QtCore.QEvent.Type.Paint
        return False


def shown(widget: QWidget) -> None:
    """Show a widget in the size of all charts, and let it settle."""
    widget.resize(WIDE, TALL)
    widget.show()
    settle()


def settle() -> None:
    """Process events until what was put off has been done as well."""
    for _ in range(PATIENCE):
        QtWidgets.QApplication.processEvents()


def first_frame(widget: QWidget, viewport: QWidget, began: float) -> float:
    """Show a widget for the first time; return the milliseconds from `began` to its paint."""
    painted = Painted(viewport)
    widget.resize(WIDE, TALL)
    widget.show()
    _wait(painted, 0)
    return (time.perf_counter() - began) * 1000


def frame(painted: Painted, change: Callable[[], object], *, once: bool = True) -> float:
    """Return the milliseconds from a change to its paint.

    Raises RuntimeError where the change paints nothing or, with `once`, more than one time.
    """
    before = painted.times
    began = time.perf_counter()
    change()
    _wait(painted, before)
    milliseconds = (time.perf_counter() - began) * 1000
    QtWidgets.QApplication.processEvents()
    if once and painted.times != before + 1:
        raise RuntimeError(f"a frame was painted {painted.times - before} times")
    return milliseconds


def frames(
    painted: Painted, changes: Iterable[Callable[[], object]], *, warm: int = 0, once: bool = True
) -> list[float]:
    """Return the milliseconds of each change's frame but for the first `warm` of them."""
    return [frame(painted, change, once=once) for change in changes][warm:]


def _wait(painted: Painted, before: int) -> None:
    for _ in range(PATIENCE):
        QtWidgets.QApplication.processEvents()
        if painted.times > before:
            return
    raise RuntimeError("a change was not painted")
