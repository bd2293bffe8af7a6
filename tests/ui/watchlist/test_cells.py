"""What the cells and tooltips say of doubtful, missing and reached things."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from gridwatch.domain.quote import Doubt, MarketState
from gridwatch.services.overview import CompanyView
from gridwatch.store.user.watching import Watch, Watching
from gridwatch.ui.phrases import UNKNOWN, Phrases
from gridwatch.ui.watchlist.cells import Cell, Scene, scene_of
from gridwatch.ui.watchlist.columns import COLUMNS, PLACES
from tests.ui.watchlist.overviews import NOW, overview_of, plain_company, view_of

SCENE = scene_of(overview_of([]), Phrases("en", base_currency="CNY"), NOW)


def cell(view: CompanyView, column: str, scene: Scene = SCENE) -> Cell:
    return COLUMNS[PLACES[column]].cell(view, scene)


def tip(view: CompanyView, column: str) -> str:
    return COLUMNS[PLACES[column]].tip(view, SCENE)


def quoted(**changes: object) -> CompanyView:
    view = view_of(plain_company(1))
    assert view.quote is not None
    return replace(view, quote=replace(view.quote, **changes))  # type: ignore[arg-type]


def test_a_missing_part_is_a_dash_and_is_named() -> None:
    view = view_of(plain_company(1), None)
    for column in ("cap", "base_cap", "progress", "distance", "needed"):
        assert cell(view, column).text == UNKNOWN
        assert COLUMNS[PLACES[column]].value(view, SCENE) is None
    assert "The share count of 000001.SZ is not known." in tip(view, "cap")
    assert "The share count of 000001.SZ is not known." in tip(view, "target")


def test_a_missing_rate_leaves_the_converted_cap_unknown() -> None:
    view = replace(view_of(plain_company(1)), base_cap=None)
    view = replace(view, cap=replace(view.cap, currency="HKD"))
    assert cell(view, "base_cap").text == UNKNOWN
    assert cell(view, "cap").text == "80bn"
    assert "The exchange rate from HKD to CNY is not known." in tip(view, "base_cap")


def test_a_row_without_a_quote_shows_no_number() -> None:
    view = replace(view_of(plain_company(1), None, targets=()), quote=None)
    shown = {each.id: each.cell(view, SCENE).text for each in COLUMNS}
    assert {shown[each] for each in ("price", "change", "cap", "base_cap", "age")} == {UNKNOWN}
    assert "No price of 000001.SZ yet." in tip(view, "price")


def test_the_cap_says_its_basis_its_shares_and_where_they_come_from() -> None:
    said = tip(view_of(plain_company(1)), "cap")
    assert "All shares at the mainland price" in said
    assert "3.20bn shares as of 31 Dec 2025, annual report" in said


def test_a_gap_to_the_source_is_marked_with_its_numbers() -> None:
    far, near = view_of(plain_company(1), theirs=85e9), view_of(plain_company(1), theirs=81e9)
    assert cell(far, "cap").mark == "gap"
    assert "85bn\N{NO-BREAK SPACE}CNY, +6.2% from ours" in tip(far, "cap")
    assert cell(near, "cap").mark == ""


def test_a_stale_quote_is_marked_and_says_that_it_raises_no_alert() -> None:
    view = replace(quoted(time=NOW - timedelta(days=14)), stale=True)
    assert cell(view, "price") == replace(cell(view, "price"), tone="muted", mark="warn")
    assert cell(view, "age").tone == "warn"
    assert "Stale: the last trade is 14\N{NARROW NO-BREAK SPACE}d old." in tip(view, "age")


def test_delayed_open_and_closed_are_told_apart() -> None:
    assert cell(quoted(), "age").mark == "open"
    assert cell(quoted(delay_minutes=15), "age").mark == "delayed"
    assert "Delayed by 15 minutes" in tip(quoted(delay_minutes=15), "age")
    closed = quoted(state=MarketState.CLOSED)
    assert cell(closed, "age").mark == "closed"
    assert "The exchange is closed." in tip(closed, "age")


@pytest.mark.parametrize(
    ("doubt", "why"), [(Doubt.SPLIT, "looks like a split"), (Doubt.SPIKE, "moved further")]
)
def test_a_price_in_doubt_is_marked_wherever_it_shows(doubt: Doubt, why: str) -> None:
    sound = view_of(plain_company(1), 120e9, theirs=150e9)
    assert sound.quote is not None
    rungs = tuple(replace(each, reached=None) for each in sound.rungs)
    view = replace(sound, quote=replace(sound.quote, doubt=doubt), doubt=doubt, rungs=rungs)
    for column in ("price", "change", "cap", "base_cap", "target"):
        assert cell(view, column).mark == "warn", column
        assert "This price is doubtful" in tip(view, column)
        assert why in tip(view, column)
    assert cell(view, "change").text == UNKNOWN
    assert COLUMNS[PLACES["change"]].value(view, SCENE) is None
    assert cell(sound, "progress").tone == "target"
    for column in ("price", "cap", "progress", "distance"):
        assert cell(view, column).tone == "muted", column
    assert "reached" not in tip(view, "target")
    assert "raises no alert" in tip(view, "target")


def test_trouble_is_told_with_the_next_try() -> None:
    view = replace(quoted(), trouble="throttled", next_try=NOW + timedelta(minutes=5))
    assert cell(view, "price").mark == "warn"
    assert "asked for a pause" in tip(view, "price")
    assert "Next try" in tip(view, "price")


def test_a_reached_target_is_marked_and_the_next_one_speaks_for_the_row() -> None:
    reached = view_of(plain_company(1), 120e9)
    assert cell(reached, "target").mark == "done"
    assert cell(reached, "distance").text == "−16.7%"
    ladder = view_of(
        plain_company(1), 120e9, targets=(("100000000000", "CNY"), ("200000000000", "CNY"))
    )
    assert (cell(ladder, "target").text, cell(ladder, "target").mark) == ("200bn", "")
    assert "100bn\N{NO-BREAK SPACE}CNY: reached" in tip(ladder, "target")


def test_the_bell_rings_for_what_is_new_and_stays_while_alerts_watch() -> None:
    view, watched = view_of(plain_company(1)), replace(SCENE, watching={1: watching(1)})
    assert cell(view, "bell", watched) == Cell(mark="bell", tone="muted")
    rings = cell(view, "bell", replace(watched, unseen={1: 3}))
    assert rings == Cell("3", mark="bell-new", tone="target")
    assert cell(view, "bell", replace(SCENE, unseen={1: 300})).text == "9+"
    assert cell(view_of(plain_company(1), targets=()), "bell") == Cell()
    assert tip(view, "bell") == "No alert watches it."
    assert COLUMNS[PLACES["bell"]].value(view, SCENE) is None


def test_the_bell_names_the_first_alerts() -> None:
    scene = replace(SCENE, watching={1: watching(12)}, unseen={1: 2})
    amount = "100bn\N{NO-BREAK SPACE}CNY"
    assert COLUMNS[PLACES["bell"]].tip(view_of(plain_company(1)), scene).splitlines() == [
        "New alerts: 2. The log tells when.",
        "Alerts that watch it: 12",
        f"• The market cap reaches {amount}",
        "• 000001.SZ: the day's change is +5% or more",
        "• List “Grid”: Jumps",
        "• Protection & automation: rsi is anything",
        "• All companies: the day's change is −5% or less",
        "and 7 more",
    ]


def watching(count: int) -> Watching:
    """Return an alert of each scope, one of them in words that this version can't read."""
    return Watching(
        count,
        (
            Watch("company", "", "", "", "1E+11", "CNY"),
            Watch("listing", "000001.SZ", "", "day >= 5%"),
            Watch("list", "Grid", "Jumps", "day >= 5%"),
            Watch("segment", "relay", "", "rsi is anything"),
            Watch("everything", "", "", "day <= -5%"),
        ),
    )


def test_rise_and_fall_differ_in_sign_and_tone() -> None:
    assert cell(quoted(previous_close=20.0), "change") == Cell("+25.00%", tone="rise")
    assert cell(quoted(previous_close=50.0), "change") == Cell("−50.00%", tone="fall")
    assert cell(quoted(previous_close=25.0), "change") == Cell("0.00%", tone="muted")
    assert cell(quoted(previous_close=None), "change").text == UNKNOWN
