"""The small pictures of rules that are quiet: muted, snoozed, expired."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap

from gridwatch.domain.alert.rule import Rule
from gridwatch.ui.alerts.scene import Scene
from gridwatch.ui.appearance import Tones
from gridwatch.ui.watchlist.marks import SIDE, draw_mark

_SCALE = 3  # sharp up to 300 %


def quiet_mark(rule: Rule, scene: Scene) -> str:
    """Return the name of the mark of a rule, "" for one that tells."""
    if rule.is_over(scene.now):
        return "expired"
    if rule.muted:
        return "muted"
    return "snoozed" if rule.is_snoozed(scene.now) else ""


@lru_cache(32)
def quiet_icon(mark: str, tones: Tones) -> QIcon:
    """Return a mark as an icon."""
    side = round(SIDE) * _SCALE
    pixmap = QPixmap(side, side)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    draw_mark(painter, "bell", tones.faint, QRectF(0, 0, side, side))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(_SCALE, _SCALE)
    _OVER[mark](painter, tones)
    painter.end()
    pixmap.setDevicePixelRatio(_SCALE)
    return QIcon(pixmap)


def _struck(painter: QPainter, tones: Tones) -> None:
    for colour, width in ((tones.base, 4.0), (tones.muted, 1.6)):
        painter.setPen(_pen(colour, width))
        painter.drawLine(QPointF(2.6, 2.6), QPointF(13.4, 13.4))


def _asleep(painter: QPainter, tones: Tones) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tones.base))
    painter.drawEllipse(QPointF(11.4, 11.2), 5.0, 5.0)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(_pen(tones.accent, 1.4))
    painter.drawEllipse(QPointF(11.4, 11.2), 3.6, 3.6)
    painter.drawPolyline([QPointF(11.4, 9.2), QPointF(11.4, 11.3), QPointF(12.8, 12.1)])


def _ended(painter: QPainter, tones: Tones) -> None:
    painter.setPen(_pen(tones.base, 4.0))
    painter.drawLine(QPointF(2, 8), QPointF(14, 8))
    painter.setPen(_pen(tones.faint, 1.6))
    painter.drawLine(QPointF(2, 8), QPointF(14, 8))


def _pen(colour: str, width: float) -> QPen:
    pen = QPen(QColor(colour), width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    return pen


_OVER: Mapping[str, Callable[[QPainter, Tones], None]] = {
    "muted": _struck,
    "snoozed": _asleep,
    "expired": _ended,
}
