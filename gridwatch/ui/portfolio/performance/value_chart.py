"""Draws what a portfolio was worth by day with its flows, or what it returned and how it fell."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

import numpy as np
from PySide6.QtCore import QCoreApplication, QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from gridwatch.domain.bars import Floats, day_of
from gridwatch.services.portfolio.views import ValueLine
from gridwatch.ui.appearance import tabular
from gridwatch.ui.chart.engine.ink import ink_of
from gridwatch.ui.figure_chart.dates import day_ticks
from gridwatch.ui.look import Look
from gridwatch.ui.portfolio.cents import money, percent
from gridwatch.ui.portfolio.performance.curve_painting import Curve, paint_curve, ticks_of
from gridwatch.ui.portfolio.performance.curves import (
    Range,
    by_pixel,
    falls,
    row_of,
)

translate = QCoreApplication.translate
_LEFT, _GAP = 10.0, 8.0
_DAY_ROOM = 64.0
_LOWER = 0.24  # of the height goes to the lower pane
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_LOWER_FILL = 0.16


class Mode(StrEnum):
    """What is drawn."""

    VALUE = "value"
    RETURN = "return"


class ValueChart(QWidget):
    """Draws a `ValueLine`; the pointer or the arrow keys tell of single days.

    `pointed` carries the day that is told of, None where none is; `picked` the day that was
    clicked, or that Return was pressed on.
    """

    pointed = Signal(object)
    picked = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._line = look, _NOTHING
        self._currency, self._benchmark, self._name = "", _NOTHING.growth, ""
        self.mode = Mode.VALUE
        self._row: int | None = None
        self._picture: QPixmap | None = None
        self.setFont(tabular(self.font()))
        self._ink = ink_of(look.tones, self.font())
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return a size at which some years read well."""
        return QSize(640, 280)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's
        """Return the least size at which the axes can be read."""
        return QSize(240, 200)

    # What is shown

    def show_line(
        self, line: ValueLine, currency: str, benchmark: Floats | None = None, name: str = ""
    ) -> None:
        """Draw a line in a currency, beside the cumulated return of a benchmark on its days."""
        self._line, self._currency, self._name = line, currency, name
        self._benchmark = benchmark if benchmark is not None else _NONE
        self._row = None
        self._again()

    def show_mode(self, mode: Mode) -> None:
        """Draw worth and flows, or returns and falls."""
        self.mode = mode
        self._again()

    def restyle(self, look: Look) -> None:
        """Say and colour everything in another look."""
        self._look = look
        self._ink = ink_of(look.tones, self.font())
        self._again()

    def point_at(self, row: int | None) -> None:
        """Tell of a day by its row, of none for None."""
        if row != self._row:
            self._row = row
            self.pointed.emit(None if row is None else day_of(self._line.days[row]))
            self.update()

    @property
    def told(self) -> str:
        """Return what is said of the day that is pointed at, of the last one without."""
        return "   ".join(f"{name} {text}" for name, text, _ in self._readout())

    def value_on(self, day: date) -> float | None:
        """Return the value at the end of a day, None where it is not known."""
        epoch = day_of(0).toordinal()
        row = row_of(self._line, day.toordinal() - epoch)
        value = float(self._line.value[row]) if row is not None else float("nan")
        return value if np.isfinite(value) else None

    def _again(self) -> None:
        self._picture = None
        self.setAccessibleName(
            translate("Portfolio", "Value over time")
            if self.mode is Mode.VALUE
            else translate("Portfolio", "Return over time")
        )
        self.setAccessibleDescription(self.told)
        self.update()

    # What is drawn

    def curves(self) -> tuple[Curve, ...]:
        """Return the lines of the upper pane, the most important one last."""
        ink, line = self._ink, self._line
        if self.mode is Mode.VALUE:
            return (
                Curve(translate("Portfolio", "Invested"), line.invested, ink.muted, 1.0),
                Curve(translate("Portfolio", "Value"), line.value, ink.line, filled=True),
            )
        own = Curve(translate("Portfolio", "TTWROR"), line.growth, ink.line)
        if len(self._benchmark) != len(line.days):
            return (own,)
        return (Curve(self._name, self._benchmark, ink.series_tone(1), 1.2), own)

    def _ranges(self) -> tuple[Range, Range, list[float], list[float]] | None:
        """Return where both panes stand, with their ticks."""
        line = self._line
        if len(line.days) < 2:
            return None
        tall = self._ink.metrics.height()
        top, bottom = tall + 2 * _GAP, self.height() - tall - 9
        lower = max(36.0, (bottom - top) * _LOWER)
        upper = QRectF(_LEFT, top, 100, bottom - top - lower - 2 * _GAP)
        ticks = ticks_of([each.values for each in self.curves()], upper.height())
        below = self._lower_ticks()
        wide = max(map(self._ink.width, (*self._texts(ticks), *self._texts(below))))
        right = max(_LEFT + 60, self.width() - wide - 2 * _GAP)
        upper.setRight(right)
        under = QRectF(_LEFT, bottom - lower, right - _LEFT, lower)
        first, last = int(line.days[0]), int(line.days[-1])
        return (
            Range(upper, first, last, ticks[0], ticks[-1]),
            Range(under, first, last, below[0], below[-1]),
            ticks,
            below,
        )

    def _lower_ticks(self) -> list[float]:
        if self.mode is Mode.VALUE:
            return ticks_of([self._line.inflow, -self._line.outflow], 40.0, 2)
        return ticks_of([falls(self._line.growth), np.zeros(1)], 60.0, 3)

    def _texts(self, ticks: Sequence[float]) -> list[str]:
        if self.mode is Mode.VALUE:
            return self._look.phrases.amounts(ticks)
        digits = 0 if all(abs(each * 100 - round(each * 100)) < 1e-6 for each in ticks) else 1
        return [percent(each, self._look.phrases, digits) for each in ticks]

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the lines from their picture, and over them what is told of a day."""
        painter = QPainter(self)
        ranges = self._ranges()
        if ranges is None:
            painter.fillRect(event.rect(), self._ink.base)
            self._paint_nothing(painter)
        else:
            ratio = self.devicePixelRatioF()
            if self._picture is None or self._picture.devicePixelRatio() != ratio:
                self._picture = self._paint_picture(*ranges)
            painter.drawPixmap(0, 0, self._picture)
            self._paint_told(painter, ranges[0], ranges[1])
        if self.hasFocus():
            painter.setPen(QPen(self._ink.line, 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -1.5, -1.5))
        painter.end()

    def _paint_picture(
        self, upper: Range, lower: Range, ticks: list[float], below: list[float]
    ) -> QPixmap:
        ratio = self.devicePixelRatioF()
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(self._ink.base)
        painter = QPainter(picture)
        thin = 1 / ratio
        self._paint_axes(painter, upper, ticks, self._texts(ticks), thin)
        self._paint_axes(painter, lower, below, self._texts(below), thin)
        self._paint_days(painter, upper, lower, thin)
        for curve in self.curves():
            paint_curve(painter, self._line.days, curve, upper, self._ink)
        if self.mode is Mode.VALUE:
            self._paint_flows(painter, lower)
        else:
            fall = Curve("", falls(self._line.growth), self._ink.fall, 1.0, filled=True)
            paint_curve(painter, self._line.days, fall, lower, self._ink, _LOWER_FILL, top=True)
        painter.end()
        return picture

    def _paint_axes(
        self,
        painter: QPainter,
        place: Range,
        ticks: Sequence[float],
        texts: Sequence[str],
        thin: float,
    ) -> None:
        ink = self._ink
        tall = ink.metrics.height()
        painter.setFont(ink.font)
        painter.setPen(ink.muted)
        for value, text in zip(ticks, texts, strict=True):
            y = place.y(value)
            tone = ink.border if value == 0 else ink.grid
            painter.fillRect(QRectF(place.rect.left(), y, place.rect.width(), thin), tone)
            at = QRectF(place.rect.right() + _GAP, y - tall / 2, 200, tall)
            painter.drawText(at, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)

    def _paint_days(self, painter: QPainter, upper: Range, lower: Range, thin: float) -> None:
        ink = self._ink
        most = max(2, int(upper.rect.width() / _DAY_ROOM))
        first, last = day_of(upper.first), day_of(upper.last)
        epoch = day_of(0).toordinal()
        for tick in day_ticks(first, last, most, self._look.phrases.language):
            x = upper.x(tick.day.toordinal() - epoch)
            for place in (upper, lower):
                line = QRectF(x, place.rect.top(), thin, place.rect.height())
                painter.fillRect(line, ink.grid)
            painter.setFont(ink.strong if tick.strong else ink.font)
            painter.setPen(ink.text if tick.strong else ink.muted)
            wide = ink.width(tick.text) + 8
            left = max(0.0, x - wide / 2)
            if left + wide <= self.width():
                at = QRectF(left, lower.rect.bottom() + 4, wide, ink.metrics.height())
                painter.drawText(at, Qt.AlignmentFlag.AlignCenter, tick.text)

    def _paint_flows(self, painter: QPainter, place: Range) -> None:
        """Draw what came in upwards and what went out downwards."""
        ink, zero = self._ink, place.y(0.0)
        wide = max(1.0, min(3.0, place.day_width * 0.7))
        for amounts, tone in ((self._line.inflow, ink.line), (-self._line.outflow, ink.warn)):
            shade = ink.mixed(tone, 0.75)
            for x, total in by_pixel(self._line.days, amounts, place):
                y = place.y(total)
                bar = QRectF(x, min(y, zero), wide, max(1.0, abs(y - zero)))
                painter.fillRect(bar, shade)

    def _paint_told(self, painter: QPainter, upper: Range, lower: Range) -> None:
        ink = self._ink
        if self._row is not None:
            x = upper.x(float(self._line.days[self._row]))
            tall = lower.rect.bottom() - upper.rect.top()
            painter.fillRect(QRectF(x, upper.rect.top(), 1, tall), ink.mixed(ink.muted, 0.6))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for curve in self.curves():
                value = float(curve.values[self._row])
                if np.isfinite(value):
                    painter.setPen(QPen(ink.base, 1.5))
                    painter.setBrush(curve.tone)
                    painter.drawEllipse(QPointF(x, upper.y(value)), 3.6, 3.6)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        self._paint_readout(painter)

    def _paint_readout(self, painter: QPainter) -> None:
        """Write the day and what every line says of it over the chart."""
        ink, x = self._ink, _LEFT
        base = _GAP + ink.metrics.ascent()
        for name, text, tone in self._readout():
            wide = ink.width(f"{name} {text}")
            if x > _LEFT and x + wide > self.width() - _LEFT:
                break
            painter.setFont(ink.font)
            painter.setPen(tone)
            painter.drawText(QPointF(x, base), name)
            painter.setFont(ink.strong)
            painter.setPen(ink.text)
            painter.drawText(QPointF(x + ink.width(name + " "), base), text)
            x += wide + 3 * _GAP

    def _readout(self) -> list[tuple[str, str, QColor]]:
        """Return name, text and colour of all that is told."""
        line, ink, phrases = self._line, self._ink, self._look.phrases
        if not len(line.days):
            return []
        row = len(line.days) - 1 if self._row is None else self._row
        told = [("", phrases.day(day_of(line.days[row])), ink.muted)]
        told += [
            (each.words, self._text(float(each.values[row])), each.tone)
            for each in reversed(self.curves())
        ]
        if self.mode is Mode.VALUE:
            flow = float(line.inflow[row] - line.outflow[row])
            if flow:
                text = money(flow, self._currency, phrases, signed=True)
                told.append((translate("Portfolio", "Flow"), text, ink.muted))
        else:
            fall = float(falls(line.growth)[row])
            told.append((translate("Portfolio", "Drawdown"), self._text(fall), ink.fall))
        return told

    def _text(self, value: float) -> str:
        if self.mode is Mode.VALUE:
            return money(value, self._currency, self._look.phrases)
        return percent(value, self._look.phrases)

    def _paint_nothing(self, painter: QPainter) -> None:
        painter.setFont(self._ink.font)
        painter.setPen(self._ink.muted)
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        words = translate("Portfolio", "There are no values in this period to be drawn.")
        painter.drawText(self.rect().adjusted(16, 8, -16, -8), flags, words)

    # The pointer and the keys

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell of the day under the pointer."""
        ranges = self._ranges()
        if ranges is not None:
            place = ranges[0]
            day = min(max(place.first, place.day_at(event.position().x())), place.last)
            self.point_at(row_of(self._line, day))

    def leaveEvent(self, event: QEvent) -> None:
        """Tell of the last day again: the pointer has gone."""
        self.point_at(None)
        super().leaveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Say which day was clicked."""
        inside = self.rect().contains(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and inside:
            self._pick()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from day to day by the arrow keys, by months with Control; pick by Return."""
        key, last = Qt.Key(event.key()), len(self._line.days) - 1
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if last >= 0 and key in _STEPS:
            at = last if self._row is None else self._row
            step = _STEPS[key] * (30 if control else 1)
            self.point_at(min(max(0, at + step), last))
        elif last >= 0 and key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            self.point_at(0 if key == Qt.Key.Key_Home else last)
        elif key == Qt.Key.Key_Escape and self._row is not None:
            self.point_at(None)
        elif key in _ENTER:
            self._pick()
        else:
            super().keyPressEvent(event)

    def _pick(self) -> None:
        if self._row is not None:
            self.picked.emit(day_of(self._line.days[self._row]))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw the picture anew at another size."""
        super().resizeEvent(event)
        self._picture = None

    def changeEvent(self, event: QEvent) -> None:
        """Draw the picture anew in another font."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._ink = ink_of(self._look.tones, self.font())
            self._picture = None


_NONE = np.empty(0)
_NOTHING = ValueLine(np.empty(0, dtype=np.int64), _NONE, _NONE, _NONE, _NONE, _NONE)
