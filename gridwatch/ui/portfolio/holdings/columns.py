"""The columns of the table of holdings, declared once: what they show, sort by and open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from PySide6.QtCore import QCoreApplication, Qt

from gridwatch.ui.marking import QT_TRANSLATE_NOOP
from gridwatch.ui.phrases import Phrases
from gridwatch.ui.portfolio.cents import money, percent, shares, tone_of, unknown
from gridwatch.ui.portfolio.holdings.lines import Line, LineKind
from gridwatch.ui.portfolio.trail.opening import Number
from gridwatch.ui.watchlist.cells import Cell
from gridwatch.wording.naming import Naming, country

translate = QCoreApplication.translate
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_WIDEST = 88_888_888.88
_SMALL = 0.00005  # of a fraction: below it two decimals of a per cent show nothing
_DAY = 86_400


@dataclass(frozen=True, slots=True)
class Scene:
    """The words, names and day that all rows share; `currency` is that of the view."""

    phrases: Phrases
    naming: Naming = field(default_factory=Naming)
    currency: str = ""
    today: date = date(1970, 1, 1)


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


# Texts


def _name(line: Line, scene: Scene) -> Cell:
    if line.lot is not None:
        text = f"{scene.phrases.day(line.lot.on)}  {line.title}"
        return Cell(text, tone="muted")
    return Cell(line.title, mark="" if line.known or line.members else "warn")


def _security_text(name: str) -> Callable[[Line, Scene], str | None]:
    def text(line: Line, _: Scene) -> str | None:
        if line.holding is None or line.lot is not None:
            return None
        return str(getattr(line.holding.security, name)) or None

    return text


def _segment(line: Line, scene: Scene) -> str | None:
    if line.holding is None or line.lot is not None or not line.holding.segment:
        return None
    return scene.naming.segment(line.holding.segment)


def _country(line: Line, _: Scene) -> str | None:
    if line.holding is None or line.lot is not None or not line.holding.country:
        return None
    return country(line.holding.country)


def _currency(line: Line, _: Scene) -> str | None:
    if line.account is not None:
        return line.account.account.currency
    if line.holding is None or line.lot is not None:
        return None
    return line.holding.security.currency


def _texted(text: Callable[[Line, Scene], str | None]) -> Callable[[Line, Scene], Cell]:
    return lambda line, scene: Cell(text(line, scene) or "", tone="muted")


# Numbers


def _figure(name: str) -> Callable[[Line, Scene], float | None]:
    def value(line: Line, _: Scene) -> float | None:
        found: float | None = getattr(line.figures, name)
        return found

    return value


def _money_cell(name: str, *, toned: bool = False) -> Callable[[Line, Scene], Cell]:
    def cell(line: Line, scene: Scene) -> Cell:
        value: float | None = getattr(line.figures, name)
        if value is None:
            return _none(line, name)
        text = money(value, scene.currency, scene.phrases, signed=toned)
        return Cell(text, tone=tone_of(value) if toned else _tone(line))

    return cell


def _percent_cell(name: str, *, toned: bool = True) -> Callable[[Line, Scene], Cell]:
    def cell(line: Line, scene: Scene) -> Cell:
        value: float | None = getattr(line.figures, name)
        if value is None:
            return _none(line, name)
        tone = tone_of(value, _SMALL) if toned else _tone(line)
        return Cell(percent(value, scene.phrases, signed=toned), tone=tone)

    return cell


_OF_MONEY = frozenset({"value", "share"})
_OF_LOTS = frozenset({"value", "cost", "gain", "gain_part", "price_gain", "currency_gain"})


def _none(line: Line, name: str) -> Cell:
    """Return an empty cell where such a row has no such number, "n/a" where it is unknown."""
    if line.kind is LineKind.CASH and name not in _OF_MONEY:
        return Cell()
    if line.kind is LineKind.LOT and name not in _OF_LOTS:
        return Cell()
    if line.key[-1] == "cash" and name not in _OF_MONEY:
        return Cell()
    return Cell(unknown(), tone="faint")


def _tone(line: Line) -> str:
    return "muted" if line.kind is LineKind.LOT else "text"


def _value(line: Line, scene: Scene) -> Cell:
    if line.kind in {LineKind.GROUP, LineKind.TOTAL}:
        text = money(line.figures.value, scene.currency, scene.phrases)
        tone = "faint" if line.figures.value is None else "text"
        return Cell(text, tone=tone, mark="" if line.known else "warn")
    if line.figures.value is None:
        return Cell(unknown(), tone="faint", mark="warn")
    return _money_cell("value")(line, scene)


def _quantity(line: Line, scene: Scene) -> Cell:
    if line.quantity is None:
        return Cell()
    return Cell(shares(line.quantity, scene.phrases), tone=_tone(line))


def _price_value(line: Line, _: Scene) -> float | None:
    """Return the price in the currency of the view, so that prices in any currency compare."""
    holding = line.holding
    if holding is None or line.lot is not None or holding.price is None or holding.rate is None:
        return None
    return holding.price * holding.rate


def _price(line: Line, scene: Scene) -> Cell:
    holding = line.holding
    if line.account is not None and line.account.balance is not None:
        balance, currency = line.account.balance, line.account.account.currency
        return Cell(money(balance, currency, scene.phrases), currency, "muted")
    if holding is None:
        return Cell()
    if line.lot is not None:
        return _lot_price(line, scene)
    currency = holding.security.currency
    if holding.price is None:
        return Cell(unknown(), tone="faint", mark="warn")
    text = scene.phrases.figure(holding.price, currency)
    if holding.carried_days:
        return Cell(text, currency, "muted", "delayed")
    return Cell(text, currency)


def _lot_price(line: Line, scene: Scene) -> Cell:
    """Return what a share of a lot has cost, charges included."""
    lot = line.lot
    if lot is None or lot.cost is None or not lot.quantity:
        return Cell()
    text = scene.phrases.figure(float(lot.cost / lot.quantity), lot.currency)
    return Cell(text, lot.currency, "muted")


def _held_value(line: Line, _: Scene) -> float | None:
    return None if line.days_held is None else float(line.days_held)


def _held(line: Line, scene: Scene) -> Cell:
    days = line.days_held
    text = "" if days is None else scene.phrases.age(max(days * _DAY, _DAY))
    return Cell(text, tone="muted")


def _age_value(line: Line, scene: Scene) -> float | None:
    on = line.holding.price_on if line.holding is not None and line.lot is None else None
    return None if on is None else float((scene.today - on).days)


def _age(line: Line, scene: Scene) -> Cell:
    if line.holding is None or line.lot is not None:
        return Cell()
    if line.holding.price_on is None:
        return Cell(unknown(), tone="faint")
    carried = line.holding.carried_days
    text = scene.phrases.day(line.holding.price_on)
    return Cell(text, tone="warn" if carried else "muted", mark="delayed" if carried else "")


def _irr_value(line: Line, _: Scene) -> float | None:
    return line.holding.irr if line.holding is not None and line.lot is None else None


def _irr(line: Line, scene: Scene) -> Cell:
    if line.holding is None or line.lot is not None:
        return Cell()
    value = line.holding.irr
    if value is None:
        return Cell(unknown(), tone="faint")
    return Cell(percent(value, scene.phrases), tone=tone_of(value, _SMALL))


def _widest_money(phrases: Phrases) -> Cell:
    return Cell(money(_WIDEST, "", phrases))


def _widest_change(phrases: Phrases) -> Cell:
    return Cell(money(_WIDEST / 10, "", phrases, signed=True))


def _widest_price(phrases: Phrases) -> Cell:
    return Cell(phrases.figure(188_888.88), "HKD", mark="delayed")


def _widest_percent(phrases: Phrases) -> Cell:
    return Cell(percent(88.8888, phrases))


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
        _figure(name or identity),
        _money_cell(name or identity, toned=toned),
        96,
        asks=asks,
        visible=visible,
        meaning=meaning,
        widest=_widest_change if toned else _widest_money,
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
        _texted(text),
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
        _figure(name),
        _percent_cell(name, toned=toned),
        72,
        asks=asks,
        widest=_widest_percent,
    )


COLUMNS: tuple[Column, ...] = (
    Column(
        "name",
        QT_TRANSLATE_NOOP("Portfolio", "Security"),
        lambda line, _: line.title.casefold(),
        _name,
        190,
        LEFT,
        falling=False,
        stretch=4,
        least=0.9,
    ),
    _text(
        "symbol",
        QT_TRANSLATE_NOOP("Portfolio", "Symbol"),
        _security_text("symbol"),
        88,
        visible=False,
    ),
    _text(
        "isin",
        QT_TRANSLATE_NOOP("Portfolio", "ISIN"),
        _security_text("isin"),
        110,
        visible=False,
    ),
    _text(
        "segment",
        QT_TRANSLATE_NOOP("Portfolio", "Segment"),
        _segment,
        100,
        stretch=2,
        visible=False,
    ),
    _text("country", QT_TRANSLATE_NOOP("Portfolio", "Country"), _country, 90, visible=False),
    _text("currency", QT_TRANSLATE_NOOP("Portfolio", "Currency"), _currency, 60, visible=False),
    Column(
        "quantity",
        QT_TRANSLATE_NOOP("Portfolio", "Quantity"),
        lambda line, _: float(line.quantity) if line.quantity is not None else None,
        _quantity,
        80,
        asks=Number.QUANTITY,
        widest=lambda phrases: Cell(phrases.integer(888_888)),
    ),
    Column(
        "price",
        QT_TRANSLATE_NOOP("Portfolio", "Price"),
        _price_value,
        _price,
        100,
        asks=Number.PRICE,
        meaning=QT_TRANSLATE_NOOP(
            "Portfolio",
            "The last close in the security's own currency; for a lot what a share has cost, for"
            " an account its balance.",
        ),
        widest=_widest_price,
    ),
    Column(
        "value",
        QT_TRANSLATE_NOOP("Portfolio", "Value {currency}"),
        _figure("value"),
        _value,
        100,
        asks=Number.VALUE,
        widest=lambda phrases: Cell(money(_WIDEST, "", phrases), mark="warn"),
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
    ),
    _money(
        "income",
        QT_TRANSLATE_NOOP("Portfolio", "Income"),
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
        _irr_value,
        _irr,
        66,
        asks=Number.IRR,
        meaning=QT_TRANSLATE_NOOP(
            "Portfolio", "The yearly rate that makes all payments and the value add up to nothing."
        ),
        widest=_widest_percent,
    ),
    Column(
        "held",
        QT_TRANSLATE_NOOP("Portfolio", "Held"),
        _held_value,
        _held,
        60,
        visible=False,
        meaning=QT_TRANSLATE_NOOP("Portfolio", "For how long the oldest lot has been held."),
        widest=lambda phrases: Cell(phrases.age(364 * _DAY)),
    ),
    Column(
        "price_on",
        QT_TRANSLATE_NOOP("Portfolio", "Price of"),
        _age_value,
        _age,
        96,
        falling=False,
        meaning=QT_TRANSLATE_NOOP(
            "Portfolio", "The day of the price. One that is older than a weekend is marked."
        ),
        widest=lambda phrases: Cell(phrases.day(date(2028, 8, 28)), mark="delayed"),
    ),
)
PLACES = {each.id: place for place, each in enumerate(COLUMNS)}
