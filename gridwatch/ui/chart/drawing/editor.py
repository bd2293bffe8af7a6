"""Edits one drawing where it stands: its text in a field, its colour in a menu."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QAction, QFocusEvent, QIcon, QKeyEvent, QPainter, QPixmap
from PySide6.QtWidgets import QFrame, QLabel, QMenu, QPlainTextEdit, QVBoxLayout, QWidget

from gridwatch.domain.drawings import TONES, Drawing, DrawingKind
from gridwatch.domain.problem import Problem
from gridwatch.ui.appearance import Tones
from gridwatch.ui.chart.controls.menus import Row, add_verb, fill_choices
from gridwatch.ui.chart.drawing.words import tone_name
from gridwatch.ui.chart.engine.ink import Ink
from gridwatch.ui.chart.layers.shapes import tone_of
from gridwatch.ui.words import problem_words

translate = QCoreApplication.translate
_WIDE = 250
_MOST_LINES = 5
_SWATCH, _FINEST = 14, 3  # sharp up to a scale of 300 %
_STYLE = """
QFrame#drawing_text {{ background: {base}; border: 1px solid {accent}; border-radius: 5px; }}
QPlainTextEdit {{ background: {base}; color: {text}; border: none; }}
QLabel {{ color: {hint}; }}
"""


class TextEditor(QFrame):
    """A field over the chart for the words of one drawing.

    `keep` takes the words and raises Problem where they can't be kept; `gone` is called when the
    field has closed, with or without them, and told whether it had the focus until then.
    """

    def __init__(
        self,
        parent: QWidget,
        text: str,
        keep: Callable[[str], None],
        gone: Callable[[bool], None],
    ) -> None:
        super().__init__(parent)
        self.setObjectName("drawing_text")
        self._ground = parent
        self._keep, self._gone = keep, gone
        self._closed = False
        self._at = QPoint()
        self.field = QPlainTextEdit(text, self)
        self.field.setPlaceholderText(translate("Drawings", "Write a note"))
        self.field.setAccessibleName(translate("Drawings", "Text of the drawing"))
        self.field.setTabChangesFocus(True)
        self.field.setFrameShape(QFrame.Shape.NoFrame)
        self.field.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.hint = QLabel(self)
        self.hint.setWordWrap(True)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(6, 5, 6, 5)
        column.setSpacing(2)
        column.addWidget(self.field)
        column.addWidget(self.hint)
        self.setFixedWidth(_WIDE)
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self._fit)

    def open(self, at: QPoint, tones: Tones) -> None:
        """Show the field at a pixel of its parent, moved to where all of it is seen."""
        self._tones = tones
        self.stand(at)
        self._say_how()
        self.show()
        self._fit()  # the field knows its width by now
        self.raise_()
        self.field.selectAll()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def stand(self, at: QPoint) -> None:
        """Move to a pixel of the parent, as far as there is room."""
        self._at = at
        room = self._ground.rect()
        left = max(0, min(at.x(), room.width() - self.width()))
        top = max(0, min(at.y(), room.height() - self.height()))
        self.move(left, top)

    def finish(self) -> None:
        """Hand over the words and close; say what is wrong with them where they can't be kept."""
        if self._closed:
            return
        try:
            self._keep(self.field.toPlainText())
        except Problem as problem:
            self._say(problem_words(problem), self._tones.fall)
            return
        self.leave()

    def leave(self) -> None:
        """Close without the words."""
        if not self._closed:
            self._closed = True
            focused = self.field.hasFocus()
            self.hide()
            self._gone(focused)
            self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Keep the words on Enter or when the user turns elsewhere; leave on Escape."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(event)
        if isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut:
            self._turned_away(event)
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        new_line = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not new_line:
            self.finish()
        elif event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            return False
        return True

    def _turned_away(self, event: QFocusEvent) -> None:
        """Keep what was written; another window, or the field's own menu, ends nothing."""
        elsewhere = {Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason}
        if event.reason() in elsewhere:
            return
        if self.field.toPlainText().strip():
            self.finish()
        else:
            self.leave()

    def _fit(self) -> None:
        """Be as high as what is written and the whole hint below it, and stay on the chart."""
        air = 2 * self.field.document().documentMargin() + 2
        self.field.setFixedHeight(math.ceil(self._written() + air))
        self._column.activate()
        # Qt asks a widget that is no window for no height at its width: the hint would be cut.
        self.setFixedHeight(self._column.totalHeightForWidth(_WIDE))
        self.stand(self._at)

    def _written(self) -> float:
        """Return the height of what is written, in pixels, of a few lines at most.

        A line with a letter of another font may be higher than one of the field's own.
        """
        document, one = self.field.document(), self.field.fontMetrics().lineSpacing()
        tall, block = 0.0, document.begin()
        while block.isValid() and tall < _MOST_LINES * one:
            tall += document.documentLayout().blockBoundingRect(block).height()
            block = block.next()
        return min(max(tall, one), _MOST_LINES * one)

    def _say_how(self) -> None:
        how = translate("Drawings", "Enter keeps it, Shift+Enter begins a new line")
        self._say(how, self._tones.muted)

    def _say(self, words: str, tone: str) -> None:
        self.hint.setText(words)
        tones = self._tones
        self.setStyleSheet(
            _STYLE.format(base=tones.base, accent=tones.accent, text=tones.text, hint=tone)
        )
        self._fit()


@dataclass(frozen=True, slots=True)
class Verbs:
    """What can be done with a drawing."""

    edit: Callable[[], object]
    tint: Callable[[str], object]
    remove: Callable[[], object]


def fill_shape_menu(menu: QMenu, drawing: Drawing, ink: Ink, verbs: Verbs) -> None:
    """Put the colours of a drawing into a menu, and below them that it can be removed."""
    _fill_tones(menu, drawing, ink, verbs)
    menu.addSeparator()
    if drawing.kind is DrawingKind.TEXT:
        _add_edit(menu, verbs)
    _add_remove(menu, verbs)


def shape_actions(
    drawing: Drawing, ink: Ink, verbs: Verbs, parent: QWidget
) -> tuple[QMenu, list[QAction]]:
    """Return what a context menu offers on a drawing, and the menu that these entries belong to."""
    owner = QMenu(parent)
    if drawing.kind is DrawingKind.TEXT:
        _add_edit(owner, verbs)
    tones = owner.addMenu(translate("Drawings", "Colour"))
    _fill_tones(tones, drawing, ink, verbs)
    _add_remove(owner, verbs)
    return owner, owner.actions()


def _fill_tones(menu: QMenu, drawing: Drawing, ink: Ink, verbs: Verbs) -> None:
    rows = [Row(each, tone_name(each), _swatch(ink, each)) for each in TONES]
    fill_choices(menu, rows, drawing.tone, verbs.tint)


def _add_edit(menu: QMenu, verbs: Verbs) -> None:
    add_verb(menu, translate("Drawings", "Edit text…"), verbs.edit).setObjectName("edit_drawing")


def _add_remove(menu: QMenu, verbs: Verbs) -> None:
    words = translate("Drawings", "Delete drawing")
    add_verb(menu, words, verbs.remove, "Del").setObjectName("remove_drawing")


def _swatch(ink: Ink, tone: str) -> QIcon:
    pixmap = QPixmap(_SWATCH * _FINEST, _SWATCH * _FINEST)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tone_of(ink, tone))
    edge = 2 * _FINEST
    painter.drawRoundedRect(pixmap.rect().adjusted(edge, edge, -edge, -edge), 6, 6)
    painter.end()
    return QIcon(pixmap)
