"""The command `add`: companies of the catalog whole, any other symbol verified with one quote."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from gridwatch.cli.call import Answer, Call, Exit, Refusal
from gridwatch.cli.companies import checked_symbols, list_unknown, named_list
from gridwatch.cli.feeds import feed_of
from gridwatch.cli.voice import translate
from gridwatch.domain.company import Company, Listing, company_of_listing
from gridwatch.domain.quote import Quote
from gridwatch.domain.trouble import TroubleKind
from gridwatch.feeds.feed import FeedTrouble
from gridwatch.services.catalog import read_catalog
from gridwatch.services.edits import AddCompany, AddWatchlist
from gridwatch.store.database import transaction
from gridwatch.store.user.companies import all_companies, company_of_symbol
from gridwatch.store.user.watchlists import Watchlist, all_watchlists


@dataclass(slots=True)
class _Outcome:
    """What came of each symbol."""

    list_name: str
    added: list[Company]
    already: list[Company]


def add(call: Call) -> Answer:
    """Add companies to a list: all of them, or none where one is not accepted."""
    symbols = checked_symbols(call.asked.symbols)
    with call.user() as user:
        _chosen_list(user, call)  # before anything is asked of the source
        found = _companies(call, user, symbols)
        with transaction(user):
            outcome = _enter(call, user, [found[each] for each in symbols])
    return _said(outcome)


def _chosen_list(user: sqlite3.Connection, call: Call) -> Watchlist | None:
    """Return the list to add to; None where it has to be made first."""
    lists, name = all_watchlists(user), call.asked.watchlist
    if name is None:
        return lists[0] if lists else None
    one = named_list(lists, name)
    if one is None and not call.asked.create:
        raise list_unknown(lists, name)
    return one


def _companies(call: Call, user: sqlite3.Connection, symbols: Sequence[str]) -> dict[str, Company]:
    """Find each symbol among the user's companies, in the catalog, or at the source."""
    known, catalog = all_companies(user), read_catalog(call.resources)
    found = {}
    for symbol in symbols:
        number = company_of_symbol(user, symbol)
        entry = catalog.company_of(symbol)
        if number is not None:
            found[symbol] = known[number]
        elif entry is not None:
            found[symbol] = entry.company
    strangers = [each for each in symbols if each not in found]
    return found | (_verified(call, strangers) if strangers else {})


def _verified(call: Call, symbols: Sequence[str]) -> dict[str, Company]:
    """Ask the source for one quote of each; raises Refusal where it gives none for one of them."""
    feed = feed_of(call.profile, call.resources, call.clock)
    try:
        answer = feed.quotes(symbols)
    except FeedTrouble as trouble:
        raise _unverified(call, trouble, symbols) from trouble
    finally:
        feed.stop()
    if answer.troubles:
        first = answer.troubles[0]
        same = [each for each in answer.troubles if each.kind is first.kind]
        named = [symbol for each in same for symbol in each.symbols]
        raise _unverified(call, first, named or symbols)
    return {each.symbol: company_from(each) for each in answer.quotes}


def _unverified(call: Call, trouble: FeedTrouble, symbols: Sequence[str]) -> Refusal:
    names = ", ".join(symbols)
    if trouble.kind is TroubleKind.UNKNOWN:
        words = translate("Cli", "The source does not know {symbols}. Nothing was added.")
        return Refusal("symbol_unknown", words.format(symbols=names), Exit.UNDONE)
    words = translate("Cli", "{symbols} could not be verified. {trouble} Nothing was added.")
    sentence = words.format(symbols=names, trouble=call.voice.trouble(trouble.kind))
    return Refusal(f"source_{trouble.kind}", sentence, Exit.UNDONE)


def company_from(quote: Quote) -> Company:
    """Make a company of the one listing that a quote describes, in the currency it declares."""
    return company_of_listing(Listing(quote.symbol, quote.exchange, quote.quoted_in), quote.name)


def _enter(call: Call, user: sqlite3.Connection, companies: Sequence[Company]) -> _Outcome:
    """Enter the companies inside the caller's transaction."""
    one = _chosen_list(user, call)
    if one is None:
        name = call.asked.watchlist or translate("Cli", "Watchlist")
        AddWatchlist(name).apply(user, call.clock())
        one = all_watchlists(user)[-1]
    outcome = _Outcome(one.name, [], [])
    for company in companies:
        number = company_of_symbol(user, company.primary)
        listed = next(each.companies for each in all_watchlists(user) if each.id == one.id)
        if number is not None and number in listed:
            outcome.already.append(company)
        else:
            AddCompany(company, one.id).apply(user, call.clock())
            outcome.added.append(company)
    return outcome


def _said(outcome: _Outcome) -> Answer:
    added = translate("Cli", "Added {name} ({symbol}) to {list}.")
    already = translate("Cli", "{name} ({symbol}) is on {list} already.")
    lines = [
        words.format(name=each.name, symbol=each.primary, list=outcome.list_name)
        for words, companies in ((added, outcome.added), (already, outcome.already))
        for each in companies
    ]
    document = {
        "list": outcome.list_name,
        "added": [each.primary for each in outcome.added],
        "already": [each.primary for each in outcome.already],
    }
    return Answer(document, "\n".join(lines))
