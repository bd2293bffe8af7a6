"""The axes: round values at the right of a pane, dates below, and tags that stand on them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from gridwatch.ui.chart.engine.exposed import painted_parts
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


class _Written(NamedTuple):
    """A text as it stands on the axis, with its colours as numbers; `fill` is that of a tag."""

    left: float
    top: float
    wide: float
    tall: float
    text: str
    tone: int
    fill: int | None = None
    strong: bool = False

    @property
    def place(self) -> QRectF:
        """Return the rectangle in whose middle it stands."""
        return QRectF(self.left, self.top, self.wide, self.tall)


class Axis(Layer):
    """A strip of labels; later tags stand on earlier ones, and no label below one is written.

    Where everything stands is found once; a tag that moves has no more painted than itself and
    what it uncovers.
    """

    def __init__(self, ink: Ink) -> None:
        super().__init__(ink)
        self._labels: Sequence[Label] = ()
        self._tags: Sequence[Tag] = ()
        self._pointer: Tag | None = None
        self._laid: list[_Written] | None = None  # None where it has to be found
        self._stood: list[tuple[Label, QRectF]] = []  # the labels, also those below a tag

    def show_labels(self, labels: Sequence[Label]) -> None:
        """Take the labels of the view."""
        self._labels, self._laid = labels, None
        self.repaint()

    def show_tags(self, tags: Sequence[Tag]) -> None:
        """Take the tags of the view."""
        self._tags = tags
        self._lay_out()

    def show_pointer(self, tag: Tag | None) -> None:
        """Take what the pointer is at, None where it is nowhere."""
        if tag is None and self._pointer is None:
            return
        self._pointer = tag
        self._lay_out()

    def reframed(self) -> None:
        """Find the places anew: the ink is another, or the view that the axis is of."""
        self._laid = None

    def set_size(self, wide: float, tall: float) -> None:
        """Cover the strip."""
        super().set_size(wide, tall)
        self._laid = None

    def draw(self, painter: QPainter, exposed: QRectF) -> None:
        """Draw the labels, then the tags."""
        if exposed.right() <= _BLANK or exposed.bottom() <= _BLANK:
            return  # what is painted anew beside an axis always touches its edge
        if self._laid is None:
            self._stood = [(each, self._place(each.at, each.text)) for each in self._labels]
            self._laid = list(self._written())
        painted = painted_parts(painter)
        for each in self._laid:
            place = each.place
            if painted(place):
                self._write(painter, each, place)

    def _write(self, painter: QPainter, written: _Written, place: QRectF) -> None:
        painter.setFont(self.ink.strong if written.strong else self.ink.font)
        if written.fill is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=True)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor.fromRgba(written.fill))
            painter.drawRoundedRect(place, 3, 3)
        painter.setPen(QColor.fromRgba(written.tone))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, written.text)

    def _lay_out(self) -> None:
        """Find the places, and have painted what is not where and as it was."""
        before = self._laid
        if before is None:
            self.repaint()
            return
        self._laid = list(self._written())
        changed = QRectF()
        for each in set(before) ^ set(self._laid):
            changed = changed.united(each.place)
        if not changed.isEmpty():
            self.repaint(changed.adjusted(-1, -1, 1, 1))

    def _written(self) -> Iterator[_Written]:
        """Yield the labels that no tag covers, then the tags."""
        tags = [*self._tags, *([self._pointer] if self._pointer else [])]
        covered = self._places(tags)
        strong, plain = self.ink.text.rgba(), self.ink.muted.rgba()
        for label, place in self._stood:
            if not _hidden(place, covered):
                tone = strong if label.strong else plain
                yield _Written(*_edges(place), label.text, tone, None, label.strong)
        for tag, place in zip(tags, covered, strict=True):
            yield _Written(*_edges(place), tag.text, tag.ink.rgba(), tag.fill.rgba())

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


def _edges(place: QRectF) -> tuple[float, float, float, float]:
    return place.left(), place.top(), place.width(), place.height()


def _hidden(label: QRectF, covered: Sequence[QRectF]) -> bool:
    """Tell whether a tag stands on the text of a label; its air above and below may be touched."""
    text = label.adjusted(0, _LEADING, 0, -_LEADING)
    return any(text.intersects(each.adjusted(0, 2, 0, -2)) for each in covered)
