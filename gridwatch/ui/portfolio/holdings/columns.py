"""The columns of the table of holdings, declared once: what they show, sort by and open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date

from PySide6.QtCore import QCoreApplication, Qt

from gridwatch.ui.marking import QT_TRANSLATE_NOOP
from gridwatch.ui.phrases import Phrases
from gridwatch.ui.portfolio.holdings.cells import (
    DAY,
    Scene,
    age_cell,
    age_value,
    country_text,
    currency_text,
    figure_value,
    held_cell,
    held_value,
    irr_cell,
    irr_value,
    money_cell,
    name_cell,
    percent_cell,
    price_cell,
    price_value,
    quantity_cell,
    security_text,
    segment_text,
    text_cell,
    value_cell,
    widest_change,
    widest_money,
    widest_percent,
    widest_price,
)
from gridwatch.ui.portfolio.holdings.lines import Line
from gridwatch.ui.portfolio.trail.opening import Number
from gridwatch.ui.watchlist.cells import Cell

translate = QCoreApplication.translate
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `value` is what it sorts by, None where unknown; those come last.

    `asks` is the number that a cell opens, None where it is none. The rest as in the watchlist.
    """

    id: str
    title: str
    value: Callable[[Line, Scene], float | str | None]
    cell: Callable[[Line, Scene], Cell]
    width: int
    align: Qt.AlignmentFlag = RIGHT
    falling: bool = True
    stretch: int = 0
    least: float = 1.0
    visible: bool = True
    asks: Number | None = None
    meaning: str = ""
    widest: Callable[[Phrases], Cell] = field(default=lambda _: Cell())

    def heading(self, scene: Scene) -> str:
        """Return the title in the reader's language."""
        return translate("Portfolio", self.title).format(currency=scene.currency)

    def explained(self, scene: Scene) -> str:
        """Return the title, and what it means where that is not plain."""
        heading = self.heading(scene)
        return f"{heading}\n{translate('Portfolio', self.meaning)}" if self.meaning else heading


def _money(
    identity: str,
    title: str,
    asks: Number,
    *,
    name: str = "",
    toned: bool = False,
    visible: bool = True,
    meaning: str = "",
) -> Column:
    """Declare a column of amounts in the currency of the view."""
    return Column(
        identity,
        title,
        figure_value(name or identity),
        money_cell(name or identity, toned=toned),
        96,
        asks=asks,
        visible=visible,
        meaning=meaning,
        widest=widest_change if toned else widest_money,
    )


def _text(
    identity: str,
    title: str,
    text: Callable[[Line, Scene], str | None],
    width: int,
    *,
    stretch: int = 0,
    visible: bool = True,
) -> Column:
    """Declare a column of words."""
    return Column(
        identity,
        title,
        lambda line, scene: (text(line, scene) or "").casefold() or None,
        text_cell(text),
        width,
        LEFT,
        falling=False,
        stretch=stretch,
        least=0.85,
        visible=visible,
    )


def _part(identity: str, title: str, name: str, asks: Number, *, toned: bool = True) -> Column:
    """Declare a column of fractions, shown as per cent."""
    return Column(
        identity,
        title,
        figure_value(name),
        percent_cell(name, toned=toned),
        72,
        asks=asks,
        widest=widest_percent,
    )


COLUMNS: tuple[Column, ...] = (
    Column(
        "name",
        QT_TRANSLATE_NOOP("Portfolio", "Security"),
        lambda line, _: line.title.casefold(),
        name_cell,
        190,
        LEFT,
        falling=False,
        stretch=4,
        least=0.9,
    ),
    _text(
        "symbol",
        QT_TRANSLATE_NOOP("Portfolio", "Symbol"),
        security_text("symbol"),
        88,
        visible=False,
    ),
    _text(
        "isin",
        QT_TRANSLATE_NOOP("Portfolio", "ISIN"),
        security_text("isin"),
        110,
        visible=False,
    ),
    _text(
        "segment",
        QT_TRANSLATE_NOOP("Portfolio", "Segment"),
        segment_text,
        100,
        stretch=2,
        visible=False,
    ),
    _text("country", QT_TRANSLATE_NOOP("Portfolio", "Country"), country_text, 90, visible=False),
    _text("currency", QT_TRANSLATE_NOOP("Portfolio", "Currency"), currency_text, 60, visible=False),
    Column(
        "quantity",
        QT_TRANSLATE_NOOP("Portfolio", "Quantity"),
        lambda line, _: float(line.quantity) if line.quantity is not None else None,
        quantity_cell,
        80,
        asks=Number.QUANTITY,
        widest=lambda phrases: Cell(phrases.integer(888_888)),
    ),
    Column(
        "price",
        QT_TRANSLATE_NOOP("Portfolio", "Price"),
        price_value,
        price_cell,
        100,
        asks=Number.PRICE,
        meaning=QT_TRANSLATE_NOOP(
            "Portfolio",
            "The last close in the security's own currency; for a lot what a share has cost, for"
            " an account its balance.",
        ),
        widest=widest_price,
    ),
    Column(
        "value",
        QT_TRANSLATE_NOOP("Portfolio", "Value {currency}"),
        figure_value("value"),
        value_cell,
        100,
        asks=Number.VALUE,
        widest=lambda phrases: replace(widest_money(phrases), mark="warn"),
    ),
    _part("share", QT_TRANSLATE_NOOP("Portfolio", "Share"), "share", Number.SHARE, toned=False),
    _money(
        "cost",
        QT_TRANSLATE_NOOP("Portfolio", "Cost"),
        Number.COST,
        meaning=QT_TRANSLATE_NOOP(
            "Portfolio", "What was paid for what is held, charges and rates of the day included."
        ),
    ),
    _money(
        "gain",
        QT_TRANSLATE_NOOP("Portfolio", "Gain"),
        Number.GAIN,
        toned=True,
        meaning=QT_TRANSLATE_NOOP(
            "Portfolio", "Value less cost: not realised yet, currency gain included."
        ),
    ),
    _part("gain_part", QT_TRANSLATE_NOOP("Portfolio", "Gain %"), "gain_part", Number.GAIN),
    _money(
        "price_gain",
        QT_TRANSLATE_NOOP("Portfolio", "Price gain"),
        Number.PRICE_GAIN,
        toned=True,
        visible=False,
    ),
    _money(
        "currency_gain",
        QT_TRANSLATE_NOOP("Portfolio", "Currency gain"),
        Number.CURRENCY_GAIN,
        toned=True,
        meaning=QT_TRANSLATE_NOOP(
            "Portfolio", "The part of the gain that exchange rates have made."
        ),
    ),
    _money("day_change", QT_TRANSLATE_NOOP("Portfolio", "Day"), Number.DAY_CHANGE, toned=True),
    _part("day_part", QT_TRANSLATE_NOOP("Portfolio", "Day %"), "day_part", Number.DAY_CHANGE),
    _money(
        "realised",
        QT_TRANSLATE_NOOP("Portfolio", "Realised"),
        Number.REALISED,
        toned=True,
        visible=False,
        meaning=QT_TRANSLATE_NOOP("Portfolio", "Of all sales so far, after charges."),
    ),
    _money(
        "income",
        QT_TRANSLATE_NOOP("Portfolio", "Net income"),
        Number.INCOME,
        toned=True,
        visible=False,
        meaning=QT_TRANSLATE_NOOP("Portfolio", "Dividends since the first purchase, after taxes."),
    ),
    _money("fees", QT_TRANSLATE_NOOP("Portfolio", "Fees"), Number.FEES, visible=False),
    _money("taxes", QT_TRANSLATE_NOOP("Portfolio", "Taxes"), Number.TAXES, visible=False),
    Column(
        "irr",
        QT_TRANSLATE_NOOP("Portfolio", "IRR"),
        irr_value,
        irr_cell,
        66,
        asks=Number.IRR,
        meaning=QT_TRANSLATE_NOOP(
            "Portfolio", "The yearly rate that makes all payments and the value add up to nothing."
        ),
        widest=widest_percent,
    ),
    Column(
        "held",
        QT_TRANSLATE_NOOP("Portfolio", "Held"),
        held_value,
        held_cell,
        60,
        visible=False,
        meaning=QT_TRANSLATE_NOOP("Portfolio", "For how long the oldest lot has been held."),
        widest=lambda phrases: Cell(phrases.age(364 * DAY)),
    ),
    Column(
        "price_on",
        QT_TRANSLATE_NOOP("Portfolio", "Price of"),
        age_value,
        age_cell,
        96,
        falling=False,
        meaning=QT_TRANSLATE_NOOP(
            "Portfolio", "The day of the price. One that is older than a weekend is marked."
        ),
        widest=lambda phrases: Cell(phrases.day(date(2028, 8, 28)), mark="delayed"),
    ),
)
PLACES = {each.id: place for place, each in enumerate(COLUMNS)}
