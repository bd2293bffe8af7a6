"""Finds the companies and lists that a command names, and says which names mean none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from gridwatch.cli.call import Refusal
from gridwatch.cli.voice import translate
from gridwatch.domain.company import checked_symbol
from gridwatch.services.overview import CompanyView, Overview
from gridwatch.store.user.watchlists import Watchlist


def checked_symbols(texts: Iterable[str]) -> list[str]:
    """Return the symbols in upper case, each once; raises Problem for what can't be one."""
    return list(dict.fromkeys(checked_symbol(each) for each in texts))


def followed_views(overview: Overview, texts: Sequence[str]) -> dict[int, CompanyView]:
    """Return the followed companies with a listing of these symbols, by id.

    Raises Problem for what can't be a symbol, Refusal "not_followed" where one is on no list.
    """
    numbers = {each for one in overview.watchlists for each in one.companies}
    by_symbol = {
        listing.symbol.upper(): view
        for number, view in overview.companies.items()
        if number in numbers
        for listing in view.company.listings
    }
    symbols = checked_symbols(texts)
    strangers = [each for each in symbols if each not in by_symbol]
    if strangers:
        raise not_followed(strangers)
    return {by_symbol[each].company.id: by_symbol[each] for each in symbols}


def not_followed(symbols: Sequence[str]) -> Refusal:
    """Say that symbols are on no list."""
    words = translate("Cli", "On none of your lists: {symbols}. Add it with: gridwatch add {first}")
    return Refusal("not_followed", words.format(symbols=", ".join(symbols), first=symbols[0]))


def named_list(lists: Sequence[Watchlist], name: str) -> Watchlist | None:
    """Return the list of this name, whatever its case and spaces."""
    wanted = " ".join(name.split()).casefold()
    return next((each for each in lists if each.name.casefold() == wanted), None)


def list_unknown(lists: Sequence[Watchlist], name: str) -> Refusal:
    """Say that there is no such list, and which there are."""
    words = translate("Cli", "There is no list “{name}”. Your lists: {lists}")
    return Refusal(
        "list_unknown", words.format(name=name, lists=", ".join(each.name for each in lists))
    )
