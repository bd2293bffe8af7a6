"""What is held, measured, listed and checked, on a small ledger whose numbers are known."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from gridwatch.cli.tables import width
from gridwatch.domain.ledger.security import OwnPrice
from gridwatch.services.edits import apply
from gridwatch.services.portfolio.account_edits import PutPrices
from gridwatch.services.portfolio.choice_edits import Dismiss, PutPeriod, SetAllocation
from gridwatch.services.portfolio.views import Dimension
from gridwatch.store.database import open_user
from gridwatch.store.user.portfolio_choices import SavedPeriod
from gridwatch.store.user.securities import all_securities
from tests.cli.portfolio.conftest import Say

NOW = datetime.now(UTC)
SPENT = 7500 + 5


def edit(folder: Path, *edits: object) -> None:
    with closing(open_user(folder / "user.db")) as user:
        for each in edits:
            apply(user, each, NOW)  # type: ignore[arg-type]


def priced(folder: Path, name: str, *prices: tuple[str, str]) -> None:
    with closing(sqlite3.connect(folder / "user.db")) as user:
        number = next(each.id for each in all_securities(user).values() if name in each.name)
    rows = tuple(OwnPrice(number, date.fromisoformat(on), Decimal(price)) for on, price in prices)
    edit(folder, PutPrices(number, rows))


@pytest.fixture
def ledger(booked: Say, folder: Path) -> Say:
    """Give the ledger with a price of the shares, and none of the bond."""
    priced(folder, "XD Electric", ("2025-12-31", "9.00"))
    return booked


def test_what_is_missing_is_told_and_nothing_unknown_is_added_up(ledger: Say, tell: Say) -> None:
    held = ledger("show", "--on", "2025-12-31").document
    assert held["value"] is None
    assert held["complete"] is False
    assert held["known_value"] == 9000 + 100_000 - SPENT - 9800 + 108
    assert [each["missing"] for each in held["missing"]] == ["price"]
    (bond, shares) = sorted(held["holdings"], key=lambda each: each["security"]["symbol"] or "")
    assert (bond["value"], bond["gain"], bond["cost"]) == (None, None, 9800)
    assert (shares["value"], shares["cost"], shares["gain"]) == (9000, SPENT, 9000 - SPENT)
    assert shares["gain_pct"] == pytest.approx((9000 - SPENT) / SPENT * 100)
    told = tell("show", "--on", "2025-12-31").out
    assert "no price for My bond" in told
    assert "n/a" in told
    assert "9,000.00" in told


def test_a_price_that_is_carried_is_told_with_its_age(ledger: Say, tell: Say) -> None:
    held = ledger("show", "--on", "2026-01-12", "--lots").document
    shares = next(each for each in held["holdings"] if each["security"]["symbol"] == "601179.SS")
    assert (shares["price_on"], shares["carried_days"]) == ("2025-12-31", 12)
    assert [(each["on"], each["quantity"], each["cost"]) for each in shares["lots"]] == [
        ("2025-01-03", 1000, SPENT)
    ]
    told = tell("show", "--on", "2026-01-12", "--lots").out
    assert "12 days old" in told
    assert "Old prices: China XD Electric (12 days)" in told


def test_a_period_may_be_called_as_the_charts_call_it(ledger: Say) -> None:
    for short, name in (("YTD", "this-year"), ("Max", "all")):
        told = [
            ledger("performance", "--period", each).document["period"] for each in (short, name)
        ]
        assert told[0] == told[1]


def test_a_period_is_named_saved_or_between_two_days(ledger: Say, folder: Path) -> None:
    edit(folder, PutPeriod(SavedPeriod(0, "My year", date(2025, 1, 1), date(2025, 12, 31))))
    for text in ("2025", "2025-01-01..2025-12-31", "my year"):
        told = ledger("performance", "--period", text).document
        assert told["period"] == {"first": "2024-12-31", "last": "2025-12-31"}
    for text, code in (
        ("someday", "period_unknown"),
        ("2025-06-01..2025-01-01", "saved_period_order"),
        ("2999", "period_ahead"),
        ("..", "period_unknown"),
    ):
        refused = ledger("performance", "--period", text)
        assert (refused.code, refused.error) == (1, code)


def test_the_numbers_of_a_period_add_up_by_part_too(ledger: Say, tell: Say, folder: Path) -> None:
    priced(folder, "My bond", ("2025-02-03", "980"), ("2025-12-31", "1000"))
    words = ("performance", "--period", "..2025-12-31", "--by", "security", "--months")
    told = ledger(*words).document
    assert told["inflow"] == 100_000
    assert told["gain"] == pytest.approx(1500 + 200 + 120 - 12 - 5)
    parts = sum(told[each] for each in ("price_gain", "realised", "currency_gain", "income"))
    assert parts - told["fees"] - told["taxes"] == pytest.approx(told["gain"])
    assert sum(each["contribution"] for each in told["contributions"]) == pytest.approx(
        told["ttwror"]
    )
    assert {each["name"] for each in told["contributions"]} >= {"My bond", "China XD Electric"}
    years = [each["year"] for each in told["months"] if each["month"] is None]
    assert years[0] == 2025
    assert "All of it" in tell(*words).out


def test_accounts_and_groups_are_chosen_by_their_names(ledger: Say) -> None:
    one = ledger("show", "--account", " depot ").document
    assert [each["name"] for each in one["accounts"]] == ["Depot"]
    assert len(one["holdings"]) == 2
    assert ledger("show", "--account", "Cash").document["holdings"] == []
    refused = ledger("show", "--account", "Depo")
    assert (refused.code, refused.error) == (1, "account_unknown")
    assert "Depot" in refused.document["error"]["message"]
    assert ledger("show", "--currency", "dollars").error == "currency_code"


def test_transactions_are_chosen_and_listed_newest_first(ledger: Say, tell: Say) -> None:
    every = ledger("transactions").document["transactions"]
    assert [each["kind"] for each in every] == ["dividend", "buy", "buy", "deposit"]
    some = ledger("transactions", "--security", "601179.ss", "--kind", "buy").document
    assert [each["net"] for each in some["transactions"]] == [SPENT]
    some = ledger("transactions", "--since", "2025-02-01", "--until", "2025-02-28").document
    assert [each["security"]["name"] for each in some["transactions"]] == ["My bond"]
    assert "−7,505.00" in tell("transactions").out
    assert ledger("transactions", "--security", "NOBODY").error == "security_unknown"


def test_what_was_deleted_stays_in_the_journal(ledger: Say, tell: Say) -> None:
    number = ledger("transactions", "--kind", "dividend").document["transactions"][0]["id"]
    assert ledger("remove", str(number), "999").error == "transaction_unknown"
    assert len(ledger("remove", str(number)).document["removed"]) == 1
    changes = ledger("history", "--transaction", str(number)).document["changes"]
    assert [(each["was"] is None, each["became"] is None) for each in changes] == [
        (False, True),
        (True, False),
    ]
    assert "Transaction deleted · Dividend" in tell("history", "--limit", "1").out


def test_findings_end_with_an_exit_code_where_one_is_an_error(
    ledger: Say, tell: Say, folder: Path
) -> None:
    assert ledger("check", "--exit-code").code == 0
    assert ledger("check").document["warnings"] == 1  # the bond has no price
    sold = ("add", "sell", "601179.SS", "2000", "at", "8", "--on", "2025-03-03", "--anyway")
    assert ledger(*sold).code == 0
    told = ledger("check", "--exit-code")
    assert (told.code, told.document["errors"]) == (1, 1)
    worst = told.document["findings"][0]
    assert worst["code"] == "holding_negative"
    assert worst["repairs"]
    assert tell("check").code == 0
    edit(folder, Dismiss(frozenset({worst["key"]})))
    assert ledger("check", "--exit-code").code == 0
    assert ledger("check", "--all").document["findings"][0]["dismissed"] is True


def test_allocation_is_shown_beside_targets_and_trades_are_whole_lots(
    ledger: Say, folder: Path
) -> None:
    priced(folder, "My bond", ("2025-12-31", "1000"))
    shares = {"switchgear": Decimal("0.5")}
    segment = ledger("allocation", "--on", "2025-12-31").document["slices"]
    key = next(each["key"] for each in segment if each["securities"] and each["key"])
    edit(folder, SetAllocation(Dimension.SEGMENT, {key: shares["switchgear"]}))
    told = ledger("allocation", "--on", "2025-12-31", "--rebalance").document
    (trade,) = told["trades"]
    assert trade["security"]["symbol"] == "601179.SS"
    assert trade["quantity"] % 100 == 0
    assert trade["quantity"] > 0
    spent = ledger("allocation", "--on", "2025-12-31", "--new-money", "2000").document["trades"]
    assert 0 < spent[0]["value"] <= 2000
    assert ledger("allocation", "--new-money", "-5").error == "amount_range"


def test_income_is_told_with_its_taxes(ledger: Say) -> None:
    told = ledger("income", "--period", "2025").document
    assert (told["paid_gross"], told["paid_tax"], told["paid_net"]) == (120, 12, 108)
    monthly = ledger("income", "--period", "2025", "--monthly").document["paid"]
    assert [each["on"] for each in monthly] == ["2025-06-01"]


# With the application that tests of the window need: another one could not be made afterwards.
@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("language", ["de", "zh_CN"])
@pytest.mark.usefixtures("qapp")
def test_columns_line_up_with_wide_letters(ledger: Say, tell: Say, language: str) -> None:
    lines = tell("show", "--on", "2025-12-31", language=language).out.splitlines()
    rule = next(number for number, each in enumerate(lines) if each.startswith("───"))
    block = lines[rule : rule + 3]
    ends = [each for each in range(len(block[0])) if block[0][each : each + 2] == "─ "]
    for line in block[1:]:
        for end in ends:  # between columns there is nothing
            cells = 0
            for letter in line:
                cells += width(letter)
                if cells == end + 2:
                    assert letter == " ", line
                    break


def test_accounts_are_made_closed_opened_and_deleted(say: Say) -> None:
    assert say("accounts", "add", "Depot").code == 2
    assert say("accounts", "add", "Cash", "--cash", "--currency", "EUR").code == 0
    made = say("accounts", "add", "Depot", "--securities", "--cash-account", "cash", "--group", "A",
               "--method", "average").document["account"]  # fmt: skip
    assert (made["currency"], made["cash_account"], made["method"]) == ("EUR", "Cash", "average")
    assert say("accounts", "add", "Cash", "--cash").error == "account_exists"
    assert say("accounts", "add", "Other", "--securities", "--cash-account", "Depot").error == (
        "account_kind"
    )
    assert say("accounts", "close", "depot").document["account"]["closed"] is True
    assert say("accounts", "close", "depot").document["changed"] is False
    assert say("add", "buy", "GEV", "1", "at", "5", "--account", "Depot").error == "account_closed"
    assert say("accounts", "open", "depot").document["account"]["closed"] is False
    assert say("accounts", "remove", "depot").code == 0
    assert [each["name"] for each in say("accounts").document["accounts"]] == ["Cash"]


def test_trades_are_closed_or_open_and_add_up(ledger: Say, tell: Say) -> None:
    sell = ("add", "sell", "601179.SS", "400", "at", "8.00", "--fee", "2", "--on", "2025-03-04")
    assert ledger(*sell).code == 0
    every = ledger("trades").document
    bond, shares, sold = every["trades"]
    assert (sold["opened_on"], sold["closed_on"], sold["days_held"]) == (
        "2025-01-03", "2025-03-04", 60,
    )  # fmt: skip
    cost, proceeds = SPENT * 0.4, 400 * 8 - 2
    assert (sold["cost"], sold["value"]) == pytest.approx((cost, proceeds))
    assert sold["gain"] == pytest.approx(proceeds - cost)
    assert sold["gain_pct"] == pytest.approx((proceeds / cost - 1) * 100)
    assert sold["irr"] == pytest.approx((proceeds / cost) ** (365 / 60) - 1)
    assert (shares["closed_on"], shares["quantity"], shares["value"]) == (None, 600, 600 * 9)
    assert (bond["cost"], bond["value"], bond["gain"]) == (9800, None, None)
    sums = every["totals"]
    assert (sums["closed"], sums["open"], sums["winners"], sums["losers"], sums["unknown"]) == (
        1, 2, 2, 0, 1,
    )  # fmt: skip
    assert (sums["gain"], sums["value"]) == (None, None)
    assert sums["cost"] == pytest.approx(SPENT + 9800)
    assert [each["missing"] for each in every["missing"]] == ["price"]
    told = tell("trades").out
    assert "no price for My bond" in told
    assert "still open" in told
    closed = ledger("trades", "--closed").document
    assert (closed["trades"], closed["missing"]) == ([sold], [])
    assert closed["totals"]["gain"] == pytest.approx(proceeds - cost)


def test_trades_count_on_the_day_of_their_sale_or_first_purchase(ledger: Say, tell: Say) -> None:
    assert ledger("add", "sell", "601179.SS", "1000", "at", "8", "--on", "2025-03-04").code == 0

    def securities(*words: str) -> list[str]:
        found = ledger("trades", *words).document["trades"]
        return [each["security"]["name"] for each in found]

    assert securities("--since", "2025-02-04") == ["China XD Electric"]
    assert securities("--until", "2025-02-03") == ["My bond"]
    assert securities("--open", "--closed") == ["My bond", "China XD Electric"]
    assert securities("--open") == ["My bond"]
    assert securities("--account", "Cash") == []
    assert "There is no such trade." in tell("trades", "--since", "2025-03-05").out
