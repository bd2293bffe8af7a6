"""What happened to a company, as signs that tell of it and can be opened."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QMenu, QToolTip

from gridwatch.domain.charting import Mark, MarkKind
from gridwatch.services.series import Series
from gridwatch.ui.chart.chart import Chart
from gridwatch.ui.chart.engine.pane import Pane
from gridwatch.ui.chart.engine.pointer import Idle, Spot
from gridwatch.ui.chart.layers.marks import Group, MarkSigns
from gridwatch.ui.chart.part import Part
from gridwatch.ui.chart.signs.mark_words import claim_words, mark_letter, mark_line, shortened

_MOST_LINES = 12  # of a tooltip
_LONGEST_ROW = 90  # letters of a row in a menu
_OPENED = frozenset({MarkKind.FIRING, MarkKind.EVIDENCE, MarkKind.TRADE})


class Marks(Part):
    """Shows the marks of a series; a click opens what stands behind one."""

    def __init__(self, chart: Chart, on_opened: Callable[[Mark], None]) -> None:
        """Take what is called with the mark that was clicked."""
        self._chart, self._on_opened = chart, on_opened
        self._shown = self._evidence = self._themes = self._trades = True
        self._layer = MarkSigns(chart.ink, mark_letter)
        chart.main.add(self._layer)
        chart.canvas.tools.append(_Opener(chart.main, self._layer, self._open))
        self._marks: tuple[Mark, ...] = ()
        self._told: Group | None = None

    def set_shown(
        self, *, shown: bool, evidence: bool = True, themes: bool = True, trades: bool = True
    ) -> None:
        """Draw the marks, or leave them out; evidence of the company's claims and of themes too.

        And the user's own trades.
        """
        chosen = (shown, evidence, themes, trades)
        if chosen != (self._shown, self._evidence, self._themes, self._trades):
            self._shown, self._evidence, self._themes, self._trades = chosen
            self._lay_out()
            self._layer.reframed()
            self._layer.repaint()

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
        here = spot is not None and spot.pane is self._chart.main
        self._tell(self._layer.group_at(QPointF(spot.x, spot.y)) if spot and here else None)

    def words_of(self, group: Group) -> str:
        """Return all that a sign stands for, a line for each mark, the newest first.

        Evidence has a second line: where it is from, and the claim.
        """
        marks = [*reversed(group.marks)]
        rest = len(marks) - _MOST_LINES + 1 if len(marks) > _MOST_LINES else 0
        lines = [line for each in marks[: len(marks) - rest] for line in self._lines_of(each)]
        return "\n".join([*lines, f"+{rest}"] if rest else lines)

    def _lines_of(self, mark: Mark) -> Iterator[str]:
        yield mark_line(mark, self._chart.phrases)
        if mark.found is not None:
            yield f"    {claim_words(mark.found)}"

    def _take(self, marks: tuple[Mark, ...]) -> None:
        self._marks = marks
        self._lay_out()

    def _lay_out(self) -> None:
        # The signs are found by bar; a tie keeps the order of time.
        shown = filter(self._is_shown, self._marks)
        self._layer.show_marks(sorted(shown, key=lambda each: each.bar))
        self._tell(None)

    def _is_shown(self, mark: Mark) -> bool:
        if mark.traded is not None:
            return self._trades
        if mark.found is None:
            return self._shown
        return self._themes if mark.found.theme else self._evidence

    def _choose(self, mark: Mark, checked: bool = False) -> None:
        del checked
        self._on_opened(mark)

    def _open(self, group: Group) -> None:
        """Open the mark that matters most; let the user choose where several can be opened.

        Of firings alone the newest one is opened: the log shows the others beside it.
        """
        marks = [each for each in reversed(group.marks) if each.kind in _OPENED]
        if len(marks) < 2 or all(each.kind is MarkKind.FIRING for each in marks):
            self._on_opened(group.chief)
            return
        canvas = self._chart.canvas
        menu = QMenu(canvas)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for each in marks:
            words = shortened(mark_line(each, self._chart.phrases), _LONGEST_ROW)
            action = menu.addAction(words.replace("&", "&&"))
            action.triggered.connect(partial(self._choose, each))
        corner = self._layer.place_of(group).topRight() + self._chart.main.rect.topLeft()
        menu.popup(canvas.mapToGlobal(corner.toPoint()))

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
        words = _plain(self.words_of(group))
        QToolTip.showText(canvas.mapToGlobal(corner.toPoint()), words, canvas)


def _plain(words: str) -> str:
    """Return words so that a tooltip shows them as they are: some of them the user has typed."""
    if "<" not in words:
        return words
    from html import escape  # with the first tip

    return f'<p style="white-space: pre-wrap">{escape(words)}</p>'


class _Opener(Idle):
    """Opens the sign on which the left button goes down and up."""

    def __init__(self, pane: Pane, signs: MarkSigns, on_opened: Callable[[Group], None]) -> None:
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
            self._on_opened(pressed)

    def shape(self, at: QPointF) -> Qt.CursorShape | None:
        """Show that there is something to open."""
        return Qt.CursorShape.PointingHandCursor if self._group_at(at) else None

    def _group_at(self, at: QPointF) -> Group | None:
        if not self._pane.rect.contains(at):
            return None
        return self._signs.group_at(at - self._pane.rect.topLeft())
