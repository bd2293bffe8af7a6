"""Draws how often claims were right, by how sure the user was: on the diagonal they meet."""

from __future__ import annotations

from math import sqrt

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from gridwatch.domain.thesis.scorecard import Bin
from gridwatch.ui.appearance import tabular
from gridwatch.ui.look import Look

translate = QCoreApplication.translate
_LEAST, _MOST = 150, 260  # the side of the square, in pixels
_SMALLEST, _LARGEST = 3.0, 9.0  # radius of a point
_TICKS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)


class Calibration(QWidget):
    """A square: conviction to the right, the share that was right upwards, 95 % bars."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._bins: tuple[Bin, ...] = ()
        self.setFont(tabular(self.font()))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        """Return the size at which it is read best."""
        return QSize(_MOST + 90, _MOST + 50)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's
        """Return the least size at which it can be read."""
        return QSize(_LEAST + 60, _LEAST + 50)

    def show_bins(self, bins: tuple[Bin, ...], look: Look) -> None:
        """Show other bins, or the same in another look."""
        self._bins, self._look = bins, look
        self.setAccessibleName(self.words())
        self.update()

    def words(self) -> str:
        """Return what is drawn as words."""
        return "\n".join(bin_words(each, self._look) for each in self._bins if each.count)

    # Painting

    def square(self) -> QRectF:
        """Return where the square stands: labels are left of it and below."""
        metrics = self.fontMetrics()
        left = metrics.horizontalAdvance("100%") + 14 + metrics.height()
        below = 2 * metrics.height() + 12
        right = metrics.horizontalAdvance("100%") / 2 + 4
        side = max(40.0, min(self.width() - left - right, self.height() - below - 8.0))
        return QRectF(left, 8.0, side, side)

    def _at(self, square: QRectF, x: float, y: float) -> QPointF:
        return QPointF(square.left() + x * square.width(), square.bottom() - y * square.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the grid, the diagonal, and a point with its bar for each bin."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        square, tones = self.square(), self._look.tones
        self._paint_grid(painter, square)
        painter.setPen(QPen(QColor(tones.faint), 1.2, Qt.PenStyle.DashLine))
        painter.drawLine(self._at(square, 0, 0), self._at(square, 1, 1))
        most = max((each.count for each in self._bins), default=1)
        for each in self._bins:
            self._paint_bin(painter, square, each, max(most, 1))
        painter.end()

    def _paint_grid(self, painter: QPainter, square: QRectF) -> None:
        tones, phrases, metrics = self._look.tones, self._look.phrases, self.fontMetrics()
        for tick in _TICKS:
            painter.setPen(QColor(tones.grid))
            painter.drawLine(self._at(square, tick, 0), self._at(square, tick, 1))
            painter.drawLine(self._at(square, 0, tick), self._at(square, 1, tick))
            painter.setPen(QColor(tones.muted))
            words = phrases.percent(tick, 0, signed=False)
            spot = self._at(square, tick, 0)
            wide = metrics.horizontalAdvance(words)
            painter.drawText(QPointF(spot.x() - wide / 2, spot.y() + metrics.ascent() + 3), words)
            spot = self._at(square, 0, tick)
            down = spot.y() + metrics.ascent() / 2 - 1
            painter.drawText(QPointF(spot.x() - wide - 5, down), words)
        below = QRectF(square.left(), square.bottom() + metrics.height() + 4, square.width(), 20)
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
        painter.drawText(below, flags, translate("Reviews", "How sure you were"))
        painter.save()
        painter.translate(2.0, square.center().y())
        painter.rotate(-90)
        beside = QRectF(-square.height() / 2, 0, square.height(), metrics.height() + 2)
        painter.drawText(beside, flags, translate("Reviews", "How often right"))
        painter.restore()

    def _paint_bin(self, painter: QPainter, square: QRectF, one: Bin, most: int) -> None:
        if one.conviction is None or one.rate is None or one.least is None or one.most is None:
            return
        accent = QColor(self._look.tones.accent)
        painter.setPen(QPen(accent, 1.4))
        low, high = (self._at(square, one.conviction, each) for each in (one.least, one.most))
        painter.drawLine(low, high)
        for end in (low, high):
            painter.drawLine(end + QPointF(-4, 0), end + QPointF(4, 0))
        radius = _SMALLEST + (_LARGEST - _SMALLEST) * sqrt(one.count / most)
        painter.setPen(QPen(QColor(self._look.tones.base), 1.5))
        painter.setBrush(accent)
        spot = self._at(square, one.conviction, one.rate)
        painter.drawEllipse(spot, radius, radius)
        painter.setPen(QColor(self._look.tones.text))
        words = self._look.phrases.integer(one.count)
        wide = self.fontMetrics().horizontalAdvance(words)
        right = spot.x() + radius + 4 + wide <= square.right()
        left = spot.x() + radius + 4 if right else spot.x() - radius - 4 - wide
        painter.drawText(QPointF(left, spot.y() + self.fontMetrics().ascent() / 2 - 1), words)


def bin_words(one: Bin, look: Look) -> str:
    """Return how often claims of one bin were right."""
    phrases = look.phrases
    words = translate("Reviews", "{low} to {high} sure: {right} of {count} right")
    return words.format(
        low=phrases.percent(one.low, 0, signed=False),
        high=phrases.percent(one.high, 0, signed=False),
        right=one.right,
        count=one.count,
    )
