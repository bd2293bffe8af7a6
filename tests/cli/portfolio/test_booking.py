"""Transactions that are booked by a command: what they become, and what is refused, and why."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.portfolio.conftest import Say, filled


@pytest.fixture
def ledger(say: Say, folder: Path, started: Path) -> Say:
    """Give accounts in two currencies with money in them."""
    lines = (
        ("accounts", "add", "Euro", "--cash", "--currency", "EUR"),
        ("accounts", "add", "Dollar", "--cash", "--currency", "USD"),
        ("accounts", "add", "Depot", "--securities", "--cash-account", "Euro"),
        ("add", "deposit", "10000", "--account", "Euro", "--on", "2025-01-02"),
        ("add", "deposit", "10000", "--account", "Dollar", "--on", "2025-01-02"),
    )
    return filled(say, folder, started.with_name("euro and dollar"), lines)


def booked(say: Say, *words: str) -> dict[str, Any]:
    told = say("add", *words)
    assert told.code == 0, told.out
    one: dict[str, Any] = told.document["transaction"]
    return one


def refused(say: Say, *words: str) -> str:
    before = say("transactions").document
    told = say("add", *words)
    assert told.code == 1, told.out
    assert say("transactions").document == before
    return told.error


def test_a_purchase_knows_its_security_by_the_catalog_and_its_money_by_the_account(
    ledger: Say,
) -> None:
    one = booked(
        ledger, "buy", "GEV", "10", "at", "512.30", "--fee", "4.95", "--cash-account", "Dollar",
        "--on", "2026-03-02", "--note", "a first try",
    )  # fmt: skip
    assert (one["gross"], one["net"], one["currency"], one["rate"]) == (5123, 5127.95, "USD", None)
    assert (one["account"], one["cash_account"]) == ("Depot", "Dollar")
    assert one["security"]["name"] == "GE Vernova"
    assert one["charges"] == [{"kind": "fee", "amount": 4.95, "currency": "USD", "rate": None}]
    assert one["note"] == "a first try"


def test_another_currency_needs_a_rate_or_what_has_moved(ledger: Say) -> None:
    buy = ("buy", "GEV", "10", "at", "500", "--on", "2026-03-02")
    assert refused(ledger, *buy) == "rate_needed"
    assert refused(ledger, *buy, "--net", "4500 USD") == "currency_other"
    assert refused(ledger, *buy, "--rate", "0.9", "--net", "4000") == "net_disagrees"
    one = booked(ledger, *buy, "--rate", "0.9", "--fee", "4.95 EUR")
    assert (one["net"], one["rate"]) == (4504.95, 0.9)
    other = booked(ledger, *buy, "--net", "4600", "--on", "2026-03-03")
    assert (other["net"], other["rate"]) == (4600, 0.92)


def test_the_same_twice_more_than_is_held_and_a_day_to_come_are_refused(ledger: Say) -> None:
    buy = ("buy", "ENR.DE", "10", "at", "50", "--on", "2026-03-02")
    booked(ledger, *buy)
    assert refused(ledger, *buy) == "duplicate"
    assert booked(ledger, *buy, "--anyway")["quantity"] == 10
    assert refused(ledger, "sell", "ENR.DE", "21", "at", "50") == "holding_negative"
    assert refused(ledger, "sell", "ENR.DE", "5", "at", "50", "--on", "2999-01-01") == "day_future"
    assert booked(ledger, "sell", "ENR.DE", "20", "for", "1,000.00", "--tax", "9.5")["net"] == 990.5


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("buy", "NOBODY", "1", "at", "5"), "security_unknown"),
        (("buy", "ENR.DE", "1,234", "at", "5"), "number_either"),
        (("buy", "ENR.DE", "-1", "at", "5"), "amount_range"),
        (("buy", "ENR.DE", "1", "at", "nothing"), "number_unreadable"),
        (("buy", "ENR.DE", "1", "at", "5", "XXY"), "currency_code"),
        (("buy", "ENR.DE", "0.0001", "at", "0.01"), "amount_small"),
        (("buy", "ENR.DE", "1", "at", "5", "--account", "Euro"), "account_kind"),
        (("buy", "ENR.DE", "1", "at", "5", "--rate", "1.1"), "rate_unwanted"),
        (("buy", "ENR.DE", "1", "at", "5", "--net", "50"), "net_disagrees"),
        (("buy", "ENR.DE", "1", "at", "5", "--fee", "3 CHF"), "currency_other"),
        (("buy", "ENR.DE", "1", "at", "5", "--new", "Mine"), "currency_missing"),
        (("deposit", "5"), "account_unclear"),
        (("deposit", "5", "--account", "Depot"), "account_kind"),
        (("cash-transfer", "5", "--account", "Euro", "--to", "Dollar"), "arrival_missing"),
        (("cash-transfer", "5", "--account", "Euro", "--to", "Euro"), "transfer_same"),
        (("sell", "ENR.DE", "1", "at", "5", "--lot", "7"), "lot_unreadable"),
        (("sell", "ENR.DE", "1", "at", "5", "--lot", "7=1"), "lot_range"),
        (("sell", "ENR.DE", "1", "at", "5", "--fee", "6"), "charges_large"),
        (("spin-off", "GEV", "ENR.DE", "1/0", "--cost-share", "5"), "ratio_missing"),
        (("spin-off", "GEV", "ENR.DE", "1:4", "--cost-share", "5"), "cost_share_range"),
        (("buy", "ENR.DE", "1", "at", "5", "--time", "noon"), "time_malformed"),
    ],
    ids=lambda each: " ".join(each) if isinstance(each, tuple) else each,
)
def test_what_is_unclear_or_wrong_is_refused(
    ledger: Say, words: tuple[str, ...], code: str
) -> None:
    assert refused(ledger, *words) == code


def test_a_security_that_nobody_knows_is_described_once(ledger: Say) -> None:
    buy = ("buy", "US0378331005", "1", "at", "200", "--cash-account", "Dollar", "--on")
    new = ("--new", "Apple", "--new-currency", "usd")
    one = booked(ledger, *buy, "2026-03-02", *new)
    assert (one["security"]["isin"], one["security"]["symbol"]) == ("US0378331005", None)
    assert refused(ledger, *buy, "2026-03-03", *new) == "security_exists"
    again = booked(ledger, *buy, "2026-03-03")
    assert again["security"]["id"] == one["security"]["id"]
    assert booked(ledger, "dividend", "apple", "0.25", "--shares", "1", "--cash-account", "Dollar")


def test_every_kind_of_money_moves_the_way_that_it_says(ledger: Say) -> None:
    before = 10_000.0
    for words, moved in (
        (("interest", "10", "--tax", "2.5"), 7.5),
        (("interest-charge", "3"), -3),
        (("fee", "4"), -4),
        (("fee-refund", "1"), 1),
        (("tax", "5"), -5),
        (("tax-refund", "2"), 2),
        (("deposit", "100"), 100),
        (("withdrawal", "50", "EUR"), -50),
        (("cash-transfer", "200", "--to", "Dollar", "--arrives", "220"), -200),
    ):
        told = ledger("add", *words, "--account", "Euro", "--on", "2026-03-02").document
        before += moved
        assert told["balances"][0] == {
            "account": "Euro",
            "balance": pytest.approx(before),
            "currency": "EUR",
        }


def test_shares_come_go_move_and_become_others(ledger: Say) -> None:
    ledger("accounts", "add", "Second", "--securities")
    day = ("--account", "Depot", "--on", "2026-03-02")
    assert booked(ledger, "delivery-in", "GEV", "40", "at", "300", *day)["gross"] == 12_000
    assert booked(ledger, "delivery-in", "ENR.DE", "5", *day)["gross"] == 0
    assert booked(ledger, "delivery-out", "ENR.DE", "5", "for", "200", *day)["gross"] == 200
    moved = booked(ledger, "transfer", "GEV", "10", "--to", "Second", *day)
    assert (moved["account"], moved["other_account"]) == ("Depot", "Second")
    spun = booked(
        ledger, "spin-off", "GEV", "SPUN", "1:4", "--cost-share", "12.5%", "--new", "Spun",
        "--new-currency", "USD", *day[:2], "--on", "2026-03-03",
    )  # fmt: skip
    assert (spun["ratio"], spun["cost_share"]) == ([1, 4], 0.125)
    assert spun["other_security"]["symbol"] == "SPUN"
    merged = booked(
        ledger, "merger", "SPUN", "ENR.DE", "2:1", "--money", "7 EUR", *day[:2], "--on",
        "2026-03-04",
    )  # fmt: skip
    assert (merged["ratio"], merged["net"]) == ([2, 1], 7)
    held = ledger("show", "--account", "Depot").document["holdings"]
    assert {each["security"]["symbol"]: each["quantity"] for each in held} == {
        "GEV": 30,
        "ENR.DE": 15,
    }


def test_a_sale_takes_the_lots_that_it_names(ledger: Say) -> None:
    ledger("accounts", "add", "Chosen", "--securities", "--cash-account", "Euro", "--method",
           "chosen")  # fmt: skip
    there = ("--account", "Chosen", "--on")
    first = booked(ledger, "buy", "ENR.DE", "10", "at", "50", *there, "2026-03-02")["id"]
    second = booked(ledger, "buy", "ENR.DE", "10", "at", "60", *there, "2026-03-03")["id"]
    sell = ("sell", "ENR.DE", "4", "at", "70", *there, "2026-03-04", "--lot")
    assert refused(ledger, *sell, f"{second}=11") == "lot_range"
    assert refused(ledger, *sell, f"{second}=5") == "lots_many"
    booked(ledger, *sell, f"{second}=4")
    held = ledger("show", "--account", "Chosen", "--lots").document["holdings"]
    (one,) = held
    left = {each["transaction"]: each["quantity"] for each in one["lots"]}
    assert left == {first: 10, second: 6}
    assert one["realised"] is None or one["realised"] != 0


def test_a_dry_run_books_nothing_and_makes_no_security(ledger: Say, tell: Say) -> None:
    buy = ("add", "buy", "ENR.DE", "10", "at", "50", "--dry-run")
    told = ledger(*buy).document
    assert (told["booked"], told["transaction"]["id"]) == (False, None)
    assert told["transaction"]["security"]["name"] == "Siemens Energy"
    assert "It would be booked:" in tell(*buy).out
    assert len(ledger("transactions").document["transactions"]) == 2
    assert ledger("show").document["holdings"] == []


def test_pence_become_pounds(ledger: Say) -> None:
    ledger("accounts", "add", "Pound", "--cash", "--currency", "GBP")
    one = booked(
        ledger, "buy", "XYZ.L", "100", "at", "250 GBX", "--new", "Example", "--new-currency", "GBP",
        "--cash-account", "Pound",
    )  # fmt: skip
    assert (one["gross"], one["currency"], one["price"]) == (250, "GBP", 2.5)


def test_without_a_kind_all_of_them_are_named(say: Say) -> None:
    told = say("add")
    assert told.code == 2
    assert "delivery-in" in told.document["error"]["message"]
