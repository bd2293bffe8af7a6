"""Reads an export of Ghostfolio: its accounts, asset profiles and activities."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from gridwatch.domain.ledger.account import Account, AccountKind
from gridwatch.domain.ledger.kind import Kind
from gridwatch.domain.ledger.part import LedgerPart
from gridwatch.domain.ledger.security import OwnPrice, Security
from gridwatch.domain.ledger.transaction import NOTHING, Charge, ChargeKind, Transaction
from gridwatch.domain.money import ISO_CODES
from gridwatch.domain.problem import Problem
from gridwatch.files.ledger_amounts import day, major_code, minor_factor, tidy
from gridwatch.files.ledger_draft import Draft, Made
from gridwatch.files.ledger_json.loading import Json, decimal, inner, objects, text

_CRYPTO = re.compile(r"[A-Z0-9]{2,10}USD")


@dataclass(frozen=True, slots=True)
class _Amount:
    """The amounts of an activity, in the major unit of its currency."""

    quantity: Decimal
    gross: Decimal
    fee: Decimal
    currency: str


def is_ghostfolio(document: Json) -> bool:
    """Tell whether a document is an export of Ghostfolio."""
    return isinstance(document.get("activities"), list) and "format" not in document


def read_ghostfolio(document: Json) -> LedgerPart:
    """Return what an export holds, one line for each activity.

    Ghostfolio's trades do not move the money of an account, so its accounts become securities
    accounts that are paid from outside. Fees and interest need a cash account here: what they move
    comes from outside on the same day, or goes there. Shares are counted as of their own day.
    """
    return _Reader(document).part()


class _Reader:
    """Reads one export."""

    def __init__(self, document: Json) -> None:
        self._document = document
        self._draft = Draft()
        settings = inner(inner(document, "user"), "settings")
        self._base = _known(major_code(text(settings, "currency"))) or "USD"
        self._accounts: dict[str, int] = {}
        self._cash: dict[tuple[str, str], int] = {}
        self._securities: dict[tuple[str, str], int] = {}
        self._profiles = {
            (text(each, "dataSource"), text(each, "symbol")): each
            for each in objects(document, "assetProfiles")
        }

    def part(self) -> LedgerPart:
        for each in objects(self._document, "accounts"):
            self._read_account(each)
        for each in objects(self._document, "activities"):
            self._draft.book(_cells(each), partial(self._activity, each), _remark(each))
        self._prices()
        self._tell_left_out()
        return self._draft.part()

    def _read_account(self, told: Json) -> None:
        name = text(told, "name") or "Ghostfolio"
        # Only what the account is reported in: its activities have their own currencies.
        currency = _known(major_code(text(told, "currency"))) or self._base
        account = Account(
            0,
            name,
            AccountKind.SECURITIES,
            currency,
            closed=told.get("isExcluded") is True,
            note=text(told, "comment"),
        )
        self._accounts[text(told, "id")] = self._draft.account(account)

    def _account(self, told: Json) -> int:
        """Return the account of an activity, one without a name for those that have none."""
        key = text(told, "accountId")
        if key not in self._accounts:
            account = Account(0, "Ghostfolio", AccountKind.SECURITIES, self._base)
            self._accounts[key] = self._draft.account(account)
        return self._accounts[key]

    def _cash_account(self, told: Json, currency: str) -> int:
        account = self._draft.accounts[self._account(told)]
        key = (account.name, currency)
        if key not in self._cash:
            cash = Account(0, f"{account.name} ({currency})", AccountKind.CASH, currency)
            self._cash[key] = self._draft.account(cash)
        return self._cash[key]

    def _activity(self, told: Json) -> Made:
        match text(told, "type"):
            case "BUY":
                return self._trade(told, Kind.BUY)
            case "SELL":
                return self._trade(told, Kind.SELL)
            case "ITEM":
                return self._trade(told, Kind.DELIVERY_IN)
            case "DIVIDEND":
                return self._dividend(told)
            case "FEE":
                return self._paid(told, Kind.FEE, Kind.DEPOSIT)
            case "INTEREST":
                return self._paid(told, Kind.INTEREST, Kind.WITHDRAWAL)
            case "LIABILITY":
                return None
            case other:
                raise Problem(
                    "exchange_kind", "“{kind}” is no kind that is known here.", kind=other[:40]
                )

    def _trade(self, told: Json, kind: Kind) -> Transaction:
        amount = _amount(told)
        sign = {Kind.BUY: 1, Kind.SELL: -1}.get(kind, 0)
        return Transaction(
            0,
            kind,
            day(text(told, "date")),
            account_id=self._account(told),
            security_id=self._security(told),
            quantity=amount.quantity,
            gross=amount.gross,
            currency=amount.currency,
            charges=_charges(amount),
            net=tidy(amount.gross + sign * amount.fee) if sign else NOTHING,
            note=text(told, "comment"),
            source=_source(told),
        )

    def _dividend(self, told: Json) -> Transaction:
        amount = _amount(told)
        return Transaction(
            0,
            Kind.DIVIDEND,
            day(text(told, "date")),
            account_id=self._account(told),
            security_id=self._security(told),
            quantity=amount.quantity,
            gross=amount.gross,
            currency=amount.currency,
            charges=_charges(amount),
            net=tidy(amount.gross - amount.fee),
            note=text(told, "comment"),
            source=_source(told),
        )

    def _paid(self, told: Json, kind: Kind, outside: Kind) -> tuple[Transaction, Transaction]:
        """Return a fee or interest with the money that comes for it or goes with it."""
        amount = _amount(told)
        moved = amount.fee + amount.gross if kind is Kind.FEE else amount.gross - amount.fee
        name = text(self._profile(told), "name")
        note = "\n".join(each for each in (name, text(told, "comment")) if each)
        own = Transaction(
            0,
            kind,
            day(text(told, "date")),
            cash_id=self._cash_account(told, amount.currency),
            gross=tidy(moved if kind is Kind.FEE else amount.gross),
            currency=amount.currency,
            charges=() if kind is Kind.FEE else _charges(amount),
            net=tidy(moved),
            note=note,
            source=_source(told),
        )
        other = Transaction(
            0,
            outside,
            own.on,
            cash_id=own.cash_id,
            gross=own.net,
            currency=own.currency,
            net=own.net,
            note=note,
        )
        return (other, own) if kind is Kind.FEE else (own, other)

    def _profile(self, told: Json) -> Json:
        key = (text(told, "dataSource"), text(told, "symbol"))
        return self._profiles.get(key, inner(told, "SymbolProfile"))

    def _security(self, told: Json) -> int:
        profile = self._profile(told)
        source = text(told, "dataSource") or text(profile, "dataSource")
        symbol = text(told, "symbol") or text(profile, "symbol")
        key = (source, symbol)
        if key not in self._securities:
            countries, sectors = objects(profile, "countries"), objects(profile, "sectors")
            code = text(profile, "currency") or text(told, "currency") or self._base
            security = Security(
                0,
                text(profile, "name") or symbol,
                major_code(code),
                _yahoo(symbol, text(profile, "assetSubClass")) if source == "YAHOO" else "",
                text(profile, "isin"),
                segment=text(sectors[0], "name") if len(sectors) == 1 else "",
                country=text(countries[0], "code") if len(countries) == 1 else "",
                note=text(profile, "comment"),
            )
            self._securities[key] = self._draft.security(security)
        return self._securities[key]

    def _prices(self) -> None:
        """Take the prices of what no source quotes; those of others come from the market."""
        for key, number in self._securities.items():
            profile = self._profiles.get(key, {})
            factor = minor_factor(text(profile, "currency"))
            for each in objects(profile, "marketData"):
                try:
                    price = tidy(decimal(each, "marketPrice") * factor)
                    self._draft.price(OwnPrice(number, day(text(each, "date")), price))
                except Problem as problem:
                    self._draft.tell(problem)

    def _tell_left_out(self) -> None:
        balances = sum(len(objects(each, "balances")) for each in self._accounts_told())
        told = (
            Problem(
                "exchange_base_currency",
                "The file is counted in {currency}. Here the currency of the settings counts.",
                currency=self._base,
                number=int(self._base != ""),
            ),
            Problem(
                "exchange_tags_left_out",
                "Tags are left out: {number}.",
                number=len(objects(self._document, "tags")),
            ),
            Problem(
                "exchange_balances_left_out",
                "Balances of accounts are left out: {number}. Here a balance is the sum of its"
                " transactions.",
                number=balances,
            ),
            Problem(
                "exchange_platforms_left_out",
                "Platforms are left out: {number}.",
                number=len(objects(self._document, "platforms")),
            ),
        )
        for each in told:
            if each.values["number"]:
                self._draft.tell(each)

    def _accounts_told(self) -> list[Json]:
        return objects(self._document, "accounts")


def _known(code: str) -> str:
    return code if code in ISO_CODES else ""


def _amount(told: Json) -> _Amount:
    code = text(told, "currency")
    factor = minor_factor(code)
    quantity, price = decimal(told, "quantity"), decimal(told, "unitPrice")
    return _Amount(
        tidy(quantity),
        tidy(quantity * price * factor),
        tidy(decimal(told, "fee") * factor),
        major_code(code),
    )


def _charges(amount: _Amount) -> tuple[Charge, ...]:
    return (Charge(ChargeKind.FEE, amount.fee, amount.currency),) if amount.fee else ()


def _source(told: Mapping[str, object]) -> str:
    number = told.get("id")
    return f"ghostfolio:{number}" if isinstance(number, str) and number else ""


def _yahoo(symbol: str, kind: str) -> str:
    """Return Yahoo's symbol: Ghostfolio writes currencies of the net without their hyphen."""
    if kind == "CRYPTOCURRENCY" and _CRYPTO.fullmatch(symbol):
        return f"{symbol[:-3]}-USD"
    return symbol


def _remark(told: Json) -> Problem | None:
    if text(told, "type") == "LIABILITY":
        return Problem("exchange_liability", "A liability is left out: a ledger has none.")
    if told.get("tags"):
        return Problem("exchange_tags", "The tags of this activity are left out.")
    return None


def _cells(told: Json) -> tuple[str, ...]:
    """Return what the preview shows: day, kind, symbol, shares, price, fee, currency."""
    names = ("date", "type", "symbol", "quantity", "unitPrice", "fee", "currency")
    cells = [str(told.get(each, ""))[:60] for each in names]
    return (cells[0][:10], *cells[1:])
