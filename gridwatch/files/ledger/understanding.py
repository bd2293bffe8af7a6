"""Understands one line of a table: texts become days, exact numbers, currencies and an action."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from gridwatch.domain.amounts import CURRENCY_WORDS
from gridwatch.domain.ledger.kind import TRAITS
from gridwatch.domain.ledger.security import is_isin
from gridwatch.domain.ledger.transaction import Charge, ChargeKind
from gridwatch.domain.money import ISO_CODES, MINOR_UNITS
from gridwatch.domain.problem import Problem
from gridwatch.files.ledger.actions import KINDS, OPPOSITES, Action, action_of
from gridwatch.files.ledger.entry import AsideError, Entry
from gridwatch.files.ledger.exact import exact
from gridwatch.files.ledger.fields import Field
from gridwatch.files.ledger.mapping import Signs
from gridwatch.files.ledger.moments import clock_of, moment_of
from gridwatch.files.ledger.preset import Preset, Told

_NOTHING, _ONE = Decimal(0), Decimal(1)
_CHARGES = (
    (ChargeKind.FEE, Field.FEE, Field.FEE_CURRENCY),
    (ChargeKind.FEE, Field.FEE_2, Field.FEE_2_CURRENCY),
    (ChargeKind.FEE, Field.FEE_3, None),
    (ChargeKind.FEE, Field.FEE_4, None),
    (ChargeKind.FEE, Field.FEE_5, None),
    (ChargeKind.FEE, Field.FEE_6, None),
    (ChargeKind.TAX, Field.TAX, Field.TAX_CURRENCY),
    (ChargeKind.TAX, Field.TAX_2, None),
)
_TRADES = frozenset({Action.BUY, Action.SELL})


@dataclass(frozen=True, slots=True)
class Reading:
    """What every line of a table shares; `lot`: how many shares one of its quantity is."""

    preset: Preset
    words: Mapping[str, Action]
    signs: Signs
    currency: str
    decimal: str | None
    day_first: bool | None
    today: date
    lot: Decimal = _ONE


@dataclass(frozen=True, slots=True)
class _Amounts:
    """The numbers of a line in major units, `net` and `quantity` with the signs of the table."""

    quantity: Decimal | None
    price: Decimal | None
    price_currency: str
    gross: Decimal | None
    gross_currency: str
    net: Decimal | None
    currency: str
    charges: tuple[Charge, ...]
    accrued: Decimal | None


def entry_of(line: int, told: Told, cells: tuple[str, ...], how: Reading) -> Entry:
    """Return what a line says.

    Raises Problem for a line that can't be taken, AsideError for one that is not to be booked.
    """
    word = told.get(Field.KIND) or told.get(Field.SIDE, "")
    action = _action(told, how)
    _stand_aside(action, word)
    on, time = _moment(told, how)
    settles = told.get(Field.SETTLES)
    amounts = _amounts(told, how)
    net = amounts.net
    action = _directed(action, amounts.quantity, net if net is not None else amounts.gross, how)
    symbol, isin = _named(told)
    certain = how.preset.symbol if symbol else None
    return Entry(
        line,
        action,
        on,
        time,
        moment_of(settles, how.day_first)[0] if settles else None,
        symbol,
        certain(symbol, isin, amounts.price_currency) if certain else "",
        isin,
        told.get(Field.WKN, ""),
        told.get(Field.NAME, ""),
        abs(amounts.quantity) if amounts.quantity else None,
        amounts.price,
        amounts.price_currency,
        None if amounts.gross is None else abs(amounts.gross),
        amounts.gross_currency,
        None if net is None else _net(net, action, how.signs),
        amounts.currency,
        amounts.charges,
        amounts.accrued,
        _number(told, Field.RATE, how),
        told.get(Field.ACCOUNT, ""),
        told.get(Field.CASH_ACCOUNT, ""),
        told.get(Field.OTHER_ACCOUNT, ""),
        note=told.get(Field.NOTE, ""),
        id=told.get(Field.ID, ""),
        key="\n".join(told.values()),
        word=word,
        cells=cells,
    )


def _amounts(told: Told, how: Reading) -> _Amounts:
    currency, factor = _currency(told, how)
    price_currency, price_factor = _own_currency(told, Field.PRICE_CURRENCY, currency, factor)
    gross_currency, gross_factor = _own_currency(told, Field.GROSS_CURRENCY, currency, factor)
    quantity, price = _number(told, Field.QUANTITY, how), _number(told, Field.PRICE, how)
    gross, net = _number(told, Field.GROSS, how), _number(told, Field.NET, how)
    charges = _charges(told, currency, factor, how)
    amount = _number(told, Field.AMOUNT, how)
    if amount is not None:
        charged = sum((each.amount for each in charges), _NOTHING)
        if gross is None and quantity and price and _is_gross(amount, quantity * price, charged):
            gross = amount
        elif net is None:
            net = amount
    if gross is not None and not gross and net:
        gross = None  # a column that has nothing for this kind
    if quantity:
        quantity *= (_number(told, Field.MULTIPLIER, how) or _ONE) * how.lot
    accrued = _number(told, Field.ACCRUED, how)
    return _Amounts(
        quantity,
        None if price is None else abs(price) * price_factor,
        price_currency,
        None if gross is None else gross * gross_factor,
        gross_currency,
        None if net is None else net * factor,
        currency,
        charges,
        abs(accrued) * factor if accrued else None,
    )


def _number(told: Told, field: Field, how: Reading) -> Decimal | None:
    text = told.get(field)
    return exact(text, how.decimal, mixed=how.preset.mixed_marks) if text else None


def _named(told: Told) -> tuple[str, str]:
    """Return the symbol and the ISIN, wherever that stands."""
    isin = told.get(Field.ISIN, "").replace(" ", "").upper()
    symbol = told.get(Field.SYMBOL, "")
    if not isin and len(symbol) == 12 and is_isin(symbol):
        return "", symbol
    return symbol, isin


def currency_of(text: str) -> tuple[str, Decimal]:
    """Return the major unit of a currency, and what one of the text is in it; raises Problem."""
    found = _known_currency(text)
    if found is None:
        raise Problem("currency_code", "“{code}” is not a currency.", code=text[:20])
    return found


@lru_cache(maxsize=256)
def _known_currency(text: str) -> tuple[str, Decimal] | None:
    plain = text.strip()
    if plain in MINOR_UNITS:
        major, factor = MINOR_UNITS[plain]
        return major, Decimal(str(factor))
    if plain.upper() in ISO_CODES:
        return plain.upper(), _ONE
    code = CURRENCY_WORDS.get(plain.casefold())
    return (code, _ONE) if code else None


def _action(told: Told, how: Reading) -> Action:
    text = told.get(Field.KIND, "")
    if not text:
        side = told.get(Field.SIDE, "")
        found = action_of(side, how.words) if side else Action.TRADE
    else:
        found = action_of(text, how.words)
        if found is Action.TRADE and told.get(Field.SIDE):
            found = action_of(told[Field.SIDE], how.words)
    if found is None:
        shown = (text or told.get(Field.SIDE, ""))[:60]
        raise Problem("import_word", "It is not known what “{word}” means.", word=shown)
    return found


def _stand_aside(action: Action, word: str) -> None:
    if action is Action.STATEMENT:
        raise AsideError(Problem("import_statement", "No money moves here."))
    if action is Action.INTERNAL:
        raise AsideError(Problem("import_internal", "This money goes round within the broker."))
    if action in {Action.PENDING, Action.CANCELLED}:
        raise AsideError(
            Problem("import_not_done", "“{word}”: it was not carried out.", word=word[:40])
        )
    if action is Action.SPLIT:
        raise AsideError(
            Problem(
                "import_split",
                "Splits come with the prices. Enter this one by hand where it is missing there.",
            )
        )
    if action is Action.CORPORATE:
        raise AsideError(
            Problem(
                "import_corporate",
                "A corporate action needs more than this line says. Enter it by hand.",
            )
        )


def _moment(told: Told, how: Reading) -> tuple[date, str]:
    text = told.get(Field.DATE)
    if not text:
        raise Problem("import_day_missing", "This line has no day.")
    on, time = moment_of(text, how.day_first, how.preset.short_years)
    if on > how.today:
        raise Problem("import_day_future", "{day} is in the future.", day=on.isoformat())
    clock = told.get(Field.TIME)
    return on, (clock_of(clock) if clock else "") or time


def _currency(told: Told, how: Reading) -> tuple[str, Decimal]:
    text = told.get(Field.CURRENCY) or how.currency or told.get(Field.PRICE_CURRENCY)
    if not text:
        raise Problem("import_currency", "The currency of this line is not told.")
    return currency_of(text)


def _own_currency(told: Told, field: Field, currency: str, factor: Decimal) -> tuple[str, Decimal]:
    text = told.get(field)
    return currency_of(text) if text else (currency, factor)


def _charges(told: Told, currency: str, factor: Decimal, how: Reading) -> tuple[Charge, ...]:
    found: list[Charge] = []
    for kind, field, currency_field in _CHARGES:
        if field not in told:
            continue
        amount = _number(told, field, how)
        if not amount:
            continue
        own = told.get(currency_field) if currency_field else None
        code, scale = currency_of(own) if own else (currency, factor)
        cost = -amount if how.signs.charges else amount
        found.append(Charge(kind, cost * scale, code))
    return tuple(found)


def _is_gross(amount: Decimal, worth: Decimal, charged: Decimal) -> bool:
    """Tell whether an amount is the one before charges, by which it is nearer to."""
    whole = abs(amount)
    before = abs(whole - abs(worth))
    after = min(abs(whole - abs(worth) - charged), abs(whole - abs(worth) + charged))
    return bool(charged) and before < after


def _directed(
    action: Action, quantity: Decimal | None, amount: Decimal | None, how: Reading
) -> Action:
    """Return the action with its direction, as far as the signs of a table say it."""
    signs = how.signs
    below = amount is not None and amount < 0
    if action is Action.TRADE:
        if signs.quantity or not (signs.amount and amount):
            return Action.SELL if quantity is not None and quantity < 0 else Action.BUY
        return Action.BUY if below else Action.SELL
    if action is Action.CASH:
        return Action.WITHDRAWAL if below else Action.DEPOSIT
    if action is Action.DELIVERY:
        out = quantity is not None and quantity < 0
        return Action.DELIVERY_OUT if out else Action.DELIVERY_IN
    if not signs.amount or not amount or action in _TRADES or action not in OPPOSITES:
        return action
    kind = KINDS.get(action)
    inward = action is Action.CASH_TRANSFER_IN or (kind is not None and TRAITS[kind].cash > 0)
    if kind is not None and not TRAITS[kind].cash:
        return action
    return OPPOSITES[action] if inward == below else action


def _net(net: Decimal, action: Action, signs: Signs) -> Decimal:
    """Return the amount above zero in the direction of its action."""
    if action is Action.EXCHANGE:
        return net
    kind = KINDS.get(action)
    way = TRAITS[kind].cash if kind is not None else 1
    if not signs.amount or not way or action in OPPOSITES:
        return abs(net)
    return net * way
