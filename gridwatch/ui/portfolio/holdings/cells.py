"""What the cells of the table of holdings show and sort by, column by column."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from gridwatch.ui.phrases import Phrases
from gridwatch.ui.portfolio.cents import money, percent, shares, tone_of, unknown
from gridwatch.ui.portfolio.holdings.lines import Line, LineKind
from gridwatch.ui.watchlist.cells import Cell
from gridwatch.wording.naming import Naming, country

_WIDEST = 88_888_888.88
_SMALL = 0.00005  # of a fraction: below it two decimals of a per cent show nothing
DAY = 86_400


@dataclass(frozen=True, slots=True)
class Scene:
    """The words, names and day that all rows share; `currency` is that of the view."""

    phrases: Phrases
    naming: Naming = field(default_factory=Naming)
    currency: str = ""
    today: date = date(1970, 1, 1)


# Texts


def name_cell(line: Line, scene: Scene) -> Cell:
    """Return the name of a row; a lot is called by its day and account."""
    if line.lot is not None:
        text = f"{scene.phrases.day(line.lot.on)}  {line.title}"
        return Cell(text, tone="muted")
    return Cell(line.title, mark="" if line.known or line.members else "warn")


def security_text(name: str) -> Callable[[Line, Scene], str | None]:
    """Return what gives a text of the security by the name of its field."""

    def text(line: Line, _: Scene) -> str | None:
        if line.holding is None or line.lot is not None:
            return None
        return str(getattr(line.holding.security, name)) or None

    return text


def segment_text(line: Line, scene: Scene) -> str | None:
    """Return the name of the segment."""
    if line.holding is None or line.lot is not None or not line.holding.segment:
        return None
    return scene.naming.segment(line.holding.segment)


def country_text(line: Line, _: Scene) -> str | None:
    """Return the name of the country."""
    if line.holding is None or line.lot is not None or not line.holding.country:
        return None
    return country(line.holding.country)


def currency_text(line: Line, _: Scene) -> str | None:
    """Return the currency of a security or an account."""
    if line.account is not None:
        return line.account.account.currency
    if line.holding is None or line.lot is not None:
        return None
    return line.holding.security.currency


def text_cell(text: Callable[[Line, Scene], str | None]) -> Callable[[Line, Scene], Cell]:
    """Return what gives a cell of quiet words."""
    return lambda line, scene: Cell(text(line, scene) or "", tone="muted")


# Numbers


def figure_value(name: str) -> Callable[[Line, Scene], float | None]:
    """Return what gives a number of the row by its name."""

    def value(line: Line, _: Scene) -> float | None:
        found: float | None = getattr(line.figures, name)
        return found

    return value


def money_cell(name: str, *, toned: bool = False) -> Callable[[Line, Scene], Cell]:
    """Return what gives a cell of an amount in the currency of the view."""

    def cell(line: Line, scene: Scene) -> Cell:
        value: float | None = getattr(line.figures, name)
        if value is None:
            return _none(line, name)
        text = money(value, scene.currency, scene.phrases, signed=toned)
        return Cell(text, tone=tone_of(value) if toned else _tone(line))

    return cell


def percent_cell(name: str, *, toned: bool = True) -> Callable[[Line, Scene], Cell]:
    """Return what gives a cell of a fraction."""

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


def value_cell(line: Line, scene: Scene) -> Cell:
    """Return the value, marked where it is not whole."""
    if line.kind in {LineKind.GROUP, LineKind.TOTAL}:
        text = money(line.figures.value, scene.currency, scene.phrases)
        tone = "faint" if line.figures.value is None else "text"
        return Cell(text, tone=tone, mark="" if line.known else "warn")
    if line.figures.value is None:
        return Cell(unknown(), tone="faint", mark="warn")
    return money_cell("value")(line, scene)


def quantity_cell(line: Line, scene: Scene) -> Cell:
    """Return how many shares."""
    if line.quantity is None:
        return Cell()
    return Cell(shares(line.quantity, scene.phrases), tone=_tone(line))


def price_value(line: Line, _: Scene) -> float | None:
    """Return the price in the currency of the view, so that prices in any currency compare."""
    holding = line.holding
    if holding is None or line.lot is not None or holding.price is None or holding.rate is None:
        return None
    return holding.price * holding.rate


def price_cell(line: Line, scene: Scene) -> Cell:
    """Return the price with its currency; an old one is marked."""
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


def held_value(line: Line, _: Scene) -> float | None:
    """Return for how many days something has been held."""
    return None if line.days_held is None else float(line.days_held)


def held_cell(line: Line, scene: Scene) -> Cell:
    """Return for how long something has been held."""
    days = line.days_held
    text = "" if days is None else scene.phrases.age(max(days * DAY, DAY))
    return Cell(text, tone="muted")


def age_value(line: Line, scene: Scene) -> float | None:
    """Return how many days old the price is."""
    on = line.holding.price_on if line.holding is not None and line.lot is None else None
    return None if on is None else float((scene.today - on).days)


def age_cell(line: Line, scene: Scene) -> Cell:
    """Return the day of the price; an old one is marked."""
    if line.holding is None or line.lot is not None:
        return Cell()
    if line.holding.price_on is None:
        return Cell(unknown(), tone="faint")
    carried = line.holding.carried_days
    text = scene.phrases.day(line.holding.price_on)
    return Cell(text, tone="warn" if carried else "muted", mark="delayed" if carried else "")


def irr_value(line: Line, _: Scene) -> float | None:
    """Return the rate of return of a holding."""
    return line.holding.irr if line.holding is not None and line.lot is None else None


def irr_cell(line: Line, scene: Scene) -> Cell:
    """Return the rate of return of a holding."""
    if line.holding is None or line.lot is not None:
        return Cell()
    value = line.holding.irr
    if value is None:
        return Cell(unknown(), tone="faint")
    return Cell(percent(value, scene.phrases), tone=tone_of(value, _SMALL))


def widest_money(phrases: Phrases) -> Cell:
    """Return the widest amount that has to fit."""
    return Cell(money(_WIDEST, "", phrases))


def widest_change(phrases: Phrases) -> Cell:
    """Return the widest change that has to fit."""
    return Cell(money(_WIDEST / 10, "", phrases, signed=True))


def widest_price(phrases: Phrases) -> Cell:
    """Return the widest price that has to fit."""
    return Cell(phrases.figure(188_888.88), "HKD", mark="delayed")


def widest_percent(phrases: Phrases) -> Cell:
    """Return the widest fraction that has to fit."""
    return Cell(percent(88.8888, phrases))
