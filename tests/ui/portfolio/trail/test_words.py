"""Every step of every trail has words of its own, and a trail reads as text."""

from __future__ import annotations

import ast
from decimal import Decimal
from pathlib import Path

import pytest

from gridwatch.domain.ledger.trail import Happened
from gridwatch.services.portfolio import (
    gain_trails,
    lot_trails,
    period_trails,
    trade_trails,
    trails,
)
from gridwatch.services.portfolio.trail_ground import Asked
from gridwatch.services.portfolio.views import Step
from gridwatch.ui.phrases import Phrases
from gridwatch.ui.portfolio.trail import asking
from gridwatch.ui.portfolio.trail.words import (
    WORDS,
    amount_words,
    head_words,
    step_words,
    trail_text,
)
from tests.ui.portfolio.worths import NAMING, TODAY, trail

EN = Phrases("en", base_currency="CHF")
_CALLS = frozenset({"Step", "_sum", "summed", "_by_lots", "_earned", "_flows"})


def codes_in(path: Path) -> set[str]:
    """Return every code of a step that a module writes down."""
    calls = [
        node
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _CALLS
    ]
    inner = [each for call in calls for arg in call.args for each in ast.walk(arg)]
    return {
        each.value
        for each in inner
        if isinstance(each, ast.Constant) and isinstance(each.value, str)
    }


@pytest.mark.parametrize(
    "module", [trails, gain_trails, lot_trails, period_trails, trade_trails, asking]
)
def test_every_code_that_is_written_down_has_words(module: object) -> None:
    path = Path(str(getattr(module, "__file__", "")))
    units = {"shares", "%", "", "days"}
    names = {"security_id", "on", "cash_id", "account_id", "opened_on", "kind", "quantity"}
    names |= {"first", "last", "year", "month", "name", "given", "wanted", "charges", "ratio"}
    names |= {"carried_days", "shares_as_of", "fees", "taxes", "total_", "peak", "low"}
    if module is lot_trails:
        names |= {"opened_on", "days_held", "paid", "paid_currency", "cost", "cost_currency"}
    codes = codes_in(path) - units - (names - set(WORDS))
    assert codes
    assert codes <= set(WORDS)


@pytest.mark.parametrize("what", [each for each in Happened if each is not Happened.POOLED])
def test_everything_that_happens_to_a_lot_has_words(what: Happened) -> None:
    assert f"lot_{what}" in WORDS


@pytest.mark.parametrize("asked", list(Asked))
def test_every_sum_over_all_has_words(asked: Asked) -> None:
    if asked not in {Asked.TOTAL, Asked.VALUE, Asked.BALANCE}:
        assert f"total_{asked}" in WORDS


def test_a_trail_reads_from_the_whole_to_its_parts() -> None:
    assert trail_text(trail(), NAMING, EN).splitlines() == [
        "NARI Technology: 80,000.00\N{NO-BREAK SPACE}CHF",
        "  Quantity: 4,000 shares",
        "    2 May 2022 Buy, Depot Zürich: 3,000 shares",
        "    2 May 2022 Buy, Depot Zürich: 1,000 shares",
        "  × price of 5 Mar 2026: 40.00\N{NO-BREAK SPACE}CNY",
        "  × rate CNY→CHF of 5 Mar 2026: 0.500000",
    ]


def test_an_old_price_says_how_old_it_is() -> None:
    old = Step("price", 4.2, "HKD", {"security_id": 4, "on": TODAY, "carried_days": 12})
    assert step_words(old, NAMING, EN) == "× price of 5 Mar 2026, 12 days old"
    none = Step("price", None, "HKD", {"security_id": 4, "on": None, "carried_days": 0})
    assert (step_words(none, NAMING, EN), amount_words(none, EN)) == ("× price", "n/a")


@pytest.mark.parametrize(
    ("step", "text"),
    [
        (Step("x", 0.0512, "%"), "+5.12%"),
        (Step("x", Decimal("1.5"), "shares"), "1.5 shares"),
        (Step("x", 12.0, "days"), "12 days"),
        (Step("x", 7.12345, ""), "7.1235"),
        (Step("x", None, "CHF"), "n/a"),
        (Step("x", None, ""), ""),
    ],
)
def test_an_amount_is_told_in_its_unit(step: Step, text: str) -> None:
    assert amount_words(step, EN) == text


def test_what_a_step_does_not_tell_is_unknown() -> None:
    assert step_words(Step("rate", 1.0, "", {"given": "CNY"}), NAMING, EN) == (
        "× rate CNY→n/a of n/a"
    )


@pytest.mark.parametrize(
    ("text", "step", "head"),
    [
        ("+14,068.89", Step("gain", 14076.48, "CNY"), "+14,076.48\N{NO-BREAK SPACE}CNY"),
        ("\N{MINUS SIGN}1.00", Step("gain", 2.0, "CNY"), "+2.00\N{NO-BREAK SPACE}CNY"),
        ("80.00", Step("holding_value", 81.0, "CHF"), "81.00\N{NO-BREAK SPACE}CHF"),
        ("+14.50%", Step("gain", 14076.48, "CNY"), "+14.50%"),  # a part of a sum of money
        ("+25.35%", Step("ttwror", 0.2536, "%"), "+25.36%"),
        ("+5.00", Step("gain_parts", 84.0, "CNY"), "+5.00"),  # the whole of which it is a part
        ("\N{MINUS SIGN}20.00", Step("period_outflow", 20.0, "CNY"), "\N{MINUS SIGN}20.00"),
        ("n/a", Step("gain", None, "CNY"), "n/a"),
    ],
)
def test_over_a_trail_stands_what_it_comes_to(text: str, step: Step, head: str) -> None:
    assert head_words(text, step, EN) == head
