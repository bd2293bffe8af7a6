"""The ledger of a new demo, at the prices of its simulated market."""

from __future__ import annotations

import sqlite3
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from gridwatch.domain.bars import Bars, History, day_number
from gridwatch.domain.fx import DOLLARS_PER_UNIT, fx_symbol
from gridwatch.domain.ledger.account import Account, AccountKind, CostMethod
from gridwatch.domain.ledger.kind import TRAITS, Kind
from gridwatch.domain.ledger.part import LedgerPart, Line
from gridwatch.domain.ledger.security import Security
from gridwatch.domain.ledger.transaction import Charge, ChargeKind, Transaction
from gridwatch.domain.money import declared_unit
from gridwatch.services.catalog import Catalog, read_catalog
from gridwatch.services.portfolio.ledger_edits import ImportPart
from gridwatch.store.database import transaction
from gridwatch.store.user.accounts import all_accounts

_CENT, _RATE = Decimal("0.01"), Decimal("0.000001")
_EARLIEST = timedelta(days=5 * 366)


class Market(Protocol):
    """Where daily bars come from: a feed."""

    def history(self, symbol: str, since: date | None) -> History:
        """Return the bars of a symbol."""


def book_demo(
    user: sqlite3.Connection, resources: Path, feed: Market, language: str, now: datetime
) -> None:
    """Book the ledger of a demo, in one transaction; its names are those of `language`.

    `feed` is the simulated market. Everything is in the past of `now`. Nothing happens where there
    is an account already.
    """
    if all_accounts(user):
        return
    with (resources / "starter" / "ledger.toml").open("rb") as file:
        content = tomllib.load(file)
    part = demo_part(content, read_catalog(resources), feed, language, now.date())
    with transaction(user):
        ImportPart(_said(content["batch"], language), part).apply(user, now)


def demo_part(
    content: Mapping[str, Any], catalog: Catalog, feed: Market, language: str, today: date
) -> LedgerPart:
    """Return the ledger that a plan makes at the prices of a feed, as a reader of files would."""
    maker = _Maker(content, catalog, _Prices(feed, today), language)
    steps = sorted(_dated(content, today), key=lambda each: each[0])
    made = tuple(one for on, step in steps for one in maker.booked(on, step))
    lines = (Line(1, transactions=made),)
    return LedgerPart(lines, tuple(maker.accounts.values()), tuple(maker.securities.values()))


def _dated(content: Mapping[str, Any], today: date) -> Iterator[tuple[date, Mapping[str, Any]]]:
    """Return each step as often as it happens, with its day, those before today alone."""
    for step in content["step"]:
        for number in range(step.get("times", 1)):
            months = today.year * 12 + today.month - 1 - step["ago"] + number * step.get("every", 0)
            on = date(months // 12, months % 12 + 1, step["day"])
            if on < today:
                yield on, step


def _said(words: Mapping[str, str], language: str) -> str:
    return words.get(language, words["en"])


@dataclass(slots=True)
class _Prices:
    """Closes of the simulated market in major units, read once for each symbol."""

    feed: Market
    today: date
    _bars: dict[str, tuple[Bars, float, int]] = field(default_factory=dict)

    def price(self, symbol: str, on: date) -> Decimal:
        bars, factor, digits = self._read(symbol)
        place = int(np.searchsorted(bars.days, day_number(on), side="right")) - 1
        return Decimal(f"{bars.close[max(place, 0)] * factor:.{digits}f}")

    def rate(self, given: str, wanted: str, on: date) -> Decimal:
        """Return units of `wanted` for one of `given`."""
        rate = self._dollars(given, on) / self._dollars(wanted, on)
        return rate.quantize(_RATE, ROUND_HALF_EVEN)

    def _dollars(self, currency: str, on: date) -> Decimal:
        if currency == "USD":
            return Decimal(1)
        quoted = self.price(fx_symbol(currency), on)
        return quoted if currency in DOLLARS_PER_UNIT else 1 / quoted

    def _read(self, symbol: str) -> tuple[Bars, float, int]:
        if symbol not in self._bars:
            history = self.feed.history(symbol, self.today - _EARLIEST)
            factor = declared_unit(history.quoted_in).factor if history.quoted_in else 1.0
            digits = 4 if symbol.endswith("=X") else 2
            self._bars[symbol] = (history.bars, factor, digits)
        return self._bars[symbol]


class _Maker:
    """Turns the steps of a plan into transactions, and remembers what is held by then."""

    def __init__(
        self, content: Mapping[str, Any], catalog: Catalog, prices: _Prices, language: str
    ) -> None:
        self._plans = {each["key"]: each for each in content["account"]}
        self._ids = {key: -1 - place for place, key in enumerate(self._plans)}
        self._catalog, self._prices, self._language = catalog, prices, language
        self._held: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
        self._number = 0
        self.accounts = {key: self._account(plan) for key, plan in self._plans.items()}
        self.securities: dict[str, Security] = {}

    def booked(self, on: date, step: Mapping[str, Any]) -> Iterator[Transaction]:
        """Return what one step comes to on a day, nothing where nothing is held for it."""
        kind = Kind(step["kind"])
        make: Callable[[Kind, date, Mapping[str, Any]], Transaction | None]
        if kind is Kind.DIVIDEND:
            make = self._dividend
        elif kind is Kind.CASH_TRANSFER:
            make = self._exchange
        elif TRAITS[kind].shares:
            make = self._trade
        else:
            make = self._money
        made = make(kind, on, step)
        if made is not None:
            yield made

    def _account(self, plan: Mapping[str, Any]) -> Account:
        return Account(
            self._ids[plan["key"]],
            _said(plan["name"], self._language),
            AccountKind(plan["kind"]),
            plan["currency"],
            _said(plan["group"], self._language) if "group" in plan else "",
            self._ids[plan["cash"]] if "cash" in plan else None,
            CostMethod(plan.get("method", "fifo")),
        )

    def _security(self, symbol: str) -> Security:
        if symbol not in self.securities:
            found = self._catalog.company_of(symbol)
            if found is None:
                raise LookupError(f"{symbol} is not in the catalog")  # both ship with the program
            company = found.company
            listing = next(each for each in company.listings if each.symbol == symbol)
            currency = declared_unit(listing.currency).currency
            number = -1 - len(self.securities)
            native = self._language.startswith("zh") and company.country == "CN"
            name = company.native_name if native else company.name
            self.securities[symbol] = Security(number, name, currency, symbol, listing.isin)
        return self.securities[symbol]

    def _next(self) -> int:
        self._number -= 1
        return self._number

    def _trade(self, kind: Kind, on: date, step: Mapping[str, Any]) -> Transaction:
        key, symbol, quantity = step["account"], step["symbol"], Decimal(step["quantity"])
        security, account = self._security(symbol), self.accounts[key]
        self._held[key, symbol] += TRAITS[kind].shares * quantity
        if kind is Kind.TRANSFER:
            self._held[step["other"], symbol] += quantity
            other = self._ids[step["other"]]
            return Transaction(
                self._next(), kind, on, account.id, None, security.id, quantity,
                currency=security.currency, other_account_id=other,
            )  # fmt: skip
        gross = _cents(quantity * self._prices.price(symbol, on))
        one = Transaction(
            self._next(), kind, on, account.id, account.cash_id, security.id, quantity, gross,
            security.currency, note=self._note(step),
        )  # fmt: skip
        return one if not one.cash_sign else self._settled(one, key, self._fee(key, one))

    def _dividend(self, kind: Kind, on: date, step: Mapping[str, Any]) -> Transaction | None:
        key, symbol = step["account"], step["symbol"]
        held = self._held[key, symbol]
        if held <= 0:
            return None
        security, account = self._security(symbol), self.accounts[key]
        gross = _cents(held * self._prices.price(symbol, on) * Decimal(step["part"]))
        tax = _cents(gross * Decimal(self._plans[key]["tax"]))
        one = Transaction(
            self._next(), kind, on, account.id, account.cash_id, security.id, held, gross,
            security.currency,
        )  # fmt: skip
        return self._settled(one, key, (Charge(ChargeKind.TAX, tax, security.currency),))

    def _fee(self, key: str, one: Transaction) -> tuple[Charge, ...]:
        """Return the broker's fee, in the currency of its account."""
        plan, settled = self._plans[key]["fee"], self.accounts[key].currency
        rate = self._prices.rate(one.currency, settled, one.on)
        fee = max(Decimal(plan["least"]), _cents(one.gross * rate * Decimal(plan["part"])))
        return (Charge(ChargeKind.FEE, fee, settled),)

    def _settled(self, one: Transaction, key: str, charges: tuple[Charge, ...]) -> Transaction:
        """Return a transaction with its charges and what they leave in the cash account."""
        settled = one.currency if one.cash_id is None else self.accounts[key].currency
        rate = None
        if settled != one.currency:
            rate = self._prices.rate(one.currency, settled, one.on)
        net = _cents(one.gross * (rate or 1))
        for each in charges:
            amount = each.amount if each.currency == settled else _cents(each.amount * (rate or 1))
            net -= one.cash_sign * amount
        return replace(one, charges=charges, net=net, rate=rate)

    def _exchange(self, kind: Kind, on: date, step: Mapping[str, Any]) -> Transaction:
        here, there = self.accounts[step["account"]], self.accounts[step["other"]]
        amount = Decimal(step["amount"])
        arrives = _cents(amount * self._prices.rate(here.currency, there.currency, on))
        return Transaction(
            self._next(), kind, on, cash_id=here.id, gross=amount, currency=here.currency,
            net=amount, other_cash_id=there.id, other_net=arrives,
        )  # fmt: skip

    def _money(self, kind: Kind, on: date, step: Mapping[str, Any]) -> Transaction:
        account, amount = self.accounts[step["account"]], Decimal(step["amount"])
        return Transaction(
            self._next(), kind, on, cash_id=account.id, gross=amount, currency=account.currency,
            net=amount, note=self._note(step),
        )  # fmt: skip

    def _note(self, step: Mapping[str, Any]) -> str:
        return _said(step["note"], self._language) if "note" in step else ""


def _cents(amount: Decimal) -> Decimal:
    return amount.quantize(_CENT, ROUND_HALF_EVEN)
