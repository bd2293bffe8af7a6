"""The dialog of a security: what it is called and quoted as, its own prices and its own splits."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import cast

from PySide6.QtCore import QCoreApplication, QLocale, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from gridwatch.domain.ledger.security import (
    LONGEST_NAME,
    OwnPrice,
    OwnSplit,
    Security,
    checked_price,
    checked_security,
    checked_split,
)
from gridwatch.domain.ledger.typed_number import read_decimal
from gridwatch.domain.problem import Problem
from gridwatch.runtime.session import Session
from gridwatch.services.portfolio.booking import KeepSecurity
from gridwatch.store.user.securities import all_own_splits, prices_of
from gridwatch.ui.alerts.outlines import outline
from gridwatch.ui.look import Look
from gridwatch.ui.portfolio.accounts.dated_model import DatedModel
from gridwatch.ui.portfolio.accounts.dated_table import DatedTable
from gridwatch.ui.portfolio.amounts import Amounts
from gridwatch.ui.portfolio.form_row import FormRow, walk_rows
from gridwatch.ui.portfolio.place import Names
from gridwatch.ui.portfolio.transactions.choosing import offer_currencies
from gridwatch.ui.strips import error_words

translate = QCoreApplication.translate
_WIDE, _HIGH = 500, 560
_SOME_DAY = date(2000, 1, 1)  # a value is checked before it has its day
_ROWS: Mapping[str, str] = {
    "security_unnamed": "name",
    "security_long": "name",
    "currency_code": "currency",
    "symbol_malformed": "symbol",
    "security_exists": "symbol",
    "isin_malformed": "isin",
}
_RATIO = re.compile(r"\s*([0-9]{1,7})\s*[:/]\s*([0-9]{1,7})\s*")
Ratio = tuple[int, int]


class SecurityDialog(QDialog):
    """Asks for a security; `decided` carries an Edit, and before it `made` the Security itself.

    Where `draft` is on nothing is to be stored: `made` is all that comes, and the dialog closes.
    """

    decided = Signal(object)
    made = Signal(object)

    def __init__(
        self,
        security: Security,
        names: Names,
        session: Session,
        look: Look,
        parent: QWidget | None = None,
        *,
        draft: bool = False,
    ) -> None:
        """Begin with `security`, a new one where its id is 0."""
        super().__init__(parent)
        self._security, self._names, self._look, self._draft = security, names, look, draft
        self._amounts = Amounts(look.phrases.language)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(
            translate("Accounts", "Security")
            if security.id
            else translate("Accounts", "New security")
        )
        self.name, self.symbol, self.isin, self.wkn, self.country, self.note = (
            QLineEdit(self) for _ in range(6)
        )
        self.currency, self.segment = QComboBox(self), QComboBox(self)
        self.place, self.told, self.tabs = QLabel(self), QLabel(self), QTabWidget(self)
        self.prices = DatedModel[Decimal](
            look, _price_headings, self._read_price, lambda each: self._amounts.number(each, 2)
        )
        self.splits = DatedModel[Ratio](
            look, _split_headings, _read_ratio, lambda each: f"{each[0]}:{each[1]}"
        )
        self._lay_out()
        self._fill()
        outline(self, look.tones)
        self.country.textChanged.connect(self._say_country)
        self.buttons.accepted.connect(self.decide)
        self.buttons.rejected.connect(self.reject)
        if security.id:
            number = security.id
            session.read_user("own prices", lambda user: _read_own(user, number), self._take_own)
        self.name.setFocus()
        self.name.selectAll()

    def _lay_out(self) -> None:
        of = (self._look.tones, self)
        self.rows = {
            "name": FormRow(*of, self.name),
            "symbol": FormRow(*of, self.symbol),
            "isin": FormRow(*of, self.isin),
            "wkn": FormRow(*of, self.wkn),
            "currency": FormRow(*of, self.currency, spread=False),
            "segment": FormRow(*of, self.segment),
            "country": FormRow(*of, self.country, self.place, spread=False),
            "note": FormRow(*of, self.note),
        }
        head = QWidget(self)
        form = QFormLayout(head)
        form.setContentsMargins(8, 10, 8, 4)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setHorizontalSpacing(12)
        for each in self.rows.values():
            each.put_into(form)
        walk_rows(self.rows.values())
        self.name.setMaxLength(LONGEST_NAME)
        self.country.setMaxLength(2)
        self.country.setFixedWidth(self.fontMetrics().horizontalAdvance("M" * 5))
        self.currency.setEditable(True)
        self.currency.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.segment.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.told.setWordWrap(True)
        self.told.setStyleSheet(f"color: {self._look.tones.warn};")
        self.told.hide()
        self.tabs.setObjectName("pages")  # the window dresses them
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(head, translate("Accounts", "Security"))
        if not self._draft:
            for table, title in self._tables():
                table.refused.connect(self.say)
                self.tabs.addTab(table, title)
        kind = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(kind.Ok | kind.Cancel, self)
        self.ok().setText(
            translate("Accounts", "Save") if self._security.id else translate("Accounts", "Create")
        )
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addWidget(self.tabs, 1)
        column.addWidget(self.told)
        column.addWidget(self.buttons)
        self.resize(_WIDE, min(_HIGH, self.screen().availableSize().height() - 80))

    def _tables(self) -> tuple[tuple[DatedTable, str], tuple[DatedTable, str]]:
        look = self._look
        prices, splits = translate("Accounts", "Own prices"), translate("Accounts", "Own splits")
        told = translate(
            "Accounts",
            "Prices of a share that you know yourself, in the currency of the security. They count"
            " where the market has none of the same day or a later one.",
        )
        split_told = translate(
            "Accounts",
            "Splits as new shares for old ones, like 10:1. They go before the market's of the same"
            " day; 1:1 says that there was none.",
        )
        return (
            (DatedTable(cast("DatedModel[object]", self.prices), look, prices, told, self), prices),
            (
                DatedTable(cast("DatedModel[object]", self.splits), look, splits, split_told, self),
                splits,
            ),
        )

    def _fill(self) -> None:
        security = self._security
        for words, row in (
            (translate("Accounts", "Name"), "name"),
            (translate("Accounts", "Symbol at Yahoo"), "symbol"),
            (translate("Accounts", "ISIN"), "isin"),
            (translate("Accounts", "WKN"), "wkn"),
            (translate("Accounts", "Currency"), "currency"),
            (translate("Accounts", "Segment"), "segment"),
            (translate("Accounts", "Country"), "country"),
            (translate("Accounts", "Note"), "note"),
        ):
            self.rows[row].name(words)
        self.symbol.setPlaceholderText(translate("Accounts", "Empty where nobody quotes it"))
        self.isin.setPlaceholderText(translate("Accounts", "Optional"))
        self.wkn.setPlaceholderText(translate("Accounts", "Optional"))
        for line, text in (
            (self.name, security.name),
            (self.symbol, security.symbol),
            (self.isin, security.isin),
            (self.wkn, security.wkn),
            (self.country, security.country),
            (self.note, security.note),
        ):
            line.setText(text)
        offer_currencies(self.currency, self._names, security.currency)
        self.segment.addItem(translate("Accounts", "As of the company"), "")
        known = dict(self._names.segments)
        if security.segment:
            known.setdefault(security.segment, security.segment)
        for key, title in known.items():
            self.segment.addItem(title, key)
        self.segment.setCurrentIndex(max(0, self.segment.findData(security.segment)))
        self._say_country()

    def _say_country(self) -> None:
        code = self.country.text().strip().upper()
        territory = QLocale.codeToTerritory(code) if len(code) == 2 else QLocale.Country.AnyCountry
        known = territory != QLocale.Country.AnyCountry
        words = QLocale.territoryToString(territory) if known else ""
        if not code:
            words = translate("Accounts", "As of the company; a code like DE")
        self.place.setText(words)
        self.place.setStyleSheet(f"color: {self._look.tones.muted};")

    def _take_own(self, own: tuple[tuple[OwnPrice, ...], tuple[OwnSplit, ...]]) -> None:
        prices, splits = own
        self.prices.show_values((each.on, each.price) for each in prices)
        self.splits.show_values((each.on, (each.numerator, each.denominator)) for each in splits)

    def ok(self) -> QPushButton:
        """Return the button that stores the security."""
        return self.buttons.button(QDialogButtonBox.StandardButton.Ok)

    # What is decided

    @property
    def security(self) -> Security:
        """Return the security as it is typed."""
        return replace(
            self._security,
            name=self.name.text(),
            symbol=self.symbol.text(),
            isin=self.isin.text(),
            wkn=self.wkn.text(),
            currency=self.currency.currentText().strip().upper(),
            segment=self.segment.currentData() or "",
            country=self.country.text(),
            note=self.note.text(),
        )

    def decide(self) -> None:
        """Take what was typed; what can't be is explained beside its field and stays."""
        for row in self.rows.values():
            row.say("")
        self.told.hide()
        try:
            security = checked_security(self.security)
            self._check_symbol(security)
        except Problem as problem:
            self.say(problem)
            return
        edit = self._edit(security)
        self.made.emit(security)
        if self._draft or (security == self._security and edit == KeepSecurity(security)):
            self.accept()
            return
        self.buttons.setEnabled(False)  # until it is known whether it could be stored
        self.decided.emit(edit)

    def _edit(self, security: Security) -> KeepSecurity:
        number = security.id
        return KeepSecurity(
            security,
            tuple(OwnPrice(number, on, price) for on, price in self.prices.put.items()),
            self.prices.gone,
            tuple(OwnSplit(number, on, *ratio) for on, ratio in self.splits.put.items()),
            self.splits.gone,
        )

    def _check_symbol(self, security: Security) -> None:
        for each in self._names.securities.values():
            if each.id != security.id and security.symbol and each.symbol == security.symbol:
                raise Problem(
                    "security_exists",
                    "“{name}” has the symbol {symbol} already.",
                    name=each.name,
                    symbol=security.symbol,
                )

    def _read_price(self, text: str) -> Decimal:
        value = read_decimal(text)
        wanted = Decimal(0) if value is None else value
        return checked_price(OwnPrice(0, _SOME_DAY, wanted)).price

    def say(self, problem: Exception) -> None:
        """Say what is wrong, beside its field where there is one."""
        code = problem.code if isinstance(problem, Problem) else ""
        row = self.rows.get(_ROWS.get(code, ""))
        if row is not None:
            self.tabs.setCurrentIndex(0)
            row.say(error_words(problem))
            row.first.setFocus()
        else:
            self.told.setText(error_words(problem))
            self.told.show()

    def stay(self) -> None:
        """Let it be tried again: it could not be stored."""
        self.buttons.setEnabled(True)


def _read_own(
    user: sqlite3.Connection, number: int
) -> tuple[tuple[OwnPrice, ...], tuple[OwnSplit, ...]]:
    return prices_of(user, number), all_own_splits(user).get(number, ())


def _read_ratio(text: str) -> Ratio:
    found = _RATIO.fullmatch(text)
    split = OwnSplit(0, _SOME_DAY, int(found[1]) if found else 0, int(found[2]) if found else 0)
    checked_split(split)
    return split.numerator, split.denominator


def _price_headings() -> tuple[str, str]:
    return translate("Accounts", "Day"), translate("Accounts", "Price")


def _split_headings() -> tuple[str, str]:
    return translate("Accounts", "Day"), translate("Accounts", "New : old")
