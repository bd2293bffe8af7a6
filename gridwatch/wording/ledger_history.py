"""Says what the journal of the ledger has kept: what was booked, changed and deleted, and when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

from gridwatch.domain.ledger.account import AccountKind, CostMethod
from gridwatch.domain.ledger.kind import Kind
from gridwatch.store.user.ledger_changes import LedgerChange, Noun
from gridwatch.wording import speech
from gridwatch.wording.ledger import account_kind_words, kind_words, method_words
from gridwatch.wording.marking import QT_TRANSLATE_NOOP
from gridwatch.wording.speech import Phrasing

translate = speech.translate
_FIELDS: Mapping[str, str] = {
    "kind": QT_TRANSLATE_NOOP("LedgerHistory", "Kind"),
    "on": QT_TRANSLATE_NOOP("LedgerHistory", "Date"),
    "time": QT_TRANSLATE_NOOP("LedgerHistory", "Time"),
    "settles_on": QT_TRANSLATE_NOOP("LedgerHistory", "Settled on"),
    "account_id": QT_TRANSLATE_NOOP("LedgerHistory", "Securities account"),
    "cash_id": QT_TRANSLATE_NOOP("LedgerHistory", "Cash account"),
    "other_account_id": QT_TRANSLATE_NOOP("LedgerHistory", "To account"),
    "other_cash_id": QT_TRANSLATE_NOOP("LedgerHistory", "To cash account"),
    "security_id": QT_TRANSLATE_NOOP("LedgerHistory", "Security"),
    "other_security_id": QT_TRANSLATE_NOOP("LedgerHistory", "New security"),
    "quantity": QT_TRANSLATE_NOOP("LedgerHistory", "Quantity"),
    "gross": QT_TRANSLATE_NOOP("LedgerHistory", "Gross"),
    "currency": QT_TRANSLATE_NOOP("LedgerHistory", "Currency"),
    "charges": QT_TRANSLATE_NOOP("LedgerHistory", "Fees and taxes"),
    "net": QT_TRANSLATE_NOOP("LedgerHistory", "Net"),
    "other_net": QT_TRANSLATE_NOOP("LedgerHistory", "Arrives"),
    "rate": QT_TRANSLATE_NOOP("LedgerHistory", "Exchange rate"),
    "ratio": QT_TRANSLATE_NOOP("LedgerHistory", "New : old shares"),
    "cost_share": QT_TRANSLATE_NOOP("LedgerHistory", "Part of the cost"),
    "lots": QT_TRANSLATE_NOOP("LedgerHistory", "Chosen lots"),
    "shares_as_of": QT_TRANSLATE_NOOP("LedgerHistory", "Shares as of"),
    "note": QT_TRANSLATE_NOOP("LedgerHistory", "Note"),
    "name": QT_TRANSLATE_NOOP("LedgerHistory", "Name"),
    "group": QT_TRANSLATE_NOOP("LedgerHistory", "Group"),
    "method": QT_TRANSLATE_NOOP("LedgerHistory", "Cost method"),
    "shorts": QT_TRANSLATE_NOOP("LedgerHistory", "May be short"),
    "closed": QT_TRANSLATE_NOOP("LedgerHistory", "Closed"),
    "symbol": QT_TRANSLATE_NOOP("LedgerHistory", "Symbol"),
    "isin": QT_TRANSLATE_NOOP("LedgerHistory", "ISIN"),
    "wkn": QT_TRANSLATE_NOOP("LedgerHistory", "WKN"),
    "segment": QT_TRANSLATE_NOOP("LedgerHistory", "Segment"),
    "country": QT_TRANSLATE_NOOP("LedgerHistory", "Country"),
    "numerator": QT_TRANSLATE_NOOP("LedgerHistory", "New shares"),
    "denominator": QT_TRANSLATE_NOOP("LedgerHistory", "Old shares"),
    "put": QT_TRANSLATE_NOOP("LedgerHistory", "Entered"),
    "removed": QT_TRANSLATE_NOOP("LedgerHistory", "Deleted"),
    "transactions": QT_TRANSLATE_NOOP("LedgerHistory", "Transactions"),
}
_DONE: Mapping[Noun, tuple[str, str, str]] = {
    Noun.ACCOUNT: (
        QT_TRANSLATE_NOOP("LedgerHistory", "Account made"),
        QT_TRANSLATE_NOOP("LedgerHistory", "Account changed"),
        QT_TRANSLATE_NOOP("LedgerHistory", "Account deleted"),
    ),
    Noun.SECURITY: (
        QT_TRANSLATE_NOOP("LedgerHistory", "Security made"),
        QT_TRANSLATE_NOOP("LedgerHistory", "Security changed"),
        QT_TRANSLATE_NOOP("LedgerHistory", "Security deleted"),
    ),
    Noun.TRANSACTION: (
        QT_TRANSLATE_NOOP("LedgerHistory", "Transaction booked"),
        QT_TRANSLATE_NOOP("LedgerHistory", "Transaction changed"),
        QT_TRANSLATE_NOOP("LedgerHistory", "Transaction deleted"),
    ),
    Noun.PRICE: (
        QT_TRANSLATE_NOOP("LedgerHistory", "Own prices entered"),
        QT_TRANSLATE_NOOP("LedgerHistory", "Own prices changed"),
        QT_TRANSLATE_NOOP("LedgerHistory", "Own prices deleted"),
    ),
    Noun.SPLIT: (
        QT_TRANSLATE_NOOP("LedgerHistory", "Own split entered"),
        QT_TRANSLATE_NOOP("LedgerHistory", "Own split changed"),
        QT_TRANSLATE_NOOP("LedgerHistory", "Own split deleted"),
    ),
    Noun.BATCH: (
        QT_TRANSLATE_NOOP("LedgerHistory", "Import made"),
        QT_TRANSLATE_NOOP("LedgerHistory", "Import changed"),
        QT_TRANSLATE_NOOP("LedgerHistory", "Import taken back"),
    ),
}
_ACCOUNTS = frozenset({"account_id", "cash_id", "other_account_id", "other_cash_id"})
_SECURITIES = frozenset({"security_id", "other_security_id"})
_DAYS = frozenset({"on", "settles_on", "shares_as_of"})
_NUMBERS = frozenset({"quantity", "gross", "net", "other_net", "rate"})
# What nobody needs to read: ids, places, what an import knows its lines by.
_QUIET = frozenset({"id", "position", "source", "batch_id"})
_EMPTY: frozenset[object] = frozenset({"", "0", "0.00", 0, None})


class Named(Protocol):
    """What accounts, securities and imports are called, "" for what is not there any more."""

    @property
    def batches(self) -> Mapping[int, str]:
        """Return the names of the imports by id."""

    def account(self, number: int | None) -> str:
        """Return the name of an account."""

    def security(self, number: int | None) -> str:
        """Return the name of a security."""


class Exact(Protocol):
    """How exact amounts are written."""

    def number(self, value: Decimal | None) -> str:
        """Return a number with all its decimals."""

    def with_unit(self, value: Decimal | None, currency: str) -> str:
        """Return an amount with its currency."""


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes the fields of the journal in the reader's language."""

    names: Named
    phrases: Phrasing
    amounts: Exact

    def value(self, name: str, value: Any, noun: Noun) -> str:  # noqa: ANN401 - as JSON has it
        """Return a field's value in words, "" for nothing."""
        if isinstance(value, list):
            return self._listed(name, value)
        if value in _EMPTY:
            return ""
        if name in _ACCOUNTS | _SECURITIES:
            named = self.names.account if name in _ACCOUNTS else self.names.security
            return named(value) or _gone()
        if name in _DAYS:
            return self.phrases.day(date.fromisoformat(value))
        if name == "cost_share":
            return f"{self.amounts.number(Decimal(value) * 100)} %"
        if name in _NUMBERS:
            return self.amounts.number(Decimal(value))
        return self._chosen(name, value, noun)

    def _chosen(self, name: str, value: Any, noun: Noun) -> str:  # noqa: ANN401 - as JSON has it
        if name == "kind":
            kinds = {each.value: kind_words(each) for each in Kind}
            accounts = {each.value: account_kind_words(each) for each in AccountKind}
            return (accounts if noun is Noun.ACCOUNT else kinds).get(value, str(value))
        if name == "method":
            return {each.value: method_words(each) for each in CostMethod}.get(value, str(value))
        if value is True:
            return translate("LedgerHistory", "yes")
        return str(value)

    def _listed(self, name: str, values: list[Any]) -> str:
        if name == "ratio":
            return ":".join(map(str, values))
        told = []
        for each in values:
            if name == "charges":
                told.append(self.amounts.with_unit(Decimal(each["amount"]), each["currency"]))
            elif name == "lots":
                told.append(self.amounts.number(Decimal(each["quantity"])))
        return ", ".join(told)

    def lines(self, change: LedgerChange) -> list[str]:
        """Return what a change has changed, field by field."""
        was, became = change.was or {}, change.became or {}
        lines = []
        for name, words in _FIELDS.items():
            before = self.value(name, was.get(name), change.noun)
            after = self.value(name, became.get(name), change.noun)
            title = translate("LedgerHistory", words)
            if before == after and change.was is not None and change.became is not None:
                continue
            if change.was is not None and change.became is not None:
                none = translate("LedgerHistory", "nothing")
                lines.append(f"{title}: {before or none} → {after or none}")
            elif before or after:
                lines.append(f"{title}: {after or before}")
        return lines

    def about(self, change: LedgerChange) -> str:
        """Return which thing was changed, in few words."""
        fields = change.became or change.was or {}
        if change.noun is Noun.TRANSACTION:
            names = ("kind", "on", "security_id")
            told = [self.value(each, fields.get(each), change.noun) for each in names]
            return " · ".join(filter(None, told))
        if change.noun in {Noun.PRICE, Noun.SPLIT}:
            return self.names.security(change.number)
        if change.noun is Noun.BATCH:
            return self.names.batches.get(change.number, str(fields.get("name", "")))
        return str(fields.get("name", ""))


def _gone() -> str:
    return translate("LedgerHistory", "(deleted)")


def done_words(change: LedgerChange) -> str:
    """Return what was done."""
    made, changed, deleted = _DONE[change.noun]
    if change.was is None:
        return translate("LedgerHistory", made)
    words = deleted if change.became is None else changed
    return translate("LedgerHistory", words)
