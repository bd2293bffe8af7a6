"""Finds the security that a booking names: in the ledger, the lists, the catalog, or made anew."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from gridwatch.cli.call import Refusal
from gridwatch.cli.portfolio.choosing import security_of
from gridwatch.cli.portfolio.reading import Ledger
from gridwatch.cli.voice import translate
from gridwatch.domain.company import Company, Listing, checked_symbol
from gridwatch.domain.ledger.security import Security, checked_security, is_isin
from gridwatch.domain.money import declared_unit
from gridwatch.domain.problem import Problem
from gridwatch.services.catalog import read_catalog
from gridwatch.store.user.companies import all_companies


@dataclass(frozen=True, slots=True)
class Wanted:
    """A security that is not in the ledger, as the command line describes it: its name."""

    name: str
    currency: str


def security_wanted(ledger: Ledger, text: str, wanted: Wanted | None, number: int) -> Security:
    """Return the security that a text names, a new one with the id `number` (below 0).

    A listing of a company that is followed or in the catalog becomes a security by itself; any
    other one has to be described. Raises Refusal where it is not, or is there already.
    """
    there = security_of(ledger.book.securities, text)
    if there is not None:
        if wanted is not None:
            words = translate("Cli", "“{text}” is there already: {name}. Leave out --new.")
            raise Refusal("security_exists", words.format(text=text, name=there.name))
        return there
    if wanted is not None:
        return _described(text, wanted, number)
    found = _listed(ledger, text)
    if found is not None:
        company, listing = found
        currency = declared_unit(listing.currency or None).currency
        made = Security(number, company.name, currency, listing.symbol, listing.isin)
        return checked_security(made)
    words = translate(
        "Cli",
        "No security “{text}” is known. Check the symbol, or say what it is: {example}",
    )
    example = '--new "Name of it" --new-currency USD'
    raise Refusal("security_unknown", words.format(text=text.strip(), example=example))


def _described(text: str, wanted: Wanted, number: int) -> Security:
    """Return a security by its description; the text is its symbol, ISIN or just its name."""
    upper = "".join(text.split()).upper()
    if is_isin(upper):
        return checked_security(Security(number, wanted.name, wanted.currency, isin=upper))
    if text.split() == wanted.name.split():
        return checked_security(Security(number, wanted.name, wanted.currency))
    return checked_security(Security(number, wanted.name, wanted.currency, checked_symbol(text)))


def _listed(ledger: Ledger, text: str) -> tuple[Company, Listing] | None:
    """Return the listing of a symbol or ISIN; an ISIN with several listings names none."""
    followed = all_companies(ledger.user).values()
    catalog = (each.company for each in read_catalog(ledger.call.resources).companies)
    wanted = text.strip().upper()
    for companies in (followed, catalog):
        found = list(_matching(companies, wanted))
        if len(found) == 1:
            return found[0]
        if found:
            words = translate("Cli", "“{text}” is listed several times: {symbols}. Name one.")
            symbols = ", ".join(listing.symbol for _, listing in found)
            raise Refusal("security_unclear", words.format(text=wanted, symbols=symbols))
    return None


def _matching(companies: Iterable[Company], wanted: str) -> Iterable[tuple[Company, Listing]]:
    for company in companies:
        for listing in company.listings:
            named = wanted and wanted in {listing.symbol.upper(), listing.isin.upper()}
            if named and _currency_known(listing):
                yield company, listing


def _currency_known(listing: Listing) -> bool:
    try:
        declared_unit(listing.currency or None)
    except Problem:
        return False
    return True
