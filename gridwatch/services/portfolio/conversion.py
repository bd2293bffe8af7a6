"""Converts what lots cost and brought as it was paid: at their own rates, else the market's."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from gridwatch.domain.ledger.trail import Event, Happened, events_before, weighted

Rate = Callable[[str, str, date], float | None]  # units of the second for one of the first
Closing = Callable[[int, date], float | None]  # a security's close in its own currency


class Conversion:
    """Rates by event, each asked for once.

    What was paid in the wanted currency counts as it was paid: that is the transaction's own rate,
    and to the cent. Paid in a third currency it is what was paid, at the market's rate of the day;
    else the amount at the market's rate.
    """

    def __init__(self, rate: Rate) -> None:
        """Take the market's rates."""
        self.rate = rate
        self._known: dict[str, dict[Event, float | None]] = {}

    def at(self, event: Event, wanted: str) -> float | None:
        """Return units of `wanted` for one of the event's currency.

        Of a lot of several purchases at their average cost, it is the mean by what they cost.
        """
        if not event.before and event.currency == wanted:  # most are
            return 1.0
        known = self._known.setdefault(wanted, {})
        return weighted(event, lambda each: self._of(each, wanted), known)

    def market(self, given: str, wanted: str, on: date) -> float | None:
        """Return the market's rate of a day, 1 for a currency in itself."""
        return 1.0 if given == wanted else self.rate(given, wanted, on)

    def _of(self, event: Event, wanted: str) -> float | None:
        if event.currency == wanted:
            return 1.0
        amount = event.amount_grains
        if event.paid and amount and event.paid_currency != event.currency:
            own = float(event.paid) / float(event.amount or 1)
            further = self.market(event.paid_currency, wanted, event.on)
            if further is not None:
                return own * further
        return self.rate(event.currency, wanted, event.on)


def delivered_price(last: Event, security_id: int, closing: Closing | None) -> float | None:
    """Return the close at which shares came in that were delivered without a value.

    In the security's currency, as `closing` counts shares. None where nothing tells it, or where
    the shares came of others or handed cost over meanwhile.
    """
    if closing is None:
        return None
    plain = {Happened.BOUGHT, Happened.SOLD, Happened.TRANSFERRED, Happened.POOLED}
    if any(
        each.what not in plain or each.security_id != security_id for each in events_before(last)
    ):
        return None

    def price(each: Event) -> float | None:
        return closing(security_id, each.on) if each.amount_grains is None else None

    return weighted(last, price, {})
