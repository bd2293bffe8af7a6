"""Companies of two listings: whichever of them moves, and whichever of their days comes late."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from gridwatch.domain.alert.rule import Scope, Subject
from gridwatch.domain.company import Basis
from gridwatch.domain.shares import Scope as SharesOf
from tests.collector.alert.kit import DOLLAR, HONG_KONG, Kit, at, on, two_classes
from tests.collector.alert.lines import SHARES, SYMBOL

RATES = {DOLLAR: 7.1, "USDHKD=X": 7.8}


def start(kit: Kit, shares_of: Iterable[str], scope: SharesOf = SharesOf.COMPANY) -> None:
    """Put both listings at 9 on the first day; a billion shares, or halves of them, are counted."""
    owners = tuple(shares_of)
    for symbol in owners:
        kit.shares(SHARES / len(owners), symbol, scope)
    for symbol, hour in ((SYMBOL, 7), (HONG_KONG, 8)):
        kit.days([9.0], at(0, 9), symbol)
        kit.quote(at(0, hour), 9.0, symbol)


def rates(kit: Kit, when: datetime, count: int) -> None:
    """Store so many days of both exchange rates with their quotes."""
    for symbol, price in RATES.items():
        kit.days([price] * count, when, symbol)
        kit.quote(when, price, symbol)


def is_armed(kit: Kit) -> bool:
    """Tell whether the only rule has begun and waits for its level."""
    state = kit.standing().state
    return state is not None and state.armed


def test_a_rule_of_a_listing_that_is_not_primary_follows_its_ticks(tmp_path: Path) -> None:
    with closing(Kit(tmp_path, [two_classes()])) as kit:
        start(kit, [SYMBOL])
        kit.rule("price >= 10", at(0, 9), Subject(Scope.LISTING, key=HONG_KONG))
        kit.look(at(0, 9))
        kit.quote(at(1, 2), 10.5, HONG_KONG)
        kit.look(at(1, 2), (HONG_KONG,))
        assert kit.told() == on(1)


def test_a_cap_of_classes_crosses_by_either_class(tmp_path: Path) -> None:
    """The mainland rests while Hong Kong trades."""
    company = replace(two_classes(h_currency="CNY"), chosen_basis=Basis.CLASS_WEIGHTED)
    with closing(Kit(tmp_path, [company])) as kit:
        start(kit, [SYMBOL, HONG_KONG], SharesOf.LISTING)
        kit.rule("cap >= 10bn CNY", at(0, 9))
        kit.look(at(0, 9))
        assert is_armed(kit)
        kit.quote(at(1, 2), 12.0, HONG_KONG)
        kit.look(at(1, 2))
        kit.look(at(1, 3), (HONG_KONG,))
        assert [each.value for each in kit.firings()] == [10.5e9]


def test_a_cap_follows_the_listing_that_prices_it_while_the_primary_one_rests(
    tmp_path: Path,
) -> None:
    """Hong Kong has a holiday; Shanghai rises, and is back before Hong Kong opens again."""
    with closing(Kit(tmp_path, [two_classes(HONG_KONG, h_currency="CNY")])) as kit:
        start(kit, [HONG_KONG])
        kit.rule("cap >= 10bn CNY", at(0, 9))
        kit.look(at(0, 9))
        assert is_armed(kit)
        kit.live(at(1, 2), 10.5)
        kit.quote(at(1, 7), 10.5)
        kit.days([9.0, 10.5], at(1, 8))
        kit.days([9.0], at(1, 9), HONG_KONG)
        kit.look(at(1, 9))
        kit.quote(at(2, 1, 25), 9.0)
        kit.live(at(2, 1, 30), 9.0, HONG_KONG)
        kit.quote(at(2, 7), 9.0)
        kit.quote(at(2, 8), 9.0, HONG_KONG)
        kit.days([9.0, 10.5, 9.0], at(2, 9))
        kit.days([9.0, 9.0], at(2, 9), HONG_KONG, numbers=(0, 2))
        kit.look(at(2, 9))
        assert len(kit.told()) == 1


def test_days_wait_for_those_of_the_listing_that_prices_them(tmp_path: Path) -> None:
    """After a week the days of Hong Kong come first; the cap is by the price of Shanghai."""
    with closing(Kit(tmp_path, [two_classes(HONG_KONG)])) as kit:
        rates(kit, at(1, 1), 1)
        start(kit, [HONG_KONG])
        kit.rule("cap >= 10bn CNY", at(0, 9))
        kit.look(at(0, 9))
        kit.watcher = None
        rates(kit, at(6, 2), 6)
        kit.quote(at(6, 2), 9.0, HONG_KONG)
        kit.live(at(6, 2), 9.0)
        kit.days([9.0] * 6, at(6, 2, 1), HONG_KONG)
        kit.look(at(6, 2, 1))
        assert kit.told() == []
        kit.days([9.0, 9.1, 10.5, 10.6, 9.0, 9.0], at(6, 2, 2))
        kit.look(at(6, 2, 2))
        assert kit.told() == on(2)
