"""Draws income by month or year: what was paid, and above it what is only expected."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QLocale, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from gridwatch.ui.appearance import tabular
from gridwatch.ui.chart.engine.ink import ink_of
from gridwatch.ui.chart.engine.rounding import spanning_ticks
from gridwatch.ui.look import Look
from gridwatch.ui.portfolio.cents import money_with_unit, unknown
from gridwatch.ui.portfolio.income.calendar import Bar, Stretch

translate = QCoreApplication.translate
_GAP = 8.0
_WIDEST, _PART = 46.0, 0.62
_TICK_ROOM = 34.0
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class IncomeBars(QWidget):
    """Shows bars; `picked` carries the Stretch of one that was clicked."""

    picked = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._currency = look, ""
        self._bars: tuple[Bar, ...] = ()
        self._at: int | None = None
        self.setFont(tabular(self.font()))
        self._ink = ink_of(look.tones, self.font())
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return a size at which some years of months read well."""
        return QSize(600, 200)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's
        """Return the least size."""
        return QSize(220, 140)

    def show_bars(self, bars: tuple[Bar, ...], currency: str, look: Look) -> None:
        """Show other bars, or the same in another look."""
        self._bars, self._currency, self._look = bars, currency, look
        self._ink = ink_of(look.tones, self.font())
        if self._at is not None and self._at >= len(bars):
            self._at = None
        self.setAccessibleName(translate("Portfolio", "Income over time"))
        self.setAccessibleDescription("\n".join(self.words(each) for each in bars))
        self.update()

    def words(self, bar: Bar) -> str:
        """Return what a bar says."""
        phrases = self._look.phrases
        told = translate("Portfolio", "{when}: {paid} paid").format(
            when=self._name(bar.stretch, full=True),
            paid=money_with_unit(bar.paid, self._currency, phrases),
        )
        if bar.expected:
            expected = money_with_unit(bar.expected, self._currency, phrases)
            told += translate("Portfolio", ", {amount} expected").format(amount=expected)
        if bar.unknown:
            told += f" ({unknown()})"
        return told

    # Where everything stands

    def _ticks(self) -> list[float]:
        most = max((each.paid + each.expected for each in self._bars), default=0.0)
        least = min((min(0.0, each.paid) for each in self._bars), default=0.0)
        room = self.height() - 4 * self._ink.metrics.height()
        return spanning_ticks(least, most or 1.0, max(2, min(5, int(room / _TICK_ROOM))))

    def _room(self, texts: list[str]) -> QRectF:
        tall = self._ink.metrics.height()
        wide = max(map(self._ink.width, texts), default=0.0) + 2 * _GAP
        top = tall + 2 * _GAP
        return QRectF(_GAP, top, self.width() - wide - _GAP, self.height() - top - tall - 6)

    def bar_place(self, number: int) -> QRectF:
        """Return the whole column of a bar."""
        texts = self._look.phrases.amounts(self._ticks())
        room = self._room(texts)
        wide = room.width() / max(1, len(self._bars))
        return QRectF(room.left() + number * wide, room.top(), wide, room.height())

    # Painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw grid, bars, names, and what is told of one."""
        painter = QPainter(self)
        if self._bars:
            ticks = self._ticks()
            texts = self._look.phrases.amounts(ticks)
            room = self._room(texts)
            self._paint_grid(painter, room, ticks, texts)
            self._paint_bars(painter, room, ticks)
        self._paint_readout(painter)
        if self.hasFocus():
            painter.setPen(QPen(self._ink.line, 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -1.5, -1.5))
        painter.end()

    def _paint_grid(
        self, painter: QPainter, room: QRectF, ticks: list[float], texts: list[str]
    ) -> None:
        ink = self._ink
        tall = ink.metrics.height()
        painter.setFont(ink.font)
        painter.setPen(ink.muted)
        for value, text in zip(ticks, texts, strict=True):
            y = _y(value, room, ticks)
            tone = ink.border if value == 0 else ink.grid
            painter.fillRect(QRectF(room.left(), y, room.width(), 1), tone)
            at = QRectF(room.right() + _GAP, y - tall / 2, 200, tall)
            painter.drawText(at, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)

    def _paint_bars(self, painter: QPainter, room: QRectF, ticks: list[float]) -> None:
        ink = self._ink
        step = room.width() / len(self._bars)
        wide = min(_WIDEST, step * _PART)
        longest = max(ink.width(self._name(each.stretch)) for each in self._bars) + 6
        every = max(1, -(-int(longest) // max(1, int(step))))
        zero = _y(0.0, room, ticks)
        for number, bar in enumerate(self._bars):
            left = room.left() + number * step
            x = left + (step - wide) / 2
            if number == self._at:
                column = QRectF(left, room.top(), step, room.height())
                painter.fillRect(column, ink.mixed(ink.line, 0.08))
            paid = _y(bar.paid, room, ticks)
            painter.fillRect(QRectF(x, min(paid, zero), wide, abs(zero - paid)), ink.line)
            if bar.expected:
                top = _y(bar.paid + bar.expected, room, ticks)
                base = min(paid, zero)
                light = QRectF(x, top, wide, base - top)
                painter.fillRect(light, ink.mixed(ink.line, 0.22))
                painter.setPen(QPen(ink.mixed(ink.line, 0.6), 1, Qt.PenStyle.DashLine))
                painter.drawRect(light.adjusted(0.5, 0.5, -0.5, 0))
            if number % every == 0:
                self._write_name(painter, bar.stretch, left + step / 2, room.bottom())

    def _write_name(self, painter: QPainter, stretch: Stretch, middle: float, top: float) -> None:
        ink, begins = self._ink, stretch.month == 1
        text = self._name(stretch)
        painter.setFont(ink.strong if begins else ink.font)
        painter.setPen(ink.text if begins else ink.muted)
        wide = ink.width(text) + 8
        at = QRectF(middle - wide / 2, top + 4, wide, ink.metrics.height())
        painter.drawText(at, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_readout(self, painter: QPainter) -> None:
        ink = self._ink
        painter.setFont(ink.font)
        base = _GAP + ink.metrics.ascent()
        if self._at is not None and self._at < len(self._bars):
            painter.setPen(ink.text)
            painter.drawText(QPointF(_GAP, base), self.words(self._bars[self._at]))
            return
        x = _GAP
        shown = [(translate("Portfolio", "Paid"), ink.line)]
        if any(each.expected for each in self._bars):
            light = ink.mixed(ink.line, 0.35)
            shown.append((translate("Portfolio", "Expected, before taxes"), light))
        for words, tone in shown:
            painter.fillRect(QRectF(x, base - 8, 9, 9), tone)
            painter.setPen(ink.muted)
            painter.drawText(QPointF(x + 14, base), words)
            x += ink.width(words) + 32

    def _name(self, stretch: Stretch, *, full: bool = False) -> str:
        if not stretch.month:
            return str(stretch.year)
        locale = QLocale(self._look.phrases.language)
        if full:
            name = locale.standaloneMonthName(stretch.month, QLocale.FormatType.LongFormat)
            return f"{name} {stretch.year}"
        if stretch.month == 1:
            return str(stretch.year)
        return locale.standaloneMonthName(stretch.month, QLocale.FormatType.ShortFormat)

    # The pointer and the keys

    def _number_at(self, x: float) -> int | None:
        for number in range(len(self._bars)):
            place = self.bar_place(number)
            if place.left() <= x < place.right():
                return number
        return None

    def _point(self, number: int | None) -> None:
        if number != self._at:
            self._at = number
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell of the bar under the pointer."""
        self._point(self._number_at(event.position().x()))

    def leaveEvent(self, event: QEvent) -> None:
        """Tell of none: the pointer has gone."""
        self._point(None)
        super().leaveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Pick the bar under the pointer."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._pick()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from bar to bar by the arrow keys; pick by Return."""
        key, last = Qt.Key(event.key()), len(self._bars) - 1
        if key in _STEPS and last >= 0:
            at = last if self._at is None else self._at + _STEPS[key]
            self._point(min(max(0, at), last))
        elif key in _ENTER:
            self._pick()
        else:
            super().keyPressEvent(event)

    def _pick(self) -> None:
        if self._at is not None and self._at < len(self._bars):
            self.picked.emit(self._bars[self._at].stretch)


def _y(value: float, room: QRectF, ticks: list[float]) -> float:
    return room.bottom() - (value - ticks[0]) / (ticks[-1] - ticks[0]) * room.height()
