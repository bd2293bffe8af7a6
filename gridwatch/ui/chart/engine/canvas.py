"""The canvas: panes one below the other over one row of dates, moved together."""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QGraphicsScene, QGraphicsView, QWidget

from gridwatch.domain.bars import Days
from gridwatch.ui.chart.engine.axes import DateAxis, Label, Tag
from gridwatch.ui.chart.engine.dates import DateLine, DateTick, Turn
from gridwatch.ui.chart.engine.frame import View, Window
from gridwatch.ui.chart.engine.ink import Ink
from gridwatch.ui.chart.engine.moves import Pan, Sash
from gridwatch.ui.chart.engine.pane import Manner, Pane
from gridwatch.ui.chart.engine.pointer import Spot, Tool
from gridwatch.ui.chart.ranges import clamped, zoomed

_TICK_WIDE = 40.0
SASH = 5.0  # pixels between two panes, where they can be pulled
_PER_NOTCH = 0.8  # one notch of the wheel shows this much of what was in view
_NOTCH = 120.0
NameDate = Callable[[DateTick, int], str]  # a tick and the stamp of its bar


class Canvas(QGraphicsView):
    """Holds panes and the view.

    `strayed`: the user moved the view. `framed`: the view or a frame is new. `pointed`: a Spot, or
    None where the pointer left. `reset`: a double click on empty ground.
    """

    strayed = Signal()
    framed = Signal()
    pointed = Signal(object)
    reset = Signal()

    def __init__(self, ink: Ink, name_date: NameDate, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # The view owns its scene: one that Python alone holds may be taken down before its items.
        self._scene = QGraphicsScene(self)
        self.setScene(self._scene)
        self._set_up(ink)
        self.ink = ink
        self.view: View | None = None
        self.panes: list[Pane] = []
        self.tools: list[Tool] = []
        self.ahead = 0.0  # bars after the last one at which something is drawn
        self._name_date = name_date
        self._stamps: Days = np.empty(0, dtype=np.int64)
        self._line = DateLine(self._stamps)
        self._axis_wide = 64.0
        self._ratio: float | None = None
        self._dates = DateAxis(ink)
        self._scene.addItem(self._dates)
        self._own: tuple[Tool, ...] = (Sash(self), Pan(self))
        self._active: Tool | None = None
        self._firm = False
        self._held = self._loose = False  # panes wait to be arranged; some have come or gone
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(240, 120)

    def _set_up(self, ink: Ink) -> None:
        """Have one pixel of the scene be one of the view, and repaint no more than is asked for."""
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setBackgroundBrush(ink.base)
        # The brush covers everything: the viewport need not be filled before, nor the brush kept
        # as a picture, of which a copy takes longer than filling.
        self.viewport().setAutoFillBackground(False)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setViewportUpdateMode(self.ViewportUpdateMode.MinimalViewportUpdate)
        self.setOptimizationFlag(self.OptimizationFlag.DontAdjustForAntialiasing)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        for set_policy in (self.setHorizontalScrollBarPolicy, self.setVerticalScrollBarPolicy):
            set_policy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)

    # What is on the canvas.

    def add_pane(self, manner: Manner, at: int | None = None) -> Pane:
        """Put an empty pane below the others, or at a place among them."""
        pane = Pane(self._scene, self.ink, manner)
        self.panes.insert(len(self.panes) if at is None else at, pane)
        self.arrange()
        return pane

    def remove_pane(self, pane: Pane) -> None:
        """Take a pane away; the others share its room."""
        self.panes.remove(pane)
        pane.leave()
        self.arrange()

    def restyle(self, ink: Ink, name_date: NameDate) -> None:
        """Take other colours and another language."""
        self.ink, self._name_date = ink, name_date
        self.setBackgroundBrush(ink.base)
        for pane in self.panes:
            pane.set_ink(ink)
        self._dates.set_ink(ink)
        self.arrange()

    @property
    def count(self) -> int:
        """Return the number of bars."""
        return len(self._stamps)

    @property
    def last_in_view(self) -> int:
        """Return the number of the last bar that can be seen, -1 where there is none."""
        if self.view is None or not self.count:
            return -1
        return min(self.count - 1, math.floor(self.view.right))

    @property
    def stamps(self) -> Days:
        """Return when each bar begins, in exchange-local seconds."""
        return self._stamps

    @property
    def ratio(self) -> float:
        """Return how many pixels of the screen, or of the picture being made, make one of ours."""
        return self._ratio or float(self.devicePixelRatioF())

    def sharpen(self, ratio: float | None) -> None:
        """Draw for a picture with so many of its pixels to one of ours; None: for the screen."""
        self._ratio = ratio
        self.redraw()

    def show_stamps(self, stamps: Days) -> None:
        """Take the moments of all bars; `place` then draws them."""
        self._stamps, self._line = stamps, DateLine(stamps)

    def clear(self) -> None:
        """Show no bars."""
        self.show_stamps(np.empty(0, dtype=np.int64))
        self.view = None
        for pane in self.panes:
            pane.clear()
        self.viewport().update()
        self._dates.show_labels(())
        self.framed.emit()

    # The view.

    def place(self, left: float, right: float) -> None:
        """Show the bars from `left` to `right`, as far as there are any; heights follow."""
        if not self.count:
            return
        self.view = View(*clamped(left, right, self.count, self.ahead))
        window = self._window(self.view)
        ratio = self.ratio
        for pane in self.panes:
            pane.place(pane.framed(window, ratio))
        self.viewport().update()
        self.framed.emit()  # whoever puts tags on the axes does it before they are written
        self._write_axes(window)

    def redraw(self) -> None:
        """Draw the present view again, with everything that may have changed."""
        if self.view is not None:
            self.place(self.view.left, self.view.right)

    def changed_from(self, first: int) -> None:
        """Take bars that were written in place from `first` on; paint no more than they need."""
        if self.view is None:
            return
        window, ratio = self._window(self.view), self.ratio
        stands = True
        for pane in self.panes:
            frame = pane.framed(window, ratio, first)
            if frame == pane.frame:
                pane.repaint_from(first)
            else:
                stands = False
                pane.place(frame)
        self.framed.emit()
        if not stands:
            self.viewport().update()
            self._write_axes(window)

    def ask(self, left: float, right: float) -> None:
        """Go where the user wants to go."""
        if self.view is not None:
            self.place(left, right)
            self.strayed.emit()

    def _window(self, view: View) -> Window:
        return Window(view.left, view.right, self.plot_wide)

    @property
    def plot_wide(self) -> float:
        """Return the width of the panes in pixels."""
        return max(1.0, float(self.width()) - self._axis_wide)

    # Geometry.

    @contextmanager
    def holding(self) -> Iterator[None]:
        """Let panes come and go while the bars change; what is drawn then is left to `place`."""
        self._held = True
        try:
            yield
        finally:
            self._held = False
            if self._loose:
                self._loose = False
                self._settle()

    def arrange(self) -> None:
        """Give every pane its place by its weight, the dates the last line."""
        if self._held:
            self._loose = True
            return
        self._settle()
        self.redraw()

    def _settle(self) -> None:
        dates = self._dates.height
        room = max(1.0, self.height() - dates - SASH * max(0, len(self.panes) - 1))
        total = sum(each.weight for each in self.panes) or 1.0
        top = 0.0
        for pane in self.panes:
            tall = room * pane.weight / total
            pane.settle(QRectF(0, round(top), self.plot_wide, round(tall)), self._axis_wide)
            top += tall + SASH
        self._dates.setPos(0, self.height() - dates)
        self._dates.set_size(self.plot_wide, dates)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new room."""
        super().resizeEvent(event)
        self._scene.setSceneRect(QRectF(self.viewport().rect()))
        try:
            self.arrange()
        except Exception:  # noqa: BLE001 - told below
            # An exception that leaves a resize event ends the process under PySide: it is told
            # where all that nobody caught is told, and the next frame may do.
            sys.excepthook(*sys.exc_info())

    def _write_axes(self, window: Window) -> None:
        apart = _TICK_WIDE / window.wide * (window.right - window.left)
        ticks = self._line.ticks(window.left, window.right, apart)
        down = [
            (each.bar - window.left) / (window.right - window.left) * window.wide for each in ticks
        ]
        for pane in self.panes:
            pane.show_ticks(down)
        self._dates.show_labels(self._date_labels(ticks, down))
        wanted = max(each.axis.width_for(each.axis.texts) for each in self.panes)
        if wanted != self._axis_wide:
            self._axis_wide = wanted
            self.arrange()

    def _date_labels(self, ticks: Sequence[DateTick], down: Sequence[float]) -> list[Label]:
        ranks: set[Turn] = {each.turn for each in ticks}
        return [
            Label(
                at,
                self._name_date(tick, int(self._stamps[tick.bar])),
                len(ranks) > 1 and tick.turn is max(ranks),
            )
            for tick, at in zip(ticks, down, strict=True)
        ]

    def show_date(self, tag: Tag | None) -> None:
        """Stand a tag on the dates, None to take it away."""
        self._dates.show_pointer(tag)

    # The pointer.

    def spot_at(self, at: QPointF) -> Spot | None:
        """Return what is under a pixel of the canvas, None between panes and on an axis."""
        for pane in self.panes:
            if pane.frame is not None and pane.rect.contains(at):
                x, y = at.x() - pane.rect.left(), at.y() - pane.rect.top()
                return Spot(pane, x, y, pane.frame.bar(x), pane.frame.value(y), self._firm)
        return None

    def spot_in(self, pane: Pane, at: QPointF) -> Spot | None:
        """Return the place in a pane of a pixel that may lie beyond its edges."""
        if pane.frame is None:
            return None
        x, y = at.x() - pane.rect.left(), at.y() - pane.rect.top()
        return Spot(pane, x, y, pane.frame.bar(x), pane.frame.value(y), self._firm)

    def _note_keys(self, event: QMouseEvent) -> None:
        # What the event says, not what the application was told last: that may be another window's.
        self._firm = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)

    def _all_tools(self) -> tuple[Tool, ...]:
        return (*self.tools, *self._own)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Hand the press to the first tool that takes it; it gets all until the release."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._note_keys(event)
        self._active = next(
            (each for each in self._all_tools() if each.press(event.position(), event)), None
        )
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell the tool that is at work, or say where the pointer is."""
        at = event.position()
        self._note_keys(event)
        if self._active is not None:
            self._active.drag(at, event)
        else:
            shapes = (each.shape(at) for each in self._all_tools())
            wanted = next((each for each in shapes if each is not None), Qt.CursorShape.ArrowCursor)
            if self.viewport().cursor().shape() != wanted:
                self.viewport().setCursor(wanted)
        self.pointed.emit(self.spot_at(at))
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the work of the tool."""
        self._note_keys(event)
        tool, self._active = self._active, None
        if tool is not None:
            tool.drop(event.position(), event)
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Let a tool answer, else go back to the chosen range."""
        if not any(each.double(event.position()) for each in self._all_tools()):
            self.reset.emit()
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        """Tell that the pointer is gone."""
        super().leaveEvent(event)
        self.pointed.emit(None)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom about the pointer; turned or pushed sideways, pan."""
        event.accept()
        if self.view is None:
            return
        turned = event.angleDelta()
        wide = self.view.right - self.view.left
        if abs(turned.x()) > abs(turned.y()):
            pixels = event.pixelDelta().x()
            part = pixels / self.plot_wide if pixels else turned.x() / _NOTCH / 10
            self.ask(self.view.left - part * wide, self.view.right - part * wide)
        elif turned.y():
            about = self.view.left + event.position().x() / self.plot_wide * wide
            self.zoom(_PER_NOTCH ** (turned.y() / _NOTCH), about)

    def zoom(self, factor: float, about: float | None = None) -> None:
        """Show `factor` times as many bars, with the bar `about` where it was (else the last)."""
        if self.view is not None:
            at = min(self.view.right, self.count - 1.0) if about is None else about
            self.ask(*zoomed(self.view.left, self.view.right, factor, at))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let the tools have the key first."""
        if not any(each.key(event) for each in self._all_tools()):
            event.ignore()
