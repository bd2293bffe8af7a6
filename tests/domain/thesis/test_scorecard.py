"""The scorecard: hand-computed cases, and the same sums made in another way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridwatch.domain.thesis.about import About
from gridwatch.domain.thesis.claim import Claim, Revision, Status
from gridwatch.domain.thesis.scorecard import (
    BINS,
    FEWEST,
    Quarter,
    Scorecard,
    bins_of,
    decisions_of,
    held_before,
    scorecard_of,
    wilson,
)

START = datetime(2025, 1, 1, tzinfo=UTC)
CLAIM = Claim(1, About(company_id=3), "Orders grow", START)
OPEN, HOLDING, FAILING = Status.OPEN, Status.HOLDING, Status.FAILING
BROKEN, CONFIRMED = Status.BROKEN, Status.CONFIRMED
Step = tuple[float, int, Status]  # days since the start, conviction, status
convictions = st.integers(0, 100)
statuses = st.sampled_from(Status)
histories = st.lists(
    st.tuples(st.integers(0, 400), convictions, statuses), min_size=1, max_size=7
).map(lambda steps: sorted(steps, key=lambda each: each[0]))


def revisions(*steps: Step, number: int = 1) -> list[Revision]:
    return [
        Revision(
            number * 100 + place,
            replace(CLAIM, id=number, conviction=conviction, status=status),
            START + timedelta(days=days),
        )
        for place, (days, conviction, status) in enumerate(steps)
    ]


def card(*histories: Sequence[Step]) -> Scorecard:
    told = [
        each
        for number, steps in enumerate(histories, start=1)
        for each in revisions(*steps, number=number)
    ]
    return scorecard_of(told, lambda at: at.date())


def test_a_conviction_counts_for_the_time_that_it_was_held() -> None:
    # 10 days at 50 %, 30 at 90 %: (10 × 50 + 30 × 90) / 40 = 80 %.
    told = revisions((0, 50, OPEN), (10, 90, HOLDING), (40, 100, CONFIRMED))
    assert held_before(told) == pytest.approx(0.8)


def test_what_was_raised_on_the_last_day_hardly_counts() -> None:
    told = revisions((0, 60, OPEN), (99, 100, OPEN), (100, 100, CONFIRMED))
    assert held_before(told) == pytest.approx((99 * 0.6 + 1.0) / 100)


def test_time_at_which_it_was_decided_does_not_count() -> None:
    told = revisions((0, 40, OPEN), (10, 100, CONFIRMED), (30, 80, OPEN), (40, 0, BROKEN))
    assert held_before(told) == pytest.approx(0.6)


def test_without_any_time_the_last_one_before_counts() -> None:
    assert held_before(revisions((0, 30, OPEN), (0, 70, OPEN), (0, 0, BROKEN))) == 0.7
    assert held_before(revisions((0, 90, CONFIRMED))) is None
    assert held_before(revisions((0, 90, CONFIRMED), (5, 90, BROKEN))) is None


@given(histories)
def test_the_conviction_is_the_mean_of_what_was_held_each_day(steps: list[Step]) -> None:
    held = held_before(revisions(*steps))
    by_day = []
    for day in range(int(steps[-1][0])):
        _, conviction, status = (
            [each for each in steps if each[0] <= day][-1]
            if (steps[0][0] <= day)
            else (0, 0, BROKEN)
        )
        if status not in {BROKEN, CONFIRMED}:
            by_day.append(conviction / 100)
    if by_day:
        assert held == pytest.approx(sum(by_day) / len(by_day))
    else:
        assert held is None or held in {each[1] / 100 for each in steps}


@given(histories)
def test_a_claim_is_decided_by_the_first_revision_of_how_it_ended(steps: list[Step]) -> None:
    found = decisions_of(revisions(*steps))
    ended = steps[-1][2]
    if ended not in {BROKEN, CONFIRMED}:
        assert found == ()
        return
    (decision,) = found
    since = next(
        place
        for place in range(len(steps))
        if all(status is ended for _, _, status in steps[place:])
    )
    assert decision.at == START + timedelta(days=steps[since][0])
    assert decision.confirmed is (ended is CONFIRMED)


def test_later_words_on_a_decided_claim_do_not_decide_it_again() -> None:
    told = revisions((0, 50, OPEN), (10, 60, BROKEN), (300, 0, BROKEN))
    (decision,) = decisions_of(told)
    assert decision.at == START + timedelta(days=10)
    assert decision.conviction == 0.5


def test_a_claim_that_was_removed_or_opened_again_is_not_scored() -> None:
    told = revisions((0, 50, OPEN), (10, 60, BROKEN))
    gone = replace(told[-1], id=999, claim=replace(told[-1].claim, removed=True))
    assert decisions_of([*told, gone]) == ()
    assert decisions_of(revisions((0, 50, OPEN), (1, 50, BROKEN), (2, 50, OPEN))) == ()
    assert decisions_of([]) == ()


def test_a_card_computed_by_hand() -> None:
    found = card(
        [(0, 80, OPEN), (10, 80, CONFIRMED)],
        [(0, 90, OPEN), (80, 90, CONFIRMED)],
        [(0, 70, OPEN), (100, 70, BROKEN)],
        [(0, 10, OPEN), (400, 10, BROKEN)],
        [(0, 10, CONFIRMED)],
    )
    assert found.foretold == 4
    # (0.2² + 0.1² + 0.7² + 0.1²) / 4, against always saying one half.
    assert found.brier == pytest.approx((0.04 + 0.01 + 0.49 + 0.01) / 4)
    assert (found.base_rate, found.base_brier) == (0.5, 0.25)
    assert found.quarters == (
        Quarter(2025, 1, 3, 0),
        Quarter(2025, 2, 0, 1),
        Quarter(2025, 3),
        Quarter(2025, 4),
        Quarter(2026, 1, 0, 1),
    )
    assert [(each.count, each.right) for each in found.bins] == [
        (1, 0), (0, 0), (0, 0), (1, 0), (2, 2),
    ]  # fmt: skip
    assert found.bins[4].conviction == pytest.approx(0.85)
    assert [each.claim.id for each in found.decisions] == [4, 3, 2, 1, 5]
    assert not found.is_enough


def test_too_few_decided_claims_conclude_nothing() -> None:
    one: list[Step] = [(0, 70, OPEN), (10, 70, CONFIRMED)]
    assert not card(*[one] * (FEWEST - 1)).is_enough
    assert card(*[one] * FEWEST).is_enough
    assert not card(*[one] * (FEWEST - 1), [(0, 70, CONFIRMED)]).is_enough
    empty = card()
    assert (empty.brier, empty.base_rate, empty.base_brier) == (None, None, None)
    assert (empty.quarters, empty.decisions) == ((), ())


@given(st.lists(st.tuples(convictions, st.booleans()), min_size=1, max_size=40))
def test_bins_and_score_are_those_of_a_count_by_hand(pairs: list[tuple[int, bool]]) -> None:
    found = card(
        *([(0, each, OPEN), (9, each, CONFIRMED if right else BROKEN)] for each, right in pairs)
    )
    for bin_ in found.bins:
        low, high = round(bin_.low * 100), round(bin_.high * 100)
        inside = [
            (each, right) for each, right in pairs if low <= each < high or each == high == 100
        ]
        assert (bin_.count, bin_.right) == (len(inside), sum(right for _, right in inside))
        if inside:
            assert bin_.conviction == pytest.approx(
                sum(each for each, _ in inside) / len(inside) / 100
            )
            assert bin_.rate is not None
            assert bin_.least is not None
            assert bin_.most is not None
            assert 0 <= bin_.least <= bin_.rate <= bin_.most <= 1
    assert sum(each.count for each in found.bins) == len(pairs)
    assert len(found.bins) == BINS
    expected = sum((each / 100 - right) ** 2 for each, right in pairs) / len(pairs)
    assert found.brier == pytest.approx(expected)
    rate = sum(right for _, right in pairs) / len(pairs)
    assert found.base_brier == pytest.approx(
        sum((rate - right) ** 2 for _, right in pairs) / len(pairs)
    )


@given(convictions, st.integers(1, 10**15))
def test_what_never_changed_stays_what_it_was(conviction: int, microseconds: int) -> None:
    first, last = revisions((0, conviction, OPEN), (1, conviction, CONFIRMED))
    told = [first, replace(last, at=START + timedelta(microseconds=microseconds))]
    assert held_before(told) == conviction / 100


def test_the_edges_of_bins() -> None:
    bins = bins_of([(0.0, True), (0.2, True), (0.6, True), (1.0, True), (0.19999, False)])
    assert [each.count for each in bins] == [2, 1, 0, 1, 1]


@pytest.mark.parametrize(
    ("right", "count", "least", "most"),
    [
        # As R's prop.test without its correction gives them.
        (8, 10, 0.4901625, 0.9433178),
        (0, 10, 0.0, 0.2775328),
        (10, 10, 0.7224672, 1.0),
        (1, 1, 0.2065493, 1.0),
        (50, 100, 0.4038315, 0.5961685),
    ],
)
def test_the_interval_of_wilson(right: int, count: int, least: float, most: float) -> None:
    assert wilson(right, count) == pytest.approx((least, most), abs=1e-6)


@given(st.integers(1, 60), st.data())
def test_the_interval_ends_where_the_score_test_does(count: int, data: st.DataObject) -> None:
    right = data.draw(st.integers(0, count))
    for edge in wilson(right, count):
        if 1e-9 < edge < 1 - 1e-9:
            z = (right / count - edge) / (edge * (1 - edge) / count) ** 0.5
            assert abs(z) == pytest.approx(1.959964, abs=1e-4)


def test_quarters_are_those_of_the_users_own_date() -> None:
    told = revisions((0, 50, OPEN), (89.9, 50, BROKEN))
    late = scorecard_of(told, lambda at: (at + timedelta(hours=8)).date())
    early = scorecard_of(told, lambda at: (at - timedelta(hours=8)).date())
    assert late.quarters == (Quarter(2025, 2, 0, 1),)
    assert early.quarters == (Quarter(2025, 1, 0, 1),)
    assert date(2025, 3, 31) == (START + timedelta(days=89.9)).date()
