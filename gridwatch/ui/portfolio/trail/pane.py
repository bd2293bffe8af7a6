"""The trail of a number beside what it stands in: read, unfolded and copied, closed by Escape."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QCoreApplication, QModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QSizePolicy,
    QToolButton,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from gridwatch.services.portfolio.views import Step
from gridwatch.ui.appearance import tabular
from gridwatch.ui.look import Look
from gridwatch.ui.portfolio.trail.model import TrailModel
from gridwatch.ui.portfolio.trail.opening import Opening
from gridwatch.ui.portfolio.trail.words import head_words, trail_text
from gridwatch.wording.naming import Naming

translate = QCoreApplication.translate
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_SHOWN = 12  # steps up to which all is unfolded from the start
_STYLE = """
QFrame#trail {{ background: {raised}; border: none; border-left: 1px solid {border}; }}
QFrame#trail QTreeView {{ background: {raised}; border: none; outline: 0; }}
QFrame#trail QTreeView::item {{ padding: 2px 4px; border: none; }}
QFrame#trail QTreeView::item:hover {{ background: {hover}; }}
QFrame#trail QTreeView::item:selected {{ background: {chosen}; color: {text}; }}
"""


class TrailPane(QFrame):
    """Shows how one number came about.

    `transaction_wanted` carries the transaction of a step that was opened, `closed` comes when the
    pane goes.
    """

    transaction_wanted = Signal(int)
    closed = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("trail")
        self._look, self._naming = look, Naming()
        self._ask: Opening | None = None
        self._step: Step | None = None
        self._read = datetime.now(UTC)
        self.title, self.text, self.note = QLabel(self), QLabel(self), QLabel(self)
        self.copy, self.away = QToolButton(self), QToolButton(self)
        self._model = TrailModel(look, self)
        self.tree = QTreeView(self)
        self._dress()
        self._lay_out()
        self.copy.clicked.connect(self.copy_text)
        self.away.clicked.connect(self.close_pane)
        self.tree.doubleClicked.connect(self._open)
        self.restyle(look)

    def _dress(self) -> None:
        tree = self.tree
        tree.setModel(self._model)
        tree.setHeaderHidden(True)
        tree.setFrameShape(QFrame.Shape.NoFrame)
        tree.setFont(tabular(tree.font()))
        tree.setIndentation(14)
        tree.setExpandsOnDoubleClick(False)
        tree.setWordWrap(True)
        tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        tree.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        header = tree.header()
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(40)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.title.setWordWrap(True)
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.note.setWordWrap(True)
        for each in (self.copy, self.away):
            each.setAutoRaise(True)
        self.away.setText("\N{MULTIPLICATION SIGN}")

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(4)
        top.addWidget(self.title, 1)
        top.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self.away, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 6, 6)
        column.setSpacing(4)
        column.addLayout(top)
        column.addWidget(self.text)
        column.addWidget(self.tree, 1)
        column.addWidget(self.note)
        self.setMinimumWidth(220)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)

    # What is shown

    @property
    def ask(self) -> Opening | None:
        """Return the number that is open, None where the pane is away."""
        return self._ask

    def await_trail(self, ask: Opening) -> None:
        """Name a number whose trail is being read."""
        self._ask, self._step = ask, None
        self._say()
        self.show()

    def show_trail(self, step: Step | None, naming: Naming) -> None:
        """Show the trail of the number that was named; None: nothing is known of it."""
        self._step, self._naming, self._read = step, naming, datetime.now(UTC)
        self._model.show_step(step, naming, self._look)
        few = step is not None and len(step.steps) <= _SHOWN
        if few:
            self.tree.expandToDepth(0)
        self._say()
        if step is None:
            self.note.setText(translate("Portfolio", "Nothing is known of this number."))

    def restyle(self, look: Look) -> None:
        """Say and colour everything in another look."""
        self._look = look
        tones = look.tones
        self.setStyleSheet(
            _STYLE.format(
                raised=tones.raised,
                border=tones.border,
                hover=tones.hover,
                chosen=tones.chosen,
                text=tones.text,
            )
        )
        self.title.setStyleSheet(f"color: {tones.muted};")
        self.note.setStyleSheet(f"color: {tones.muted};")
        self.copy.setText(translate("Portfolio", "Copy"))
        self.copy.setToolTip(translate("Portfolio", "Copy all steps as text"))
        self.away.setToolTip(translate("Portfolio", "Close"))
        self.away.setAccessibleName(translate("Portfolio", "Close"))
        self.tree.setAccessibleName(translate("Portfolio", "How it is computed"))
        self._model.show_step(self._step, self._naming, look)
        if self._step is not None and len(self._step.steps) <= _SHOWN:
            self.tree.expandToDepth(0)
        self._say()

    def _say(self) -> None:
        ask = self._ask
        self.title.setText(ask.title if ask is not None else "")
        self.text.setText(self._number())
        font = tabular(self.font())
        font.setPointSizeF(font.pointSizeF() * 1.25)
        self.text.setFont(font)
        self.note.setText(translate("Portfolio", "Computing…"))
        if self._step is not None:
            words = translate("Portfolio", "As of {moment}. It does not follow the prices.")
            self.note.setText(words.format(moment=self._look.phrases.moment(self._read)))
        self.copy.setEnabled(self._step is not None)

    def _number(self) -> str:
        """Return the number over the steps: what they come to, once they are there."""
        if self._ask is None:
            return ""
        if self._step is None:
            return self._ask.text
        return head_words(self._ask.text, self._step, self._look.phrases)

    # What the user does

    def copy_text(self) -> None:
        """Put the whole trail on the clipboard."""
        if self._step is not None and self._ask is not None:
            head = f"{self._ask.title}: {self._number()}\n"
            text = trail_text(self._step, self._naming, self._look.phrases)
            QGuiApplication.clipboard().setText(head + text)

    def close_pane(self) -> None:
        """Go away."""
        self._ask = None
        self.hide()
        self.closed.emit()

    def _open(self, index: QModelIndex) -> None:
        step = self._model.step(index)
        if step is not None and step.transaction_id is not None:
            self.transaction_wanted.emit(step.transaction_id)
        elif step is not None and step.steps:
            first = index.siblingAtColumn(0)
            self.tree.setExpanded(first, not self.tree.isExpanded(first))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close by Escape, copy, and open the transaction of a step by Return."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_pane()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_text()
        elif event.key() in _ENTER:
            self._open(self.tree.currentIndex())
        else:
            super().keyPressEvent(event)
