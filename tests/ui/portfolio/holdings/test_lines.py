"""The rows of holdings add up, group by group, and never turn the unknown into a number."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from gridwatch.services.portfolio.views import Holdings
from gridwatch.ui.portfolio.holdings.lines import (
    Grouping,
    Line,
    LineKind,
    Listing,
    held_lines,
    listing_of,
    summed,
)
from tests.ui.portfolio.worths import NAMING, held, holdings_of, incomplete, whole


def listing(
    holdings: Holdings, grouping: Grouping = Grouping.NONE, *, sold: bool = False
) -> Listing:
    by_account = {1: holdings_of(held()[:1]), 2: holdings_of(held()[3:])}
    return listing_of(holdings, by_account, grouping, NAMING, cash="Cash", total="Total", sold=sold)


def lines(made: Listing) -> list[Line]:
    return [each for section in made.sections for each in section.holdings]


@pytest.mark.parametrize("grouping", [Grouping.NONE, Grouping.SEGMENT, Grouping.COMPANY])
def test_all_rows_add_up_to_the_total(grouping: Grouping) -> None:
    holdings = whole()
    made = listing(holdings, grouping)
    assert made.total is not None
    for name in ("value", "share"):
        rows = [getattr(each.figures, name) for each in lines(made)]
        assert sum(rows) == pytest.approx(getattr(made.total.figures, name))
    assert made.total.figures.value == holdings.value
    for name in ("cost", "gain", "currency_gain", "day_change", "realised", "income"):
        rows = [getattr(e.figures, name) for e in lines(made) if e.kind is LineKind.HOLDING]
        assert sum(rows) == pytest.approx(getattr(made.total.figures, name))


def test_groups_are_sums_of_their_rows() -> None:
    for section in listing(whole(), Grouping.SEGMENT).sections:
        assert section.heading is not None
        assert section.heading.members == len(section.holdings)
        values = [each.figures.value or 0.0 for each in section.holdings]
        assert section.heading.figures.value == pytest.approx(sum(values))


def test_lots_follow_their_holding_with_gains_that_add_up() -> None:
    made = listing(whole())
    for line in lines(made):
        lots = made.lots(line)
        assert bool(lots) is (line.holding is not None)
        if line.holding is not None:
            assert len(lots) == line.members == len(line.holding.lots)
            assert sum(each.figures.gain or 0.0 for each in lots) == pytest.approx(
                line.figures.gain
            )


def test_by_account_a_security_has_a_row_in_each() -> None:
    made = listing(whole(), Grouping.ACCOUNT)
    titles = [each.heading.title for each in made.sections if each.heading is not None]
    assert titles == ["Depot Zürich", "Broker Hong Kong", "Cash"]
    assert {each.account_id for each in lines(made)} == {1, 2, 3}


def test_one_unknown_makes_a_sum_unknown_but_the_value_tells_what_is_known() -> None:
    made = listing(incomplete(), Grouping.SEGMENT)
    assert made.total is not None
    assert not made.total.known
    assert made.total.figures.value == incomplete().known_value
    assert made.total.figures.gain is None
    assert made.total.figures.day_change is None
    switchgear = next(
        each.heading
        for each in made.sections
        if each.heading and each.heading.title == "Switchgear"
    )
    assert switchgear.figures.value is None
    assert not switchgear.known


def test_a_group_without_a_segment_has_a_name() -> None:
    made = listing(incomplete(), Grouping.SEGMENT)
    titles = {each.heading.title for each in made.sections if each.heading is not None}
    assert "Without segment" in titles


def test_what_was_sold_is_left_out_until_it_is_wanted() -> None:
    gone = replace(held()[0], quantity=Decimal(0), value=0.0, lots=())
    holdings = holdings_of((gone, *held()[1:]))
    names = [each.title for each in lines(listing(holdings))]
    assert gone.security.name not in names
    assert gone.security.name in [each.title for each in lines(listing(holdings, sold=True))]
    assert gone.security.name in [each.title for each in held_lines(holdings)]


def test_nothing_held_makes_no_row() -> None:
    made = listing(holdings_of((), cash=None))
    assert (made.sections, made.total) == ((), None)


def test_the_gain_is_told_as_a_part_of_the_cost() -> None:
    figures = summed(held_lines(whole()))
    assert figures.gain is not None
    assert figures.cost is not None
    assert figures.gain_part == pytest.approx(figures.gain / figures.cost)
    assert replace(figures, cost=0.0).gain_part is None
    assert replace(figures, day_change=figures.value).day_part is None
