"""The allocation as one view: tiles, a table with targets, and what would bring it there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import QCoreApplication, QModelIndex, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from gridwatch.domain.ledger.typed_number import read_decimal
from gridwatch.domain.problem import Problem
from gridwatch.services.portfolio.choice_edits import SetAllocation
from gridwatch.services.portfolio.views import Dimension, Holdings, Slice, Suggestion
from gridwatch.ui.alerts.outlines import outline
from gridwatch.ui.look import Look
from gridwatch.ui.portfolio.allocation.map import AllocationMap
from gridwatch.ui.portfolio.allocation.rows import (
    slice_columns,
    slice_rows,
    tiles_of,
    trade_columns,
    trade_rows,
)
from gridwatch.ui.portfolio.allocation.target_table import TargetTable
from gridwatch.ui.portfolio.grid_model import GridModel
from gridwatch.ui.portfolio.grid_table import GridTable
from gridwatch.ui.portfolio.scrolled import lay_scrolled
from gridwatch.ui.portfolio.trailed import TrailedView
from gridwatch.ui.strips import error_words
from gridwatch.wording.gaps import all_gaps, gap_words
from gridwatch.wording.naming import Naming, dimension_words, dimensions

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Allocation:
    """Everything that is shown of one dimension.

    `trades`: what would bring it to its targets, or the Problem why that can't be told.
    """

    dimension: Dimension
    holdings: Holdings
    slices: tuple[Slice, ...]
    targets: Mapping[str, Decimal]
    trades: tuple[Suggestion, ...] | Problem = ()


class AllocationView(TrailedView):
    """Shows an allocation; `wanted`: another dimension or amount of new money, to be read."""

    wanted = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        """Start with nothing read."""
        super().__init__(look, parent)
        self._shown: Allocation | None = None
        body = self.body
        self.dimension_box = QComboBox(body)
        for dimension in dimensions():
            self.dimension_box.addItem("", dimension)
        self.missing, self.empty = QLabel(body), QLabel(body)
        self.map = AllocationMap(look, body)
        self.model, self.trades = GridModel(), GridModel()
        self.table = TargetTable(self.model, look.tones, body)
        self.trade_title, self.trade_words = QLabel(body), QLabel(body)
        self.money_label, self.money = QLabel(body), QLineEdit(body)
        self.trade_table = GridTable(self.trades, look.tones, body, still=True)
        self._scroll = QScrollArea(body)
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.table)
        self.restyle(look)

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(8, 4, 8, 4)
        bar.addWidget(self.dimension_box)
        bar.addStretch(1)
        inner = QWidget(self.body)
        column = QVBoxLayout(inner)
        column.setContentsMargins(10, 8, 10, 14)
        column.setSpacing(8)
        for label in (self.missing, self.empty, self.trade_words):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setMinimumHeight(120)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.trade_title)
        row.addStretch(1)
        row.addWidget(self.money_label)
        row.addWidget(self.money)
        self.money.setMaximumWidth(130)
        self.money.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.money_label.setBuddy(self.money)
        for widget in (self.missing, self.map, self.table):
            column.addWidget(widget)
        column.addSpacing(10)
        column.addLayout(row)
        for part in (self.trade_words, self.trade_table, self.empty):
            column.addWidget(part)
        column.addStretch(1)
        lay_scrolled(self.body, bar, self._scroll, inner)

    def _connect(self) -> None:
        self.dimension_box.activated.connect(lambda _: self.wanted.emit())
        self.money.editingFinished.connect(self._read_money)
        self.map.chosen.connect(self._find)
        self.table.asked.connect(self.ask)
        self.table.targeted.connect(self.set_target)
        self.table.failed.connect(lambda problem: self.said.emit(error_words(problem)))
        self.table.selectionModel().currentRowChanged.connect(self._mark)
        self._money_read = ""

    # What is chosen

    @property
    def dimension(self) -> Dimension:
        """Return by what the portfolio is taken apart."""
        return Dimension(self.dimension_box.currentData())

    @property
    def new_money(self) -> float | None:
        """Return how much is to be put in, None where that is not said."""
        try:
            amount = read_decimal(self.money.text())
        except Problem:
            return None
        return None if amount is None else float(amount)

    # What is shown

    def show_allocation(self, shown: Allocation, naming: Naming) -> None:
        """Show what was read of a dimension."""
        self._shown, self.naming = shown, naming
        self._show()

    def restyle(self, look: Look) -> None:
        """Say and colour everything in another look."""
        self.look = look
        tones = look.tones
        self._scroll.setStyleSheet(
            f"QScrollArea, QScrollArea > QWidget > QWidget {{ background: {tones.base}; }}"
        )
        with QSignalBlocker(self.dimension_box):
            for place, dimension in enumerate(dimensions()):
                self.dimension_box.setItemText(place, dimension_words(dimension))
        self.dimension_box.setAccessibleName(translate("Portfolio", "Allocation by"))
        self.trade_title.setText(translate("Portfolio", "To reach the targets"))
        self.trade_title.setStyleSheet(f"color: {tones.text}; font-weight: 600;")
        self.money.setAccessibleName(translate("Portfolio", "New money"))
        self.money.setToolTip(
            translate(
                "Portfolio",
                "With an amount nothing is sold and no more than it is spent. Without one what is"
                " above its target is sold.",
            )
        )
        self.table.setAccessibleName(translate("Portfolio", "Allocation"))
        self.trade_table.setAccessibleName(translate("Portfolio", "Suggested trades"))
        for label in (self.empty, self.trade_words, self.money_label):
            label.setStyleSheet(f"color: {tones.muted};")
        self.missing.setStyleSheet(f"color: {tones.warn};")
        self.table.speak(look.phrases)
        outline(self.body, tones)
        self._show()
        self.table.restyle(tones)
        self.trade_table.restyle(tones)
        self.restyle_trail(look)

    def _show(self) -> None:
        shown, look = self._shown, self.look
        there = shown is not None and bool(shown.slices)
        for part in (
            self.map,
            self.table,
            self.trade_title,
            self.money_label,
            self.money,
            self.trade_table,
            self.trade_words,
        ):
            part.setVisible(there)
        self.empty.setVisible(not there)
        self.empty.setText(
            translate("Portfolio", "Nothing is held here, so there is nothing to be shared out.")
            if shown is not None
            else translate("Portfolio", "Reading the portfolio…")
        )
        self.missing.setVisible(False)
        if shown is None or not there:
            return
        holdings, currency = shown.holdings, shown.holdings.currency
        lacks = gap_words(holdings.gaps, self.naming, currency)
        self.missing.setText(lacks)
        self.missing.setToolTip(all_gaps(holdings.gaps, self.naming, currency))
        self.missing.setVisible(bool(lacks))
        tiles = tiles_of(shown.slices, self.naming, look)
        self.map.show_tiles(tiles, look)
        self.map.setVisible(bool(tiles))
        self.model.show_rows(
            slice_columns(shown.dimension, currency),
            slice_rows(shown.slices, holdings.known_value, currency, self.naming, look),
        )
        self.table.fit()
        self.money_label.setText(
            translate("Portfolio", "New money in {currency}:").format(currency=currency)
        )
        self._show_trades(shown, currency)

    def _show_trades(self, shown: Allocation, currency: str) -> None:
        trades = shown.trades if not isinstance(shown.trades, Problem) else ()
        self.trades.show_rows(
            trade_columns(currency), trade_rows(trades, currency, self.naming.securities, self.look)
        )
        self.trade_table.fit()
        self.trade_table.setVisible(bool(trades))
        self.trade_words.setText(self._trade_words(shown))

    def _trade_words(self, shown: Allocation) -> str:
        if isinstance(shown.trades, Problem):
            return error_words(shown.trades)
        if shown.dimension is Dimension.SECURITY:
            return translate(
                "Portfolio",
                "Targets are set by segment, company, country, currency or account.",
            )
        if not shown.targets:
            return translate(
                "Portfolio",
                "No targets are set. Choose a row, press F2 and type the share that you want.",
            )
        if not shown.trades:
            return translate(
                "Portfolio", "No trade in whole lots would bring it closer to the targets."
            )
        return translate(
            "Portfolio",
            "Suggestions in whole lots at the last prices, without charges. Nothing is traded by"
            " itself.",
        )

    # What the user does

    def set_target(self, key: str, share: Decimal | None) -> None:
        """Want a share of a part, or none in particular."""
        shown = self._shown
        if shown is None:
            return
        wanted = {name: each for name, each in shown.targets.items() if name != key}
        if share is not None:
            wanted[key] = share
        if wanted != dict(shown.targets):
            self.edited.emit(SetAllocation(shown.dimension, wanted))

    def _read_money(self) -> None:
        text = self.money.text().strip()
        if text == self._money_read:
            return
        self._money_read = text
        try:
            read_decimal(text)
        except Problem as problem:
            self.said.emit(error_words(problem))
            return
        self.wanted.emit()

    def _find(self, key: str) -> None:
        place = self.model.place_of(key)
        if place is not None:
            index = self.model.index(place, 0)
            self.table.setCurrentIndex(index)
            self._scroll.ensureWidgetVisible(self.table, 0, 0)

    def _mark(self, current: QModelIndex, _before: QModelIndex) -> None:
        self.map.choose(self.model.row(current.row()) or "")

    # What is remembered

    def save_state(self) -> dict[str, str]:
        """Return the dimension."""
        return {"dimension": self.dimension}

    def restore_state(self, state: Mapping[str, str]) -> None:
        """Bring back what `save_state` returned."""
        place = self.dimension_box.findData(state.get("dimension", ""))
        if place >= 0:
            self.dimension_box.setCurrentIndex(place)
