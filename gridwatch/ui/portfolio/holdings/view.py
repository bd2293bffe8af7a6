"""The holdings as one view: head, grouping, table, and the trail of any number beside them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gridwatch.domain.problem import Problem
from gridwatch.services.chart_table import write_table
from gridwatch.services.portfolio.views import Holdings
from gridwatch.ui.alerts.outlines import outline
from gridwatch.ui.look import Look
from gridwatch.ui.marking import QT_TRANSLATE_NOOP
from gridwatch.ui.portfolio.holdings.cells import Scene
from gridwatch.ui.portfolio.holdings.columns import PLACES
from gridwatch.ui.portfolio.holdings.export import figures
from gridwatch.ui.portfolio.holdings.head import HoldingsHead
from gridwatch.ui.portfolio.holdings.lines import (
    Grouping,
    Line,
    Listing,
    held_lines,
    listing_of,
)
from gridwatch.ui.portfolio.holdings.model import Arrangement, HoldingsModel
from gridwatch.ui.portfolio.holdings.table import HoldingsTable
from gridwatch.ui.portfolio.trailed import TrailedView
from gridwatch.ui.strips import error_words
from gridwatch.ui.user_file import ask_for_file
from gridwatch.wording.naming import Naming

translate = QCoreApplication.translate
_GROUPINGS: Mapping[Grouping, str] = {
    Grouping.NONE: QT_TRANSLATE_NOOP("Portfolio", "Not grouped"),
    Grouping.SEGMENT: QT_TRANSLATE_NOOP("Portfolio", "By segment"),
    Grouping.COMPANY: QT_TRANSLATE_NOOP("Portfolio", "By company"),
    Grouping.ACCOUNT: QT_TRANSLATE_NOOP("Portfolio", "By account"),
}


class HoldingsView(TrailedView):
    """Shows readings of what is held.

    `grouped`: another grouping is wanted, for which more may have to be read. `listed` carries a
    security whose transactions are wanted. `begun`: the first account or transaction is wanted,
    `brought`: a file that is to be imported.
    """

    grouped = Signal()
    listed = Signal(int)
    begun = Signal()
    brought = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        """Start with nothing read."""
        super().__init__(look, parent)
        self._holdings: Holdings | None = None
        self._by_account: Mapping[int, Holdings] = {}
        self._listing = Listing()
        self.head = HoldingsHead(look, self.body)
        self.grouping_box, self.export = QComboBox(self.body), QToolButton(self.body)
        self.sold = QCheckBox(self.body)
        self.export.setAutoRaise(True)
        for each in _GROUPINGS:
            self.grouping_box.addItem("", each)
        self.model = HoldingsModel(Scene(look.phrases))
        self.table = HoldingsTable(self.model, look.tones, self.body)
        self.begin = QPushButton(self.body)
        self.bring = QPushButton(self.body)
        for button in (self.begin, self.bring):
            button.setAutoDefault(True)
        self._begin_words = QLabel(self.body)
        self._begin_words.setWordWrap(True)
        self._start = QWidget(self.body)
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.table)
        self.restyle(look)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(8, 2, 8, 4)
        row.setSpacing(6)
        row.addWidget(self.grouping_box)
        row.addWidget(self.sold)
        row.addStretch(1)
        row.addWidget(self.export)
        self._bar = QWidget(self.body)
        self._bar.setLayout(row)
        offer = QVBoxLayout(self._start)
        offer.setContentsMargins(24, 24, 24, 24)
        offer.setSpacing(12)
        offer.addStretch(2)
        offer.addWidget(self._begin_words)
        button = QHBoxLayout()
        button.addWidget(self.begin)
        button.addWidget(self.bring)
        button.addStretch(1)
        offer.addLayout(button)
        offer.addStretch(3)
        column = QVBoxLayout(self.body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self._bar)
        column.addWidget(self.table, 1)
        column.addWidget(self._start, 1)

    def _connect(self) -> None:
        self.grouping_box.currentIndexChanged.connect(lambda _: self._regroup())
        self.sold.toggled.connect(lambda _: self._show())
        self.export.clicked.connect(self.ask_for_file)
        self.head.asked.connect(self.ask)
        self.table.asked.connect(self.ask)
        self.table.opened.connect(self.opened)
        self.table.listed.connect(self.listed)
        self.begin.clicked.connect(self.begun)
        self.bring.clicked.connect(self.brought)

    # What is shown

    @property
    def grouping(self) -> Grouping:
        """Return by what the holdings are put together."""
        return Grouping(self.grouping_box.currentData())

    def show_holdings(
        self, holdings: Holdings, naming: Naming, by_account: Mapping[int, Holdings] | None = None
    ) -> None:
        """Show a reading; `by_account` where the holdings are grouped so."""
        self._holdings, self.naming = holdings, naming
        self._by_account = by_account or {}
        self._show()

    def restyle(self, look: Look) -> None:
        """Say and colour everything in another look."""
        self.look = look
        with QSignalBlocker(self.grouping_box):
            for place, words in enumerate(_GROUPINGS.values()):
                self.grouping_box.setItemText(place, translate("Portfolio", words))
        self.grouping_box.setAccessibleName(translate("Portfolio", "Grouping"))
        self.export.setText(translate("Portfolio", "Export…"))
        self.sold.setText(translate("Portfolio", "Sold ones too"))
        self.sold.setToolTip(translate("Portfolio", "Show what is not held any more as well"))
        self._begin_words.setStyleSheet(f"color: {look.tones.muted};")
        self._start.setStyleSheet("")
        outline(self._bar, look.tones)
        self._show()
        self.model.retitle()
        self.table.restyle(look.tones)
        self.restyle_trail(look)

    def _show(self) -> None:
        holdings = self._holdings
        if holdings is None:
            scene = Scene(self.look.phrases, self.naming)
            self.model.show(Listing(), scene)
        else:
            scene = Scene(self.look.phrases, self.naming, holdings.currency, holdings.on)
            self._listing = listing_of(
                holdings,
                self._by_account,
                self.grouping,
                self.naming,
                cash=translate("Portfolio", "Cash"),
                total=translate("Portfolio", "Total"),
                sold=self.sold.isChecked(),
            )
            retitled = scene.currency != self.model.scene.currency
            self.model.show(self._listing, scene)
            if retitled:
                self.model.retitle()
                self.table.fit()
            self.head.show_holdings(holdings, held_lines(holdings), self.naming, self.look)
        self._show_parts()

    def _show_parts(self) -> None:
        """Show the table, or what to do where nothing is held."""
        rows = self.model.rowCount() > 0
        nothing = self._holdings is not None and not rows
        was_held = self._holdings is not None and any(
            not each.quantity for each in self._holdings.holdings
        )
        nothing = nothing and not was_held
        self.head.setVisible(rows or was_held)
        self._bar.setVisible(rows or was_held)
        self.sold.setVisible(was_held)
        self.export.setEnabled(rows)
        self.table.setVisible(not nothing)
        self._start.setVisible(nothing)
        self.table.say_empty("" if rows else self._empty_words())
        if nothing:
            self._offer()

    def _empty_words(self) -> str:
        if self._holdings is None:
            return translate("Portfolio", "Reading the portfolio…")
        return translate("Portfolio", "Everything has been sold.")

    def _offer(self) -> None:
        """Say how to begin."""
        if not self.naming.accounts:
            words = translate(
                "Portfolio",
                "There are no accounts yet. With a securities account and its transactions,"
                " entered or imported, GridWatch shows what you hold, what it is worth and what it"
                " has earned. Everything stays on this machine.",
            )
            button = translate("Portfolio", "Set up the first account…")
        else:
            words = translate(
                "Portfolio",
                "Nothing is held here. Enter a purchase or import the transactions of a broker.",
            )
            button = translate("Portfolio", "New transaction…")
        self._begin_words.setText(words)
        self.begin.setText(button)
        self.bring.setText(translate("Portfolio", "Import a file…"))

    def _lines(self) -> list[Line]:
        return [line for section in self._listing.sections for line in section.holdings]

    # What the user does

    def _regroup(self) -> None:
        if self.grouping is Grouping.ACCOUNT and not self._by_account:
            self.grouped.emit()
        else:
            self._show()
            self.grouped.emit()

    def ask_for_file(self) -> QFileDialog:
        """Ask for the name of a file, then write the holdings into it."""
        return ask_for_file(
            self,
            translate("Portfolio", "Save the holdings"),
            translate("Portfolio", "Table"),
            "holdings.csv",
            self.write,
        )

    def write(self, out: Path) -> None:
        """Write all holdings with their lots to a CSV file, and say how it went."""
        if self._holdings is None:
            return
        listing = self._listing
        lines = [each for line in self._lines() for each in (line, *listing.lots(line))]
        accounts = {number: each.name for number, each in self.naming.accounts.items()}
        try:
            write_table(out, figures(lines, self._holdings.currency, accounts))
        except Problem as problem:
            self.said.emit(error_words(problem))
        else:
            self.noted.emit(translate("Portfolio", "Saved: {path}").format(path=out))

    # What is remembered

    def save_state(self) -> dict[str, str]:
        """Return columns, sorting and grouping."""
        wish = self.model.wish
        return {
            "columns": self.table.header_bar.save(),
            "sort": f"{wish.column} {'falling' if wish.falling else 'rising'}".strip(),
            "grouping": self.grouping,
            "sold": str(int(self.sold.isChecked())),
        }

    def restore_state(self, state: Mapping[str, str]) -> None:
        """Bring back what `save_state` returned; what cannot be read keeps its default."""
        if state.get("columns"):
            self.table.header_bar.restore(state["columns"])
        column, _, way = state.get("sort", "").partition(" ")
        if column in PLACES:
            wish = Arrangement(column, way == "falling")
            self.table.header_bar.show_sort(column, falling=wish.falling)
            self.model.arrange(wish)
        self.sold.setChecked(state.get("sold") == "1")
        place = self.grouping_box.findData(state.get("grouping", ""))
        if place >= 0:
            with QSignalBlocker(self.grouping_box):
                self.grouping_box.setCurrentIndex(place)
            self._show()
