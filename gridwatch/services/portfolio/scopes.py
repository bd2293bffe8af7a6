"""What belongs to a scope, and into which part of it: places of value by their numbers."""

from __future__ import annotations

import numpy as np

from gridwatch.domain.ledger.moves import OUTSIDE, Place
from gridwatch.services.portfolio.allocation import CASH
from gridwatch.services.portfolio.book import Book
from gridwatch.services.portfolio.flow_columns import Numbers
from gridwatch.services.portfolio.views import Dimension, Scope


def contains(scope: Scope, place: Place) -> bool:
    """Tell whether a place belongs to a scope.

    A position whose account nobody knows (a dividend that names none, of what no account trades)
    belongs to all accounts alone. The money of cash accounts does not belong to securities.
    """
    if place == OUTSIDE:
        return False
    account, security = place
    if scope.accounts is not None and account not in scope.accounts:
        return False
    return scope.securities is None or (security != 0 and security in scope.securities)


def part_key(book: Book, dimension: Dimension, place: Place) -> str:
    """Return the key of the part that a place belongs to: "" is unknown.

    Money is a part by its currency, `CASH` and the code; by currency and by account it belongs to
    theirs.
    """
    account, security = place
    if dimension is Dimension.ACCOUNT:
        return str(account) if account else ""
    if not security:
        currency = book.accounts[account].currency
        return currency if dimension is Dimension.CURRENCY else CASH + currency
    return security_key(book, dimension, security)


def security_key(book: Book, dimension: Dimension, security_id: int) -> str:
    """Return the key of the part that a security belongs to, for all dimensions but accounts.

    Its own segment and country go before those of the company that has its listing.
    """
    security, issuer = book.securities[security_id], book.issuer(security_id)
    match dimension:
        case Dimension.SECURITY:
            return str(security_id)
        case Dimension.COMPANY:
            return str(issuer.company_id) if issuer else ""
        case Dimension.SEGMENT:
            return security.segment or (issuer.segment if issuer else "")
        case Dimension.COUNTRY:
            return security.country or (issuer.country if issuer else "")
        case Dimension.CURRENCY:
            return security.currency
        case _:
            raise ValueError(f"a security is in no one part by {dimension}")


def numbered(book: Book, scope: Scope, dimension: Dimension | None) -> tuple[Numbers, list[str]]:
    """Return for each place of the book its part, -1 outside of the scope, and the parts' keys.

    Without a dimension the whole scope is one part.
    """
    keys: dict[str, int] = {} if dimension else {"": 0}
    live = book.live_places()
    found = np.full(len(book.places), -1, dtype=np.int64)
    for at in live:
        place = book.places[at]
        if contains(scope, place):
            key = part_key(book, dimension, place) if dimension else ""
            found[at] = keys.setdefault(key, len(keys))
    return found, list(keys)
