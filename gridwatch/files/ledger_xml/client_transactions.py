"""The transactions of a Portfolio Performance client, each pair of entries as one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import partial
from typing import NoReturn, TypedDict
from xml.etree.ElementTree import Element

from gridwatch.domain.ledger.kind import TRAITS, Kind
from gridwatch.domain.ledger.transaction import NOTHING, Transaction
from gridwatch.domain.problem import Problem
from gridwatch.files.ledger_amounts import (
    Amounts,
    amounts_of,
    day,
    major_code,
    minor_factor,
    tidy,
)
from gridwatch.files.ledger_draft import Draft
from gridwatch.files.ledger_xml.client_amounts import Scales, scaled, units_of
from gridwatch.files.ledger_xml.references import References

_CASH_KINDS: Mapping[str, Kind] = {
    "DEPOSIT": Kind.DEPOSIT,
    "REMOVAL": Kind.WITHDRAWAL,
    "INTEREST": Kind.INTEREST,
    "INTEREST_CHARGE": Kind.INTEREST_CHARGE,
    "DIVIDENDS": Kind.DIVIDEND,
    "FEES": Kind.FEE,
    "FEES_REFUND": Kind.FEE_REFUND,
    "TAXES": Kind.TAX,
    "TAX_REFUND": Kind.TAX_REFUND,
}
# Halves of a pair whose other half is missing: the money or the shares then come from outside.
_CASH_HALVES: Mapping[str, Kind] = {
    "BUY": Kind.WITHDRAWAL,
    "SELL": Kind.DEPOSIT,
    "TRANSFER_IN": Kind.DEPOSIT,
    "TRANSFER_OUT": Kind.WITHDRAWAL,
}
_SHARE_KINDS: Mapping[str, Kind] = {
    "DELIVERY_INBOUND": Kind.DELIVERY_IN,
    "DELIVERY_OUTBOUND": Kind.DELIVERY_OUT,
    "INBOUND_DELIVERY": Kind.DELIVERY_IN,
    "OUTBOUND_DELIVERY": Kind.DELIVERY_OUT,
}
_SHARE_HALVES: Mapping[str, Kind] = {
    "BUY": Kind.BUY,
    "SELL": Kind.SELL,
    "TRANSFER_IN": Kind.DELIVERY_IN,
    "TRANSFER_OUT": Kind.DELIVERY_OUT,
}


class _About(TypedDict):
    """What is said of a transaction beside its amounts."""

    time: str
    note: str
    source: str


class TransactionsReader:
    """Books the entries of all accounts and portfolios; each pair once, where it is met first."""

    def __init__(
        self,
        refs: References,
        scales: Scales,
        places: Mapping[Element, int],
        securities: Mapping[Element, int],
        as_of: date,
        draft: Draft,
    ) -> None:
        """`places`: the ids of accounts and portfolios by their elements."""
        self._refs = refs
        self._scales = scales
        self._places = places
        self._securities = securities
        self._as_of = as_of
        self._draft = draft
        self._seen = set[Element]()
        self._owners: dict[tuple[int, int], set[int]] = {}

    def note_owners(self, portfolio: Element, reference: Element | None) -> None:
        """Keep which securities a portfolio trades, so that dividends find their place."""
        cash = self._places.get(reference, 0) if reference is not None else 0
        for each in self._refs.raw(portfolio, "transactions"):
            try:
                security = self._refs.child(self._refs.followed(each), "security")
            except Problem:
                continue  # told where it is read
            if security is not None and security in self._securities:
                key = (cash, self._securities[security])
                self._owners.setdefault(key, set()).add(self._places[portfolio])

    def read(self, owner: Element, *, cash: bool) -> None:
        """Book the entries of an account (`cash`) or a portfolio."""
        for each in self._refs.raw(owner, "transactions"):
            try:
                entry = self._refs.followed(each)
                cross = self._refs.child(entry, "crossEntry")
            except Problem as problem:
                self._draft.book(("",) * 7, partial(_refuse, problem))
                continue
            if entry not in self._seen and (cross is None or cross not in self._seen):
                self._seen.update((entry,) if cross is None else (entry, cross))
                self._read_entry(owner, entry, cross, cash=cash)

    def _read_entry(
        self, owner: Element, entry: Element, cross: Element | None, *, cash: bool
    ) -> None:
        cells = self._cells(owner, entry)
        if cross is not None:
            self._draft.book(cells, partial(self._pair, entry, cross))
            return
        halves = _CASH_HALVES if cash else _SHARE_HALVES
        remark = _half_told() if self._refs.text(entry, "type") in halves else None
        make = self._cash if cash else self._shares
        self._draft.book(cells, partial(make, owner, entry), remark)

    def _pair(self, entry: Element, cross: Element) -> Transaction:
        """Return the one transaction of two entries; `cross` says what each of them is."""
        match cross.get("class", ""):
            case "buysell":
                return self._trade(cross)
            case "account-transfer":
                return self._cash_transfer(cross)
            case "portfolio-transfer":
                return self._transfer(cross)
            case other:
                raise _unknown(other or self._refs.text(entry, "type"))

    def _trade(self, cross: Element) -> Transaction:
        shares = self._half(cross, "portfolioTransaction")
        money = self._half(cross, "accountTransaction")
        kind = {"BUY": Kind.BUY, "SELL": Kind.SELL}.get(self._refs.text(shares, "type"))
        if kind is None:
            raise _unknown(self._refs.text(shares, "type"))
        # What moved in the account is what its own half says.
        net, _ = self._amount(money)
        return self._transaction(
            shares,
            kind,
            self._amounts(shares, TRAITS[kind].cash),
            net=net,
            account_id=self._place(cross, "portfolio"),
            cash_id=self._place(cross, "account"),
        )

    def _cash_transfer(self, cross: Element) -> Transaction:
        source = self._half(cross, "transactionFrom")
        target = self._half(cross, "transactionTo")
        sent, currency = self._amount(source)
        arrived, _ = self._amount(target)
        return Transaction(
            0,
            Kind.CASH_TRANSFER,
            self._day(source),
            cash_id=self._place(cross, "accountFrom"),
            other_cash_id=self._place(cross, "accountTo"),
            gross=sent,
            currency=currency,
            net=sent,
            other_net=arrived,
            **self._about(source),
        )

    def _transfer(self, cross: Element) -> Transaction:
        source = self._half(cross, "transactionFrom")
        return self._transaction(
            source,
            Kind.TRANSFER,
            self._amounts(source, 0),
            account_id=self._place(cross, "portfolioFrom"),
            other_account_id=self._place(cross, "portfolioTo"),
        )

    def _cash(self, owner: Element, entry: Element) -> Transaction:
        told = self._refs.text(entry, "type")
        kind = _CASH_KINDS.get(told) or _CASH_HALVES.get(told)
        if kind is None:
            raise _unknown(told)
        amounts = self._amounts(entry, TRAITS[kind].cash)
        cash = self._places[owner]
        account = self._owner(entry, cash) if kind is Kind.DIVIDEND else None
        return self._transaction(entry, kind, amounts, account_id=account, cash_id=cash)

    def _shares(self, owner: Element, entry: Element) -> Transaction:
        told = self._refs.text(entry, "type")
        kind = _SHARE_KINDS.get(told) or _SHARE_HALVES.get(told)
        if kind is None:
            raise _unknown(told)
        sign = TRAITS[kind].cash or -TRAITS[kind].shares
        amounts = self._amounts(entry, sign)
        return self._transaction(entry, kind, amounts, account_id=self._places[owner])

    def _owner(self, entry: Element, cash: int) -> int | None:
        """Return the portfolio of a dividend: the only one of this account with the security."""
        security = self._refs.child(entry, "security")
        number = self._securities.get(security, 0) if security is not None else 0
        owners = self._owners.get((cash, number), set())
        if not owners:
            traded = (some for (_, each), some in self._owners.items() if each == number)
            owners = set().union(*traded)
        return next(iter(owners)) if len(owners) == 1 else None

    def _transaction(
        self,
        entry: Element,
        kind: Kind,
        amounts: Amounts,
        net: Decimal | None = None,
        account_id: int | None = None,
        cash_id: int | None = None,
        other_account_id: int | None = None,
    ) -> Transaction:
        traits = TRAITS[kind]
        moved = self._amount(entry)[0] if net is None else net
        security = self._security(entry) if traits.needs_security is not None else None
        quantity = NOTHING
        if security is not None:
            quantity = scaled(self._refs.text(entry, "shares") or "0", self._scales.shares)
        return Transaction(
            0,
            kind,
            self._day(entry),
            account_id=account_id,
            cash_id=cash_id,
            other_account_id=other_account_id,
            security_id=security,
            quantity=quantity,
            gross=amounts.gross,
            currency=amounts.currency,
            charges=amounts.charges,
            net=moved if traits.cash else NOTHING,
            rate=amounts.rate,
            shares_as_of=self._as_of if quantity and self._as_of > self._day(entry) else None,
            **self._about(entry),
        )

    def _amounts(self, entry: Element, sign: int) -> Amounts:
        told, currency = self._amount(entry)
        return amounts_of(told, currency, sign, units_of(self._refs, entry))

    def _amount(self, entry: Element) -> tuple[Decimal, str]:
        code = self._refs.text(entry, "currencyCode")
        amount = scaled(self._refs.text(entry, "amount"), 2)
        return tidy(amount * minor_factor(code)), major_code(code)

    def _about(self, entry: Element) -> _About:
        refs = self._refs
        told = [refs.text(entry, "note"), refs.text(entry, "source")]
        uuid = refs.text(entry, "uuid")
        time = refs.text(entry, "date")[11:19]
        return {
            "time": "" if time in {"00:00", "00:00:00"} else time,
            "note": "\n".join(each for each in told if each),
            "source": f"portfolio-performance:{uuid}" if uuid else "",
        }

    def _day(self, entry: Element) -> date:
        return day(self._refs.text(entry, "date"))

    def _security(self, entry: Element) -> int | None:
        security = self._refs.child(entry, "security")
        if security is None:
            return None
        if security not in self._securities:
            raise Problem(
                "exchange_security_unread", "The security of this transaction can't be taken over."
            )
        return self._securities[security]

    def _half(self, cross: Element, name: str) -> Element:
        half = self._refs.child(cross, name)
        if half is None:
            raise Problem("exchange_half", "One side of this transaction is missing in the file.")
        return half

    def _place(self, cross: Element, name: str) -> int:
        place = self._refs.child(cross, name)
        if place is None or place not in self._places:
            raise Problem("exchange_half", "One side of this transaction is missing in the file.")
        return self._places[place]

    def _cells(self, owner: Element, entry: Element) -> tuple[str, ...]:
        """Return what the preview shows: day, kind, account, security, shares, amount, currency."""
        refs = self._refs
        try:
            security = refs.child(entry, "security")
            holder = refs.at(entry, "crossEntry", "portfolioTransaction")
            holder = entry if holder is None else holder
            shares = scaled(refs.text(holder, "shares") or "0", self._scales.shares)
            amount, currency = self._amount(entry)
            return (
                refs.text(entry, "date")[:10],
                refs.text(entry, "type"),
                refs.text(owner, "name"),
                "" if security is None else refs.text(security, "name"),
                f"{shares:f}" if shares else "",
                f"{amount:f}",
                currency,
            )
        except Problem:
            return ("", "", refs.text(owner, "name"), "", "", "", "")


def _unknown(kind: str) -> Problem:
    return Problem("exchange_kind", "“{kind}” is no kind that is known here.", kind=kind[:40])


def _half_told() -> Problem:
    return Problem(
        "exchange_half_taken",
        "The other side of this transaction is missing in the file: it is taken as one from outside"
        " or to outside.",
    )


def _refuse(problem: Problem) -> NoReturn:
    raise problem
