"""Draws how many claims were confirmed and broken in each quarter: up and down from a line."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gridwatch.domain.thesis.claim import Status
from gridwatch.domain.thesis.scorecard import Quarter
from gridwatch.ui.appearance import tabular
from gridwatch.ui.look import Look
from gridwatch.ui.thesis.claims.words import status_colour

translate = QCoreApplication.translate
MOST = 16  # quarters: the latest ones
_WIDEST, _HALF = 44.0, 46.0


class QuartersBar(QWidget):
    """A bar upwards for what was confirmed, one downwards for what was broken."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._quarters: tuple[Quarter, ...] = ()
        self.setFont(tabular(self.font()))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return room for both directions and the names of the quarters."""
        return QSize(320, round(2 * _HALF) + 3 * self.fontMetrics().height() + 10)

    def show_quarters(self, quarters: tuple[Quarter, ...], look: Look) -> None:
        """Show other quarters, or the same in another look."""
        self._quarters, self._look = quarters[-MOST:], look
        self.setAccessibleName(self.words())
        self.setToolTip(self.words())
        self.setVisible(bool(quarters))
        self.update()

    def words(self) -> str:
        """Return what is drawn as words."""
        template = translate("Reviews", "{quarter}: {confirmed} confirmed, {broken} broken")
        return "\n".join(
            template.format(
                quarter=quarter_words(each), confirmed=each.confirmed, broken=each.broken
            )
            for each in self._quarters
        )

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the bars with their numbers, and the quarters under them where there is room."""
        painter = QPainter(self)
        tones, metrics = self._look.tones, self.fontMetrics()
        middle = _HALF + metrics.height()
        painter.setPen(QColor(tones.border))
        painter.drawLine(QPointF(8, middle), QPointF(self.width() - 8, middle))
        wide = min(_WIDEST, (self.width() - 16) / max(len(self._quarters), 1))
        most = max((max(each.confirmed, each.broken) for each in self._quarters), default=1) or 1
        longest = metrics.horizontalAdvance("Q4 26")
        every = max(1, -(-round(longest + 8) // max(1, round(wide))))
        for place, each in enumerate(self._quarters):
            left = 8 + place * wide
            self._paint_bar(painter, left, wide, middle, each.confirmed / most, each.confirmed)
            self._paint_bar(painter, left, wide, middle, -each.broken / most, each.broken)
            if (len(self._quarters) - 1 - place) % every == 0:
                painter.setPen(QColor(tones.muted))
                words = quarter_words(each)
                across = max(0.0, left + wide / 2 - metrics.horizontalAdvance(words) / 2)
                down = self.height() - metrics.descent() - 1
                painter.drawText(QPointF(across, down), words)
        painter.end()

    def _paint_bar(
        self, painter: QPainter, left: float, wide: float, middle: float, part: float, count: int
    ) -> None:
        if not count:
            return
        status = Status.CONFIRMED if part > 0 else Status.BROKEN
        height = max(2.0, abs(part) * (_HALF - 4))
        top = middle - height if part > 0 else middle + 1
        bar = QRectF(left + wide * 0.2, top, wide * 0.6, height)
        painter.fillRect(bar, QColor(status_colour(status, self._look.tones)))
        words, metrics = self._look.phrases.integer(count), self.fontMetrics()
        across = left + wide / 2 - metrics.horizontalAdvance(words) / 2
        down = top - 3 if part > 0 else top + height + metrics.ascent() + 1
        painter.setPen(QColor(self._look.tones.text))
        painter.drawText(QPointF(across, down), words)


def quarter_words(quarter: Quarter) -> str:
    """Return the short name of a quarter: Q3 26."""
    words = translate("Reviews", "Q{number} {year}")
    return words.format(number=quarter.number, year=f"{quarter.year % 100:02d}")
