"""The head of the holdings: what all is worth now, how it moved, and what is missing of it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from gridwatch.services.portfolio.views import Holdings
from gridwatch.ui.look import Look
from gridwatch.ui.portfolio.cents import money, money_with_unit, percent, tone_of
from gridwatch.ui.portfolio.figure_buttons import LARGE, Figure, FigureTile
from gridwatch.ui.portfolio.flowing import FlowLayout
from gridwatch.ui.portfolio.holdings.lines import Figures, summed
from gridwatch.ui.portfolio.holdings.lines import Line as Row
from gridwatch.ui.portfolio.trail.opening import Number, Opening
from gridwatch.wording.gaps import all_gaps, carried_words, gap_words
from gridwatch.wording.naming import Naming

translate = QCoreApplication.translate


class HoldingsHead(QWidget):
    """Shows the sums of a reading; `asked` carries the Opening of a number."""

    asked = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.value = FigureTile(look.tones, self, large=LARGE)
        self.day, self.gain, self.realised, self.income, self.cash = (
            FigureTile(look.tones, self) for _ in range(5)
        )
        self.missing, self.old = QLabel(self), QLabel(self)
        flow = FlowLayout(spacing=18)
        for tile in self.tiles():
            flow.addWidget(tile)
            tile.asked.connect(self.asked)
        for label in (self.missing, self.old):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 2, 8, 4)
        column.setSpacing(2)
        column.addLayout(flow)
        for label in (self.missing, self.old):
            label.setContentsMargins(6, 0, 0, 2)
            column.addWidget(label)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def tiles(self) -> tuple[FigureTile, ...]:
        """Return the tiles, left to right."""
        return (self.value, self.day, self.gain, self.realised, self.income, self.cash)

    def show_holdings(
        self, holdings: Holdings, rows: list[Row], naming: Naming, look: Look
    ) -> None:
        """Show the sums of a reading; `rows` are those of its securities."""
        self._look = look
        for tile, figure in zip(self.tiles(), self._figures(holdings, summed(rows)), strict=True):
            tile.show_figure(figure, look.tones)
        self._say(holdings, naming)

    def _figures(self, holdings: Holdings, sums: Figures) -> tuple[Figure, ...]:
        phrases, currency = self._look.phrases, holdings.currency
        whole = holdings.value is not None
        caption = (
            translate("Portfolio", "Value")
            if whole
            else translate("Portfolio", "Value of what is known")
        )
        text = money_with_unit(holdings.known_value, currency, phrases)
        value = Figure(
            caption,
            text,
            "text" if whole else "warn",
            tip=translate("Portfolio", "As of {day}").format(day=phrases.day(holdings.on)),
            ask=Opening(Number.VALUE, caption, text),
        )
        before = None
        if sums.day_change is not None and holdings.securities_value is not None:
            before = holdings.securities_value - sums.day_change
        return (
            value,
            self._change(
                translate("Portfolio", "Day"), sums.day_change, before, Number.DAY_CHANGE, currency
            ),
            self._change(
                translate("Portfolio", "Unrealised gain"),
                sums.gain,
                sums.cost,
                Number.GAIN,
                currency,
            ),
            self._change(
                translate("Portfolio", "Realised gain"),
                sums.realised,
                None,
                Number.REALISED,
                currency,
            ),
            self._change(
                translate("Portfolio", "Net income"), sums.income, None, Number.INCOME, currency
            ),
            Figure(
                translate("Portfolio", "Cash"),
                money(holdings.cash_value, currency, phrases),
                "text" if holdings.cash_value is not None else "faint",
            ),
        )

    def _change(
        self, caption: str, value: float | None, base: float | None, asked: Number, currency: str
    ) -> Figure:
        phrases = self._look.phrases
        text = money(value, currency, phrases, signed=True)
        part = value / abs(base) if value is not None and base else None
        remark = percent(part, phrases) if part is not None else ""
        return Figure(caption, text, tone_of(value), remark, ask=Opening(asked, caption, text))

    def _say(self, holdings: Holdings, naming: Naming) -> None:
        tones = self._look.tones
        lacks = gap_words(holdings.gaps, naming, holdings.currency)
        self.missing.setText(lacks)
        self.missing.setToolTip(all_gaps(holdings.gaps, naming, holdings.currency))
        self.missing.setVisible(bool(lacks))
        self.missing.setStyleSheet(f"color: {tones.warn};")
        old = carried_words(holdings.carried, naming)
        self.old.setText(old)
        self.old.setVisible(bool(old))
        self.old.setStyleSheet(f"color: {tones.muted};")
