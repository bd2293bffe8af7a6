"""Opens what edits a drawing at its place on the chart: the field of its text, and its menus."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from gridwatch.domain.drawings import Drawing, checked
from gridwatch.ui.chart.chart import Chart
from gridwatch.ui.chart.drawing.editor import TextEditor, Verbs, fill_shape_menu, shape_actions
from gridwatch.ui.chart.drawing.paper import Paper


class Forms:
    """One field and one menu at a time."""

    def __init__(self, chart: Chart, paper: Paper) -> None:
        self._chart, self._paper = chart, paper
        self._menu: QMenu | None = None
        self._written: Drawing | None = None
        self.editor: TextEditor | None = None

    def write(
        self,
        drawing: Drawing,
        told: Callable[[Drawing], None],
        ended: Callable[[], None],
    ) -> None:
        """Let the user write the words of a drawing; `told` gets it with them.

        `ended` is called when the field has closed, with or without words.
        """

        def keep(text: str) -> None:
            told(checked(replace(drawing, text=text)))

        def gone(focused: bool) -> None:
            self.editor = self._written = None
            ended()
            if focused:
                self._chart.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

        self.finish()
        self._written = drawing
        self.editor = TextEditor(self._chart, drawing.text, keep, gone)
        self.editor.open(self._place_of(drawing), self._chart.tones)

    def finish(self) -> None:
        """Close the field; its words are kept where they can be."""
        editor = self.editor
        if editor is not None:
            editor.finish()
            editor.leave()

    def follow(self) -> None:
        """Keep the field where its drawing is: the view is new."""
        if self.editor is not None and self._written is not None and self._paper.series is not None:
            self.editor.stand(self._place_of(self._written))

    def open_menu(self, drawing: Drawing, verbs: Verbs, at: QPointF | None) -> None:
        """Open the colours of a drawing at a pixel of the canvas, or at its first anchor."""
        self._drop_menu()
        self._menu = QMenu(self._chart)
        fill_shape_menu(self._menu, drawing, self._chart.ink, verbs)
        place = at.toPoint() if at is not None else self._place_of(drawing)
        self._menu.popup(self._chart.canvas.mapToGlobal(place))

    def actions(self, drawing: Drawing, verbs: Verbs) -> list[QAction]:
        """Return what a context menu offers on a drawing; the actions live until the next menu."""
        self._drop_menu()
        self._menu, actions = shape_actions(drawing, self._chart.ink, verbs, self._chart)
        return actions

    def _drop_menu(self) -> None:
        if self._menu is not None:
            self._menu.deleteLater()
            self._menu = None

    def _place_of(self, drawing: Drawing) -> QPoint:
        """Return the pixel of the chart at the first anchor of a drawing, or nearest to it."""
        frame, rect = self._chart.main.frame, self._chart.main.rect
        if frame is None:
            return rect.center().toPoint()
        x, y = frame.x(self._paper.shape(drawing).bars[0]), frame.y(drawing.anchors[0].value)
        at = QPointF(min(max(0.0, x), frame.wide), min(max(0.0, y), frame.tall))
        return (rect.topLeft() + at).toPoint()
