"""The income as one view: bars by month, a table by security, and offers that are not booked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gridwatch.services.portfolio.choice_edits import Dismiss
from gridwatch.services.portfolio.income_reading import IncomeReading
from gridwatch.services.portfolio.ledger_edits import AddTransactions
from gridwatch.services.portfolio.views import Offer
from gridwatch.ui.alerts.outlines import outline
from gridwatch.ui.look import Look
from gridwatch.ui.portfolio.grid_model import GridModel, GridRow
from gridwatch.ui.portfolio.grid_table import GridTable
from gridwatch.ui.portfolio.income.bars import IncomeBars
from gridwatch.ui.portfolio.income.calendar import (
    Basis,
    Stretch,
    bars_of,
    stretches,
    years_of,
)
from gridwatch.ui.portfolio.income.offer_table import OfferTable
from gridwatch.ui.portfolio.income.rows import (
    income_columns,
    income_rows,
    offer_columns,
    offer_rows,
)
from gridwatch.ui.portfolio.scrolled import lay_scrolled
from gridwatch.ui.portfolio.trailed import TrailedView
from gridwatch.wording.gaps import gap_words
from gridwatch.wording.naming import Naming

translate = QCoreApplication.translate


class IncomeView(TrailedView):
    """Shows income; `asked_transaction` carries a Transaction to be looked at and booked."""

    asked_transaction = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        """Start with nothing read."""
        super().__init__(look, parent)
        self._shown: IncomeReading | None = None
        body = self.body
        self.year_box, self.basis_box = QComboBox(body), QComboBox(body)
        self.missing, self.empty = QLabel(body), QLabel(body)
        self.bars = IncomeBars(look, body)
        self.model, self.offers = GridModel(), GridModel()
        self.table = GridTable(self.model, look.tones, body, still=True)
        self.offer_title, self.offer_words = QLabel(body), QLabel(body)
        self.offer_table = OfferTable(self.offers, look.tones, body)
        self.book, self.dismiss, self.look_at = (QToolButton(body) for _ in range(3))
        for basis in Basis:
            self.basis_box.addItem("", basis)
        self.year_box.addItem("", None)
        self._scroll = QScrollArea(body)
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.table)
        self.restyle(look)

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(8, 4, 8, 4)
        bar.setSpacing(8)
        bar.addWidget(self.year_box)
        bar.addWidget(self.basis_box)
        bar.addStretch(1)
        inner = QWidget(self.body)
        column = QVBoxLayout(inner)
        column.setContentsMargins(10, 8, 10, 14)
        column.setSpacing(8)
        for label in (self.missing, self.empty, self.offer_words):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setMinimumHeight(120)
        offers = QHBoxLayout()
        offers.setSpacing(4)
        offers.addWidget(self.offer_title)
        offers.addStretch(1)
        for button in (self.book, self.look_at, self.dismiss):
            button.setAutoRaise(True)
            offers.addWidget(button)
        for part in (self.missing, self.bars, self.table, self.empty):
            column.addWidget(part)
        column.addSpacing(10)
        column.addLayout(offers)
        column.addWidget(self.offer_words)
        column.addWidget(self.offer_table)
        column.addStretch(1)
        lay_scrolled(self.body, bar, self._scroll, inner)

    def _connect(self) -> None:
        self.year_box.activated.connect(lambda _: self._show())
        self.basis_box.activated.connect(lambda _: self._show())
        self.bars.picked.connect(self._pick)
        self.table.asked.connect(self.ask)
        self.book.clicked.connect(self.book_chosen)
        self.look_at.clicked.connect(self.look_at_chosen)
        self.dismiss.clicked.connect(self.dismiss_chosen)
        self.offer_table.booked.connect(self.book_chosen)
        self.offer_table.dismissed.connect(self.dismiss_chosen)
        self.offer_table.doubleClicked.connect(lambda _: self.look_at_chosen())
        self.offer_table.selectionModel().selectionChanged.connect(lambda *_: self._enable())

    # What is chosen

    @property
    def basis(self) -> Basis:
        """Return which amounts count."""
        return Basis(self.basis_box.currentData())

    @property
    def year(self) -> int | None:
        """Return the year whose months are shown, None for all of the time."""
        found: int | None = self.year_box.currentData()
        return found

    def chosen_offers(self) -> list[Offer]:
        """Return the offers that are selected, the first one where none is."""
        if self._shown is None:
            return []
        keys = {self.offers.row(each) for each in self.offer_table.selected_places()}
        return [each for each in self._shown.offers if each.key in keys]

    # What is shown

    def show_income(self, shown: IncomeReading, naming: Naming) -> None:
        """Show what was read."""
        self._shown, self.naming = shown, naming
        self._offer_years(years_of(shown.incomes))
        self._show()

    def restyle(self, look: Look) -> None:
        """Say and colour everything in another look."""
        self.look = look
        tones = look.tones
        self._scroll.setStyleSheet(
            f"QScrollArea, QScrollArea > QWidget > QWidget {{ background: {tones.base}; }}"
        )
        words = {
            Basis.NET: translate("Portfolio", "After taxes"),
            Basis.GROSS: translate("Portfolio", "Before taxes"),
        }
        with QSignalBlocker(self.basis_box), QSignalBlocker(self.year_box):
            for place, basis in enumerate(Basis):
                self.basis_box.setItemText(place, words[basis])
            self.year_box.setItemText(0, translate("Portfolio", "All years"))
        self.basis_box.setToolTip(
            translate("Portfolio", "What is only expected is told before taxes.")
        )
        self.year_box.setAccessibleName(translate("Portfolio", "Year"))
        self.basis_box.setAccessibleName(translate("Portfolio", "Amounts"))
        self.offer_title.setText(translate("Portfolio", "Not booked yet"))
        self.offer_title.setStyleSheet(f"color: {tones.text}; font-weight: 600;")
        self.book.setText(translate("Portfolio", "Book"))
        self.look_at.setText(translate("Portfolio", "Book with changes…"))
        self.dismiss.setText(translate("Portfolio", "Dismiss"))
        self.table.setAccessibleName(translate("Portfolio", "Income by security"))
        self.offer_table.setAccessibleName(translate("Portfolio", "Not booked yet"))
        for label in (self.empty, self.offer_words):
            label.setStyleSheet(f"color: {tones.muted};")
        self.missing.setStyleSheet(f"color: {tones.warn};")
        outline(self.body, tones)
        self._show()
        self.table.restyle(tones)
        self.offer_table.restyle(tones)
        self.restyle_trail(look)

    def _offer_years(self, years: Sequence[int]) -> None:
        if years == [self.year_box.itemData(each) for each in range(1, self.year_box.count())]:
            return
        chosen = self.year
        with QSignalBlocker(self.year_box):
            while self.year_box.count() > 1:
                self.year_box.removeItem(1)
            for each in years:
                self.year_box.addItem(str(each), each)
            self.year_box.setCurrentIndex(max(0, self.year_box.findData(chosen)))

    def _show(self) -> None:
        shown, look = self._shown, self.look
        there = shown is not None and bool(shown.incomes)
        for part in (self.bars, self.table, self.year_box, self.basis_box):
            part.setVisible(there)
        self.empty.setVisible(not there)
        self.empty.setText(self._empty_words())
        self.missing.setVisible(False)
        self._show_offers()
        if shown is None or not there:
            return
        wanted = stretches(shown.incomes, shown.today, self.year)
        self.bars.show_bars(bars_of(shown.incomes, wanted, self.basis), shown.currency, look)
        columns = self._columns(shown, wanted)
        self.model.show_rows(income_columns(columns, look), self._rows(shown, columns))
        self.table.fit()
        lacks = gap_words(shown.gaps, self.naming, shown.currency)
        self.missing.setText(lacks)
        self.missing.setVisible(bool(lacks))

    def _columns(self, shown: IncomeReading, wanted: list[Stretch]) -> list[Stretch]:
        """Return the times of the table: months of the year, or years."""
        if self.year is not None:
            return wanted
        return [Stretch(each) for each in sorted({each.on.year for each in shown.incomes})]

    def _rows(self, shown: IncomeReading, columns: list[Stretch]) -> list[GridRow]:
        return income_rows(
            shown.incomes,
            columns,
            self.basis,
            shown.yields,
            shown.currency,
            self.naming,
            self.look,
        )

    def _show_offers(self) -> None:
        offers = self._shown.offers if self._shown is not None else ()
        there = bool(offers)
        self.offers.show_rows(offer_columns(), offer_rows(offers, self.naming, self.look))
        for part in (self.offer_title, self.offer_table, self.book, self.look_at, self.dismiss):
            part.setVisible(there)
        self.offer_words.setVisible(there)
        self.offer_words.setText(
            translate(
                "Portfolio",
                "The market's data tell these of what you held on their days; your ledger does not"
                " have them. Amounts are before taxes. Nothing is booked by itself.",
            )
        )
        self.offer_table.fit()
        if there and not self.offer_table.currentIndex().isValid():
            self.offer_table.setCurrentIndex(self.offers.index(0, 0))
        self._enable()

    def _enable(self) -> None:
        chosen = self.chosen_offers()
        self.dismiss.setEnabled(bool(chosen))
        self.book.setEnabled(any(each.transactions for each in chosen))
        self.look_at.setEnabled(len(chosen) == 1 and len(chosen[0].transactions) == 1)

    def _empty_words(self) -> str:
        if self._shown is None:
            return translate("Portfolio", "Reading the income…")
        return translate(
            "Portfolio", "No dividends or interest are booked here, and none are expected."
        )

    # What the user does

    def book_chosen(self) -> None:
        """Book what is selected as it is offered; one step takes all of it back."""
        booked = [one for each in self.chosen_offers() for one in each.transactions]
        if booked:
            self.edited.emit(AddTransactions(tuple(booked)))

    def look_at_chosen(self) -> None:
        """Open the one offer that is selected as a transaction."""
        chosen = self.chosen_offers()
        if len(chosen) == 1 and len(chosen[0].transactions) == 1:
            self.asked_transaction.emit(chosen[0].transactions[0])

    def dismiss_chosen(self) -> None:
        """Leave out what is selected from now on."""
        chosen = self.chosen_offers()
        if chosen:
            self.edited.emit(Dismiss(frozenset(each.key for each in chosen)))

    def _pick(self, stretch: Stretch) -> None:
        """Look at the months of a year that was clicked."""
        place = self.year_box.findData(stretch.year)
        if place >= 0 and self.year is None:
            self.year_box.setCurrentIndex(place)
            self._show()

    # What is remembered

    def save_state(self) -> dict[str, str]:
        """Return which amounts count."""
        return {"basis": self.basis}

    def restore_state(self, state: Mapping[str, str]) -> None:
        """Bring back what `save_state` returned."""
        place = self.basis_box.findData(state.get("basis", ""))
        if place >= 0:
            self.basis_box.setCurrentIndex(place)
