"""The card beside a point: its day, its value, since when it is known, and what was said before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from gridwatch.ui.chart.engine.ink import Ink
from gridwatch.ui.figure_chart.line import Line, Point
from gridwatch.ui.figure_words import before_text, figure_text, known_text
from gridwatch.ui.phrases import Phrases

_PAD, _AWAY = 8.0, 12.0
_MOST_FORMER = 4


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a card; `tone` None writes it in the colour of text, `quiet` in the muted one."""

    text: str
    tone: QColor | None = None
    strong: bool = False
    quiet: bool = False


def card_rows(
    point: Point, lines: Sequence[Line], tones: Sequence[QColor], phrases: Phrases
) -> list[Row]:
    """Return what is said of the day of a point: of one line all, of several their values."""
    rows = [Row(phrases.day(point.on), quiet=True)]
    if len(lines) == 1:
        return [*rows, *_all_of(point, lines[0].series.unit, phrases)]
    for line, tone in zip(lines, tones, strict=True):
        here = line.by_day.get(point.on)
        if here is not None:
            value = figure_text(here.figure, line.series.unit, phrases)
            rows.append(Row(f"{line.series.name}  {value}", tone))
    return rows


def _all_of(point: Point, unit: str, phrases: Phrases) -> Iterator[Row]:
    yield Row(figure_text(point.figure, unit, phrases), strong=True)
    yield Row(known_text(point.figure, phrases), quiet=True)
    for each in point.former[:_MOST_FORMER]:
        yield Row(before_text(each, unit, phrases), quiet=True)
    if len(point.former) > _MOST_FORMER:
        yield Row(f"+{len(point.former) - _MOST_FORMER}", quiet=True)
    if point.figure.note:
        yield Row(point.figure.note)


def paint_card(
    painter: QPainter, rows: Sequence[Row], at: QPointF, room: QRectF, ink: Ink
) -> QRectF:
    """Draw a card beside a pixel, within `room`; return its place.

    Words that are wider than the room end in an ellipsis.
    """
    place = card_place(rows, at, room, ink)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=True)
    painter.setPen(QPen(ink.border, 1))
    painter.setBrush(ink.raised)
    painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    y = place.top() + _PAD - 1
    for row in rows:
        font = ink.strong if row.strong else ink.font
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        painter.setPen(row.tone or (ink.muted if row.quiet else ink.text))
        wide = place.width() - 2 * _PAD
        words = metrics.elidedText(row.text, Qt.TextElideMode.ElideRight, wide + 1)
        painter.drawText(QPointF(place.left() + _PAD, y + metrics.ascent()), words)
        y += metrics.height() + 1
    return place


def card_place(rows: Sequence[Row], at: QPointF, room: QRectF, ink: Ink) -> QRectF:
    """Return where a card stands: at the right of a pixel, at its left where that is too near."""
    strong = QFontMetricsF(ink.strong)
    wide = max((strong if row.strong else ink.metrics).horizontalAdvance(row.text) for row in rows)
    tall = sum((strong if row.strong else ink.metrics).height() + 1 for row in rows)
    wide, tall = min(wide + 2 * _PAD + 1, room.width()), tall + 2 * _PAD - 2
    left = at.x() + _AWAY
    if left + wide > room.right():
        left = at.x() - _AWAY - wide
    left = min(max(left, room.left()), room.right() - wide)
    top = min(max(at.y() - tall / 2, room.top()), max(room.top(), room.bottom() - tall))
    return QRectF(round(left), round(top), round(wide), round(tall))
