"""The trades as one view: which of them, what they come to, and a table of them."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gridwatch.services.portfolio.trade_reading import (
    TradesReading,
    TradeState,
    carried_in,
    chosen,
    gaps_in,
    totals_of,
)
from gridwatch.services.portfolio.trades import Trade
from gridwatch.ui.alerts.outlines import outline
from gridwatch.ui.look import Look
from gridwatch.ui.portfolio.cents import unknown
from gridwatch.ui.portfolio.grid_model import GridModel
from gridwatch.ui.portfolio.periods import PERIODS
from gridwatch.ui.portfolio.trades.rows import key_of, trade_columns, trade_rows
from gridwatch.ui.portfolio.trades.table import TradeTable
from gridwatch.ui.portfolio.trailed import TrailedView
from gridwatch.wording.gaps import carried_words, gap_words
from gridwatch.wording.naming import Naming

translate = QCoreApplication.translate


class TradesView(TrailedView):
    """Shows trades; `listed` carries a security whose transactions are wanted."""

    listed = Signal(int)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        """Start with nothing read."""
        super().__init__(look, parent)
        self._read: TradesReading | None = None
        body = self.body
        self.state_box, self.period_box = QComboBox(body), QComboBox(body)
        self.sums, self.missing = QLabel(body), QLabel(body)
        self.model = GridModel()
        self.table = TradeTable(self.model, look.tones, body)
        for state in TradeState:
            self.state_box.addItem("", state)
        for period in PERIODS:
            self.period_box.addItem("", period.id)
        self._lay_out()
        self.state_box.activated.connect(lambda _: self._show())
        self.period_box.activated.connect(lambda _: self._show())
        self.table.asked.connect(self.ask)
        self.table.listed.connect(self._list)
        self.setFocusProxy(self.table)
        self.restyle(look)

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(8, 4, 8, 4)
        bar.setSpacing(8)
        bar.addWidget(self.state_box)
        bar.addWidget(self.period_box)
        bar.addStretch(1)
        for label in (self.sums, self.missing):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setContentsMargins(10, 2, 10, 4)
        column = QVBoxLayout(self.body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self.sums)
        column.addWidget(self.missing)
        column.addWidget(self.table, 1)

    # What is chosen

    @property
    def state(self) -> TradeState:
        """Return which trades are shown."""
        return TradeState(self.state_box.currentData())

    @property
    def shown(self) -> tuple[Trade, ...]:
        """Return the trades that are shown, newest first."""
        if self._read is None:
            return ()
        first, last = PERIODS[max(0, self.period_box.currentIndex())].days(self._read.on)
        return chosen(self._read.trades, self.state, first, last)

    # What is shown

    def show_trades(self, read: TradesReading, naming: Naming) -> None:
        """Show what was read."""
        self._read, self.naming = read, naming
        self._show()

    def rename(self, naming: Naming) -> None:
        """Say what everything is called now."""
        self.naming = naming
        self._show()

    def restyle(self, look: Look) -> None:
        """Say and colour everything in another look."""
        self.look = look
        tones = look.tones
        words = {
            TradeState.ALL: translate("Portfolio", "All trades"),
            TradeState.CLOSED: translate("Portfolio", "Closed trades"),
            TradeState.OPEN: translate("Portfolio", "Open trades"),
        }
        with QSignalBlocker(self.state_box), QSignalBlocker(self.period_box):
            for place, state in enumerate(TradeState):
                self.state_box.setItemText(place, words[state])
            for place, period in enumerate(PERIODS):
                self.period_box.setItemText(place, period.title)
        self.state_box.setAccessibleName(translate("Portfolio", "Which trades"))
        self.period_box.setAccessibleName(translate("Portfolio", "Period"))
        self.period_box.setToolTip(
            translate(
                "Portfolio",
                "What is closed counts on the day of its sale, what is open on that of its first"
                " purchase.",
            )
        )
        self.table.setAccessibleName(translate("Portfolio", "Trades"))
        self.sums.setStyleSheet(f"color: {tones.muted};")
        self.missing.setStyleSheet(f"color: {tones.warn};")
        outline(self.body, tones)
        self._show()
        self.table.restyle(tones)
        self.restyle_trail(look)

    def _show(self) -> None:
        read, some = self._read, self.shown
        self.table.say_empty("" if some else self._empty_words())
        self.sums.setText(self._sums(some))
        self.sums.setVisible(bool(some))
        lacks = self._lacking(read, some) if read is not None else ""
        self.missing.setText(lacks)
        self.missing.setVisible(bool(lacks))
        if read is not None:
            rows = trade_rows(some, read.currency, read.on, self.naming, self.look)
            self.model.show_rows(trade_columns(), rows)
            self.table.fit()

    def _sums(self, some: tuple[Trade, ...]) -> str:
        """Return how many trades there are, how they came out, and how long they were held."""
        sums, whole = totals_of(some), self.look.phrases.integer
        days = unknown() if sums.days_held is None else whole(round(sums.days_held))
        facts = [
            (translate("Portfolio", "Closed trades"), whole(sums.closed)),
            (translate("Portfolio", "Open trades"), whole(sums.open)),
            (translate("Portfolio", "With a gain"), whole(sums.winners)),
            (translate("Portfolio", "With a loss"), whole(sums.losers)),
            (translate("Portfolio", "Gain unknown"), whole(sums.unknown) if sums.unknown else ""),
            (translate("Portfolio", "Days held on average"), days),
        ]
        one = translate("Portfolio", "{name}: {number}")
        told = [one.format(name=name, number=number) for name, number in facts if number]
        return " · ".join(told)

    def _lacking(self, read: TradesReading, some: tuple[Trade, ...]) -> str:
        gaps = gap_words(gaps_in(some), self.naming, read.currency)
        carried = carried_words(carried_in(read, some), self.naming)
        return "\n".join(each for each in (gaps, carried) if each)

    def _empty_words(self) -> str:
        if self._read is None:
            return translate("Portfolio", "Reading the trades…")
        if self._read.trades:
            return translate("Portfolio", "There are no such trades in this period.")
        return translate("Portfolio", "No securities were bought or sold here yet.")

    def _list(self, key: str) -> None:
        one = next((each for each in self.shown if key_of(each) == key), None)
        if one is not None:
            self.listed.emit(one.security_id)

    # What is remembered

    def save_state(self) -> dict[str, str]:
        """Return which trades are shown, of which period."""
        return {"state": self.state, "period": str(self.period_box.currentData())}

    def restore_state(self, state: Mapping[str, str]) -> None:
        """Bring back what `save_state` returned."""
        for box, name in ((self.state_box, "state"), (self.period_box, "period")):
            place = box.findData(state.get(name, ""))
            if place >= 0:
                box.setCurrentIndex(place)
        self._show()
