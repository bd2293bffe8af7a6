"""What a total lacks is said by its name, and not a word where it is whole."""

from __future__ import annotations

from gridwatch.services.portfolio.views import Gap, Missing
from gridwatch.wording.gaps import MOST, all_gaps, carried_words, gap_words
from tests.ui.portfolio.worths import ENERGY, LONG, NAMING, TODAY


def test_prices_and_rates_are_named() -> None:
    gaps = (Gap(Missing.PRICE, TODAY, ENERGY.id), Gap(Missing.RATE, TODAY, None, "CNY"))
    assert gap_words(gaps, NAMING, "CHF") == (
        "Incomplete: no price for Siemens Energy, no rate CNY→CHF."
    )


def test_a_whole_value_lacks_nothing() -> None:
    assert not gap_words((), NAMING, "CHF")
    assert not carried_words((), NAMING)


def test_the_same_gap_is_told_once_and_many_are_counted() -> None:
    gaps = [Gap(Missing.RATE, TODAY, None, code) for code in ("CNY", "CNY", "USD", "EUR")]
    gaps += [Gap(Missing.RATE, TODAY, None, code) for code in ("HKD", "JPY", "KRW")]
    words = gap_words(gaps, NAMING, "CHF")
    assert words.count("CNY") == 1
    assert words.endswith("and 2 more.")
    assert words.count("no rate") == MOST
    assert len(all_gaps(gaps, NAMING, "CHF").splitlines()) == 6


def test_missing_purchases_are_told() -> None:
    gap = Gap(Missing.COST, TODAY, LONG.id)
    assert f"more was sold of {LONG.name} than was bought" in gap_words((gap,), NAMING, "CHF")


def test_the_oldest_price_is_named_first() -> None:
    words = carried_words(((1, 3), (3, 40)), NAMING)
    assert words == "Old prices: Siemens Energy (40 days), NARI Technology (3 days)."
