"""A widget that draws one evidence series over time, or several of one unit over one another."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import date

from PySide6.QtCore import QCoreApplication, QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gridwatch.domain.thesis.figures import Figure, FigureSeries
from gridwatch.ui.chart.engine.ink import ink_of
from gridwatch.ui.figure_chart.card import card_rows, paint_card
from gridwatch.ui.figure_chart.dates import day_ticks
from gridwatch.ui.figure_chart.dense import DenseStroke
from gridwatch.ui.figure_chart.line import Line, Point, line_of
from gridwatch.ui.figure_chart.painting import (
    Axes,
    paint_axes,
    paint_line,
    paint_point,
    screen_ratio,
)
from gridwatch.ui.figure_chart.plot import Plot, plot_of
from gridwatch.ui.figure_words import PERCENT, figure_text, tick_texts
from gridwatch.ui.look import Look

translate = QCoreApplication.translate
_LEFT, _TOP, _GAP = 10.0, 8.0, 8.0
_DAY_ROOM = 62.0  # pixels from one named day to the next, at least
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class FigureView(QWidget):
    """Draws figures with their revisions; the pointer or the arrow keys tell of single ones.

    `pointed` carries the day of the period that is told of, None where none is; `picked` the day
    of the period that was clicked.
    """

    pointed = Signal(object)
    picked = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._ink = ink_of(look.tones, self.font())
        self._lines: tuple[Line, ...] = ()
        self._strokes: tuple[DenseStroke, ...] = ()
        self._days: tuple[date, ...] = ()
        self._point: Point | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(200, 90)

    def sizeHint(self) -> QSize:
        """Return a size at which a year of quarters reads well."""
        return QSize(460, 240)

    # What is shown.

    def show_series(self, series: FigureSeries, figures: Sequence[Figure]) -> None:
        """Draw one series, of all revisions of its figures."""
        self.show_several(((series, figures),))

    def show_several(self, several: Iterable[tuple[FigureSeries, Sequence[Figure]]]) -> None:
        """Draw series of one unit over one another; the axis has the unit of the first."""
        self.show_lines(line_of(series, figures) for series, figures in several)

    def show_lines(self, lines: Iterable[Line]) -> None:
        """Draw lines that are made already, as `show_several` does."""
        on = self._point.on if self._point is not None else None
        self._lines = tuple(lines)
        self._strokes = tuple(DenseStroke(each.track) for each in self._lines)
        self._days = tuple(sorted({each for line in self._lines for each in line.by_day}))
        self._point = self._find(on)
        self._name()
        self.update()

    def clear(self) -> None:
        """Draw nothing, and say so."""
        self.show_several(())

    def restyle(self, look: Look) -> None:
        """Say and colour everything in another look."""
        self._look = look
        self._ink = ink_of(look.tones, self.font())
        self._name()
        self.update()

    def point_at(self, on: date | None) -> None:
        """Tell of the period that ends on a day; of none where there is no such period."""
        point = self._find(on)
        if point is self._point:
            return
        self._point = point
        self.pointed.emit(point.on if point is not None else None)
        self.update()

    @property
    def told(self) -> tuple[str, ...]:
        """Return what the card says, line by line; () where there is none."""
        if self._point is None:
            return ()
        rows = card_rows(self._point, self._lines, self._tones(), self._look.phrases)
        return tuple(each.text for each in rows)

    @property
    def plot(self) -> Plot | None:
        """Return where everything stands now, None where nothing is drawn."""
        named = self._unit or len(self._lines) > 1
        top = _TOP + (self._ink.metrics.height() + _GAP if named else _GAP)
        bottom = self._ink.metrics.height() + 9
        room = QRectF(_LEFT, top, self.width() - _LEFT, self.height() - top - bottom)
        plot = plot_of(self._lines, room)
        if plot is None:
            return None
        wide = max(map(self._ink.width, self._values(plot)), default=0.0) + 8 + _GAP
        room.setRight(max(room.left() + 40, self.width() - wide))
        return Plot(room, plot.first, plot.last, plot.ticks)

    # Painting.

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the lines and what is told of a point, or say that there is nothing."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._ink.base)
        plot = self.plot
        if plot is None:
            self._paint_nothing(painter)
        else:
            self._paint(painter, plot)
        painter.end()

    def _paint(self, painter: QPainter, plot: Plot) -> None:
        ink, tones = self._ink, self._tones()
        most = max(2, int(plot.rect.width() / _DAY_ROOM))
        days = tuple(day_ticks(*plot.days, most, self._look.phrases.language))
        paint_axes(painter, plot, Axes(tuple(self._values(plot)), days), ink)
        self._paint_legend(painter, plot)
        lines = tuple(zip(self._lines, self._strokes, tones, strict=True))
        for line, stroke, tone in reversed(lines):
            paint_line(painter, plot, line, stroke, tone, ink)
        if self._point is not None:
            self._paint_told(painter, plot, self._point)

    def _paint_legend(self, painter: QPainter, plot: Plot) -> None:
        """Write the names of several lines, and the unit above the values."""
        ink, unit = self._ink, self._unit
        base, x = _TOP + ink.metrics.ascent(), _LEFT
        painter.setFont(ink.font)
        right = float(self.width()) - _GAP
        if unit:
            painter.setPen(ink.muted)
            wide = min(ink.width(unit), right - _LEFT)
            text = ink.metrics.elidedText(unit, Qt.TextElideMode.ElideRight, wide + 1)
            left = min(plot.rect.right() + 8, right - wide)
            painter.drawText(QPointF(left, base), text)
            right = left - 2 * _GAP
        for line, tone in zip(self._lines, self._tones(), strict=True):
            if len(self._lines) > 1 and right - x > 40:
                name = line.series.name
                text = ink.metrics.elidedText(name, Qt.TextElideMode.ElideRight, right - x)
                painter.setPen(tone)
                painter.drawText(QPointF(x, base), text)
                x += ink.width(text) + 2 * _GAP

    def _paint_told(self, painter: QPainter, plot: Plot, point: Point) -> None:
        ink, ratio = self._ink, screen_ratio(painter)
        x = round(plot.x(point.on) * ratio) / ratio
        line = QRectF(x, plot.rect.top(), 1 / ratio, plot.rect.height())
        painter.fillRect(line, ink.mixed(ink.muted, 0.6))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=True)
        tones = self._tones()
        for one, tone in zip(self._lines, tones, strict=True):
            here = one.by_day.get(point.on)
            if here is not None:
                paint_point(painter, plot, here, tone, ink, 4.5)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        rows = card_rows(point, self._lines, tones, self._look.phrases)
        room = QRectF(self.rect()).adjusted(4, 4, -4, -4)
        paint_card(painter, rows, plot.at(point.figure, point.value), room, ink)

    def _paint_nothing(self, painter: QPainter) -> None:
        painter.setFont(self._ink.font)
        painter.setPen(self._ink.muted)
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(self.rect().adjusted(16, 8, -16, -8), flags, self._nothing())

    # The pointer and the keys.

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell of the period nearest to the pointer."""
        plot = self.plot
        point = plot.nearest(self._lines, event.position().x()) if plot is not None else None
        self.point_at(point.on if point is not None else None)

    def leaveEvent(self, event: QEvent) -> None:
        """Tell of nothing: the pointer has gone."""
        self.point_at(None)
        super().leaveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Say which period was clicked."""
        inside = self.rect().contains(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and inside and self._point is not None:
            self.picked.emit(self._point.on)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from figure to figure by the arrow keys, Home and End; pick by Return."""
        days, key = self._days, Qt.Key(event.key())
        at = bisect_left(days, self._point.on) if self._point is not None else None
        if days and key in _STEPS:
            last = len(days) - 1
            self.point_at(days[last if at is None else min(max(0, at + _STEPS[key]), last)])
        elif days and key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            self.point_at(days[0 if key == Qt.Key.Key_Home else -1])
        elif key == Qt.Key.Key_Escape and at is not None:
            self.point_at(None)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and at is not None:
            self.picked.emit(days[at])
        else:
            super().keyPressEvent(event)

    # What is said.

    @property
    def _unit(self) -> str:
        unit = self._lines[0].series.unit if self._lines else ""
        return "" if unit == PERCENT else unit

    def _values(self, plot: Plot) -> list[str]:
        return tick_texts(plot.ticks, self._lines[0].series.unit, self._look.phrases)

    def _tones(self) -> list[QColor]:
        return [self._ink.series_tone(number) for number in range(len(self._lines))]

    def _find(self, on: date | None) -> Point | None:
        if on is None:
            return None
        return next((line.by_day[on] for line in self._lines if on in line.by_day), None)

    def _nothing(self) -> str:
        if self._lines:
            return translate(
                "FigureChart", "No figures yet. The first one you enter is drawn here."
            )
        return translate("FigureChart", "Choose a series to see it drawn here.")

    def _name(self) -> None:
        """Say to those who do not see it what is drawn, and the newest figure."""
        self.setAccessibleName(", ".join(each.series.name for each in self._lines))
        phrases = self._look.phrases
        newest = [(line.points[-1], line.series.unit) for line in self._lines if line.points]
        words = [
            f"{phrases.day(each.on)}: {figure_text(each.figure, unit, phrases)}"
            for each, unit in newest
        ]
        self.setAccessibleDescription("; ".join(words))
