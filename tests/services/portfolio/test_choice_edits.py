"""The edits of what the user wants: checked, and undone to the letter."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gridwatch.domain.problem import Problem
from gridwatch.services.edits import Edit, apply
from gridwatch.services.portfolio.choice_edits import (
    BringBack,
    Dismiss,
    PutPeriod,
    RemovePeriod,
    SetAllocation,
)
from gridwatch.services.portfolio.views import Dimension
from gridwatch.store.user.portfolio_choices import (
    SavedPeriod,
    allocation_targets,
    dismissed_keys,
    saved_periods,
)
from tests.in_memory import new_user
from tests.services.undoing import undone_and_redone

NOW = datetime(2026, 6, 30, 12, tzinfo=UTC)
KEYS = st.frozensets(st.sampled_from(["a", "b", "c"]))
PERIODS = st.builds(
    SavedPeriod,
    st.sampled_from([0, 1, 2]),
    st.sampled_from(["Crash", " Since  then ", ""]),
    st.dates(date(2020, 1, 1), date(2020, 12, 31)),
    st.none() | st.dates(date(2020, 6, 1), date(2021, 12, 31)),
)
SHARES = st.dictionaries(
    st.sampled_from(["", "CN", "US", "cash:EUR"]), st.decimals(0, "0.6", places=3)
)
EDITS: st.SearchStrategy[Edit] = st.one_of(
    st.builds(SetAllocation, st.sampled_from([*Dimension]), SHARES),
    st.builds(PutPeriod, PERIODS),
    st.builds(RemovePeriod, st.integers(1, 3)),
    st.builds(Dismiss, KEYS),
    st.builds(BringBack, KEYS),
)


@pytest.fixture
def user() -> Iterator[sqlite3.Connection]:
    with closing(new_user()) as made:
        yield made


@settings(max_examples=60)
@given(st.lists(EDITS, max_size=8))
def test_every_edit_is_undone_and_redone_to_the_letter(edits: list[Edit]) -> None:
    with closing(new_user()) as user:
        undone_and_redone(user, edits, NOW)


def test_targets_take_the_place_of_those_before(user: sqlite3.Connection) -> None:
    apply(user, SetAllocation(Dimension.COUNTRY, {"CN": Decimal("0.4"), "US": Decimal("0.6")}), NOW)
    apply(user, SetAllocation(Dimension.COUNTRY, {"CN": Decimal("0.5")}), NOW)
    assert allocation_targets(user, "country") == {"CN": Decimal("0.5")}
    assert allocation_targets(user, "segment") == {}


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        (SetAllocation(Dimension.COUNTRY, {"CN": Decimal("-0.1")}), "target_share_range"),
        (SetAllocation(Dimension.COUNTRY, {"CN": Decimal("NaN")}), "target_share_range"),
        (
            SetAllocation(Dimension.COUNTRY, {"CN": Decimal("0.7"), "": Decimal("0.31")}),
            "target_shares_sum",
        ),
        (SetAllocation(Dimension.SECURITY, {"1": Decimal(1)}), "target_dimension"),
        (PutPeriod(SavedPeriod(0, " ", date(2020, 1, 1))), "saved_period_unnamed"),
        (PutPeriod(SavedPeriod(0, "x" * 81, date(2020, 1, 1))), "account_long"),
        (
            PutPeriod(SavedPeriod(0, "Back", date(2020, 1, 2), date(2020, 1, 1))),
            "saved_period_order",
        ),
        (PutPeriod(SavedPeriod(0, "Crash", date(2020, 1, 1))), "saved_period_exists"),
        (RemovePeriod(7), "saved_period_unknown"),
    ],
)
def test_what_cannot_be_wanted_is_refused(user: sqlite3.Connection, edit: Edit, code: str) -> None:
    apply(user, PutPeriod(SavedPeriod(0, "Crash", date(2020, 2, 20))), NOW)
    with pytest.raises(Problem) as refused:
        apply(user, edit, NOW)
    assert refused.value.code == code


def test_a_period_is_saved_over_itself(user: sqlite3.Connection) -> None:
    apply(user, PutPeriod(SavedPeriod(0, "Crash", date(2020, 2, 20))), NOW)
    (saved,) = saved_periods(user)
    apply(user, PutPeriod(SavedPeriod(saved.id, "Crash", date(2020, 2, 24))), NOW)
    assert saved_periods(user) == (SavedPeriod(saved.id, "Crash", date(2020, 2, 24)),)


def test_undoing_a_dismissal_leaves_what_was_dismissed_before(user: sqlite3.Connection) -> None:
    apply(user, Dismiss(frozenset({"a"})), NOW)
    _, undo = apply(user, Dismiss(frozenset({"a", "b"})), NOW)
    assert dismissed_keys(user) == {"a", "b"}
    apply(user, undo, NOW)
    assert dismissed_keys(user) == {"a"}
