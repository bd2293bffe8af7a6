"""What the checks are given: prices of the very day, restated for splits, without a guess."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

import pytest

from gridwatch.domain.ledger.kind import Kind
from gridwatch.domain.ledger.security import Security
from gridwatch.domain.ledger.transaction import Transaction
from gridwatch.domain.splits import Split
from gridwatch.services.portfolio.auditing import audit_of
from gridwatch.services.portfolio.findings import findings
from tests.services.portfolio.ledger import FIRST, Ledger


@pytest.fixture
def ledger() -> Iterator[Ledger]:
    made = Ledger()
    yield made
    made.close()


def bought(ledger: Ledger, gross: str) -> int:
    account, security = ledger.depot(), ledger.security("ABC")
    return ledger.book(
        Kind.BUY, FIRST, account=account, security=security, quantity="10", gross=gross
    )


def codes(ledger: Ledger, *, cache: bool = True) -> list[str]:
    found = findings(audit_of(ledger.open(), ledger.market if cache else None))
    return [each.code for each in found]


def test_a_price_far_from_what_was_traded_is_doubted_by_the_close_alone_too(
    ledger: Ledger,
) -> None:
    ledger.closes("ABC", 12.0, 13.0)
    bought(ledger, "1200")
    assert codes(ledger) == ["price_doubtful"]
    assert codes(ledger, cache=False) == ["price_doubtful"]


def test_a_price_before_a_split_is_compared_as_it_was_counted_then(ledger: Ledger) -> None:
    split = Split(FIRST + timedelta(days=2), 10, 1)
    ledger.closes("ABC", 12.0, 12.5, 12.8, 13.0, splits=(split,))  # restated by its source
    bought(ledger, "1200")
    assert codes(ledger) == []
    traded = audit_of(ledger.open(), ledger.market).market.traded(1, FIRST)
    assert traded is not None
    assert traded.low <= traded.close == 12.0 <= traded.high


def test_a_day_without_a_bar_has_no_traded_price(
    ledger: Ledger,
) -> None:
    ledger.closes("ABC", 12.0)
    bought(ledger, "120")
    market = audit_of(ledger.open(), ledger.market).market
    assert market.traded(1, FIRST + timedelta(days=1)) is None
    assert market.has_price(1)
    assert market.rate("USD", "EUR", FIRST) is None


def test_what_is_not_booked_yet_is_checked_as_if_it_were(ledger: Ledger) -> None:
    ledger.closes("ABC", 12.0, 13.0)
    ledger.closes("OTHER", 50.0, currency="USD")
    account = ledger.depot()
    for symbol, currency, wanted in (
        ("ABC", "EUR", ["price_doubtful"]),
        ("OTHER", "EUR", []),  # the market tells another currency
        ("NOBODY", "EUR", ["price_missing"]),
    ):
        new = Security(-1, symbol, currency, symbol)
        bought = Transaction(
            -1, Kind.BUY, FIRST, account, None, -1, Decimal(10), Decimal(1200), currency,
            net=Decimal(1200),
        )  # fmt: skip
        found = findings(audit_of(ledger.open(), ledger.market, (bought,), (new,)))
        assert [each.code for each in found] == wanted
    assert codes(ledger) == []
