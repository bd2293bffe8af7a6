"""Listings by name, symbol or ISIN: one /v1/finance/search request and its parser."""

from __future__ import annotations

from collections.abc import Mapping

from gridwatch.domain.company import checked_symbol
from gridwatch.domain.problem import Problem
from gridwatch.feeds.feed import Found
from gridwatch.feeds.yahoo.fields import error_text, fields_of, garbled, words

URL = "https://query2.finance.yahoo.com/v1/finance/search"
LONGEST_TEXT = 100


def search_params(text: str) -> dict[str, str]:
    """Return the query for listings that match `text`, without news and lists."""
    return {
        "q": text.strip()[:LONGEST_TEXT],
        "quotesCount": "12",
        "newsCount": "0",
        "listsCount": "0",
        "enableFuzzyQuery": "false",
    }


def parse_search(answer: object) -> tuple[Found, ...]:
    """Read the listings in the source's order, without those that have no symbol one can ask for.

    Raises FeedTrouble for an answer of another shape.
    """
    listed = fields_of(answer).get("quotes")
    if not isinstance(listed, list):
        raise garbled(f"no search result: {error_text(answer)}")
    found = (_found(fields_of(each)) for each in listed)
    return tuple({each.symbol: each for each in found if each is not None}.values())


def _found(entry: Mapping[str, object]) -> Found | None:
    try:
        symbol = checked_symbol(words(entry.get("symbol")))
    except Problem:
        return None  # news, private companies and the like have no symbol
    return Found(
        symbol=symbol,
        name=words(entry.get("longname")) or words(entry.get("shortname")) or symbol,
        exchange=words(entry.get("exchange")),
        kind=words(entry.get("quoteType")).upper(),
    )
