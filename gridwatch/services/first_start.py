"""What a new profile begins with: starter lists, the targets of the main job, a thesis."""

from __future__ import annotations

import sqlite3
from decimal import Decimal
from typing import TYPE_CHECKING

from gridwatch.domain.money import Money
from gridwatch.store.database import transaction
from gridwatch.store.user.choices import all_choices, store_choices
from gridwatch.store.user.companies import add_company
from gridwatch.store.user.segments import store_segments
from gridwatch.store.user.starters import want_targets
from gridwatch.store.user.watchlists import add_watchlist, set_companies

if TYPE_CHECKING:
    from datetime import datetime

    from gridwatch.services.catalog import Catalog  # it brings a parser along
    from gridwatch.services.thesis.starter import Starter

STARTER_TARGET = Money(Decimal(100_000_000_000), "CNY")
_DONE = "started_with"


def is_started(user: sqlite3.Connection) -> bool:
    """Tell whether this profile has had its first start."""
    return _DONE in all_choices(user)


def start(
    user: sqlite3.Connection, catalog: Catalog, starter: Starter, language: str, now: datetime
) -> bool:
    """Fill a new profile from the catalog, once, in one transaction; return whether it was new.

    Every mainland company waits for a 100 bn CNY target, which is set when its first market cap is
    known and below it. Lists are named in `language` (en, de or zh_CN). A claim that comes due for
    review is told of.
    """
    # Every start asks whether it is the first one; only the first needs the grammar of alerts.
    from gridwatch.services.thesis.starter import AddStarter, reminder
    from gridwatch.store.user.rules import add_rule

    with transaction(user):
        if is_started(user):
            return False
        ids = {
            each.company.catalog_key: add_company(user, each.company).id
            for each in catalog.companies
        }
        store_segments(user, catalog.segments)
        for each in catalog.starters:
            name = each.names.get(language, each.names["en"])
            set_companies(user, add_watchlist(user, name), [ids[key] for key in each.companies])
        mainland = [
            ids[each.company.catalog_key] for each in catalog.companies if each.company.mainland
        ]
        want_targets(user, mainland, STARTER_TARGET)
        AddStarter(starter).apply(user, now)
        add_rule(user, reminder(now))
        store_choices(user, {_DONE: str(catalog.version)})
    return True
