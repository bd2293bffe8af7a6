"""The accounts and securities of a Flex report, made as its lines name them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element

from gridwatch.domain.ledger.account import Account, AccountKind
from gridwatch.domain.ledger.security import Security
from gridwatch.domain.problem import Problem
from gridwatch.files.ledger_amounts import major_code
from gridwatch.files.ledger_draft import Draft
from gridwatch.files.ledger_listings import likely_symbol

_BROKER = "Interactive Brokers"
_ISIN = re.compile(r"\(([A-Z]{2}[A-Z0-9]{9}[0-9])\)")
# Where a security is listed, as the broker calls it, to Yahoo's suffix.
_SUFFIXES = {
    "AEB": "AS", "AMEX": "", "ARCA": "", "ASX": "AX", "BATS": "", "BM": "MC", "BVME": "MI",
    "BVME.ETF": "MI", "CPH": "CO", "EBS": "SW", "ENEXT.BE": "BR", "HEX": "HE", "IBIS": "DE",
    "IBIS2": "DE", "LSE": "L", "LSEETF": "L", "NASDAQ": "", "NYSE": "", "OSE": "OL", "PINK": "",
    "SBF": "PA", "SEHK": "HK", "SFB": "ST", "SGX": "SI", "TSE": "TO", "TSEJ": "T", "VENTURE": "V",
    "VSE": "VI", "WSE": "WA",
}  # fmt: skip


class Places:
    """Gives the ids of what the lines of a report name."""

    def __init__(self, draft: Draft, statement: Element) -> None:
        """Gather what all lines of one statement say of each contract."""
        self._draft = draft
        information = statement.find("AccountInformation")
        told = information.get("currency", "") if information is not None else ""
        self.base = major_code(told) or "USD"
        # As the tables of the same broker call them, so that both mean the same accounts.
        self._name = f"{_BROKER} {statement.get('accountId', '')}".strip()
        self._told: dict[str, dict[str, str]] = {}
        for each in _contracts(statement):
            known = self._told.setdefault(_key(each), {})
            for name, value in each.attrib.items():
                if value.strip():
                    known.setdefault(name, value.strip())
            isin = _ISIN.search(each.get("description", "") + each.get("actionDescription", ""))
            if isin is not None:
                known.setdefault("isin", isin[1])
        self._cash: dict[str, int] = {}
        self._securities: dict[str, int] = {}
        shares = Account(0, self._name, AccountKind.SECURITIES, self.base, _BROKER)
        self.account = draft.account(shares)
        shares = draft.accounts[self.account]
        draft.change_account(replace(shares, cash_id=self.cash(self.base)))

    def cash(self, currency: str) -> int:
        """Return the account for the money of a currency."""
        code = major_code(currency)
        if code not in self._cash:
            account = Account(0, f"{self._name} {code}", AccountKind.CASH, code, _BROKER)
            self._cash[code] = self._draft.account(account)
        return self._cash[code]

    def security(self, element: Element) -> int:
        """Return the security of a line; raises Problem where it names none."""
        key = _key(element)
        if not key:
            raise Problem("security_missing", "Choose a security.")
        if key not in self._securities:
            told = self._told.get(key, dict(element.attrib))
            currency = major_code(told.get("currency", ""))
            option = told.get("assetCategory") == "OPT"
            security = Security(
                0,
                _option_name(told) if option else told.get("description", ""),
                currency,
                _symbol(told, currency),
                told.get("isin", ""),
            )
            self._securities[key] = self._draft.security(security)
        return self._securities[key]

    def allow_shorts(self) -> None:
        """Let more be sold than is held: options are written, and shares are sold short."""
        account = self._draft.accounts[self.account]
        self._draft.change_account(replace(account, shorts=True))


def _option_name(told: dict[str, str]) -> str:
    """Return the name of an option: its symbol says the most."""
    return " ".join(told.get("symbol", "").split()) or told.get("description", "")


def _contracts(statement: Element) -> Iterator[Element]:
    """Yield the lines of a statement that name a contract."""
    for each in statement.iter():
        if _key(each) and each.tag in {
            "SecurityInfo", "Trade", "CashTransaction", "CorporateAction", "Transfer",
        }:  # fmt: skip
            yield each


def _key(element: Element) -> str:
    """Return what tells contracts apart: the broker's number, else ISIN or symbol."""
    return element.get("conid") or element.get("isin") or element.get("symbol") or ""


def _symbol(told: dict[str, str], currency: str) -> str:
    """Return Yahoo's symbol where the listing says it, "" where it would be a guess."""
    if told.get("assetCategory", "STK") not in {"STK", "FUND"}:
        return ""
    ticker = re.sub(r"\s+", "-", told.get("symbol", "").strip())
    listed = told.get("listingExchange", "")
    if listed in _SUFFIXES:
        suffix = _SUFFIXES[listed]
        if suffix == "HK" and ticker.isdecimal():
            ticker = ticker.zfill(4)
        ticker = f"{ticker}.{suffix}" if suffix else ticker
    elif listed:
        return ""
    return ticker if likely_symbol(ticker, currency) else ""
