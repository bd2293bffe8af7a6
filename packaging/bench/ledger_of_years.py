"""Makes a ledger of many years for the benches: transactions, listings with bars, rates."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import numpy as np

from gridwatch.domain.bars import Bars, Days, History, day_number, day_of
from gridwatch.domain.fx import fx_symbol
from gridwatch.domain.ledger.account import Account, AccountKind
from gridwatch.domain.ledger.kind import Kind
from gridwatch.domain.ledger.security import Security
from gridwatch.domain.ledger.transaction import Charge, ChargeKind, Transaction
from gridwatch.domain.quote import Quote
from gridwatch.domain.splits import Split
from gridwatch.store.database import transaction
from gridwatch.store.market.bars import store_history
from gridwatch.store.market.instruments import note_history
from gridwatch.store.market.quotes import store_quotes
from gridwatch.store.user.accounts import add_account
from gridwatch.store.user.securities import add_security
from gridwatch.store.user.transactions import add_transactions

TODAY = date(2026, 3, 6)
NOW = datetime(2026, 3, 6, 12, tzinfo=UTC)
CURRENCIES = ("USD", "EUR", "CNY", "HKD", "JPY", "CHF", "GBP", "KRW")
RATES = {"EUR": 1.1, "CNY": 7.2, "HKD": 7.8, "JPY": 150.0, "CHF": 0.9, "GBP": 1.3, "KRW": 1350.0}
SPLIT = Split(date(2021, 6, 1), 2, 1)
CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Size:
    """How large a ledger is; a twentieth of the listings was split once."""

    transactions: int
    years: int
    listings: int = 200
    currencies: int = 8


def fill(user: sqlite3.Connection, market: sqlite3.Connection, size: Size) -> None:
    """Store a ledger up to today and the bars of all that it names."""
    currencies = CURRENCIES[: size.currencies]
    days = _trading_days(size.years)
    with transaction(market):
        for currency in currencies[1:]:
            _store_line(market, fx_symbol(currency), currency, RATES[currency], 0.004, days)
        for number in range(1, size.listings + 1):
            currency = currencies[number % len(currencies)]
            splits = (SPLIT,) if number % 20 == 0 else ()
            _store_line(market, f"L{number}", currency, 50.0, 0.012, days, splits)
    with transaction(user):
        cash = {
            each: add_account(user, Account(0, f"Cash {each}", AccountKind.CASH, each)).id
            for each in currencies
        }
        accounts = [
            add_account(user, Account(0, name, AccountKind.SECURITIES, currencies[0])).id
            for name in ("Depot", "Broker")
        ]
        for number in range(1, size.listings + 1):
            currency = currencies[number % len(currencies)]
            add_security(user, Security(0, f"Listing {number}", currency, f"L{number}"))
        add_transactions(user, _transactions(size, days, cash, accounts))


def _trading_days(years: int) -> Days:
    last = day_number(TODAY)
    days = np.arange(last - round(years * 365.25), last)
    return days[(days + 3) % 7 < 5]


def _store_line(
    market: sqlite3.Connection,
    symbol: str,
    currency: str,
    price: float,
    swing: float,
    days: Days,
    splits: tuple[Split, ...] = (),
) -> None:
    dice = np.random.default_rng(sum(symbol.encode()) + len(days))
    close = price * np.exp(np.cumsum(dice.normal(0, swing, len(days))))
    rest = (close, close, close, close, np.ones(len(days)), np.ones(len(days), dtype=bool))
    history = History(symbol, currency, currency, "UTC", "", Bars(days, *rest), splits)
    store_history(market, history, replace_all=True)
    note_history(market, symbol, NOW)
    store_quotes(market, [Quote(symbol, float(close[-1]), NOW, currency, currency, fetched_at=NOW)])


def _transactions(
    size: Size, days: Days, cash: dict[str, int], accounts: list[int]
) -> Iterator[Transaction]:
    """Yield trades, dividends, deposits and exchanges, evenly over the years."""
    dice = random.Random(size.transactions)  # noqa: S311 - a generated ledger, no secret
    held: dict[tuple[int, int], int] = {}
    currencies = CURRENCIES[: size.currencies]
    for each in cash.values():
        yield Transaction(
            0, Kind.DEPOSIT, day_of(days[0]), cash_id=each, net=Decimal(10) ** 7,
            gross=Decimal(10) ** 7, currency=_currency_of(cash, each),
        )  # fmt: skip
    for place in range(size.transactions - len(cash)):
        on = day_of(days[place * len(days) // size.transactions])
        security, account = dice.randint(1, size.listings), dice.choice(accounts)
        currency = currencies[security % len(currencies)]
        chance = dice.random()
        if chance < 0.05:
            amount = Decimal(dice.randint(100, 100_000))
            yield Transaction(
                0, Kind.DEPOSIT, on, cash_id=cash[currency], gross=amount, net=amount,
                currency=currency,
            )  # fmt: skip
        elif chance < 0.3:
            gross = Decimal(dice.randint(100, 50_000)) * CENT
            tax = (gross / 4).quantize(CENT)
            yield Transaction(
                0, Kind.DIVIDEND, on, account, cash[currency], security, gross=gross,
                currency=currency, charges=(Charge(ChargeKind.TAX, tax, currency),),
                net=gross - tax,
            )  # fmt: skip
        elif chance < 0.55 and held.get((account, security), 0) > 10:
            shares = dice.randint(1, held[account, security])
            held[account, security] -= shares
            yield _trade(Kind.SELL, on, account, cash[currency], security, shares, currency, dice)
        else:
            shares = dice.randint(1, 100)
            held[account, security] = held.get((account, security), 0) + shares
            yield _trade(Kind.BUY, on, account, cash[currency], security, shares, currency, dice)


def _currency_of(cash: dict[str, int], number: int) -> str:
    return next(currency for currency, each in cash.items() if each == number)


def _trade(
    kind: Kind,
    on: date,
    account: int,
    cash: int,
    security: int,
    shares: int,
    currency: str,
    dice: random.Random,
) -> Transaction:
    gross = (Decimal(shares) * Decimal(dice.randint(3_000, 8_000)) * CENT).quantize(CENT)
    fee = Decimal(dice.randint(100, 2_000)) * CENT
    net = gross + fee if kind is Kind.BUY else gross - fee
    charges = (Charge(ChargeKind.FEE, fee, currency),)
    return Transaction(
        0, kind, on, account, cash, security, Decimal(shares), gross, currency, charges, net
    )


def one_more(size: Size) -> Transaction:
    """Return a purchase that the ledger lacks, some days ago."""
    on = TODAY - timedelta(days=400)
    currency = CURRENCIES[1 % size.currencies]
    cash = 1 + CURRENCIES[: size.currencies].index(currency)
    dice = random.Random(1)  # noqa: S311 - a generated ledger, no secret
    return _trade(Kind.BUY, on, size.currencies + 1, cash, 1, 10, currency, dice)
