"""What can be told of a ledger: worths, holdings, returns, shares, income, findings, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from gridwatch.domain.bars import Days, Floats
from gridwatch.domain.ledger.account import Account
from gridwatch.domain.ledger.security import Security
from gridwatch.domain.ledger.transaction import Transaction
from gridwatch.services.edits import Edit

# Amounts are floats in the currency of the view, None where they are unknown. Shares and rates of
# return are fractions: 0.05 is 5 %.


class Missing(StrEnum):
    """What an amount lacks."""

    PRICE = "price"
    RATE = "rate"
    COST = "cost"  # more was sold than is known to be bought


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that is missing on a day: the price of a security, or a currency's rate."""

    missing: Missing
    on: date
    security_id: int | None = None
    currency: str = ""


@dataclass(frozen=True, slots=True)
class Scope:
    """What part of a ledger is meant: None is all of it.

    With `securities` the money in cash accounts is left out: buying is then a flow into the scope,
    selling and dividends are flows out of it.
    """

    accounts: frozenset[int] | None = None
    securities: frozenset[int] | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """The days after `first` up to and with `last`: values at the end of both are compared."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class LotView:
    """What is left of one purchase, with shares as of the day of the view.

    `cost` and `fees` (all charges of the purchase, contained in `cost`) in `currency`, the
    security's, at the rate of the purchase; `value` and the gains in the currency of the view.
    `price_gain` + `currency_gain` = value - cost.
    """

    opened_by: int
    account_id: int
    security_id: int
    on: date
    quantity: Decimal
    cost: Decimal | None
    fees: Decimal
    currency: str
    base_cost: float | None
    value: float | None
    price_gain: float | None
    currency_gain: float | None
    days_held: int


@dataclass(frozen=True, slots=True)
class HoldingView:
    """One security in the scope on the day, over all its accounts.

    `price` in the security's currency as of `price_on`; `carried_days` is how old it is beyond a
    weekend, 0 where it is fresh. `cost` contains the charges of the purchases. `gain` is
    unrealised: price_gain + currency_gain. `realised`, `income` (net of taxes), `fees`, `taxes` of
    the whole time. `share` of the total worth. `day_change` since the close before.
    """

    security: Security
    company_id: int | None
    segment: str
    country: str
    quantity: Decimal
    price: float | None
    price_on: date | None
    carried_days: int
    rate: float | None
    value: float | None
    cost: float | None
    price_gain: float | None
    currency_gain: float | None
    day_change: float | None
    realised: float | None
    income: float | None
    fees: float | None
    taxes: float | None
    share: float | None
    irr: float | None
    lots: tuple[LotView, ...] = ()

    @property
    def gain(self) -> float | None:
        """Return the unrealised gain."""
        if self.price_gain is None or self.currency_gain is None:
            return None
        return self.price_gain + self.currency_gain


@dataclass(frozen=True, slots=True)
class AccountView:
    """An account with its money, exact and in its own currency, and its worth in the view's."""

    account: Account
    balance: Decimal | None  # None for a securities account
    value: float | None
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True, slots=True)
class Holdings:
    """What a scope holds on a day. `value` None where anything in it is unknown.

    `known_value` is the sum of what is known, to be shown as incomplete with `gaps`.
    """

    on: date
    currency: str
    holdings: tuple[HoldingView, ...]
    accounts: tuple[AccountView, ...]
    value: float | None
    known_value: float
    securities_value: float | None
    cash_value: float | None
    gaps: tuple[Gap, ...]
    carried: tuple[tuple[int, int], ...] = ()  # security, days


@dataclass(frozen=True, slots=True, eq=False)
class ValueLine:
    """A scope by day, oldest first: all arrays of one length, NaN where it is unknown.

    The first day is the one before the first transaction, and worth nothing.
    `inflow` and `outflow` cross the border of the scope, both above 0. `invested` is the sum of
    them so far. `growth` is the cumulated TTWROR since the first day.
    """

    days: Days
    value: Floats
    inflow: Floats
    outflow: Floats
    invested: Floats
    growth: Floats


@dataclass(frozen=True, slots=True)
class Drawdown:
    """The deepest fall of the cumulated return: `depth` above 0, `recovered` None: not yet."""

    depth: float
    peak: date
    low: date
    recovered: date | None
    longest_days: int


@dataclass(frozen=True, slots=True)
class Measured:
    """The numbers of a scope in a period, in one currency; None is unknown or not defined.

    gain = end - begin - inflow + outflow
         = price_gain + realised + currency_gain + income - fees - taxes,
    each part of this period alone and before charges (see `measuring.parts_of`). `price_gain` is
    that of what is still there, `realised` that of what was sold; `currency_gain` is that of both
    and of money. `income` is gross. A flow of unknown worth makes `inflow` or `outflow` NaN.
    `irr`, `volatility`, `semi_deviation`, `sharpe` and `sortino` are yearly; `ttwror_yearly` is
    None for less than a year. `excess` is the TTWROR less the return of the benchmark.
    """

    scope: Scope
    period: Period
    currency: str
    begin: float | None
    end: float | None
    inflow: float
    outflow: float
    gain: float | None
    price_gain: float | None
    realised: float | None
    income: float | None
    fees: float | None
    taxes: float | None
    currency_gain: float | None
    ttwror: float | None
    ttwror_yearly: float | None
    irr: float | None
    simple: float | None
    volatility: float | None
    semi_deviation: float | None
    sharpe: float | None
    sortino: float | None
    drawdown: Drawdown | None
    benchmark: float | None = None
    excess: float | None = None
    gaps: tuple[Gap, ...] = ()
    carried: tuple[tuple[int, int], ...] = ()


class Dimension(StrEnum):
    """By what a portfolio is taken apart."""

    SECURITY = "security"
    COMPANY = "company"
    SEGMENT = "segment"
    COUNTRY = "country"
    CURRENCY = "currency"
    ACCOUNT = "account"


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one part added to the return of the whole: the parts add up to it."""

    dimension: Dimension
    key: str  # an id as text, a segment, a country code, a currency; "" is unknown
    begin: float | None
    end: float | None
    inflow: float
    outflow: float
    gain: float | None
    contribution: float | None  # of the TTWROR of the whole, linked after Carino
    ttwror: float | None
    irr: float | None


@dataclass(frozen=True, slots=True)
class Slice:
    """One part of an allocation; `target` and `off` (share - target) where there is a target."""

    dimension: Dimension
    key: str
    value: float | None
    share: float | None
    target: float | None = None
    off: float | None = None
    securities: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A trade that brings a slice to its target: whole lots, above 0 to buy, below 0 to sell.

    `lot_size` is the smallest number that is traded; not `lot_known`: it differs from security to
    security there (Hong Kong), and single shares were counted.
    """

    security_id: int
    quantity: int
    lot_size: int
    price: float
    currency: str
    value: float  # in the currency of the view
    lot_known: bool = True


@dataclass(frozen=True, slots=True)
class Income:
    """Income of a security (None: interest) that was paid, or is expected after the past."""

    on: date
    security_id: int | None
    gross: float | None
    tax: float | None
    net: float | None
    expected: bool = False
    transaction_id: int | None = None


@dataclass(frozen=True, slots=True)
class MonthReturn:
    """The TTWROR of one month (0: of the year)."""

    year: int
    month: int
    ttwror: float | None


class Severity(StrEnum):
    """How much a finding matters."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


@dataclass(frozen=True, slots=True)
class Repair:
    """One way to mend a finding: `code` names it in words, `edit` makes it."""

    code: str
    edit: Edit


@dataclass(frozen=True, slots=True)
class Finding:
    """Something doubtful in the ledger: `code` and `values` make the words.

    `key` stays the same as long as the matter does, so that it can be dismissed.
    """

    key: str
    code: str
    severity: Severity
    values: Mapping[str, object] = field(default_factory=dict)
    transactions: tuple[int, ...] = ()
    security_id: int | None = None
    account_id: int | None = None
    repairs: tuple[Repair, ...] = ()


@dataclass(frozen=True, slots=True)
class Offer:
    """A dividend or split that the market data tell and the ledger lacks; never booked by itself.

    `transactions`: what would be booked for a dividend, one for each account that held it.
    """

    key: str
    security_id: int
    on: date
    amount: float | None  # a share, in the security's currency; None: it is a split
    ratio: tuple[int, int] | None = None
    transactions: tuple[Transaction, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the way to a number: `code` and `values` make its words.

    `amount` in `unit` (a currency, "shares", "%", or "" for a bare number); `steps` are what it
    was made of, in order. `transaction_id` where it comes from one.
    """

    code: str
    amount: float | Decimal | None
    unit: str = ""
    values: Mapping[str, object] = field(default_factory=dict)
    steps: tuple[Step, ...] = ()
    transaction_id: int | None = None
