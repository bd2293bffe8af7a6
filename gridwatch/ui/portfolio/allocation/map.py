"""Draws an allocation as tiles whose areas are the shares; one that is pressed is chosen."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from gridwatch.ui.appearance import tabular
from gridwatch.ui.chart.engine.ink import ink_of
from gridwatch.ui.look import Look
from gridwatch.ui.portfolio.allocation.treemap import squarified

translate = QCoreApplication.translate
_TINT, _CHOSEN_TINT = 0.24, 0.42
_AIR = 7.0
_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
}


@dataclass(frozen=True, slots=True)
class Tile:
    """One part: its key, name, share as text, and its size; `plain` ones are money."""

    key: str
    name: str
    text: str
    size: float
    plain: bool = False


class AllocationMap(QWidget):
    """Shows tiles; `chosen` carries the key of one that was pressed."""

    chosen = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._tiles: tuple[Tile, ...] = ()
        self._places: list[QRectF] = []
        self._chosen = ""
        self.setFont(tabular(self.font()))
        self._ink = ink_of(look.tones, self.font())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return a size at which a dozen tiles can be read."""
        return QSize(560, 190)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's
        """Return the least size."""
        return QSize(200, 120)

    def show_tiles(self, tiles: tuple[Tile, ...], look: Look) -> None:
        """Show other parts, or the same in another look; the largest first."""
        self._look, self._ink = look, ink_of(look.tones, self.font())
        self._tiles = tuple(sorted(tiles, key=lambda each: -each.size))
        self.setAccessibleName(translate("Portfolio", "Shares of the whole"))
        self.setAccessibleDescription("; ".join(f"{each.name} {each.text}" for each in self._tiles))
        self._place()
        self.update()

    def choose(self, key: str) -> None:
        """Show which part is chosen."""
        if key != self._chosen:
            self._chosen = key
            self.update()

    def tile_at(self, spot: QPointF) -> Tile | None:
        """Return the part at a place."""
        for tile, place in zip(self._tiles, self._places, strict=True):
            if place.contains(spot):
                return tile
        return None

    def _place(self) -> None:
        room = QRectF(self.rect()).adjusted(0, 0, -1, -1)
        self._places = squarified([each.size for each in self._tiles], room)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw every tile with its name and share, as far as they fit."""
        painter = QPainter(self)
        self._place()
        for number, (tile, place) in enumerate(zip(self._tiles, self._places, strict=True)):
            self._paint_tile(painter, tile, place.adjusted(0, 0, -2, -2), self._tone(number, tile))
        painter.end()

    def _tone(self, number: int, tile: Tile) -> QColor:
        return self._ink.muted if tile.plain else self._ink.series_tone(number)

    def _paint_tile(self, painter: QPainter, tile: Tile, place: QRectF, tone: QColor) -> None:
        ink, chosen = self._ink, tile.key == self._chosen
        painter.fillRect(place, ink.mixed(tone, _CHOSEN_TINT if chosen else _TINT))
        if chosen and self.hasFocus():
            painter.setPen(QPen(ink.line, 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(place.adjusted(0.5, 0.5, -0.5, -0.5))
        inner = place.adjusted(_AIR, _AIR - 2, -_AIR, -_AIR + 2)
        tall = ink.metrics.height()
        if inner.height() < tall or inner.width() < 24:
            return
        painter.setPen(ink.text)
        if inner.height() < 2 * tall:
            self._write(painter, inner, f"{tile.name}  {tile.text}", strong=False)
            return
        self._write(painter, inner, tile.name, strong=True)
        inner.setTop(inner.top() + tall)
        if ink.width(tile.text) <= inner.width():
            self._write(painter, inner, tile.text, strong=False)

    def _write(self, painter: QPainter, place: QRectF, text: str, *, strong: bool) -> None:
        ink = self._ink
        painter.setFont(ink.strong if strong else ink.font)
        wide = place.width() * (0.94 if strong else 1.0)  # measured in ordinary type
        told = ink.metrics.elidedText(text, Qt.TextElideMode.ElideRight, wide)
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, told)

    # The pointer and the keys

    def event(self, event: QEvent) -> bool:
        """Name a part in full where the pointer rests on it."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            tile = self.tile_at(QPointF(event.pos()))
            if tile is not None:
                QToolTip.showText(event.globalPos(), f"{tile.name}: {tile.text}", self)
                return True
        return super().event(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose the part under the pointer."""
        tile = self.tile_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and tile is not None:
            self._take(tile.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from part to part by the arrow keys."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None or not self._tiles:
            super().keyPressEvent(event)
            return
        keys = [each.key for each in self._tiles]
        at = keys.index(self._chosen) + step if self._chosen in keys else 0
        self._take(keys[min(max(0, at), len(keys) - 1)])

    def _take(self, key: str) -> None:
        self.choose(key)
        self.chosen.emit(key)
