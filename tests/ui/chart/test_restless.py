"""A user who never rests: whatever is done to a panel in whatever order, nothing breaks.

Each walk is drawn from its seed and so the same every time. It fails with the steps that led there
on any exception, also one out of an event that Qt sends, and on any warning of Qt's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, TypeVar

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from gridwatch.domain.barsize import BarSize
from gridwatch.domain.charting import MarkKind, Quantity
from gridwatch.domain.drawings import Drawing, DrawingKind
from gridwatch.domain.quote import Quote
from gridwatch.domain.series import Compared, Series
from gridwatch.domain.trouble import TroubleKind
from gridwatch.services.drawing_edits import AddDrawing, ChangeDrawing, RemoveDrawings
from gridwatch.services.edits import Edit
from gridwatch.ui.appearance import DARK, LIGHT
from gridwatch.ui.chart.engine.scale import Scale
from gridwatch.ui.chart.layers.prices import Style
from gridwatch.ui.chart.options import Study
from gridwatch.ui.chart.panel import ChartPanel
from gridwatch.ui.chart.ranges import RANGES
from gridwatch.ui.chart.study.settings import OFFERED
from gridwatch.ui.phrases import Phrases
from tests.ui.chart.walked import CURRENCY, NOW, candles_of, company, mark, series_of, walk

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

# Walks that once found a crosshair beyond the bars, a legend half filled and a label out of place.
SEEDS, STEPS, TOLD = (0, 1, 20), 160, 12
COUNTS = (1, 2, 5, 30, 300, 3000)
SIZES = (BarSize.DAY, BarSize.DAY, BarSize.WEEK, BarSize.MINUTE)
SYMBOLS = ("601179.SS", "GEV", "ENR.DE")
PHRASES = tuple(Phrases(each, base_currency=CURRENCY) for each in ("en", "de", "zh_CN"))
LEFT, RIGHT, NONE = (
    Qt.MouseButton.LeftButton,
    Qt.MouseButton.RightButton,
    Qt.MouseButton.NoButton,
)
PLAIN, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
KEYS = (
    *(Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down),
    *(Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown),
    *(Qt.Key.Key_Plus, Qt.Key.Key_Minus, Qt.Key.Key_Escape, Qt.Key.Key_Delete),
    *(Qt.Key.Key_Return, Qt.Key.Key_Period, Qt.Key.Key_H, Qt.Key.Key_T, Qt.Key.Key_R),
)
T = TypeVar("T")


class Restless:
    """A user of one panel, and the desk that answers the edits, late or never."""

    def __init__(self, panel: ChartPanel, seed: int) -> None:
        self.panel, self.rng = panel, np.random.default_rng(seed)
        self.trail: list[str] = []
        self._held = NONE
        self._drawings: dict[int, list[Drawing]] = {}
        self._stored = 0
        panel.edited.connect(self._store)

    def act(self) -> None:
        """Do one thing or another."""
        step = self._pick(STEPS_OF)
        self.trail.append(step)
        getattr(self, step)()
        self._close_what_opened()
        if self._chance(0.3):
            QApplication.processEvents()

    def _pick(self, among: Sequence[T]) -> T:
        return among[int(self.rng.integers(len(among)))]

    def _chance(self, part: float) -> bool:
        return bool(self.rng.random() < part)

    def _number(self, least: int, most: int) -> int:
        return int(self.rng.integers(least, most + 1))

    # What comes.

    def company(self) -> None:
        number = self._number(1, len(SYMBOLS))
        view = company(number, SYMBOLS[number - 1], quote=self._quote(SYMBOLS[number - 1]))
        self.panel.show_series(view, self._series(SYMBOLS[number - 1]))

    def newer(self) -> None:
        view = self.panel.view
        if view is not None:
            self.panel.show_series(view, self._series(view.company.primary))

    def nothing(self) -> None:
        self.panel.show_series(self._pick((None, self.panel.view)), None)

    def tick(self) -> None:
        view = self.panel.view
        if view is not None:
            trouble = self._pick(("", "", TroubleKind.OFFLINE))
            quote = self._quote(view.company.primary)
            self.panel.show_view(replace(view, quote=quote, trouble=trouble))

    def later(self) -> None:
        self.panel.set_now(datetime.now(UTC))

    def answer(self) -> None:
        """Bring the drawings as they are stored by now."""
        for number, drawings in self._drawings.items():
            self.panel.show_drawings(number, tuple(drawings))

    def _quote(self, symbol: str) -> Quote:
        time = NOW + timedelta(minutes=self._number(0, 3000))
        return Quote(symbol, float(self.rng.uniform(5, 20)), time, CURRENCY, CURRENCY, 28_800)

    def _series(self, symbol: str) -> Series:
        count, size, rng = self._pick(COUNTS), self._pick(SIZES), self.rng
        closes = walk(rng, count)
        candles = candles_of(rng, closes, size)
        if self._chance(0.3):
            closes[rng.integers(0, count, max(1, count // 5))] = np.nan
        late = np.where(np.arange(count) < count // 2, closes, np.nan)
        both = Compared("^HSI", "Hang Seng", closes * 2), Compared("LATE", "Late", late)
        bars = sorted(map(int, rng.integers(0, count, min(count, 10))))
        return series_of(
            candles,
            size,
            cap=self._chance(0.3),
            targets=rng.uniform(5, 20, self._number(0, 6)).tolist(),
            compared=both[: self._pick((0, 0, 0, 1, 2))],
            marks=[mark(self._pick(tuple(MarkKind)), candles, each) for each in bars],
            symbol=symbol,
        )

    # What is chosen.

    def studies(self) -> None:
        some = [self._pick(tuple(OFFERED)) for _ in range(self._number(0, 4))]
        chosen = tuple(map(Study, dict.fromkeys(some)))
        self.panel.choose(replace(self.panel.options, studies=chosen))

    def style(self) -> None:
        style, scale = self._pick(tuple(Style)), self._pick(tuple(Scale))
        self.panel.choose(replace(self.panel.options, style=style, scale=scale))

    def request(self) -> None:
        quantity = self._pick(tuple(Quantity))
        compared = self._pick(((), ("^HSI",), ("^HSI", "LATE")))
        self.panel.choose(
            replace(
                self.panel.options, quantity=quantity, compared=compared, marks=self._chance(0.7)
            )
        )

    def range(self) -> None:
        self.panel.choose_range(self._pick(RANGES).id)

    def room(self) -> None:
        self.panel.resize(self._number(200, 1400), self._number(150, 900))

    def look(self) -> None:
        self.panel.restyle(self._pick(PHRASES), self._pick((LIGHT, DARK)))

    def simulated(self) -> None:
        self.panel.set_simulated(self._chance(0.5))

    # What the hand does.

    def move(self) -> None:
        self._mouse(QEvent.Type.MouseMove, NONE)

    def press(self) -> None:
        if self._held == NONE:
            self._held = self._pick((LEFT, LEFT, RIGHT))
            self._mouse(QEvent.Type.MouseButtonPress, self._held)

    def release(self) -> None:
        held, self._held = self._held, NONE
        if held != NONE:
            self._mouse(QEvent.Type.MouseButtonRelease, held)

    def drag(self) -> None:
        for step in (self.press, self.move, self.move, self.release):
            step()

    def double(self) -> None:
        self.release()
        self._mouse(QEvent.Type.MouseButtonDblClick, LEFT)
        self._mouse(QEvent.Type.MouseButtonRelease, LEFT)

    def leave(self) -> None:
        QApplication.sendEvent(self.panel.chart.canvas.viewport(), QEvent(QEvent.Type.Leave))

    def wheel(self) -> None:
        canvas, at = self.panel.chart.canvas, self._place()
        turn = QPoint(self._pick((0, 0, 120)), self._pick((-120, 120, 480)))
        phase = Qt.ScrollPhase.NoScrollPhase
        here = QPointF(canvas.viewport().mapToGlobal(at.toPoint()))
        event = QWheelEvent(at, here, QPoint(), turn, self._held, PLAIN, phase, False)
        QApplication.sendEvent(canvas.viewport(), event)

    def key(self) -> None:
        QTest.keyClick(self.panel.chart.canvas, self._pick(KEYS), self._pick((PLAIN, SHIFT)))

    def draw(self) -> None:
        """Take a pencil and, as often as not, draw with it."""
        self.panel._parts.drawings().begin(self._pick((None, *DrawingKind)))
        if self._chance(0.5):
            self.drag()
            self.drag()

    def ask(self) -> None:
        self.panel._parts.ask_at_bar()

    def _mouse(self, kind: QEvent.Type, button: Qt.MouseButton) -> None:
        viewport, at = self.panel.chart.canvas.viewport(), self._place()
        held = NONE if kind == QEvent.Type.MouseButtonRelease else button | self._held
        here = QPointF(viewport.mapToGlobal(at.toPoint()))
        event = QMouseEvent(kind, at, here, button, held, self._pick((PLAIN, PLAIN, SHIFT)))
        QApplication.sendEvent(viewport, event)

    def _place(self) -> QPointF:
        canvas = self.panel.chart.canvas
        return QPointF(self.rng.uniform(0, canvas.width()), self.rng.uniform(0, canvas.height()))

    # What the desk and the window do.

    def _store(self, edit: Edit) -> None:
        if isinstance(edit, AddDrawing):
            self._stored += 1
            shape = replace(edit.drawing, id=self._stored)
            self._drawings.setdefault(shape.company_id, []).append(shape)
        elif isinstance(edit, ChangeDrawing):
            known = self._drawings[edit.drawing.company_id]
            known[:] = [edit.drawing if each.id == edit.drawing.id else each for each in known]
        elif isinstance(edit, RemoveDrawings):
            known = self._drawings[edit.company_id]
            known[:] = [each for each in known if each.id not in edit.drawings]

    def _close_what_opened(self) -> None:
        for each in QApplication.topLevelWidgets():
            if each is not self.panel.window() and each.isVisible():
                each.close()


# What is done most often stands here more than once.
STEPS_OF = (
    *("company", "newer", "newer", "nothing", "tick", "tick", "tick", "later", "answer"),
    *("studies", "studies", "style", "request", "range", "room", "room", "look", "simulated"),
    *("move", "move", "move", "press", "release", "drag", "drag", "double", "leave"),
    *("wheel", "wheel", "wheel", "key", "key", "key", "draw", "draw", "ask"),
)


@pytest.fixture
def panel(qtbot: QtBot) -> Iterator[ChartPanel]:
    window = QWidget()  # without a layout, as the offscreen platform warns of its least size
    qtbot.addWidget(window)
    window.resize(1400, 900)
    made = ChartPanel(PHRASES[0], LIGHT, window)
    made.resize(900, 600)
    with qtbot.waitExposed(window):
        window.show()
    yield made
    window.hide()


def raise_first(raised: Sequence[tuple[object, BaseException, object]]) -> None:
    """Let out what an event of Qt's has raised."""
    if raised:
        raise raised[0][1]


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_breaks_whatever_is_done(seed: int, panel: ChartPanel, qtbot: QtBot) -> None:
    user = Restless(panel, seed)
    user.company()
    with qtbot.captureExceptions() as raised:
        for _ in range(STEPS):
            try:
                user.act()
                raise_first(raised)
            except Exception as error:
                error.add_note(f"after … {', '.join(user.trail[-TOLD:])}")
                raise
