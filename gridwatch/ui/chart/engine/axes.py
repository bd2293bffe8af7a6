"""The two axes: round prices on the right, dates below, and tags that stand on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pyqtgraph import GraphicsWidget
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from gridwatch.ui.chart.engine.ink import Ink

_GAP = 7.0
_PAD = 5.0
_LEADING = 5.0  # of a label's rectangle, above and below its figures


@dataclass(frozen=True, slots=True)
class Mark:
    """A label at a pixel of an axis; `strong` where something greater begins."""

    at: float
    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Tag:
    """A filled label that stands on an axis: the last price, a target, the pointer."""

    at: float
    text: str
    fill: QColor
    ink: QColor


class Axis(GraphicsWidget):  # type: ignore[misc]  # pyqtgraph carries no types
    """A strip of labels; later tags stand on earlier ones."""

    def __init__(self, ink: Ink) -> None:
        super().__init__()
        self._ink = ink
        self._marks: Sequence[Mark] = ()
        self._tags: Sequence[Tag] = ()
        self._pointer: Tag | None = None

    def set_ink(self, ink: Ink) -> None:
        """Take colours and type."""
        self._ink = ink
        self.update()

    def show_marks(self, marks: Sequence[Mark], tags: Sequence[Tag]) -> None:
        """Take the labels of the view."""
        self._marks, self._tags = marks, tags
        self.update()

    def show_pointer(self, tag: Tag | None) -> None:
        """Take what the pointer is at, None where it is nowhere."""
        self._pointer = tag
        self.update()

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        """Draw the labels that no tag covers, then the tags."""
        del option, widget
        tags = [*self._tags, *([self._pointer] if self._pointer else [])]
        covered = self._places(tags)
        for mark in self._marks:
            place = self._place(mark.at, mark.text)
            if _hidden(place, covered):
                continue
            painter.setFont(self._ink.strong if mark.strong else self._ink.font)
            painter.setPen(self._ink.text if mark.strong else self._ink.muted)
            painter.drawText(place, self._alignment(), mark.text)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=True)
        for tag, place in zip(tags, covered, strict=True):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tag.fill)
            painter.drawRoundedRect(place, 3, 3)
            painter.setFont(self._ink.font)
            painter.setPen(tag.ink)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, tag.text)

    def _places(self, tags: Sequence[Tag]) -> list[QRectF]:
        return [self._place(each.at, each.text) for each in tags]

    def _place(self, at: float, text: str) -> QRectF:
        raise NotImplementedError

    def _alignment(self) -> Qt.AlignmentFlag:
        return Qt.AlignmentFlag.AlignCenter


class PriceAxis(Axis):
    """Prices beside the plot."""

    def fit(self, texts: Sequence[str]) -> None:
        """Take the width that the widest text needs; it grows and shrinks in steps, calmly."""
        widest = max((self._ink.metrics.horizontalAdvance(each) for each in texts), default=0.0)
        wanted = -(-(widest + 2 * (_GAP + 2)) // 8) * 8
        if wanted != self.minimumWidth():
            self.setMinimumWidth(wanted)
            self.setMaximumWidth(wanted)

    @property
    def line_height(self) -> float:
        """Return how far apart labels have to be to be told apart, in pixels."""
        return float(self._ink.metrics.ascent())

    def readable(self, marks: Sequence[Mark], tags: Sequence[Tag]) -> int:
        """Return how many labels would be seen beside these tags."""
        covered = self._places(tags)
        places = [self._place(each.at, each.text) for each in marks]
        return sum(1 for each in places if not _hidden(each, covered))

    def _places(self, tags: Sequence[Tag]) -> list[QRectF]:
        """Stand each tag at its price, those that would overlap below one another."""
        placed = list(super()._places(tags[: len(self._tags)] if self._pointer else tags))
        stacked = sorted(placed, key=QRectF.top)
        for upper, lower in pairwise(stacked):
            lower.moveTop(max(lower.top(), upper.bottom() + 1))
        floor = self.size().height()
        for each in reversed(stacked):
            each.moveBottom(min(each.bottom(), floor))
            floor = each.top() - 1
        return placed + super()._places(tags[len(placed) :])

    def _place(self, at: float, text: str) -> QRectF:
        tall = self._ink.metrics.height() + 4
        top = min(max(0.0, at - tall / 2), max(0.0, self.size().height() - tall))
        return QRectF(2, top, self.size().width() - 4, tall)


class DateAxis(Axis):
    """Dates below the plot."""

    def fit(self) -> None:
        """Take the height that one line needs."""
        self.setMinimumHeight(self._ink.metrics.height() + 10)
        self.setMaximumHeight(self._ink.metrics.height() + 10)

    def _place(self, at: float, text: str) -> QRectF:
        wide = self._ink.metrics.horizontalAdvance(text) + 2 * _PAD
        left = min(max(0.0, at - wide / 2), max(0.0, self.size().width() - wide))
        middle = self.size().height() / 2
        tall = self._ink.metrics.height() + 4
        return QRectF(QPointF(left, middle - tall / 2), QPointF(left + wide, middle + tall / 2))


def _hidden(label: QRectF, covered: Sequence[QRectF]) -> bool:
    """Tell whether a tag stands on the text of a label; its air above and below may be touched."""
    text = label.adjusted(0, _LEADING, 0, -_LEADING)
    return any(text.intersects(each.adjusted(0, 2, 0, -2)) for each in covered)
