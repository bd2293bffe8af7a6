"""The lines at values worth a line, their labels, and the last price."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from gridwatch.ui.chart.engine.columns import Columns
from gridwatch.ui.chart.engine.exposed import painted_parts
from gridwatch.ui.chart.engine.frame import Frame
from gridwatch.ui.chart.engine.ink import Ink
from gridwatch.ui.chart.engine.layer import Layer
from gridwatch.ui.chart.engine.scale import height
from gridwatch.ui.chart.layers.dashes import Dashes
from gridwatch.ui.chart.layers.pictures import Pictures
from gridwatch.ui.chart.layers.places import Place, Wanted, places
from gridwatch.ui.chart.layers.prices import Prices
from gridwatch.ui.watchlist.marks import draw_mark

REACH = 4.0  # pixels from a line at which it is taken
_HALO, _DOT, _QUIET = 6.5, 3.0, 2.5
_ARROW = 14.0
_PAD = 14.0  # of the words of a label, on both sides together
_VEIL = 0.88
_EDGE = 0.55
_MOST_LABELS = 40  # more find no room, and looking for it takes its time


class LineKind(StrEnum):
    """What a line stands for."""

    TARGET = "target"
    RULE = "rule"
    COST = "cost"


# The length of a dash and of the gap behind it.
_DASHES = {LineKind.TARGET: (6, 4), LineKind.RULE: (2, 3), LineKind.COST: (14, 4)}
_BELL = 14.0  # before the words of a rule


def line_name(kind: LineKind, key: int) -> str:
    """Return what tells a line from all others."""
    return f"{kind}:{key}"


@dataclass(frozen=True, slots=True, eq=False)
class LevelLine:
    """A value worth a line. `key` tells lines of one kind apart.

    `words` are its label, `away` those at the edge where it lies out of view, "" to leave it out.
    """

    kind: LineKind
    key: int
    value: float
    words: str
    away: str
    tone: QColor
    draggable: bool = False

    @property
    def name(self) -> str:
        """Return what tells this line from all others."""
        return line_name(self.kind, self.key)


@dataclass(frozen=True, slots=True, eq=False)
class LastPrice:
    """The close of the last bar, in the colour of its change; with a halo where it is live.

    The dot is for lines: on a candle it would hide what it stands on.
    """

    bar: int
    value: float
    tone: QColor
    live: bool


@dataclass(frozen=True, slots=True, eq=False)
class _Drawn:
    """A line as it stands in the pane."""

    line: LevelLine
    y: float
    beyond: int
    place: QRectF | None


@dataclass(frozen=True, slots=True)
class _Label:
    """What a label looks like, `tone` as #aarrggbb in a number."""

    text: str
    beyond: int
    tone: int
    raised: bool
    kind: LineKind

    @property
    def indent(self) -> float:
        """Return how much stands before the words."""
        return _indent(self.kind, self.beyond)


@dataclass(frozen=True, slots=True)
class _Strip:
    """A rectangle that is painted on, and all that its looks depend on."""

    x: float
    y: float
    wide: float
    tall: float
    looks: Hashable


class LevelLines(Layer):
    """Draws lines with labels that keep out of the way; lines come in the order of importance."""

    def __init__(
        self, ink: Ink, prices: Prices, covered: Callable[[], Sequence[QRectF]] = tuple
    ) -> None:
        super().__init__(ink, 10)
        self._prices, self._covered = prices, covered
        self._lines: Sequence[LevelLine] = ()
        self._wish: float | None = None
        self._last: LastPrice | None = None
        self._dotted = True
        self._drawn: list[_Drawn] = []
        self._dashes: list[tuple[QColor, Dashes]] = []
        self._last_dashes = Dashes(1, 4)
        self._places: dict[str, Place] = {}
        self._pictures = Pictures()
        self._raised: str | None = None
        self._strips: frozenset[_Strip] = frozenset()

    def show_lines(self, lines: Sequence[LevelLine], last: LastPrice | None) -> None:
        """Take the lines and the last price; they are laid out with the next frame."""
        self._lines, self._last = lines, last

    def show_dot(self, *, shown: bool) -> None:
        """Draw the last close as a dot, or as nothing more than its line."""
        if shown != self._dotted:
            self._dotted = shown
            self.refresh()
            self.repaint()

    def show_wish(self, value: float | None) -> None:
        """Take the value that may stretch the view."""
        self._wish = value

    def wish(self) -> float | None:
        """Return the value that may stretch the view."""
        return self._wish

    def refresh(self) -> None:
        """Lay out and paint what has changed in the frame that stands, and nothing else."""
        before = self._strips
        self.reframed()
        for each in before ^ self._strips:
            self.repaint(QRectF(each.x, each.y, each.wide, each.tall))

    def raise_line(self, line: LevelLine | None) -> None:
        """Draw this line as one that can be pulled, and no other."""
        name = line.name if line is not None else None
        if name != self._raised:
            self._raised = name
            self.refresh()

    def line_at(self, at: QPointF) -> LevelLine | None:
        """Return the line under a pixel of the pane, or the one whose label is there."""
        labelled = [each for each in self._drawn if each.place and each.place.contains(at)]
        near = [
            each
            for each in self._drawn
            if not each.beyond and abs(each.y - at.y()) <= REACH and self.sheet.contains(at)
        ]
        near.sort(key=lambda each: abs(each.y - at.y()))
        found = [*(each for each in labelled if not each.beyond), *near]
        return found[0].line if found else None

    def label_places(self) -> list[QRectF]:
        """Return where the labels stand."""
        return [each.place for each in self._drawn if each.place is not None]

    def reframed_from(self, first: int) -> None:
        """Paint what a new last price moves."""
        del first
        self.refresh()

    def reframed(self) -> None:
        """Find the height of each line and a place for its label."""
        frame = self.frame
        self._drawn, self._dashes, self._strips = [], [], frozenset()
        self._last_dashes.clear()
        if frame is None:
            return
        if self._last is not None and frame.left <= self._last.bar <= frame.right:
            self._last_dashes.across((frame.y(self._last.value),), frame.wide, frame.ratio)
        heights = [(each, height(each.value, frame.scale)) for each in self._lines]
        sides = [(each, _side(at, frame)) for each, at in heights]
        seen = [(each, side) for each, side in sides if each.away or not side]
        self._places = self._find_places(frame, seen)
        self._drawn = [self._laid(frame, *each) for each in seen]
        self._dashes = list(self._dashed(frame))
        self._strips = frozenset(self._painted(frame))

    def draw(self, painter: QPainter, exposed: QRectF) -> None:
        """Draw lines first, labels on them."""
        for tone, dashes in self._dashes:
            dashes.draw(painter, tone)
        if self._last is not None and self.frame is not None:
            self._draw_last(painter, self.frame, self._last)
        painted = painted_parts(painter)
        for each in self._drawn:
            if each.place is not None and painted(each.place):
                self._draw_label(painter, each, each.place)

    def _find_places(self, frame: Frame, seen: Sequence[tuple[LevelLine, int]]) -> dict[str, Place]:
        tall = self.ink.metrics.height() + 5
        # Among rules a label that stands further off would be taken for that of another line.
        crowded = any(each.kind is LineKind.RULE for each, _ in seen)
        wanted = [
            Wanted(
                each.name,
                frame.y(each.value),
                self.ink.width(each.away if side else each.words) + _PAD + _indent(each.kind, side),
                tall,
                side,
                beside=crowded,
            )
            for each, side in seen[:_MOST_LABELS]
        ]
        return places(wanted, self.sheet, self._fullness, self._places)

    def _laid(self, frame: Frame, line: LevelLine, beyond: int) -> _Drawn:
        place = self._places.get(line.name)
        return _Drawn(line, frame.y(line.value), beyond, place.rect if place else None)

    def _dashed(self, frame: Frame) -> Iterator[tuple[QColor, Dashes]]:
        """Yield the lines in view, all of one look at once; the raised one is whole and thick."""
        looks: dict[tuple[bool, int, LineKind], list[_Drawn]] = {}
        for each in self._drawn:
            if not each.beyond:
                raised, line = each.line.name == self._raised, each.line
                looks.setdefault((raised, line.tone.rgb(), line.kind), []).append(each)
        # What the user has paid lies beneath what is waited for.
        ordered = sorted(looks.items(), key=lambda each: each[0][2] is not LineKind.COST)
        for (raised, _, kind), drawn in ordered:
            dashes = Dashes(frame.wide, 0) if raised else Dashes(*_DASHES[kind])
            dashes.across([each.y for each in drawn], frame.wide, frame.ratio, strong=raised)
            yield drawn[0].line.tone, dashes

    def set_ink(self, ink: Ink) -> None:
        """Take colours and type."""
        self._pictures.clear()
        super().set_ink(ink)

    def _fullness(self, place: QRectF) -> float:
        """Return how much of a place the prices and the last price take."""
        frame = self.frame
        if frame is None:
            return 0.0
        taken = _crossed(self._prices.found, frame, place)
        at = frame.y(self._last.value) if self._last is not None else -1.0
        words = any(map(place.intersects, self._covered()))
        return taken + 0.5 * (place.top() <= at <= place.bottom()) + words

    def _painted(self, frame: Frame) -> Iterator[_Strip]:
        """Yield all that is painted on."""
        wide = self.sheet.width()
        for each in self._drawn:
            label = self._label(each)
            if not each.beyond:
                yield _Strip(0.0, each.y - 2, wide, 4.0, label)
            if each.place is not None:
                place = each.place.adjusted(-1, -1, 1, 1)
                yield _Strip(place.left(), place.top(), place.width(), place.height(), label)
        last = self._last
        if last is not None and frame.left <= last.bar <= frame.right:
            x, y = frame.x(last.bar), frame.y(last.value)
            looks = (last.tone.rgb(), last.live)
            yield _Strip(0.0, y - 2, wide, 4.0, looks)
            if self._dotted:
                yield _Strip(x - _HALO - 1, y - _HALO - 1, 2 * _HALO + 2, 2 * _HALO + 2, looks)

    def _draw_last(self, painter: QPainter, frame: Frame, last: LastPrice) -> None:
        if not frame.left <= last.bar <= frame.right:
            return
        self._last_dashes.draw(painter, last.tone)
        if not self._dotted:
            return
        x, y = frame.x(last.bar), frame.y(last.value)
        place = QRectF(x - _HALO, y - _HALO, 2 * _HALO, 2 * _HALO)
        paint = partial(self._paint_dot, live=last.live)
        self._pictures.draw(painter, place, last.live, paint)

    def _paint_dot(self, painter: QPainter, rect: QRectF, *, live: bool) -> None:
        tone = self.ink.line
        rings = ((self.ink.faded(tone, 0.25), _HALO), (tone, _DOT)) if live else ((tone, _QUIET),)
        painter.setPen(Qt.PenStyle.NoPen)
        for colour, radius in rings:
            painter.setBrush(colour)
            painter.drawEllipse(rect.center(), radius, radius)

    def _draw_label(self, painter: QPainter, drawn: _Drawn, place: QRectF) -> None:
        label = self._label(drawn)
        self._pictures.draw(painter, place, label, partial(self._paint_label, label))

    def _label(self, drawn: _Drawn) -> _Label:
        line, beyond = drawn.line, drawn.beyond
        words = line.away if beyond else line.words
        return _Label(words, beyond, line.tone.rgb(), line.name == self._raised, line.kind)

    def _paint_label(self, label: _Label, painter: QPainter, rect: QRectF) -> None:
        tone, raised = QColor(label.tone), label.raised
        painter.setFont(self.ink.font)
        painter.setBrush(tone if raised else self.ink.faded(self.ink.base, _VEIL))
        edged = label.beyond and not raised
        painter.setPen(QPen(self.ink.faded(tone, _EDGE), 1) if edged else Qt.PenStyle.NoPen)
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        written = self.ink.base if raised else tone
        if label.beyond:
            _draw_arrow(painter, QPointF(13, rect.center().y()), label.beyond, written)
        if label.kind is LineKind.RULE:
            side = _BELL - 2
            place = QRectF(label.indent - _BELL + 6, rect.center().y() - side / 2, side, side)
            draw_mark(painter, "bell", written.name(), place)
        painter.setPen(written)
        painter.drawText(
            rect.adjusted(label.indent + 7, 0, -4, 0),
            Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
            label.text,
        )


def _side(at: float, frame: Frame) -> int:
    """Return 1 or -1 where a height lies above or below the view.

    What is not above zero has no height among logarithms: it lies below all that have one.
    """
    if math.isnan(at):
        return -1
    return int(at > frame.top) - int(at < frame.bottom)


def _indent(kind: LineKind, beyond: int) -> float:
    return (_ARROW if beyond else 0.0) + (_BELL if kind is LineKind.RULE else 0.0)


def _crossed(found: Columns | None, frame: Frame, place: QRectF) -> float:
    """Return how much of a rectangle's height the prices cross, from 0 to 1."""
    if found is None or not len(found):
        return 0.0
    ends = (frame.bar(place.left()) - 0.5, frame.bar(place.right()) + 0.5)
    first, after = np.searchsorted(found.x, ends).tolist()
    if first == after:
        return 0.0
    low = float(np.fmin.reduce(found.low[first:after]))
    high = float(np.fmax.reduce(found.high[first:after]))
    crossed = min(frame.y(low), place.bottom()) - max(frame.y(high), place.top())
    # A price of which nothing is known, or that a logarithm has no place for, crosses nothing.
    return 0.0 if math.isnan(crossed) else max(0.0, crossed + 2) / (place.height() + 2)


def _draw_arrow(painter: QPainter, middle: QPointF, way: int, tone: QColor) -> None:
    painter.setBrush(tone)
    painter.setPen(Qt.PenStyle.NoPen)
    tip = -4.0 * way
    points = (QPointF(0, tip), QPointF(4.5, -tip * 0.8), QPointF(-4.5, -tip * 0.8))
    painter.drawPolygon(QPolygonF([middle + each for each in points]))
    painter.setBrush(Qt.BrushStyle.NoBrush)
