"""What a company was worth then and is now, as far as known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Worth:
    """Price and cap of a company at a close, in `currency`; None where not known."""

    currency: str = ""
    price: float | None = None
    cap: float | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """What a company was worth `then` and is `now`."""

    then: Worth
    now: Worth

    @property
    def price_change(self) -> float | None:
        """Return the change of the price as a fraction, split-adjusted and without dividends."""
        return change_of(self.then.price, self.now.price)

    @property
    def cap_change(self) -> float | None:
        """Return the change of the market cap as a fraction."""
        return change_of(self.then.cap, self.now.cap)


def change_of(then: float | None, now: float | None) -> float | None:
    """Return by what fraction a value has changed, None where one is not known."""
    return None if not then or now is None else now / then - 1
