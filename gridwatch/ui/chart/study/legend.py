"""The legend of a pane: names, values under the crosshair, and small buttons where one points."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QMouseEvent, QPainter, QPen

from gridwatch.ui.appearance import tabular
from gridwatch.ui.chart.engine.canvas import Canvas
from gridwatch.ui.chart.engine.exposed import painted_parts
from gridwatch.ui.chart.engine.ink import Ink
from gridwatch.ui.chart.engine.layer import Layer
from gridwatch.ui.chart.engine.pointer import Idle, Spot
from gridwatch.ui.chart.study.buttons import Button, draw_button

_LEFT, _TOP = 6.0, 3.0
_READOUT = 11.0  # what the line of the readout takes besides its text
_PAD, _GAP, _LEADING = 4.0, 8.0, 3.0
_BUTTON = 18.0
_VEIL = 0.45
_FULL = 0.55  # rows may take this much of a pane, then they stand side by side


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """One line of a legend; `faint` where what it names is not drawn now."""

    name: str
    tone: QColor
    buttons: tuple[Button, ...] = ()
    faint: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """What is under the pointer: the number of an entry, and the button on it."""

    entry: int
    button: Button | None = None


Figure = tuple[str, QColor]


class Legend(Layer):
    """Names are measured when they are set, values by the width of their figures."""

    def __init__(self, ink: Ink, *, below_readout: bool = False) -> None:
        super().__init__(ink, 30)
        self._below_readout = below_readout
        self._entries: Sequence[Entry] = ()
        self._figures: Sequence[Sequence[Figure]] = ()
        self._name_wides: list[float] = []
        self._char_wides: dict[str, float] = {}
        self._places: list[QRectF] = []
        self._hovered: int | None = None
        self._take_type()

    @property
    def entries(self) -> Sequence[Entry]:
        """Return the entries that are shown."""
        return self._entries

    @property
    def figures(self) -> Sequence[Sequence[Figure]]:
        """Return the values that are shown, some for each entry."""
        return self._figures

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Take other names; the values follow."""
        self._entries = entries
        self._figures = [()] * len(entries)
        self._hovered = None
        self._measure()
        self.repaint()

    def show_figures(self, figures: Sequence[Sequence[Figure]]) -> None:
        """Take the values of each entry, and paint no more than the legend.

        Raises ValueError for more or fewer than there are entries.
        """
        if len(figures) != len(self._entries):
            raise ValueError(f"{len(figures)} values for {len(self._entries)} names")
        if figures == self._figures:
            return
        before = self._ground()
        self._figures = figures
        self._arrange()
        self.repaint(before.united(self._ground()))

    def show_hovered(self, entry: int | None) -> None:
        """Show the buttons of an entry, None for those of nobody."""
        if entry != self._hovered:
            before = self._ground()
            self._hovered = entry
            self._arrange()
            self.repaint(before.united(self._ground()))

    def hit(self, x: float, y: float) -> Hit | None:
        """Return what is at a pixel of the pane."""
        at = QPointF(x, y)
        for number, place in enumerate(self._places):
            if place.contains(at):
                buttons = self._button_places(number)
                found = (each for each, room in buttons if room.contains(at))
                return Hit(number, next(found, None))
        return None

    def button_place(self, entry: int, button: Button) -> QRectF:
        """Return where a button of an entry stands while it is hovered; KeyError without it."""
        return dict(self._button_places(entry))[button]

    def covers(self) -> Sequence[QRectF]:
        """Return the places of the entries."""
        return self._places

    def set_ink(self, ink: Ink) -> None:
        """Take colours and type, and measure anew."""
        super().set_ink(ink)
        self._take_type()
        self._measure()

    def set_size(self, wide: float, tall: float) -> None:
        """Cover the pane, and share its room anew."""
        super().set_size(wide, tall)
        self._arrange()

    def draw(self, painter: QPainter, exposed: QRectF) -> None:
        """Draw the entries that are touched by what is painted."""
        if self.frame is None:
            return
        painter.setFont(self._font)
        veil = self.ink.faded(self.ink.base, _VEIL)
        painted = painted_parts(painter)
        for number, place in enumerate(self._places):
            if not place.intersects(exposed) or not painted(place):
                continue
            if number == self._hovered:
                self._draw_ground(painter, place)
            else:
                painter.fillRect(place, veil)
            self._draw_entry(painter, number, place)

    def _draw_ground(self, painter: QPainter, place: QRectF) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=True)
        painter.setPen(QPen(self.ink.border, 1))
        painter.setBrush(self.ink.raised)
        painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)

    def _draw_entry(self, painter: QPainter, number: int, place: QRectF) -> None:
        entry, ink, metrics = self._entries[number], self.ink, self._metrics
        base = place.top() + (place.height() - metrics.height()) / 2 + metrics.ascent()
        x = place.left() + _PAD
        painter.setPen(ink.muted if entry.faint else entry.tone)
        painter.drawText(QPointF(x, base), entry.name)
        x += self._name_wides[number]
        for text, tone in self._figures[number]:
            x += _GAP
            painter.setPen(ink.muted if entry.faint else tone)
            painter.drawText(QPointF(x, base), text)
            x += self._wide(text)
        if number == self._hovered:
            for button, room in self._button_places(number):
                draw_button(painter, button, room, ink.text)

    def _button_places(self, number: int) -> list[tuple[Button, QRectF]]:
        if number != self._hovered:
            return []
        place, buttons = self._places[number], self._entries[number].buttons
        left = place.right() - _BUTTON * len(buttons) - 1
        return [
            (each, QRectF(left + _BUTTON * at, place.top(), _BUTTON, place.height()))
            for at, each in enumerate(buttons)
        ]

    def _take_type(self) -> None:
        """Take figures of one width, so that values stand still while they change."""
        self._font = tabular(self.ink.font)
        self._metrics = QFontMetricsF(self._font)
        self._char_wides = {}

    def _measure(self) -> None:
        advance = self._metrics.horizontalAdvance
        self._name_wides = [advance(each.name) for each in self._entries]
        self._arrange()

    def _wide(self, text: str) -> float:
        """Return the width of a figure as the sum of its signs: that is enough, and fast."""
        known, total = self._char_wides, 0.0
        for sign in text:
            if sign not in known:
                known[sign] = self._metrics.horizontalAdvance(sign)
            total += known[sign]
        return total

    def _arrange(self) -> None:
        """Stand the entries below one another, or side by side where they are too many for that."""
        tall = self._metrics.height() + _LEADING
        top = _TOP + (self._metrics.height() + _READOUT if self._below_readout else 0.0)
        rows = max(1, int((self.sheet.height() * _FULL - top) / tall))
        flowing = len(self._entries) > rows
        x, y, self._places = _LEFT, top, []
        for number in range(len(self._entries)):
            wide = self._entry_wide(number)
            if flowing and x > _LEFT and x + wide > self.sheet.width():
                x, y = _LEFT, y + tall
            self._places.append(QRectF(x, y, wide, tall))
            if flowing:
                x += wide + 2
            else:
                y += tall

    def _entry_wide(self, number: int) -> float:
        figures = sum(_GAP + self._wide(text) for text, _ in self._figures[number])
        buttons = len(self._entries[number].buttons) if number == self._hovered else 0
        room = _BUTTON * buttons + _PAD if buttons else 0.0
        return self._name_wides[number] + figures + room + 2 * _PAD

    def _ground(self) -> QRectF:
        ground = QRectF()
        for each in self._places:
            ground = ground.united(each)
        return ground.adjusted(-1, -1, 1, 1)


class LegendTool(Idle):
    """Presses the buttons: `find` tells what is at a spot, `act` does what was pressed."""

    def __init__(
        self,
        canvas: Canvas,
        find: Callable[[Spot], Hit | None],
        act: Callable[[Spot, Hit], object],
    ) -> None:
        self._canvas, self._find, self._act = canvas, find, act
        self._pressed: Hit | None = None

    def press(self, at: QPointF, event: QMouseEvent) -> bool:
        """Take the left button on one of the buttons."""
        self._pressed = None
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = self._button_at(at)
        return self._pressed is not None

    def drop(self, at: QPointF, event: QMouseEvent) -> None:
        """Act where the mouse is let go on the same button."""
        pressed, self._pressed = self._pressed, None
        spot = self._canvas.spot_at(at)
        if spot is not None and pressed is not None and pressed == self._button_at(at):
            self._act(spot, pressed)

    def shape(self, at: QPointF) -> Qt.CursorShape | None:
        """Point with a hand at what can be pressed."""
        return Qt.CursorShape.PointingHandCursor if self._button_at(at) else None

    def double(self, at: QPointF) -> bool:
        """Open the settings of an entry; a double click on a button is none on the chart."""
        spot = self._canvas.spot_at(at)
        hit = self._find(spot) if spot is not None else None
        if spot is None or hit is None:
            return False
        if hit.button is None:
            self._act(spot, Hit(hit.entry, Button.SETTINGS))
        return True

    def _button_at(self, at: QPointF) -> Hit | None:
        spot = self._canvas.spot_at(at)
        hit = self._find(spot) if spot is not None else None
        return hit if hit is not None and hit.button is not None else None
