"""Labels of lines: within the pane, on no other label, calm while the view moves."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF

from gridwatch.ui.chart.layers.places import FOOT, HEAD, Place, Wanted, places

SHEET = QRectF(0, 0, 800, 500)


@st.composite
def wanted(draw: st.DrawFn) -> list[Wanted]:
    count = draw(st.integers(0, 9))
    return [
        Wanted(
            str(number),
            draw(st.floats(-50, 550)),
            draw(st.floats(30, 300)),
            20.0,
            draw(st.sampled_from([-1, 0, 0, 0, 1])),
        )
        for number in range(count)
    ]


@given(wanted(), st.floats(60, 900), st.floats(40, 600), st.floats(0, 1))
def test_no_label_stands_on_another_or_leaves_the_pane(
    labels: list[Wanted], wide: float, tall: float, full: float
) -> None:
    sheet = QRectF(0, 0, wide, tall)
    found = places(labels, sheet, lambda rect: full * (rect.left() < wide / 2), {})
    rects = [each.rect for each in found.values()]
    for number, one in enumerate(rects):
        assert sheet.contains(one)
        assert one.top() >= HEAD
        assert one.bottom() <= tall - FOOT + 1e-6
        assert not any(one.intersects(other) for other in rects[number + 1 :])


@given(wanted())
def test_what_was_found_is_kept_where_nothing_changes(labels: list[Wanted]) -> None:
    def fullness(rect: QRectF) -> float:
        return (rect.left() * 7 + rect.top() * 13) % 10 / 10

    once = places(labels, SHEET, fullness, {})
    twice = places(labels, SHEET, fullness, once)
    assert {key: each.rect.size() for key, each in twice.items()} == {
        key: each.rect.size() for key, each in once.items()
    }
    again = places(labels, SHEET, fullness, twice)
    assert again == places(labels, SHEET, fullness, again)


def test_a_label_stands_above_its_line_at_the_left() -> None:
    found = places([Wanted("a", 200, 100, 20)], SHEET, lambda _: 0.0, {})
    assert found["a"].rect == QRectF(4, 179, 100, 20)


def test_a_label_keeps_out_of_the_way_of_prices() -> None:
    found = places([Wanted("a", 200, 100, 20)], SHEET, lambda rect: float(rect.left() < 400), {})
    assert found["a"].rect.right() == 796


def test_a_label_does_not_move_for_a_little_more_room() -> None:
    one = [Wanted("a", 200, 100, 20)]
    at_right = places(one, SHEET, lambda rect: float(rect.left() < 400), {})
    kept = places(one, SHEET, lambda rect: 0.2 * (rect.left() > 400), at_right)
    moved = places(one, SHEET, lambda rect: float(rect.left() > 400), at_right)
    assert kept == at_right
    assert moved["a"].rect.left() == 4


def test_labels_of_lines_out_of_view_stand_in_a_column_at_the_edge() -> None:
    labels = [Wanted(each, 900, 100, 20, 1) for each in "ab"]
    found = places(labels, SHEET, lambda _: 0.0, {})
    assert found["a"].rect == QRectF(696, HEAD, 100, 20)
    assert found["b"].rect.top() == HEAD + 22


def test_a_pane_without_room_has_no_labels() -> None:
    assert places([Wanted("a", 20, 100, 20)], QRectF(0, 0, 90, 40), lambda _: 0.0, {}) == {}
    before = {"a": Place(QRectF(0, 0, 1, 1), 5)}
    assert places([Wanted("a", 20, 100, 20)], QRectF(0, 0, 90, 40), lambda _: 0.0, before) == {}


@given(wanted(), wanted())
def test_a_line_may_leave_the_view_from_any_place(
    before: list[Wanted], after: list[Wanted]
) -> None:
    def fullness(rect: QRectF) -> float:
        return (rect.left() * 7 + rect.top() * 13) % 10 / 10

    once = places(before, SHEET, fullness, {})
    # Places far from the line exist only for one in view.
    far = {key: Place(each.rect, 11) for key, each in once.items()}
    places(after, SHEET, fullness, far)
