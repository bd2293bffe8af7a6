"""A chart to draw on, a user's file that takes the edits, and a hand for the mouse and the keys."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gridwatch.domain.candles import DAY_SECONDS, Candles
from gridwatch.domain.charting import Quantity
from gridwatch.domain.company import Company, Listing
from gridwatch.domain.drawings import Anchor, Drawing, DrawingKind, restated
from gridwatch.domain.splits import Split
from gridwatch.services.edits import Edit, apply
from gridwatch.services.series import Series
from gridwatch.store.database import open_user
from gridwatch.store.user.companies import add_company
from gridwatch.store.user.drawings import all_drawings
from gridwatch.ui.appearance import LIGHT
from gridwatch.ui.chart.chart import Chart
from gridwatch.ui.chart.drawing.drawings import Drawings
from gridwatch.ui.chart.drawing.editor import TextEditor
from gridwatch.ui.phrases import Phrases

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

NOW = datetime(2026, 3, 2, 3, tzinfo=UTC)
FIRST_DAY, COUNT = 20_000, 120
LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton


def candles(count: int = COUNT, every: int = DAY_SECONDS) -> Candles:
    """Return bars around 100 that end on one day, `every` seconds apart."""
    end = (FIRST_DAY + COUNT - 1) * DAY_SECONDS
    stamps = end + np.arange(1 - count, 1, dtype=np.int64) * every
    close = 100 + 10 * np.sin(np.arange(count) / 9)
    opens = np.concatenate((close[:1], close[:-1]))
    high, low = np.maximum(opens, close) + 1, np.minimum(opens, close) - 1
    return Candles(stamps, opens, high, low, close, np.full(count, 1e6))


class Stand:
    """One company's chart and file; edits are applied at once, as the desk would."""

    def __init__(self, qtbot: QtBot, root: Path) -> None:
        self.user = open_user(root / "user.db")
        listing = Listing("600001.SS", "SSE", "CNY", "A", "I")
        company = Company(0, "Tester", "", "", "CN", True, "", listing.symbol, (listing,))
        self.company = add_company(self.user, company).id
        self.inverses: list[Edit] = []
        self.told: list[Edit] = []
        self.kinds: list[DrawingKind | None] = []
        # What is held while the mouse does something.
        self.keys = Qt.KeyboardModifier.NoModifier
        self.splits: tuple[Split, ...] = ()
        self.answers = True  # whether the file answers at once
        self.chart = Chart(Phrases("en", base_currency="CNY"), LIGHT)
        qtbot.addWidget(self.chart)
        self.part = Drawings(
            self.chart,
            self.edit,
            lambda: self.company,
            today=lambda: self.today,
            on_kind=self.kinds.append,
        )
        self.today = date(2025, 1, 31)
        self.chart.parts.append(self.part)
        self.chart.resize(900, 500)
        self.show(Series("600001.SS", "CNY", candles()))
        self.chart.show()
        qtbot.waitExposed(self.chart)
        self.chart.activateWindow()
        self.chart.canvas.setFocus()

    def close(self) -> None:
        """Close the file."""
        self.user.close()

    def show(self, series: Series | None) -> None:
        """Show a series, all of it."""
        self.chart.show_series(series)
        if series is not None:
            self.chart.canvas.place(0, len(series.candles))

    def edit(self, edit: Edit) -> None:
        """Apply an edit, as the desk does, and show what is stored then."""
        self.told.append(edit)
        if self.answers:
            _, inverse = apply(self.user, edit, NOW)
            self.inverses.append(inverse)
            self.refresh()

    def edit_again(self) -> None:
        """Let the file answer the last edit at last."""
        self.answers = True
        self.edit(self.told.pop())

    def undo(self) -> None:
        """Take the last edit back."""
        _, again = apply(self.user, self.inverses.pop(), NOW)
        del again
        self.refresh()

    def refresh(self) -> None:
        """Show what is stored, restated."""
        self.part.show_drawings(
            tuple(restated(each, self.splits, self.today) for each in self.stored())
        )

    def stored(self) -> tuple[Drawing, ...]:
        """Return what is in the file."""
        return all_drawings(self.user, self.company)

    # Places.

    def stamp(self, bar: int) -> int:
        """Return the moment of a bar."""
        return int(self.chart.canvas.stamps[bar])

    def at(self, bar: float, value: float) -> QPointF:
        """Return the pixel of the canvas at a bar and value."""
        pane = self.chart.main
        assert pane.frame is not None
        return pane.rect.topLeft() + QPointF(pane.frame.x(bar), pane.frame.y(value))

    def anchors(self, number: int = -1) -> list[tuple[int, float]]:
        """Return the anchors of a stored drawing as bar numbers and values."""
        stamps = self.chart.canvas.stamps.tolist()
        found = self.stored()[number].anchors
        return [(stamps.index(each.stamp), each.value) for each in found]

    # The mouse and the keys.

    def _send(
        self, kind: QEvent.Type, at: QPointF, button: Qt.MouseButton, held: Qt.MouseButton
    ) -> None:
        viewport = self.chart.canvas.viewport()
        event = QMouseEvent(
            kind,
            at,
            QPointF(viewport.mapToGlobal(at.toPoint())),
            button,
            held,
            self.keys,
        )
        QApplication.sendEvent(viewport, event)

    def press(self, at: QPointF, button: Qt.MouseButton = LEFT) -> None:
        """Press a button."""
        self._send(QEvent.Type.MouseButtonPress, at, button, button)

    def move(self, at: QPointF, held: Qt.MouseButton = Qt.MouseButton.NoButton) -> None:
        """Move the pointer."""
        self._send(QEvent.Type.MouseMove, at, Qt.MouseButton.NoButton, held)

    def release(self, at: QPointF, button: Qt.MouseButton = LEFT) -> None:
        """Let a button go."""
        self._send(QEvent.Type.MouseButtonRelease, at, button, Qt.MouseButton.NoButton)

    def click(self, at: QPointF, button: Qt.MouseButton = LEFT) -> None:
        """Press and release without moving."""
        self.move(at)
        self.press(at, button)
        self.release(at, button)

    def drag(self, begin: QPointF, end: QPointF) -> None:
        """Press, move in three steps, release."""
        self.move(begin)
        self.press(begin)
        for part in (0.3, 0.7, 1.0):
            self.move(begin + (end - begin) * part, LEFT)
        self.release(end)

    def double(self, at: QPointF) -> None:
        """Click twice, as Qt tells it."""
        self.click(at)
        self._send(QEvent.Type.MouseButtonDblClick, at, LEFT, LEFT)
        self.release(at)

    def key(
        self,
        key: Qt.Key,
        modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        """Press a key on the canvas."""
        QTest.keyClick(self.chart.canvas, key, modifier)

    def editor(self) -> TextEditor | None:
        """Return the text field that is open."""
        return self.part._forms.editor

    def key_in_field(self, key: Qt.Key) -> None:
        """Press a key in the text field."""
        editor = self.editor()
        assert editor is not None
        QTest.keyClick(editor.field, key)

    def shape(self) -> Qt.CursorShape:
        """Return the pointer's shape."""
        found: Qt.CursorShape = self.chart.canvas.viewport().cursor().shape()
        return found


def drawing(
    kind: DrawingKind, *anchors: tuple[int, float], company: int = 1, text: str = ""
) -> Drawing:
    """Return a drawing with anchors on days counted from the first bar."""
    placed = tuple(Anchor((FIRST_DAY + bar) * DAY_SECONDS, float(value)) for bar, value in anchors)
    return Drawing(0, company, kind, placed, Quantity.PRICE, "CNY", date(2025, 1, 31), text)


def near(stand: Stand, number: int, *anchors: tuple[int, float]) -> None:
    """Check the bars of a stored drawing exactly, its values within a pixel."""
    found = stand.anchors(number)
    assert [bar for bar, _ in found] == [bar for bar, _ in anchors]
    assert [value for _, value in found] == pytest.approx([v for _, v in anchors], abs=0.12)
