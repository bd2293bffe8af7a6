"""The evidence of the claim that is shown: its list, what can be done with it, its dialog."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QMessageBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gridwatch.domain.thesis.evidence import Evidence, Stance, balance_of
from gridwatch.services.edits import Edit
from gridwatch.services.thesis.evidence_edits import RemoveEvidence
from gridwatch.ui.look import Look
from gridwatch.ui.thesis.claims.evidence_dialog import EvidenceDialog, fresh_evidence
from gridwatch.ui.thesis.claims.evidence_list import EvidenceList
from gridwatch.ui.thesis.claims.evidence_model import EvidenceModel
from gridwatch.ui.thesis.claims.words import weight_words
from gridwatch.ui.thesis.outside import ask_to_open

translate = QCoreApplication.translate


class EvidencePanel(QWidget):
    """Shows evidence, and edits it by `edited`: an Edit, and what to call when it is (un)stored."""

    edited = Signal(object, object, object)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look, self._claim, self._fixed = look, 0, False
        self._pieces: tuple[Evidence, ...] = ()
        self.dialog: EvidenceDialog | None = None
        self.asked: QMessageBox | None = None  # whether a link is to be opened
        self._model = EvidenceModel(look.phrases)
        self.list = EvidenceList(self._model, look.tones, self)
        self.aye, self.no, self.order = QToolButton(self), QToolButton(self), QToolButton(self)
        self.change, self.remove = QToolButton(self), QToolButton(self)
        self.weight = QLabel(self)
        self._lay_out()
        self.list.opened.connect(self.ask)
        self.list.removed.connect(self._remove)
        self.list.link_wanted.connect(self._ask_to_open)
        self.list.customContextMenuRequested.connect(self._show_menu)
        self.list.selectionModel().currentChanged.connect(lambda *_: self._enable())
        self.aye.clicked.connect(lambda: self.ask_for(Stance.FOR))
        self.no.clicked.connect(lambda: self.ask_for(Stance.AGAINST))
        self.change.clicked.connect(lambda: self._with_current(self.ask))
        self.remove.clicked.connect(lambda: self._with_current(self._remove))
        self.order.clicked.connect(self._turn)
        self.restyle(look)

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(8, 4, 8, 4)
        bar.setSpacing(2)
        for each in (self.aye, self.no, self.change, self.remove):
            each.setAutoRaise(True)
            bar.addWidget(each)
        bar.addStretch(1)
        self.order.setAutoRaise(True)
        bar.addWidget(self.order)
        self.weight.setContentsMargins(10, 3, 10, 4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self.list, 1)
        column.addWidget(self.weight)

    def restyle(self, look: Look) -> None:
        """Say and colour everything in another look."""
        self._look = look
        self.aye.setText(translate("Claims", "+ For"))
        self.aye.setToolTip(translate("Claims", "Add evidence for the claim"))
        self.no.setText(translate("Claims", "+ Against"))
        self.no.setToolTip(translate("Claims", "Add evidence against the claim"))
        self.change.setText(translate("Claims", "Edit…"))
        self.remove.setText(translate("Claims", "Delete"))
        self.list.setAccessibleName(translate("Claims", "Evidence"))
        self.weight.setStyleSheet(f"color: {look.tones.muted};")
        self.list.restyle(look.tones)
        self._say_order()
        self.show_evidence(self._claim, self._pieces, fixed=self._fixed)

    def show_evidence(
        self, claim: int, pieces: tuple[Evidence, ...], *, fixed: bool = False
    ) -> None:
        """Show the evidence of a claim, which has no id while it is new; `fixed`: to be read."""
        self._claim, self._pieces, self._fixed = claim, pieces, fixed
        self._model.show(pieces, self._look.phrases)
        self.list.say_empty(self._empty_words())
        self.weight.setText(weight_words(balance_of(pieces)))
        self.weight.setVisible(bool(pieces))
        self._enable()

    def _empty_words(self) -> str:
        if not self._claim:
            return translate("Claims", "Say first what you claim; evidence can be added then.")
        return translate(
            "Claims", "No evidence yet. Add what speaks for the claim, and what against it."
        )

    def _enable(self) -> None:
        can = bool(self._claim) and not self._fixed
        chosen = self.list.current_piece() is not None
        for button in (self.aye, self.no):
            button.setEnabled(can)
        for button in (self.change, self.remove):
            button.setEnabled(can and chosen)

    def _turn(self) -> None:
        self._model.sort_by_day(rising=not self._model.rising)
        self._say_order()

    def _say_order(self) -> None:
        rising = self._model.rising
        self.order.setText(
            translate("Claims", "Oldest first ↑")
            if rising
            else translate("Claims", "Newest first ↓")
        )

    # What the user does

    def ask_for(self, stance: Stance) -> None:
        """Ask for new evidence on a side."""
        self.ask(fresh_evidence(self._claim, stance))

    def ask(self, piece: Evidence) -> None:
        """Open the dialog for evidence, unless one is open."""
        if self._fixed or not self._claim:
            return
        if self.dialog is not None:
            self.dialog.raise_()
            return
        dialog = self.dialog = EvidenceDialog(piece, self._look, self)
        dialog.decided.connect(self._store)
        dialog.finished.connect(self._put_dialog_away)
        dialog.open()

    def _store(self, edit: Edit) -> None:
        dialog = self.dialog

        def made() -> None:
            if dialog is not None and self.dialog is dialog:
                dialog.accept()

        def unmade() -> None:
            if dialog is not None and self.dialog is dialog:
                dialog.stay()

        self.edited.emit(edit, made, unmade)

    def _put_dialog_away(self) -> None:
        self.dialog = None
        self.list.setFocus()

    def menu(self, piece: Evidence) -> QMenu:
        """Return what can be done with a piece of evidence."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for words, verb, can in (
            (translate("Claims", "Edit…"), self.ask, not self._fixed),
            (translate("Claims", "Open the link…"), self._ask_to_open, bool(piece.link)),
            (translate("Claims", "Copy the link"), _copy_link, bool(piece.link)),
            (translate("Claims", "Delete"), self._remove, not self._fixed),
        ):
            action = menu.addAction(words)
            action.setEnabled(can)
            action.triggered.connect(lambda _=False, verb=verb: verb(piece))
        return menu

    def _show_menu(self, at: QPoint) -> None:
        self._with_current(lambda piece: self.menu(piece).popup(self.list.mapToGlobal(at)))

    def _with_current(self, verb: Callable[[Evidence], object]) -> None:
        piece = self.list.current_piece()
        if piece is not None:
            verb(piece)

    def _remove(self, piece: Evidence) -> None:
        if not self._fixed:
            self.edited.emit(RemoveEvidence((piece.id,)), None, None)

    def _ask_to_open(self, piece: Evidence) -> None:
        self.asked = ask_to_open(piece.link, self)
        if self.asked is not None:
            self.asked.finished.connect(self._put_question_away)

    def _put_question_away(self) -> None:
        self.asked = None


def _copy_link(piece: Evidence) -> None:
    QGuiApplication.clipboard().setText(piece.link)
