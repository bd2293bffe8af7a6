"""Market caps on each basis, by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from gridwatch.domain.company import Basis, Company, Listing, checked_symbol, default_basis
from gridwatch.domain.fx import FxTable
from gridwatch.domain.marketcap import (
    Counted,
    Priced,
    company_market_cap,
    converted,
    source_gap,
)
from gridwatch.domain.problem import Problem
from gridwatch.domain.shares import SharesHeld

DAY = date(2026, 7, 17)
FX = FxTable({"CNY": [(DAY, 0.14)], "HKD": [(DAY, 0.128)], "EUR": [(DAY, 1.1)]})
DONGFANG = Company(
    1, "Dongfang Electric", "东方电气", "dfdq", "CN", True, "generation", "600875.SS",
    (Listing("600875.SS", "SSE", "CNY", "A"), Listing("1072.HK", "HKEX", "HKD", "H")),
)  # fmt: skip
A_PRICE, H_PRICE = Priced(28.0, "CNY", DAY), Priced(20.0, "HKD", DAY)
PRICES = {"600875.SS": A_PRICE, "1072.HK": H_PRICE}
ALL = SharesHeld(3_458_360_326, DAY, "catalog")
A_SHARES = SharesHeld(3_050_000_000, date(2026, 7, 1), "Yahoo", estimated=False)
H_SHARES = SharesHeld(408_360_326, date(2026, 6, 1), "Yahoo", estimated=False)
COUNTED = Counted(ALL, {"600875.SS": A_SHARES, "1072.HK": H_SHARES})


def test_the_domestic_basis_counts_all_shares_at_the_mainland_price() -> None:
    cap = company_market_cap(DONGFANG, PRICES, COUNTED, FX, DAY)
    assert cap.basis is Basis.DOMESTIC
    assert cap.currency == "CNY"
    assert cap.value == pytest.approx(3_458_360_326 * 28.0)  # 96.8 bn yuan
    assert (cap.shares, cap.shares_as_of, cap.shares_source) == (ALL.count, DAY, "catalog")


def test_the_mainland_price_is_taken_where_the_hong_kong_line_speaks() -> None:
    led_by_h = replace(DONGFANG, primary="1072.HK")
    cap = company_market_cap(led_by_h, PRICES, COUNTED, FX, DAY)
    assert cap.currency == "HKD"
    assert cap.price == 20.0
    assert cap.value == pytest.approx(3_458_360_326 * 28.0 * 0.14 / 0.128)
    without_a = company_market_cap(led_by_h, {"1072.HK": H_PRICE}, COUNTED, FX, DAY)
    assert (without_a.value, without_a.missing) == (None, ("price:600875.SS",))


def test_weighted_classes_take_their_own_prices_and_a_dated_rate() -> None:
    weighted = replace(DONGFANG, chosen_basis=Basis.CLASS_WEIGHTED)
    cap = company_market_cap(weighted, PRICES, COUNTED, FX, DAY)
    assert cap.value == pytest.approx(3.05e9 * 28 + 408_360_326 * 20 * 0.128 / 0.14)
    assert cap.shares == pytest.approx(ALL.count)
    assert cap.shares_as_of == date(2026, 6, 1)
    assert not cap.estimated
    carried = {"600875.SS": replace(A_SHARES, estimated=True), "1072.HK": H_SHARES}
    assert company_market_cap(weighted, PRICES, Counted(ALL, carried), FX, DAY).estimated


@pytest.mark.parametrize(
    ("prices", "counted", "fx", "missing"),
    [
        ({"600875.SS": A_PRICE}, COUNTED, FX, ("price:1072.HK",)),
        (PRICES, Counted(ALL, {"600875.SS": A_SHARES}), FX, ("shares:1072.HK",)),
        (PRICES, COUNTED, FxTable({"CNY": [(DAY, 0.14)]}), ("rate:HKDCNY",)),
        (PRICES | {"1072.HK": replace(H_PRICE, price=0.0)}, COUNTED, FX, ("price:1072.HK",)),
    ],
)
def test_an_incomplete_cap_is_no_cap(
    prices: dict[str, Priced], counted: Counted, fx: FxTable, missing: tuple[str, ...]
) -> None:
    weighted = replace(DONGFANG, chosen_basis=Basis.CLASS_WEIGHTED)
    cap = company_market_cap(weighted, prices, counted, fx, DAY)
    assert (cap.value, cap.missing) == (None, missing)


@pytest.mark.parametrize("price", [0.0, -1.0, float("nan")])
def test_a_price_that_is_none_makes_no_cap(price: float) -> None:
    prices = {"600875.SS": replace(A_PRICE, price=price)}
    cap = company_market_cap(DONGFANG, prices, COUNTED, FX, DAY)
    assert (cap.value, cap.missing) == (None, ("price:600875.SS",))


def test_the_shares_of_one_class_are_not_those_of_a_company_with_two() -> None:
    only_classes = Counted(None, {"600875.SS": A_SHARES})
    cap = company_market_cap(DONGFANG, PRICES, only_classes, FX, DAY)
    assert (cap.value, cap.missing) == (None, ("shares:600875.SS",))


@pytest.mark.parametrize("basis", list(Basis))
def test_with_one_listing_every_basis_is_the_same(basis: Basis) -> None:
    single = replace(DONGFANG, listings=DONGFANG.listings[:1], chosen_basis=basis)
    for counted in (Counted(ALL), Counted(None, {"600875.SS": ALL})):
        cap = company_market_cap(single, PRICES, counted, FX, DAY)
        assert cap.value == pytest.approx(ALL.count * 28)
        assert cap.basis is basis


def test_the_convention_follows_the_primary_listing_and_what_is_known() -> None:
    foreign = replace(DONGFANG, mainland=False)
    assert default_basis(DONGFANG, frozenset()) is Basis.DOMESTIC
    assert default_basis(foreign, frozenset({"600875.SS"})) is Basis.ONE_PRICE
    assert default_basis(foreign, frozenset(PRICES)) is Basis.CLASS_WEIGHTED
    chosen = replace(foreign, chosen_basis=Basis.ONE_PRICE)
    assert default_basis(chosen, frozenset(PRICES)) is Basis.ONE_PRICE


def test_a_cap_is_converted_at_a_dated_rate_or_not_at_all() -> None:
    cap = company_market_cap(DONGFANG, PRICES, COUNTED, FX, DAY)
    euros = converted(cap, "EUR", FX, DAY)
    assert euros is not None
    assert cap.value is not None
    assert euros[0] == pytest.approx(cap.value * 0.14 / 1.1)
    assert euros[1].day == DAY
    assert converted(cap, "JPY", FX, DAY) is None
    assert converted(replace(cap, value=None), "EUR", FX, DAY) is None


def test_the_gap_to_the_source_is_unknown_where_either_is() -> None:
    assert source_gap(100.0, 104.0) == pytest.approx(0.04)
    assert source_gap(None, 104.0) is None
    assert source_gap(100.0, None) is None


@pytest.mark.parametrize("text", ["", "A B", "../x", "A/B", "A?", "中国", "A" * 25])
def test_what_cannot_be_a_symbol_is_refused(text: str) -> None:
    with pytest.raises(Problem):
        checked_symbol(text)


def test_a_symbol_is_written_in_upper_case() -> None:
    assert checked_symbol(" abbn.sw ") == "ABBN.SW"
    assert [checked_symbol(each) for each in ("USDCNY=X", "^GSPC", "BRK-B")] == [
        "USDCNY=X", "^GSPC", "BRK-B",
    ]  # fmt: skip
