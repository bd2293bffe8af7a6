"""What happened to a company, as signs that tell of it and can be opened."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QToolTip

from gridwatch.domain.charting import Mark
from gridwatch.services.series import Series
from gridwatch.ui.chart.chart import Chart
from gridwatch.ui.chart.engine.pane import Pane
from gridwatch.ui.chart.engine.pointer import Idle, Spot
from gridwatch.ui.chart.layers.marks import Group, MarkSigns
from gridwatch.ui.chart.part import Part
from gridwatch.ui.chart.signs.mark_words import mark_letter, mark_line

_MOST_LINES = 12  # of a tooltip


class Marks(Part):
    """Shows the marks of a series; a click opens what stands behind one."""

    def __init__(self, chart: Chart, on_opened: Callable[[Mark], None]) -> None:
        """Take what is called with the mark that was clicked."""
        self._chart = chart
        self._layer = MarkSigns(chart.ink, mark_letter)
        chart.main.add(self._layer)
        chart.canvas.tools.append(_Opener(chart.main, self._layer, on_opened))
        self._marks: tuple[Mark, ...] = ()
        self._told: Group | None = None

    @property
    def shown(self) -> bool:
        """Tell whether marks are drawn."""
        return bool(self._layer.isVisible())

    def set_shown(self, *, shown: bool) -> None:
        """Draw the marks, or leave them out."""
        self._layer.set_shown(shown)
        self._tell(None)

    def show_series(self, series: Series | None) -> None:
        """Take the marks of a series."""
        self._take(series.marks if series is not None else ())

    def ticked(self, series: Series, first: int) -> None:
        """Take the marks where there are others, a firing say."""
        del first
        if series.marks is not self._marks and series.marks != self._marks:
            self._take(series.marks)
            self._layer.reframed()
            self._layer.repaint()

    def pointed(self, bar: int | None, spot: Spot | None) -> None:
        """Tell of the mark under the pointer."""
        here = spot is not None and spot.pane is self._chart.main and self.shown
        self._tell(self._layer.group_at(QPointF(spot.x, spot.y)) if spot and here else None)

    def words_of(self, group: Group) -> str:
        """Return all that a sign stands for, a line for each mark, the newest first."""
        lines = [mark_line(each, self._chart.phrases) for each in reversed(group.marks)]
        if len(lines) > _MOST_LINES:
            lines = [*lines[: _MOST_LINES - 1], f"+{len(lines) - _MOST_LINES + 1}"]
        return "\n".join(lines)

    def _take(self, marks: tuple[Mark, ...]) -> None:
        self._marks = marks
        # The signs are found by bar; a tie keeps the order of time.
        self._layer.show_marks(sorted(marks, key=lambda each: each.bar))
        self._tell(None)

    def _tell(self, group: Group | None) -> None:
        """Show the tooltip of a sign, beside the sign and not under the pointer."""
        if group == self._told:
            return
        self._told = group
        self._layer.hover(group)
        if group is None:
            QToolTip.hideText()
            return
        corner = self._layer.place_of(group).topRight() + self._chart.main.rect.topLeft()
        canvas = self._chart.canvas
        QToolTip.showText(canvas.mapToGlobal(corner.toPoint()), self.words_of(group), canvas)


class _Opener(Idle):
    """Opens the mark on which the left button goes down and up."""

    def __init__(self, pane: Pane, signs: MarkSigns, on_opened: Callable[[Mark], None]) -> None:
        self._pane, self._signs, self._on_opened = pane, signs, on_opened
        self._pressed: Group | None = None

    def press(self, at: QPointF, event: QMouseEvent) -> bool:
        """Take the left button on a sign."""
        left = event.button() == Qt.MouseButton.LeftButton
        self._pressed = self._group_at(at) if left else None
        return self._pressed is not None

    def drop(self, at: QPointF, event: QMouseEvent) -> None:
        """Open it, unless the pointer has gone elsewhere."""
        pressed, self._pressed = self._pressed, None
        if pressed is not None and self._group_at(at) == pressed:
            self._on_opened(pressed.chief)

    def shape(self, at: QPointF) -> Qt.CursorShape | None:
        """Show that there is something to open."""
        return Qt.CursorShape.PointingHandCursor if self._group_at(at) else None

    def _group_at(self, at: QPointF) -> Group | None:
        if not self._signs.isVisible() or not self._pane.rect.contains(at):
            return None
        return self._signs.group_at(at - self._pane.rect.topLeft())
