"""What was known when: against a search through all revisions, for any order of entries."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from gridwatch.domain.thesis.figures import Figure, known_figures
from gridwatch.domain.thesis.knowledge import Knowledge, revised_periods, revisions_of, said

NOW = datetime(2026, 11, 27, tzinfo=UTC)
FIRST = date(2025, 1, 1)


def figure(on: int, value: float | None, known: int, number: int = 0) -> Figure:
    return Figure(number, 1, FIRST + timedelta(days=on), value, FIRST + timedelta(days=known), NOW)


ENTRIES = st.lists(
    st.tuples(
        st.integers(0, 2), st.one_of(st.none(), st.integers(0, 3).map(float)), st.integers(0, 5)
    ),
    max_size=25,
)


@given(entries=ENTRIES, day=st.integers(0, 6))
def test_what_is_known_is_what_a_search_finds(
    entries: list[tuple[int, float | None, int]], day: int
) -> None:
    figures = [figure(*each, number) for number, each in enumerate(entries, start=1)]
    when = FIRST + timedelta(days=day)
    wanted = {}
    for each in figures:
        rivals = [one for one in figures if one.on == each.on and one.known_on <= when]
        best = max(rivals, key=lambda one: (one.known_on, one.id), default=None)
        if best is not None and best.value is not None:
            wanted[each.on] = best
    assert {each.on: each for each in known_figures(figures, when)} == wanted
    knowledge = Knowledge(figures)
    for on in range(3):
        period = FIRST + timedelta(days=on)
        assert knowledge.known(period, when) == wanted.get(period)


@given(entries=ENTRIES)
def test_only_what_says_more_is_taken_and_nothing_is_lost(
    entries: list[tuple[int, float | None, int]],
) -> None:
    knowledge, taken = Knowledge(), []
    for number, each in enumerate(entries, start=1):
        one = figure(*each, number)
        if knowledge.take(one):
            taken.append(one)
        latest = [e for e in taken if e.on == one.on and e.known_on <= one.known_on]
        last = max(latest, key=lambda e: (e.known_on, e.id), default=None)
        if last is None:
            assert one.value is None
        else:
            assert said(last) == said(one)
    again = Knowledge(taken)
    last_of_day = {(each.on, each.known_on): each for each in taken}
    assert not any(again.take(each) for each in last_of_day.values())


def test_a_slip_of_the_same_day_is_no_revision() -> None:
    slip = [figure(0, 53.0, 3, 1), figure(0, 35.0, 3, 2), figure(1, 1.0, 3, 3)]
    assert revised_periods(slip) == frozenset()
    assert revised_periods([*slip, figure(0, 36.0, 5, 4)]) == {FIRST}
    assert [each.id for each in revisions_of([*slip, figure(0, 36.0, 5, 4)], FIRST)] == [4, 2, 1]
