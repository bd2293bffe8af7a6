"""Lays drawings out in the pixels of a pane, all of them at once: lines, boxes, labels, handles."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from gridwatch.domain.bars import Floats
from gridwatch.domain.drawings import Drawing, DrawingKind
from gridwatch.ui.chart.engine.frame import Frame

# Edges beyond a pane stand this far outside of it: not seen, and out of the pointer's reach.
_OUTSIDE = 12.0
_LEADER = (16.0, 22.0)  # from the anchor of a text to the corner of its label
_EDGE, _GAP = 3.0, 5.0  # of a label from the edge of the pane, and from its shape
_HEAD = 6.0  # of an arrow
KINDS = tuple(DrawingKind)

Rows = NDArray[np.intp]
Point = tuple[float, float]


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """A drawing on the present bars: the bar number of each anchor, and the words on its label."""

    drawing: Drawing
    bars: tuple[float, ...]
    words: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """What of some shapes touches the view; each row of a table belongs to the shape beside it.

    `lines` and the `heads` of arrows are x1, y1, x2, y2; `boxes`, which are tinted, and `labels`
    are left, top, right, bottom. Nothing lies further outside of the pane than a few pixels.
    """

    lines: Floats
    line_rows: Rows
    heads: Floats
    head_rows: Rows
    boxes: Floats
    box_rows: Rows
    labels: Floats
    label_rows: Rows

    def seen(self) -> list[int]:
        """Return the rows of the shapes of which anything is in view, rising."""
        return sorted({*self.line_rows.tolist(), *self.label_rows.tolist()})

    def row_at(self, at: Point, reach: float) -> int | None:
        """Return the row of the shape under a pixel, the upper one of two that are as near."""
        x, y = at
        left, top, right, bottom = self.labels.T
        on_label = self.label_rows[(left <= x) & (x <= right) & (top <= y) & (y <= bottom)]
        if len(on_label):
            return int(on_label.max())
        away = distances(self.lines, at)
        if not len(away) or away.min() > reach:
            return None
        return int(self.line_rows[away <= away.min() + 0.01].max())


@dataclass(slots=True, eq=False)
class _Pile:
    """Gathers the tables of a layout, kind by kind."""

    uncut: list[tuple[Floats, Rows]] = field(default_factory=list)  # lines of any length
    lines: list[tuple[Floats, Rows]] = field(default_factory=list)
    heads: list[tuple[Floats, Rows]] = field(default_factory=list)
    boxes: list[tuple[Floats, Rows]] = field(default_factory=list)
    labels: list[tuple[Floats, Rows]] = field(default_factory=list)

    def layout(self, frame: Frame) -> Layout:
        """Return everything in one table of each sort."""
        uncut, rows = _joined(self.uncut)
        parts, seen = clipped(uncut, frame)
        self.lines.append((parts, rows[seen]))
        lines, heads = _joined(self.lines), _joined(self.heads)
        boxes, labels = _joined(self.boxes), _joined(self.labels)
        return Layout(*lines, *heads, *boxes, *labels)


def lay_out(kinds: Rows, points: Floats, sizes: Floats, frame: Frame) -> Layout:
    """Return the layout of shapes, `kinds` by their number in KINDS.

    In pixels: `points` are the anchors (x1, y1, x2, y2; where there is one, it is both), `sizes`
    the width and height of the labels.
    """
    pile = _Pile()
    for number, lay in reversed(tuple(enumerate(_LAY))):  # the tags of levels stand on all labels
        rows = np.flatnonzero(kinds == number)
        if len(rows):
            lay(pile, rows, points[rows], sizes[rows], frame)
    return pile.layout(frame)


def _lay_horizontals(pile: _Pile, rows: Rows, points: Floats, sizes: Floats, frame: Frame) -> None:
    y = points[:, 1]
    seen = (y >= 0) & (y <= frame.tall)
    rows, y, sizes = rows[seen], y[seen], sizes[seen]
    begin = np.zeros(len(y))
    pile.lines.append((_table(begin, y, begin + frame.wide, y), rows))
    tag = _placed(begin + frame.wide, y - sizes[:, 1] / 2, sizes, frame)
    pile.labels.append((tag, rows))


def _lay_trends(pile: _Pile, rows: Rows, points: Floats, _sizes: Floats, _frame: Frame) -> None:
    pile.uncut.append((points, rows))


def _lay_rectangles(pile: _Pile, rows: Rows, points: Floats, _sizes: Floats, frame: Frame) -> None:
    boxes, seen = _boxed(points, frame)
    _add_boxes(pile, boxes, rows[seen])


def _lay_measures(pile: _Pile, rows: Rows, points: Floats, sizes: Floats, frame: Frame) -> None:
    boxes, seen = _boxed(points, frame)
    rows, points, sizes = rows[seen], points[seen], sizes[seen]
    _add_boxes(pile, boxes, rows)
    left, top, right, bottom = boxes.T
    forth, up = points[:, 0] <= points[:, 2], points[:, 3] <= points[:, 1]
    across, down = (left + right) / 2, (top + bottom) / 2
    along = _table(np.where(forth, left, right), down, np.where(forth, right, left), down)
    upright = _table(across, np.where(up, bottom, top), across, np.where(up, top, bottom))
    for arrows in (along, upright):
        pile.lines.append((arrows, rows))
        pile.heads.append((_heads(arrows), np.concatenate((rows, rows))))
    # The words stand beyond the end of the arrow.
    beyond = np.where(up, top - sizes[:, 1] - _GAP, bottom + _GAP)
    pile.labels.append((_placed(across - sizes[:, 0] / 2, beyond, sizes, frame), rows))


def _lay_texts(pile: _Pile, rows: Rows, points: Floats, sizes: Floats, frame: Frame) -> None:
    x, y = points[:, 0], points[:, 1]
    across, up = _LEADER
    right_of = x + across + sizes[:, 0] <= frame.wide
    above = y - up - sizes[:, 1] >= 0
    left = np.where(right_of, x + across, x - across - sizes[:, 0])
    top = np.where(above, y - up - sizes[:, 1], y + up)
    right, bottom = left + sizes[:, 0], top + sizes[:, 1]
    seen = _meet(np.fmin(x, left), np.fmin(y, top), np.fmax(x, right), np.fmax(y, bottom), frame)
    pile.labels.append((_table(left, top, right, bottom)[seen], rows[seen]))
    leaders = _table(x, y, np.where(right_of, left, right), np.where(above, bottom, top))
    pile.uncut.append((leaders[seen], rows[seen]))


_Lay = Callable[[_Pile, Rows, Floats, Floats, Frame], None]
# In the order of KINDS.
_LAY: Sequence[_Lay] = (_lay_horizontals, _lay_trends, _lay_rectangles, _lay_measures, _lay_texts)


def handles_of(drawing: Drawing, points: Sequence[float]) -> list[tuple[Point, tuple[int, int]]]:
    """Return the pixels where a shape can be bent, each with the anchors of its moment and value.

    `points` are its anchors in pixels (x1, y1, x2, y2).
    """
    x1, y1, x2, y2 = points
    if len(drawing.anchors) == 1:
        return [((x1, y1), (0, 0))]
    found = [((x1, y1), (0, 0)), ((x2, y2), (1, 1))]
    if drawing.kind is DrawingKind.RECTANGLE:
        found += [((x1, y2), (0, 1)), ((x2, y1), (1, 0))]
    return found


def clipped(lines: Floats, frame: Frame) -> tuple[Floats, NDArray[np.bool_]]:
    """Return the parts of lines that lie in the pane or just outside, and which lines have one.

    Liang and Barsky, "A New Concept and Method for Line Clipping" (1984): the painter can't be
    given pixels that are a million away. A line with an unknown end has no part.
    """
    x1, y1, x2, y2 = lines.T
    across, down = x2 - x1, y2 - y1
    begin, end = np.zeros(len(lines)), np.ones(len(lines))
    seen = np.isfinite(across + down)
    if not len(lines):
        return lines, seen
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        for step, room in (
            (-across, x1 + _OUTSIDE),
            (across, frame.wide + _OUTSIDE - x1),
            (-down, y1 + _OUTSIDE),
            (down, frame.tall + _OUTSIDE - y1),
        ):
            part = room / step
            begin = np.where(step < 0, np.fmax(begin, part), begin)
            end = np.where(step > 0, np.fmin(end, part), end)
            seen &= (step != 0) | (room >= 0)
    seen &= begin <= end
    x1, y1, across, down, begin, end = (each[seen] for each in (x1, y1, across, down, begin, end))
    parts = _table(x1 + begin * across, y1 + begin * down, x1 + end * across, y1 + end * down)
    return parts, seen


def distances(lines: Floats, at: Point) -> Floats:
    """Return how far a point is from the nearest point of each line."""
    x1, y1, x2, y2 = lines.T
    across, down = x2 - x1, y2 - y1
    length = np.maximum(across * across + down * down, 1e-12)
    part = np.clip(((at[0] - x1) * across + (at[1] - y1) * down) / length, 0.0, 1.0)
    return np.asarray(np.hypot(x1 + part * across - at[0], y1 + part * down - at[1]))


def _boxed(points: Floats, frame: Frame) -> tuple[Floats, NDArray[np.bool_]]:
    """Return the boxes between two corners, cut just outside the pane, and which touch it."""
    x1, y1, x2, y2 = points.T
    left, right = np.minimum(x1, x2), np.maximum(x1, x2)
    top, bottom = np.minimum(y1, y2), np.maximum(y1, y2)
    seen = _meet(left, top, right, bottom, frame)
    left, top = np.maximum(left, -_OUTSIDE), np.maximum(top, -_OUTSIDE)
    right = np.minimum(right, frame.wide + _OUTSIDE)
    bottom = np.minimum(bottom, frame.tall + _OUTSIDE)
    return _table(left, top, right, bottom)[seen], seen


def _add_boxes(pile: _Pile, boxes: Floats, rows: Rows) -> None:
    """Add boxes with their four edges."""
    left, top, right, bottom = boxes.T
    edges = (
        (left, top, right, top),
        (left, bottom, right, bottom),
        (left, top, left, bottom),
        (right, top, right, bottom),
    )
    pile.boxes.append((boxes, rows))
    pile.lines += [(_table(*edge), rows) for edge in edges]


def _heads(arrows: Floats) -> Floats:
    """Return the two strokes of each arrow's head; a short arrow has a small one."""
    x1, y1, x2, y2 = arrows.T
    length = np.maximum(np.hypot(x2 - x1, y2 - y1), 1e-6)
    part = np.minimum(_HEAD, length / 2) / length
    across, down = (x2 - x1) * part, (y2 - y1) * part
    strokes = (
        _table(x2 - across - down / 2, y2 - down + across / 2, x2, y2),
        _table(x2 - across + down / 2, y2 - down - across / 2, x2, y2),
    )
    return np.concatenate(strokes)


def _placed(left: Floats, top: Floats, sizes: Floats, frame: Frame) -> Floats:
    """Return labels of these sizes, moved into the pane where they would leave it."""
    wide, tall = sizes.T
    left = np.maximum(_EDGE, np.minimum(left, frame.wide - wide - _EDGE))
    top = np.maximum(_EDGE, np.minimum(top, frame.tall - tall - _EDGE))
    return _table(left, top, left + wide, top + tall)


def _meet(
    left: Floats, top: Floats, right: Floats, bottom: Floats, frame: Frame
) -> NDArray[np.bool_]:
    return (left <= frame.wide) & (right >= 0) & (top <= frame.tall) & (bottom >= 0)


def _table(*columns: Floats) -> Floats:
    return np.array(columns).T


def _joined(pile: list[tuple[Floats, Rows]]) -> tuple[Floats, Rows]:
    if not pile:
        return np.empty((0, 4)), np.empty(0, dtype=np.intp)
    tables, rows = zip(*pile, strict=True)
    return np.concatenate(tables), np.concatenate(rows)
