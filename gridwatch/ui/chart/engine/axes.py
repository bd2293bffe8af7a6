"""The axes: round values at the right of a pane, dates below, and tags that stand on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from gridwatch.ui.chart.engine.ink import Ink
from gridwatch.ui.chart.engine.layer import Layer

_GAP = 7.0
_PAD = 5.0
_BLANK = 2.0
_LEADING = 5.0  # of a label's rectangle, above and below its figures


@dataclass(frozen=True, slots=True)
class Label:
    """Words at a pixel of an axis; `strong` where something greater begins."""

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


class Axis(Layer):
    """A strip of labels; later tags stand on earlier ones."""

    def __init__(self, ink: Ink) -> None:
        super().__init__(ink)
        self._labels: Sequence[Label] = ()
        self._tags: Sequence[Tag] = ()
        self._pointer: Tag | None = None

    def show_labels(self, labels: Sequence[Label]) -> None:
        """Take the labels of the view."""
        self._labels = labels
        self.update()

    def show_tags(self, tags: Sequence[Tag]) -> None:
        """Take the tags of the view."""
        self._tags = tags
        self.update()

    def show_pointer(self, tag: Tag | None) -> None:
        """Take what the pointer is at, None where it is nowhere."""
        if tag is None and self._pointer is None:
            return
        self._pointer = tag
        self.update()

    def draw(self, painter: QPainter, exposed: QRectF) -> None:
        """Draw the labels that no tag covers, then the tags."""
        if exposed.right() <= _BLANK or exposed.bottom() <= _BLANK:
            return  # what is painted anew beside an axis always touches its edge
        tags = [*self._tags, *([self._pointer] if self._pointer else [])]
        covered = self._places(tags)
        for label in self._labels:
            place = self._place(label.at, label.text)
            if _hidden(place, covered):
                continue
            painter.setFont(self.ink.strong if label.strong else self.ink.font)
            painter.setPen(self.ink.text if label.strong else self.ink.muted)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, label.text)
        if not tags:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=True)
        painter.setFont(self.ink.font)
        for tag, place in zip(tags, covered, strict=True):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tag.fill)
            painter.drawRoundedRect(place, 3, 3)
            painter.setPen(tag.ink)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, tag.text)

    def _places(self, tags: Sequence[Tag]) -> list[QRectF]:
        return [self._place(each.at, each.text) for each in tags]

    def _place(self, at: float, text: str) -> QRectF:
        raise NotImplementedError


class ValueAxis(Axis):
    """Values beside a pane."""

    def width_for(self, texts: Sequence[str]) -> float:
        """Return the width that the widest text needs, in steps, so that it changes calmly."""
        widest = max(map(self.ink.width, texts), default=0.0)
        return float(-(-(widest + 2 * (_GAP + 2)) // 8) * 8)

    @property
    def texts(self) -> list[str]:
        """Return everything that is written on the axis, but for the pointer."""
        return [*(each.text for each in self._labels), *(each.text for each in self._tags)]

    @property
    def line_height(self) -> float:
        """Return how far apart labels have to be to be told apart, in pixels."""
        return float(self.ink.metrics.ascent())

    def readable(self, places: Sequence[float]) -> int:
        """Return how many labels at these pixels would be seen beside the tags."""
        covered = self._places(self._tags)
        return sum(1 for each in places if not _hidden(self._place(each, ""), covered))

    def _places(self, tags: Sequence[Tag]) -> list[QRectF]:
        """Stand each tag at its value, those that would overlap below one another."""
        placed = super()._places(tags[: len(self._tags)] if self._pointer else tags)
        stacked = sorted(placed, key=QRectF.top)
        for upper, lower in pairwise(stacked):
            lower.moveTop(max(lower.top(), upper.bottom() + 1))
        floor = self.sheet.height()
        for each in reversed(stacked):
            each.moveBottom(min(each.bottom(), floor))
            floor = each.top() - 1
        return placed + super()._places(tags[len(placed) :])

    def _place(self, at: float, text: str) -> QRectF:
        tall = self.ink.metrics.height() + 4
        top = min(max(0.0, at - tall / 2), max(0.0, self.sheet.height() - tall))
        return QRectF(2, top, self.sheet.width() - 4, tall)


class DateAxis(Axis):
    """Dates below the panes."""

    @property
    def height(self) -> float:
        """Return the height that one line needs."""
        return float(self.ink.metrics.height() + 10)

    def _place(self, at: float, text: str) -> QRectF:
        wide = self.ink.width(text) + 2 * _PAD
        left = min(max(0.0, at - wide / 2), max(0.0, self.sheet.width() - wide))
        middle = self.sheet.height() / 2
        tall = self.ink.metrics.height() + 4
        return QRectF(QPointF(left, middle - tall / 2), QPointF(left + wide, middle + tall / 2))


def _hidden(label: QRectF, covered: Sequence[QRectF]) -> bool:
    """Tell whether a tag stands on the text of a label; its air above and below may be touched."""
    text = label.adjusted(0, _LEADING, 0, -_LEADING)
    return any(text.intersects(each.adjusted(0, 2, 0, -2)) for each in covered)
