"""The small dialog for a ladder: whose it is, and its rungs as people type them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from gridwatch.domain.company import names_in
from gridwatch.domain.milestones.rungs import one_currency, parse_rungs
from gridwatch.domain.money import Money
from gridwatch.domain.problem import Problem
from gridwatch.services.overview import Overview
from gridwatch.services.rule_checks import checked_rungs
from gridwatch.services.rule_edits import SetLadder
from gridwatch.store.user.ladders import OwnLadder
from gridwatch.ui.look import Look
from gridwatch.ui.phrases import Phrases
from gridwatch.ui.words import problem_words

translate = QCoreApplication.translate
_WIDE = 420
_USUAL = ("50bn", "100bn", "200bn", "500bn")
_SEPARATORS = " ,;/、，；\n"


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose ladder may be edited: a company or a list (the other id is 0), as it is called.

    `concerned`: it is the company that was asked about, or a list that it is on.
    """

    words: str
    currency: str
    company_id: int = 0
    watchlist_id: int = 0
    concerned: bool = True


class LadderDialog(QDialog):
    """Asks for the rungs of a company or of a list; `decided` carries the edit."""

    decided = Signal(object)

    def __init__(
        self,
        owners: Sequence[Owner],
        ladders: Sequence[OwnLadder],
        look: Look,
        parent: QWidget | None = None,
    ) -> None:
        """Begin with the ladder that counts: the first one of those concerned, else a new one."""
        super().__init__(parent)
        self._owners, self._ladders, self._look = owners, ladders, look
        self.setWindowTitle(translate("Milestones", "Ladder"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.owner, self.line = QComboBox(self), QLineEdit(self)
        self.owner.addItems([each.words for each in owners])
        self.line.setClearButtonEnabled(True)
        self.told = QLabel(self)
        self.told.setWordWrap(True)
        self.usual = QPushButton(self)
        self.usual.setAutoDefault(False)
        self.usual.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._lay_out()
        self.owner.currentIndexChanged.connect(self._fill)
        self.line.textChanged.connect(self._tell)
        self.usual.clicked.connect(lambda: self.line.setText(self._usual_text()))
        counting = (
            place
            for place, each in enumerate(owners)
            if each.concerned and self._ladder_of(each) is not None
        )
        self.owner.setCurrentIndex(next(counting, 0))
        self._fill()
        self.line.setFocus()

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.addRow(translate("Milestones", "Of"), self.owner)
        form.addRow(translate("Milestones", "Rungs"), self.line)
        form.addRow("", self.usual)
        quiet = translate(
            "Milestones", "Rungs raise no alert: to be told, set a target or make an alert."
        )
        help_ = QLabel(
            translate(
                "Milestones",
                "Market caps with commas between them, such as 50, 100, 200, 500 bn CNY or"
                " 500亿, 1000亿. A company's own ladder goes before that of its list; targets count"
                " in any case. Without a rung there is no ladder.",
            )
            + f"\n{quiet}"
        )
        help_.setWordWrap(True)
        help_.setStyleSheet(f"color: {self._look.tones.muted};")
        self._buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self._buttons.accepted.connect(self.decide)
        self._buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addWidget(help_)
        column.addLayout(form)
        column.addWidget(self.told)
        column.addStretch(1)
        column.addWidget(self._buttons)
        self.setMinimumWidth(_WIDE)
        # Room for two lines, so that a sentence moves nothing.
        self.told.setMinimumHeight(self.told.fontMetrics().height() * 2 + 4)

    def ok(self) -> QPushButton:
        """Return the button that stores the ladder."""
        return self._buttons.button(QDialogButtonBox.StandardButton.Ok)

    # What the user does

    def decide(self) -> None:
        """Take what was typed; what is no ladder is explained and stays to be mended."""
        try:
            edit = self._edit()
        except Problem as problem:
            self._show_fault(problem)
            self.line.setFocus()
            return
        if edit is not None:
            self.decided.emit(edit)
        self.accept()

    def _edit(self) -> SetLadder | None:
        """Return the edit, None where nothing is changed; raises Problem for bad rungs."""
        owner, rungs = self._owner(), self._rungs()
        before = self._ladder_of(owner)
        if not rungs:
            if before is None:
                return None
            return SetLadder(before.currency, (), owner.company_id, owner.watchlist_id)
        currency = one_currency(rungs)
        amounts = checked_rungs((each.amount for each in rungs), currency)
        if before is not None and (before.currency, before.amounts) == (currency, amounts):
            return None
        return SetLadder(currency, amounts, owner.company_id, owner.watchlist_id)

    def _rungs(self) -> tuple[Money, ...]:
        typed = self.line.text().strip(_SEPARATORS)
        return parse_rungs(typed, self._owner().currency) if typed else ()

    # What is shown

    def _owner(self) -> Owner:
        return self._owners[max(0, self.owner.currentIndex())]

    def _ladder_of(self, owner: Owner) -> OwnLadder | None:
        wanted = (owner.company_id, owner.watchlist_id)
        return next((e for e in self._ladders if (e.company_id, e.watchlist_id) == wanted), None)

    def _fill(self) -> None:
        """Show the ladder that the owner has."""
        ladder = self._ladder_of(self._owner())
        self.line.setText(_editable(ladder, self._look.phrases) if ladder else "")
        self.line.setPlaceholderText(self._usual_text())
        self.usual.setText(self._usual_text())
        self.line.selectAll()
        self._tell()

    def _usual_text(self) -> str:
        return f"{', '.join(_USUAL)} {self._owner().currency}"

    def _tell(self) -> None:
        """Say how the rungs are understood, or what is wrong with them."""
        try:
            rungs = self._rungs()
            amounts = checked_rungs((e.amount for e in rungs), one_currency(rungs)) if rungs else ()
        except Problem as problem:
            self._show_fault(problem)
            return
        self.ok().setEnabled(True)
        self.told.setStyleSheet(f"color: {self._look.tones.muted};")
        if not rungs:
            self.told.setText(translate("Milestones", "No ladder."))
            return
        phrases, currency = self._look.phrases, rungs[0].currency
        shown = " · ".join(phrases.compact(float(each), currency) for each in amounts)
        self.told.setText(shown)

    def _show_fault(self, problem: Problem) -> None:
        self.ok().setEnabled(False)
        self.told.setStyleSheet(f"color: {self._look.tones.warn};")
        self.told.setText(problem_words(problem))


def _editable(ladder: OwnLadder, phrases: Phrases) -> str:
    """Return a ladder as one would type it; `parse_rungs` reads the same back."""
    return ", ".join(phrases.editable(each, ladder.currency) for each in ladder.amounts)


def owners_of(overview: Overview, company: int, look: Look) -> list[Owner]:
    """Return whose ladder can be edited: a company (0 for none) and all lists, its own first."""
    found, view = [], overview.companies.get(company)
    base = overview.preferences.base_currency
    if view is not None:
        name = names_in(view.company, look.phrases.language)[0]
        found.append(Owner(name, view.cap.currency or base, company_id=company))
    words = translate("Milestones", "all of the list “{name}”")
    for each in sorted(overview.watchlists, key=lambda one: company not in one.companies):
        concerned = not company or company in each.companies
        name = words.format(name=each.name)
        found.append(Owner(name, base, watchlist_id=each.id, concerned=concerned))
    return found
