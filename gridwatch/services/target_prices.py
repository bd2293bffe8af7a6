"""The targets of a company as heights of a chart: implied prices, or the caps themselves."""

from __future__ import annotations

from math import isfinite

from gridwatch.domain.charting import Quantity
from gridwatch.domain.series import TargetPrice
from gridwatch.services.overview import CompanyView, Rung


def target_prices(
    view: CompanyView, quantity: Quantity, listed: str, currency: str, rate: float
) -> tuple[TargetPrice, ...]:
    """Return the targets of a company in `currency`, in the order of its rungs.

    `rate` leads from `listed`, the currency of the primary listing's history, to `currency`.
    Targets that can't be told (no cap, no rate, a quote in another currency) are left out.
    """
    if view.cap.currency != listed or not isfinite(rate):
        return ()
    heights = ((each, _height(view, each, quantity, currency, rate)) for each in view.rungs)
    return tuple(
        TargetPrice(
            float(rung.target.amount),
            rung.target.currency,
            height,
            bool(rung.reached),
            rung.target.id,
        )
        for rung, height in heights
        if height is not None
    )


def _height(
    view: CompanyView, rung: Rung, quantity: Quantity, currency: str, rate: float
) -> float | None:
    if quantity is Quantity.PRICE:
        return None if rung.price is None else rung.price * rate
    amount = float(rung.target.amount)
    if rung.target.currency == currency:
        return amount
    if not rung.cap or view.cap.value is None:
        return None
    # At the rate at which its distance is told, so that list and chart say the same.
    return amount * view.cap.value / rung.cap * rate
