"""Companies and their listings as the user keeps them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from gridwatch.domain.company import Basis, Company, Listing

_COMPANIES = """
SELECT id, name, native_name, pinyin, country, mainland, segment, primary_symbol, chosen_basis,
       catalog_key
FROM company ORDER BY id
"""
_LISTINGS = """
SELECT company_id, symbol, exchange, currency, share_class, isin
FROM listing ORDER BY company_id, position
"""
_INSERT = """
INSERT INTO company (id, name, native_name, pinyin, country, mainland, segment, primary_symbol,
                     chosen_basis, catalog_key)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_INSERT_LISTING = """
INSERT INTO listing (company_id, position, symbol, exchange, currency, share_class, isin)
VALUES (?, ?, ?, ?, ?, ?, ?)
"""


def all_companies(user: sqlite3.Connection) -> dict[int, Company]:
    """Return every company with its listings, by id."""
    listings: dict[int, list[Listing]] = {}
    for company_id, *columns in user.execute(_LISTINGS):
        listings.setdefault(company_id, []).append(Listing(*columns))
    return {
        row[0]: _company(row, tuple(listings.get(row[0], ()))) for row in user.execute(_COMPANIES)
    }


def _company(row: tuple[Any, ...], listings: tuple[Listing, ...]) -> Company:
    return Company(
        id=row[0],
        name=row[1],
        native_name=row[2],
        pinyin=row[3],
        country=row[4],
        mainland=bool(row[5]),
        segment=row[6],
        primary=row[7],
        listings=listings,
        chosen_basis=Basis(row[8]) if row[8] else None,
        catalog_key=row[9],
    )


def has_company(user: sqlite3.Connection, company_id: int) -> bool:
    """Tell whether there is a company with this id."""
    row = user.execute("SELECT 1 FROM company WHERE id = ?", (company_id,)).fetchone()
    return row is not None


def company_of_symbol(user: sqlite3.Connection, symbol: str) -> int | None:
    """Return the id of the company that has a listing `symbol`."""
    row = user.execute("SELECT company_id FROM listing WHERE symbol = ?", (symbol,)).fetchone()
    return None if row is None else int(row[0])


def add_company(user: sqlite3.Connection, company: Company) -> Company:
    """Store a new company (an id of 0 asks for the next one) and return it with its id."""
    cursor = user.execute(
        _INSERT,
        (
            company.id or None,
            company.name,
            company.native_name,
            company.pinyin,
            company.country,
            int(company.mainland),
            company.segment,
            company.primary,
            company.chosen_basis,
            company.catalog_key,
        ),
    )
    stored = replace(company, id=company.id or int(cursor.lastrowid or 0))
    _add_listings(user, stored.id, stored.listings)
    return stored


def _add_listings(user: sqlite3.Connection, company_id: int, listings: Iterable[Listing]) -> None:
    user.executemany(
        _INSERT_LISTING,
        (
            (
                company_id,
                position,
                each.symbol,
                each.exchange,
                each.currency,
                each.share_class,
                each.isin,
            )
            for position, each in enumerate(listings)
        ),
    )


def choose_basis(user: sqlite3.Connection, company_id: int, basis: Basis | None) -> None:
    """Set the basis of a company's cap, None for the convention."""
    user.execute("UPDATE company SET chosen_basis = ? WHERE id = ?", (basis, company_id))


def remove_company(user: sqlite3.Connection, company_id: int) -> None:
    """Delete a company with its listings, entries and targets; its firings stay."""
    user.execute("DELETE FROM company WHERE id = ?", (company_id,))
