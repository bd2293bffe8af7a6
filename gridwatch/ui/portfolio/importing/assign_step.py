"""The third step of an import: which accounts and securities those of the file are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from gridwatch.domain.company import checked_symbol
from gridwatch.domain.ledger.account import Account
from gridwatch.domain.problem import Problem
from gridwatch.services.portfolio.matching import Choices, SecurityMatch
from gridwatch.ui.look import Look
from gridwatch.ui.portfolio.importing import account_match_model, security_match_model
from gridwatch.ui.portfolio.importing.account_match_model import AccountMatchModel
from gridwatch.ui.portfolio.importing.choosing import ChoiceDelegate, let_edit
from gridwatch.ui.portfolio.importing.security_match_model import SecurityMatchModel, is_unsure
from gridwatch.ui.portfolio.importing.step import Step
from gridwatch.ui.portfolio.importing.work import ImportWork, State
from gridwatch.ui.portfolio.tables import dress_rows, lay_rows
from gridwatch.ui.strips import error_words

translate = QCoreApplication.translate
_MOST_MEASURED = 260  # pixels of a column that is as wide as what it has


class AssignStep(Step):
    """Shows what was found, and lets the rest be said; nothing has to be."""

    def __init__(self, work: ImportWork, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(work, look, parent)
        self.accounts, self.securities = AccountMatchModel(), SecurityMatchModel(look.tones)
        self.account_table, self.security_table = QTableView(self), QTableView(self)
        self.above, self.told, self.wrong = (QLabel(self) for _ in range(3))
        self.unsure, self.suggested = QCheckBox(self), QPushButton(self)
        self._lay_out()
        self.setFocusProxy(self.account_table)
        self.accounts.chosen.connect(self._choose_account)
        self.accounts.named.connect(self._name_account)
        self.securities.chosen.connect(self._choose_security)
        self.securities.quoted.connect(self._quote)
        self.suggested.clicked.connect(self.take_suggestions)
        self.unsure.toggled.connect(lambda on: self.securities.narrow(unsure=on))

    def _lay_out(self) -> None:
        tones = self.look.tones
        self.unsure.setText(translate("Import", "Only those without a symbol"))
        self.suggested.setText(translate("Import", "Take the suggestions"))
        self.suggested.setAutoDefault(False)
        self.suggested.setToolTip(
            translate("Import", "Where one listing alone is suggested in the security's currency.")
        )
        for table, model, words in (
            (self.account_table, self.accounts, translate("Import", "Accounts")),
            (self.security_table, self.securities, translate("Import", "Securities")),
        ):
            lay_rows(table)
            table.setModel(model)
            table.setAccessibleName(words)
            let_edit(table)
            dress_rows(table, tones)
        for column in (account_match_model.BECOMES, account_match_model.CURRENCY):
            self.account_table.setItemDelegateForColumn(
                column, ChoiceDelegate(self.accounts.choices, tones, self.account_table)
            )
        for column, free in (
            (security_match_model.BECOMES, False),
            (security_match_model.SYMBOL, True),
        ):
            self.security_table.setItemDelegateForColumn(
                column,
                ChoiceDelegate(self.securities.choices, tones, self.security_table, free=free),
            )
        self.wrong.setStyleSheet(f"color: {tones.warn};")
        for label in (self.above, self.told, self.wrong):
            label.setWordWrap(True)
        head = QHBoxLayout()
        head.addWidget(self.told, 1)
        head.addWidget(self.suggested, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.unsure, 0, Qt.AlignmentFlag.AlignTop)
        upper, lower = QWidget(self), QWidget(self)
        first, second = QVBoxLayout(upper), QVBoxLayout(lower)
        for each in (first, second):
            each.setContentsMargins(0, 0, 0, 0)
        first.addWidget(self.above)
        first.addWidget(self.account_table, 1)
        second.addLayout(head)
        second.addWidget(self.wrong)
        second.addWidget(self.security_table, 1)
        split = QSplitter(Qt.Orientation.Vertical, self)
        split.addWidget(upper)
        split.addWidget(lower)
        split.setStretchFactor(0, 2)
        split.setStretchFactor(1, 3)
        split.setChildrenCollapsible(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(split)

    # What the user says

    def _choices(self) -> Choices:
        state = self.work.state
        return state.matching.choices if state and state.matching else Choices()

    def _choose_account(self, number: int, existing: int | None) -> None:
        before = self._choices()
        self.work.choose(replace(before, accounts={**before.accounts, number: existing}))

    def _name_account(self, number: int, account: Account) -> None:
        before = self._choices()
        self.work.choose(replace(before, named={**before.named, number: account}))

    def _choose_security(self, number: int, existing: int | None) -> None:
        before = self._choices()
        self.work.choose(replace(before, securities={**before.securities, number: existing}))

    def _quote(self, number: int, symbol: str) -> None:
        try:
            wanted = checked_symbol(symbol) if symbol else ""
        except Problem as problem:
            self._say_wrong(error_words(problem))
            return
        self._say_wrong("")
        before = self._choices()
        self.work.choose(replace(before, symbols={**before.symbols, number: wanted}))

    def take_suggestions(self) -> None:
        """Take the symbol that alone is suggested, of all securities that have none."""
        before = self._choices()
        found = suggestions(self._rows())
        if found:
            self.work.choose(replace(before, symbols={**before.symbols, **found}))

    def _rows(self) -> tuple[SecurityMatch, ...]:
        state = self.work.state
        return state.matching.securities if state and state.matching else ()

    def _say_wrong(self, words: str) -> None:
        self.wrong.setText(words)
        self.wrong.setVisible(bool(words))

    # What is shown

    def obstacle(self, state: State) -> str:
        """Nothing has to be said here: what nothing quotes is imported as well."""
        return "" if state.matching is not None else translate("Import", "Nothing was read yet.")

    def show_state(self, state: State) -> None:
        """Show what was found, and what was said."""
        self.accounts.show_state(state)
        self.securities.show_state(state)
        matching = state.matching
        new = sum(each.existing is None for each in self.accounts.rows)
        words = translate(
            "Import",
            "Accounts in the file: {number}, of them new: {new}. A click on a cell changes it.",
        )
        integer = self.look.phrases.integer
        self.above.setText(words.format(number=integer(len(self.accounts.rows)), new=integer(new)))
        rows = matching.securities if matching else ()
        unsure = sum(map(is_unsure, rows))
        words = translate("Import", "Securities in the file: {number}, without a symbol: {unsure}.")
        told = words.format(number=integer(len(rows)), unsure=integer(unsure))
        if unsure:
            more = translate(
                "Import",
                "Without a symbol there are no prices; it can be entered later as well.",
            )
            told = f"{told} {more}"
        self.told.setText(told)
        self.unsure.setVisible(bool(unsure) or self.unsure.isChecked())
        self.suggested.setVisible(bool(suggestions(rows)))
        self._say_wrong("")
        _fit(self.account_table, (account_match_model.BECOMES, account_match_model.NAME))
        _fit(self.security_table, (security_match_model.TOLD, security_match_model.BECOMES))


def suggestions(rows: Iterable[SecurityMatch]) -> dict[int, str]:
    """Return by security the symbol that is the only one suggested in its currency."""
    found = {}
    for each in rows:
        fitting = [one for one in each.candidates if one.currency == each.security.currency]
        if is_unsure(each) and len(fitting) == 1:
            found[each.security.id] = fitting[0].symbol
    return found


def _fit(table: QTableView, stretched: Sequence[int]) -> None:
    header = table.horizontalHeader()
    model = table.model()
    for column in range(model.columnCount()):
        if column in stretched:
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
            continue
        header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
        wide = max(table.sizeHintForColumn(column), header.sectionSizeHint(column)) + 26
        table.setColumnWidth(column, min(_MOST_MEASURED, wide))
