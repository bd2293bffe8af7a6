"""Portfolios made by hand: holdings, lots, lines and numbers that nobody ever had."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import numpy as np

from gridwatch.domain.ledger.account import Account, AccountKind
from gridwatch.domain.ledger.kind import Kind
from gridwatch.domain.ledger.security import Security
from gridwatch.domain.ledger.transaction import Transaction
from gridwatch.services.portfolio.views import (
    AccountView,
    Contribution,
    Dimension,
    Drawdown,
    Gap,
    Holdings,
    HoldingView,
    Income,
    LotView,
    Measured,
    Missing,
    MonthReturn,
    Offer,
    Period,
    Scope,
    Slice,
    Step,
    Suggestion,
    ValueLine,
)
from gridwatch.ui.appearance import tones_for
from gridwatch.ui.look import Look
from gridwatch.ui.phrases import Phrases
from gridwatch.wording.naming import Naming

TODAY = date(2026, 3, 5)
DEPOT = Account(1, "Depot Zürich", AccountKind.SECURITIES, "CHF", cash_id=3)
BROKER = Account(2, "Broker Hong Kong", AccountKind.SECURITIES, "HKD")
MONEY = Account(3, "Verrechnungskonto CHF", AccountKind.CASH, "CHF")
NARI = Security(1, "NARI Technology", "CNY", "600406.SS", isin="CNE000001G38")
CHINT_H = Security(2, "Sieyuan Electric", "CNY", "002028.SZ")
ENERGY = Security(3, "Siemens Energy", "EUR", "ENR.DE", isin="DE000ENER6Y0")
HARBIN = Security(4, "Harbin Electric", "HKD", "1133.HK")
LONG = Security(5, "Hochspannungsgleichstromübertragungsgesellschaft AG", "EUR")
SEGMENTS = {"relay": "Relays and automation", "switchgear": "Switchgear", "turbine": "Turbines"}
NAMING = Naming(
    {each.id: each for each in (DEPOT, BROKER, MONEY)},
    {each.id: each for each in (NARI, CHINT_H, ENERGY, HARBIN, LONG)},
    {11: "NARI Technology", 12: "Sieyuan Electric", 13: "Siemens Energy", 14: "Harbin Electric"},
    SEGMENTS,
)


def look_of(language: str = "en", theme: str = "light", rising: str = "auto") -> Look:
    """Return a look in Swiss francs."""
    phrases = Phrases(language, base_currency="CHF")
    return Look(language, theme, phrases, tones_for(theme, rising, language, system_dark=False))


def lot_of(
    security: Security,
    opened_by: int,
    quantity: int,
    cost: float,
    value: float | None,
    *,
    account: int = 1,
    days: int = 400,
    rate: float = 0.5,
) -> LotView:
    """Return a lot whose currency has made a tenth of the gain."""
    base = cost * rate
    gain = None if value is None else value - base
    return LotView(
        opened_by,
        account,
        security.id,
        TODAY - timedelta(days=days),
        Decimal(quantity),
        Decimal(str(cost)),
        Decimal("12.50"),
        security.currency,
        base,
        value,
        None if gain is None else gain * 0.9,
        None if gain is None else gain * 0.1,
        days,
    )


def holding_of(
    security: Security,
    lots: Sequence[LotView],
    *,
    company: int | None,
    segment: str = "",
    country: str = "CN",
    price: float | None = 40.0,
    carried: int = 0,
    rate: float | None = 0.5,
    day: float | None = 120.0,
    realised: float | None = 0.0,
    income: float | None = 250.0,
    irr: float | None = 0.118,
) -> HoldingView:
    """Return a holding of lots; without price or rate it has no value."""
    known = price is not None and rate is not None
    value = sum(each.value or 0.0 for each in lots) if known else None
    cost = sum(each.base_cost or 0.0 for each in lots)
    return HoldingView(
        security,
        company,
        segment,
        country,
        sum((each.quantity for each in lots), Decimal(0)),
        price,
        TODAY - timedelta(days=carried) if price is not None else None,
        carried,
        rate,
        value,
        cost,
        (value - cost) * 0.9 if value is not None else None,
        (value - cost) * 0.1 if value is not None else None,
        day if known else None,
        realised,
        income,
        30.0,
        12.0,
        None,
        irr if known else None,
        tuple(lots),
    )


def held() -> tuple[HoldingView, ...]:
    """Return four holdings that are all known."""
    return (
        holding_of(
            NARI,
            [
                lot_of(NARI, 101, 3000, 66_000.0, 60_000.0, days=1200),
                lot_of(NARI, 102, 1000, 24_500.0, 20_000.0, days=90),
            ],
            company=11,
            segment="relay",
            price=40.0,
        ),
        holding_of(
            CHINT_H,
            [lot_of(CHINT_H, 103, 500, 30_000.0, 20_500.0, account=2, days=700)],
            company=12,
            segment="switchgear",
            price=82.0,
            day=-240.5,
        ),
        holding_of(
            ENERGY,
            [lot_of(ENERGY, 104, 120, 9_600.0, 11_280.0, rate=0.94, days=300)],
            company=13,
            segment="turbine",
            country="DE",
            price=100.0,
            rate=0.94,
            day=88.0,
            realised=1_240.4,
        ),
        holding_of(
            HARBIN,
            [lot_of(HARBIN, 105, 20_000, 90_000.0, 9_200.0, account=2, rate=0.11, days=2000)],
            company=14,
            segment="turbine",
            country="HK",
            price=4.2,
            rate=0.11,
            carried=12,
            day=0.0,
            irr=-0.021,
        ),
    )


def holdings_of(
    some: Sequence[HoldingView], *, cash: float | None = 5_432.1, gaps: Sequence[Gap] = ()
) -> Holdings:
    """Return the holdings of a day with their shares of the whole."""
    securities = sum(each.value or 0.0 for each in some)
    known = securities + (cash or 0.0)
    whole = all(each.value is not None for each in some) and cash is not None
    shared = tuple(
        replace(each, share=each.value / known if each.value is not None and whole else None)
        for each in some
    )
    balance = None if cash is None else Decimal(str(cash))
    accounts = (AccountView(MONEY, balance, cash),) if cash is not None else ()
    return Holdings(
        TODAY,
        "CHF",
        shared,
        accounts,
        known if whole else None,
        known,
        securities if whole else None,
        cash,
        tuple(gaps),
        tuple((each.security.id, each.carried_days) for each in some if each.carried_days),
    )


def whole() -> Holdings:
    """Return four holdings and money, all known."""
    return holdings_of(held())


def incomplete() -> Holdings:
    """Return the same with a security that nobody quotes and one without a rate."""
    unpriced = holding_of(
        LONG,
        [lot_of(LONG, 106, 10, 1_000.0, None, rate=0.94)],
        company=None,
        price=None,
        country="",
        rate=0.94,
    )
    unrated = replace(held()[1], rate=None, value=None, price_gain=None, currency_gain=None)
    unrated = replace(unrated, day_change=None, irr=None)
    gaps = (Gap(Missing.PRICE, TODAY, LONG.id), Gap(Missing.RATE, TODAY, None, "CNY"))
    return holdings_of((held()[0], unrated, *held()[2:], unpriced), gaps=gaps)


def line_of(days: int = 7300, seed: int = 7) -> ValueLine:
    """Return a line of so many days up to today, with a flow each month and a gap."""
    random = np.random.default_rng(seed)
    last = np.datetime64(TODAY, "D")
    stamps = np.arange(last - days + 1, last + 1).astype(np.int64)
    returns = random.normal(0.0004, 0.012, days)
    growth = np.asarray(np.cumprod(1 + returns) - 1, dtype=np.float64)
    inflow, outflow = np.zeros(days), np.zeros(days)
    inflow[::30] = 800.0
    outflow[::365] = 2_500.0
    value = np.empty(days)
    before = 0.0
    for place in range(days):
        before = (before + inflow[place]) * (1 + returns[place]) - outflow[place]
        before = max(before, 0.0)
        value[place] = before
    if days > 900:
        value[800:830] = np.nan
    return ValueLine(stamps, value, inflow, outflow, np.cumsum(inflow - outflow), growth)


def measured() -> Measured:
    """Return the numbers of a year whose parts add up."""
    return Measured(
        Scope(),
        Period(date(2025, 3, 5), TODAY),
        "CHF",
        98_200.0,
        126_412.1,
        12_000.0,
        2_500.0,
        18_712.1,
        price_gain=15_400.0,
        realised=1_240.4,
        income=2_480.2,
        fees=180.0,
        taxes=412.5,
        currency_gain=184.0,
        ttwror=0.1834,
        ttwror_yearly=0.1834,
        irr=0.1791,
        simple=0.174,
        volatility=0.212,
        semi_deviation=0.142,
        sharpe=0.86,
        sortino=1.24,
        drawdown=Drawdown(0.142, date(2025, 6, 2), date(2025, 8, 20), date(2025, 11, 3), 154),
        benchmark=0.121,
        excess=0.0624,
    )


def contributions() -> tuple[Contribution, ...]:
    """Return parts by segment that add up to the whole of `measured`."""
    return (
        Contribution(
            Dimension.SEGMENT,
            "relay",
            51_000.0,
            60_000.0,
            4_000.0,
            0.0,
            8_200.0,
            0.0812,
            0.161,
            0.158,
        ),
        Contribution(
            Dimension.SEGMENT,
            "turbine",
            30_200.0,
            41_200.0,
            6_000.0,
            2_500.0,
            11_900.0,
            0.1164,
            0.39,
            0.38,
        ),
        Contribution(
            Dimension.SEGMENT,
            "switchgear",
            17_000.0,
            20_500.0,
            2_000.0,
            0.0,
            -1_387.9,
            -0.0142,
            -0.06,
            -0.058,
        ),
    )


def months() -> tuple[MonthReturn, ...]:
    """Return the months of three years with one unknown, each year behind its months."""
    random = np.random.default_rng(3)
    made = []
    for year in (2023, 2024, 2025):
        for month in range(1, 13):
            value = float(random.normal(0.01, 0.05))
            made.append(
                MonthReturn(year, month, None if (year, month) == (2024, 7) else round(value, 4))
            )
        made.append(MonthReturn(year, 0, None if year == 2024 else 0.123 - 0.1 * (year - 2023)))
    made += [MonthReturn(2026, 1, 0.021), MonthReturn(2026, 2, -0.013), MonthReturn(2026, 3, 0.004)]
    return (*made, MonthReturn(2026, 0, 0.012))


def slices() -> tuple[Slice, ...]:
    """Return an allocation by segment with targets for two of its parts."""
    return (
        Slice(Dimension.SEGMENT, "relay", 80_000.0, 0.55, 0.5, 0.05, (1,)),
        Slice(Dimension.SEGMENT, "switchgear", 20_500.0, 0.14, 0.3, -0.16, (2,)),
        Slice(Dimension.SEGMENT, "turbine", 20_480.0, 0.14, None, None, (3, 4)),
        Slice(Dimension.SEGMENT, "cash:CHF", 5_432.1, 0.04),
        Slice(Dimension.SEGMENT, "", None, None, None, None, (5,)),
    )


def suggestions() -> tuple[Suggestion, ...]:
    """Return a purchase in lots of a hundred and a sale of single shares."""
    return (
        Suggestion(2, 300, 100, 82.0, "CNY", 12_300.0),
        Suggestion(3, -40, 1, 100.0, "EUR", -3_760.0),
    )


def incomes() -> tuple[Income, ...]:
    """Return dividends of two years, interest, and what is expected."""
    made = []
    for year in (2024, 2025):
        made += [
            Income(date(year, 6, 14), 1, 900.0 + year - 2024, 90.0, 810.0, False, 201),
            Income(date(year, 7, 3), 3, 120.0, 31.7, 88.3, False, 202),
            Income(date(year, 12, 30), None, 14.2, 4.97, 9.23, False, 203),
        ]
    made += [
        Income(date(2026, 2, 10), 1, 300.0, 30.0, 270.0, False, 204),
        Income(date(2026, 6, 12), 1, 980.0, None, 980.0, True),
        Income(date(2026, 7, 2), 3, 130.0, None, 130.0, True),
    ]
    return tuple(made)


def trail() -> Step:
    """Return the trail of a value: shares, price and rate."""
    bought = {"on": date(2022, 5, 2), "kind": Kind.BUY, "account_id": 1}
    values = {"security_id": 1, "on": TODAY}
    return Step(
        "holding_value",
        80_000.0,
        "CHF",
        values,
        (
            Step(
                "holding_quantity",
                Decimal(4000),
                "shares",
                values,
                (
                    Step("transaction_shares", Decimal(3000), "shares", bought, (), 101),
                    Step("transaction_shares", Decimal(1000), "shares", bought, (), 102),
                ),
            ),
            Step("price", 40.0, "CNY", {"security_id": 1, "on": TODAY, "carried_days": 0}),
            Step("rate", 0.5, "", {"given": "CNY", "wanted": "CHF", "on": TODAY}),
        ),
    )


def dividend_offer(key: str = "dividend:1:2026-01-20", quantity: int = 4000) -> Offer:
    """Return a dividend that was not booked."""
    gross = Decimal(quantity) * Decimal("0.12")
    booked = Transaction(
        0,
        Kind.DIVIDEND,
        date(2026, 1, 20),
        account_id=1,
        cash_id=3,
        security_id=1,
        quantity=Decimal(quantity),
        gross=gross,
        currency="CNY",
        net=gross / 2,
        rate=Decimal("0.5"),
    )
    return Offer(key, 1, date(2026, 1, 20), 0.12, None, (booked,))
