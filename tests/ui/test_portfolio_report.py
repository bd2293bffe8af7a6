"""The report of a portfolio in words: every section, and what is unknown stays unknown."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from gridwatch.domain.bars import Floats, day_number
from gridwatch.domain.ledger.security import Security
from gridwatch.domain.report import Bars, Facts, HeatMap, LineChart, ReportPage, Table, Words
from gridwatch.files.report.page_html import report_page_html, report_pictures
from gridwatch.services.portfolio.book import open_book
from gridwatch.services.portfolio.ledger_edits import ImportPart
from gridwatch.services.portfolio.months import month_returns
from gridwatch.services.portfolio.opening import read_any
from gridwatch.services.portfolio.reports import Report
from gridwatch.services.portfolio.value_lines import value_line
from gridwatch.services.portfolio.views import (
    Contribution,
    Dimension,
    Drawdown,
    Gap,
    Holdings,
    HoldingView,
    Income,
    Measured,
    Missing,
    MonthReturn,
    Period,
    Scope,
    Slice,
    ValueLine,
)
from gridwatch.ui.phrases import Phrases
from gridwatch.ui.portfolio_report import report_page
from tests.in_memory import new_user
from tests.services.portfolio.two_securities import NOW

FIRST, LAST = date(2024, 1, 1), date(2024, 1, 4)
PHRASES = Phrases("en", base_currency="EUR")
MEASURED = Measured(
    Scope(), Period(FIRST, LAST), "EUR", begin=100.0, end=None, inflow=50.0, outflow=0.0,
    gain=12.5, price_gain=10.0, realised=-3.0, income=1.0, fees=0.5, taxes=0.25, currency_gain=None,
    ttwror=0.125, ttwror_yearly=None, irr=-0.02, simple=0.1, volatility=0.2, semi_deviation=0.1,
    sharpe=0.5, sortino=None, drawdown=Drawdown(0.17, FIRST, LAST, None, 3),
    gaps=(Gap(Missing.RATE, LAST, currency="CNY"),),
)  # fmt: skip
VERNOVA = HoldingView(
    Security(1, "GE <Vernova>", "USD", "GEV"), None, "Grid", "US", Decimal("1.5"), 500.25, LAST, 0,
    0.9, 675.34, 600.0, 75.34, 0.0, None, None, 5.0, 1.0, 0.0, 1.0, None,
)  # fmt: skip
HOLDINGS = Holdings(
    LAST, "EUR", (VERNOVA,), (), None, 675.34, None, 0.0, (Gap(Missing.PRICE, LAST, 1),)
)


def line(values: list[float]) -> ValueLine:
    days = np.arange(day_number(FIRST), day_number(FIRST) + len(values))
    numbers: Floats = np.array(values)
    zero = np.zeros(len(values))
    return ValueLine(days, numbers, zero, zero, numbers, zero)


def report() -> Report:
    return Report(
        "Mine",
        MEASURED,
        HOLDINGS,
        line([100.0, np.nan, 110.0, 112.0]),
        (MonthReturn(2024, 1, 0.03), MonthReturn(2024, 0, 0.03), MonthReturn(2024, 2, None)),
        (
            Contribution(Dimension.SEGMENT, "grid", 1.0, 2.0, 0.0, 0.0, 1.0, 0.02, None, None),
            Contribution(Dimension.SEGMENT, "", 1.0, 2.0, 0.0, 0.0, 1.0, -0.01, None, None),
        ),
        (Slice(Dimension.SEGMENT, "grid", 675.34, 1.0, 0.8, 0.2),),
        (
            Income(LAST, 1, 2.0, 0.5, 1.5),
            Income(LAST, None, 1.0, None, 1.0),
            Income(LAST, 1, 9.0, None, None, expected=True),
        ),
        {(Dimension.SEGMENT, "grid"): "Switchgear"},
    )


def test_every_section_is_there_in_its_order() -> None:
    kinds = [type(each) for each in report_page(report(), PHRASES).sections]
    assert kinds == [
        Facts, LineChart, LineChart, HeatMap, Table, Bars, Bars, Table, Words, Words,
    ]  # fmt: skip


def test_what_is_unknown_is_a_dash_and_never_a_zero() -> None:
    facts = report_page(report(), PHRASES).sections[0]
    assert isinstance(facts, Facts)
    told = {name: cell.text for name, cell in facts.facts}
    assert told["Value at the end"] == told["Currency gain"] == told["Sortino ratio"] == "—"
    assert told["Gain"] == "+12.50\N{NO-BREAK SPACE}EUR"
    assert told["Realised gain"] == "−3.00\N{NO-BREAK SPACE}EUR"
    assert told["Time-weighted return"] == "+12.50%"


def test_a_benchmark_is_told_where_there_is_one() -> None:
    def captions(told: Report) -> list[str]:
        facts = report_page(told, PHRASES).sections[0]
        assert isinstance(facts, Facts)
        return [name for name, _ in facts.facts]

    assert "Benchmark" not in captions(
        replace(report(), measured=replace(MEASURED, benchmark=None))
    )
    with_one = replace(report(), measured=replace(MEASURED, benchmark=0.05, excess=0.02))
    assert "Benchmark" in captions(with_one)


def test_an_incomplete_worth_says_what_is_known_and_what_is_missing() -> None:
    html = report_page_html(report_page(report(), PHRASES))
    assert "Incomplete: 675.34" in html
    assert "there is no price of GE &lt;Vernova&gt;" in html
    assert "there is no rate for CNY" in html


def test_parts_have_their_names_and_targets() -> None:
    page = report_page(report(), PHRASES)
    bars = [each for each in page.sections if isinstance(each, Bars)]
    assert [each.name for each in bars[0].bars] == ["Switchgear"]
    assert bars[0].bars[0].text == "100.0% (target 80.0%)"
    assert [each.name for each in bars[1].bars] == ["Switchgear", "Unknown"]


def test_only_income_that_was_paid_is_told() -> None:
    tables = [each for each in report_page(report(), PHRASES).sections if isinstance(each, Table)]
    assert [row[1].text for row in tables[1].rows] == ["GE <Vernova>", "Interest"]


def test_a_report_of_nothing_has_its_facts_and_conventions_only() -> None:
    bare = Report(
        "x", replace(MEASURED, gaps=()), replace(HOLDINGS, holdings=(), gaps=()), line([])
    )
    assert [type(each) for each in report_page(bare, PHRASES).sections] == [Facts, Words]


def test_gains_are_red_where_that_is_the_custom() -> None:
    page, chinese = (report_page(report(), PHRASES, red_rises=each) for each in (False, True))
    assert (page.rising, page.falling) == (chinese.falling, chinese.rising)


@pytest.mark.parametrize("language", ["en", "de", "zh_CN"])
def test_the_page_has_the_language_of_its_reader(language: str) -> None:
    page = report_page(report(), Phrases(language, base_currency="EUR"))
    assert f'lang="{language.replace("_", "-")}"' in report_page_html(page)


def test_the_demo_of_portfolio_performance_makes_a_report(shared_data: Path) -> None:
    part = read_any(shared_data / "imports/pp-demo-portfolio-03.xml", NOW.date()).part
    user = new_user()
    ImportPart("demo", part).apply(user, NOW)
    whole = value_line(open_book(user, None, date(2025, 2, 18)), currency="EUR")
    page: ReportPage = report_page(
        Report("Demo", MEASURED, HOLDINGS, whole, month_returns(whole)), PHRASES
    )
    # 10 shares at 34.17 and 8 at 12.65 beside 125 euros.
    assert float(whole.value[-1]) == pytest.approx(341.7 + 101.2 + 125, abs=1e-9)
    assert all("<polyline" in each.svg for each in report_pictures(page)[:2])
