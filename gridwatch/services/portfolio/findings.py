"""What is doubtful in a ledger, each with the edits that would mend it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from gridwatch.services.portfolio.audit import Audit
from gridwatch.services.portfolio.holding_checks import (
    closed_accounts,
    future_days,
    negative_holdings,
)
from gridwatch.services.portfolio.money_checks import (
    disagreeing_nets,
    missing_rates,
    negative_balances,
)
from gridwatch.services.portfolio.pair_checks import duplicates, unlinked_transfers
from gridwatch.services.portfolio.price_checks import (
    doubtful_prices,
    missing_prices,
    unvalued_deliveries,
)
from gridwatch.services.portfolio.views import Finding, Severity

_CHECKS: tuple[Callable[[Audit], Iterable[Finding]], ...] = (
    negative_holdings,
    future_days,
    duplicates,
    disagreeing_nets,
    doubtful_prices,
    unlinked_transfers,
    missing_prices,
    missing_rates,
    unvalued_deliveries,
    negative_balances,
    closed_accounts,
)
_ORDER = list(Severity)


def findings(audit: Audit, dismissed: Collection[str] = ()) -> tuple[Finding, ...]:
    """Return all findings but those whose keys were dismissed, what matters most first.

    The same matter has the same key at every check. Each repair is an edit like any other: it is
    made, journalled and undone as a whole. Two repairs of one finding exclude each other.
    """
    found = [each for check in _CHECKS for each in check(audit) if each.key not in dismissed]
    return tuple(sorted(found, key=lambda each: _ORDER.index(each.severity)))
