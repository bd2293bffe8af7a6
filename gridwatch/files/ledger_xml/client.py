"""Reads a whole client of Portfolio Performance from its XML."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from xml.etree.ElementTree import Element

from gridwatch.domain.ledger.account import Account, AccountKind
from gridwatch.domain.ledger.part import LedgerPart
from gridwatch.domain.problem import Problem
from gridwatch.files.ledger_amounts import day, major_code
from gridwatch.files.ledger_draft import Draft
from gridwatch.files.ledger_xml.client_amounts import scales_of
from gridwatch.files.ledger_xml.client_securities import (
    SecuritiesRead,
    last_price_day,
    read_prices,
    read_securities,
    read_splits,
)
from gridwatch.files.ledger_xml.client_taxonomies import read_taxonomies
from gridwatch.files.ledger_xml.client_transactions import TransactionsReader
from gridwatch.files.ledger_xml.references import References


def read_client(root: Element, today: date) -> LedgerPart:
    """Return what a client holds: accounts, securities, prices, splits and all transactions.

    Two entries that belong together (a purchase and its payment, both sides of a transfer) are one
    transaction. Shares and prices of such a file count shares as they are when it is saved, since a
    split rewrites them there: they are marked as of the last day of a price or transaction in it
    (`today` where that is later), so that only splits after that day apply. The splits noted in the
    file are taken along; they change nothing of it.
    Raises Problem for a version that is not known and for what is no client.
    """
    if root.tag != "client":
        raise Problem("exchange_not_client", "This XML is not a file of Portfolio Performance.")
    refs, draft = References(root), Draft()
    scales = scales_of(refs.text(root, "version"))
    read = read_securities(refs, root, draft)
    accounts = refs.children(refs.child(root, "accounts"), "account")
    portfolios = refs.children(refs.child(root, "portfolios"), "portfolio")
    places = _read_places(refs, accounts, portfolios, draft)
    as_of = min(_last_day(refs, root, read), today)
    read_prices(refs, read, scales, as_of, draft)
    read_splits(refs, read, draft)
    reader = TransactionsReader(refs, scales, places, read.ids, as_of, draft)
    for each in portfolios:
        if each in places:
            reader.note_owners(each, refs.child(each, "referenceAccount"))
    for each in accounts:
        if each in places:
            reader.read(each, cash=True)
    for each in portfolios:
        if each in places:
            reader.read(each, cash=False)
    read_taxonomies(refs, root, read.ids, draft)
    _tell_left_out(refs, root, read, draft)
    return draft.part()


def _read_places(
    refs: References, accounts: list[Element], portfolios: list[Element], draft: Draft
) -> dict[Element, int]:
    """Take accounts as cash accounts and portfolios as securities accounts."""
    places: dict[Element, int] = {}
    base = refs.text(accounts[0], "currencyCode") if accounts else "EUR"
    for each in accounts:
        _read_place(refs, each, AccountKind.CASH, refs.text(each, "currencyCode"), places, draft)
    for each in portfolios:
        reference = refs.child(each, "referenceAccount")
        code = refs.text(reference, "currencyCode") if reference is not None else base
        _read_place(refs, each, AccountKind.SECURITIES, code, places, draft)
        if each in places and reference is not None and reference in places:
            own = draft.accounts[places[each]]
            draft.change_account(replace(own, cash_id=places[reference]))
    return places


def _read_place(
    refs: References,
    element: Element,
    kind: AccountKind,
    code: str,
    places: dict[Element, int],
    draft: Draft,
) -> None:
    account = Account(
        0,
        refs.text(element, "name"),
        kind,
        major_code(code),
        closed=refs.text(element, "isRetired") == "true",
        note=refs.text(element, "note"),
    )
    try:
        places[element] = draft.account(account)
    except Problem as problem:
        draft.tell(
            Problem(
                "exchange_account_left_out",
                "The account {name} is left out with its transactions: {reason}",
                name=account.name[:80] or "—",
                reason=problem,
            )
        )


def _last_day(refs: References, root: Element, read: SecuritiesRead) -> date:
    """Return the last day of a price or a transaction in the file."""
    last = max((last_price_day(refs, each) for each in read.ids), default=date.min)
    for tag in ("account-transaction", "portfolio-transaction", "accountTransaction",
                "portfolioTransaction", "transactionFrom", "transactionTo"):  # fmt: skip
        for each in root.iter(tag):
            if each.get("reference") is None:
                try:
                    last = max(last, day(refs.text(each, "date")))
                except Problem:
                    continue  # told where it is read
    return last


def _tell_left_out(refs: References, root: Element, read: SecuritiesRead, draft: Draft) -> None:
    base = refs.text(root, "baseCurrency")
    if base:
        draft.tell(
            Problem(
                "exchange_base_currency",
                "The file is counted in {currency}. Here the currency of the settings counts.",
                currency=base,
            )
        )
    for each in _left_out(refs, root, read):
        if each.values["number"]:
            draft.tell(each)


def _left_out(refs: References, root: Element, read: SecuritiesRead) -> tuple[Problem, ...]:
    """Return what a client has and a ledger has not, each with the number of them."""
    bookmarks = refs.at(root, "settings", "bookmarks")
    return (
        Problem(
            "exchange_retired",
            "Securities that are marked there as no longer used are taken over all the same:"
            " {number}.",
            number=read.retired,
        ),
        Problem(
            "exchange_rates_left_out",
            "Exchange rates kept as securities are left out: {number}.",
            number=read.currencies_apart,
        ),
        Problem(
            "exchange_notes_left_out",
            "Notes on days of securities are left out: {number}.",
            number=read.notes,
        ),
        Problem(
            "exchange_announced_left_out",
            "Dividends that were announced but not booked are left out: {number}.",
            number=read.dividends,
        ),
        Problem(
            "exchange_attributes_left_out",
            "Securities whose own attributes are left out: {number}.",
            number=read.attributes,
        ),
        Problem(
            "exchange_watchlists_left_out",
            "Watchlists are left out: {number}.",
            number=_count(refs, root, "watchlists"),
        ),
        Problem(
            "exchange_plans_left_out",
            "Savings plans are left out: {number}. What they have booked is taken over.",
            number=_count(refs, root, "plans"),
        ),
        Problem(
            "exchange_dashboards_left_out",
            "Dashboards are left out: {number}.",
            number=_count(refs, root, "dashboards"),
        ),
        Problem(
            "exchange_bookmarks_left_out",
            "Bookmarks are left out: {number}.",
            number=0 if bookmarks is None else len(bookmarks),
        ),
        Problem(
            "exchange_properties_left_out",
            "Settings of views are left out: {number}.",
            number=_count(refs, root, "properties"),
        ),
    )


def _count(refs: References, root: Element, name: str) -> int:
    found = refs.child(root, name)
    return 0 if found is None else len(found)
