"""Signs of what happened: where they stand, how they group, what they say and open."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QMenu, QToolTip

from gridwatch.domain.alert.measure import Measure
from gridwatch.domain.charting import Found, Mark, MarkKind, Reached
from gridwatch.domain.company import Company
from gridwatch.domain.thesis.about import About
from gridwatch.domain.thesis.evidence import Evidence, Stance
from gridwatch.services.marks import evidence_mark
from gridwatch.ui.chart.layers.marks import SIZE, MarkSigns, Side
from gridwatch.ui.chart.signs.mark_words import mark_line, mark_words
from gridwatch.ui.chart.signs.marks import Marks
from gridwatch.ui.phrases import Phrases
from tests.ui.chart.drawn import COUNT, Drawn, mark, series

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

ENGLISH = Phrases("en", base_currency="CNY")
COMPANY = Company(3, "China XD", "中国西电", "", "CN", True, "hv", "601179.SS", ())


def fired(bar: int = 0, *, held: bool = True) -> Mark:
    reached = Reached(
        COMPANY, "China XD", "cap >= 100bn CNY", Measure.CAP, Decimal("100e9"), "CNY", 1.01e11, held
    )
    return replace(mark(MarkKind.FIRING, bar), reached=reached)


def found(
    bar: int, *, stance: Stance = Stance.FOR, theme: str = "", what: str = "Backlog up"
) -> Mark:
    """Make the mark of a piece of evidence."""
    on = date(2024, 10, 4) + timedelta(days=bar)
    one = Evidence(
        bar + 1, 7, on, what, datetime(2026, 1, 1, tzinfo=UTC), stance, Decimal("12.50"),
        unit="bn CNY", source="Annual report", page="12",
    )  # fmt: skip
    about = About(theme_id=2) if theme else About(company_id=3)
    told = Found(one, about, "Orders lift the margin", theme)
    return replace(evidence_mark(told), bar=bar)


FIRING = fired(240)
SEVERAL = (
    mark(MarkKind.DIVIDEND, 100, 0.12),
    mark(MarkKind.SPLIT, 180, 3, 2),
    mark(MarkKind.RESULTS, 180),
    FIRING,
    mark(MarkKind.SHARES, 290, 5.23e9, 5.13e9),
)
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


class Stand(Drawn):
    """A chart with marks, and those that were opened."""

    def __init__(self, qtbot: QtBot, *marks: Mark) -> None:
        super().__init__(qtbot)
        self.opened: list[Mark] = []
        self.marks = Marks(self.chart, self.opened.append)
        self.show(self.marks, series(marks=marks))

    @property
    def signs(self) -> MarkSigns:
        return next(each for each in self.chart.main.layers if isinstance(each, MarkSigns))

    def spot(self, number: int) -> QPointF:
        """Return the middle of a sign, in pixels of the canvas."""
        place = self.signs.place_of(self.signs.groups[number])
        return place.center() + self.chart.main.rect.topLeft()

    def click(self, at: QPointF) -> None:
        self.press(at)
        self.release(at)


@pytest.fixture
def stand(qtbot: QtBot) -> Stand:
    return Stand(qtbot, *SEVERAL)


def test_signs_stand_at_their_bars_at_the_foot(stand: Stand) -> None:
    for group in stand.signs.groups:
        place = stand.signs.place_of(group)
        assert place.center().x() == pytest.approx(stand.frame.x(group.bar))
        assert stand.frame.tall - 2 * SIZE < place.top() < stand.frame.tall - SIZE


def test_marks_of_one_bar_share_a_sign(stand: Stand) -> None:
    assert [len(each.marks) for each in stand.signs.groups] == [1, 2, 1, 1]
    assert stand.signs.groups[1].look.text == "2"


def test_only_what_is_in_view_is_laid_out(stand: Stand) -> None:
    stand.chart.canvas.place(220, 280)
    assert [each.bar for each in stand.signs.groups] == [240]


def test_signs_never_cover_one_another_and_a_pan_keeps_their_groups(qtbot: QtBot) -> None:
    marks = [mark(MarkKind.DIVIDEND, bar, 0.1) for bar in range(0, COUNT, 3)]
    stand = Stand(qtbot, *marks)
    stand.chart.canvas.place(50, 250)
    xs = [stand.signs.place_of(each).left() for each in stand.signs.groups]
    assert all(after - before >= SIZE for before, after in pairwise(xs))
    before = {each.bar: len(each.marks) for each in stand.signs.groups}
    stand.chart.canvas.place(57, 257)
    after = {each.bar: len(each.marks) for each in stand.signs.groups}
    both = before.keys() & after.keys()
    assert both
    assert all(before[bar] == after[bar] for bar in both)


def test_a_click_opens_a_mark(stand: Stand) -> None:
    stand.click(stand.spot(2))
    assert stand.opened == [FIRING]


def test_a_click_on_several_opens_what_matters_most(stand: Stand) -> None:
    stand.click(stand.spot(1))
    assert [each.kind for each in stand.opened] == [MarkKind.SPLIT]


def test_a_press_that_ends_elsewhere_opens_nothing(stand: Stand) -> None:
    before = stand.chart.canvas.view
    stand.press(stand.spot(2))
    stand.move(stand.spot(2) - QPointF(80, 60), Qt.MouseButton.LeftButton)
    stand.release(stand.spot(2) - QPointF(80, 60))
    assert stand.opened == []
    assert stand.chart.canvas.view == before


def test_hovering_tells_of_all_marks_of_a_sign(stand: Stand) -> None:
    stand.move(stand.spot(1))
    assert QToolTip.text().splitlines() == [
        mark_line(SEVERAL[2], ENGLISH),
        mark_line(SEVERAL[1], ENGLISH),
    ]
    shape = stand.chart.canvas.viewport().cursor().shape()
    assert shape == Qt.CursorShape.PointingHandCursor


def test_marks_that_are_switched_off_are_not_there(stand: Stand) -> None:
    spot = stand.spot(2)
    stand.marks.set_shown(shown=False)
    stand.click(spot)
    assert stand.opened == []
    stand.marks.set_shown(shown=True)
    stand.click(spot)
    assert stand.opened == [FIRING]


def test_evidence_has_signs_of_its_own(qtbot: QtBot) -> None:
    stand = Stand(qtbot, found(60), found(120, stance=Stance.AGAINST), found(200, theme="Power"))
    looks = [each.look for each in stand.signs.groups]
    assert [(each.side, each.shared) for each in looks] == [
        (Side.FOR, False),
        (Side.AGAINST, False),
        (Side.FOR, True),
    ]
    assert len({stand.signs._tone(each).rgb() for each in looks[:2]}) == 2


def test_evidence_on_both_sides_of_a_day_is_on_neither(qtbot: QtBot) -> None:
    both = (found(60), found(60, stance=Stance.AGAINST, theme="Power"))
    (group,) = Stand(qtbot, *both).signs.groups
    assert (group.look.side, group.look.shared, group.look.text) == (Side.BOTH, False, "2")


def test_evidence_of_claims_and_of_themes_is_chosen_apart_from_other_marks(qtbot: QtBot) -> None:
    stand = Stand(qtbot, mark(MarkKind.RESULTS, 30), found(100), found(200, theme="Power"))
    chosen = {
        (True, True, True): [30, 100, 200],
        (True, False, True): [30, 200],
        (False, True, False): [100],
        (False, False, False): [],
    }
    for (shown, evidence, themes), bars in chosen.items():
        stand.marks.set_shown(shown=shown, evidence=evidence, themes=themes)
        assert [each.bar for each in stand.signs.groups] == bars


def test_a_click_opens_the_claim_of_evidence(qtbot: QtBot) -> None:
    one = found(100)
    stand = Stand(qtbot, one, mark(MarkKind.RESULTS, 100))
    stand.click(stand.spot(0))
    assert stand.opened == [one]


def test_of_several_that_can_be_opened_the_user_chooses(qtbot: QtBot) -> None:
    one, other = found(100), found(100, what="Fish & <b>chips</b>")
    stand = Stand(qtbot, one, fired(100), other, mark(MarkKind.RESULTS, 100))
    stand.click(stand.spot(0))
    assert stand.opened == []
    menu = stand.chart.canvas.findChild(QMenu)
    assert isinstance(menu, QMenu)
    rows = menu.actions()
    assert len(rows) == 3
    assert "Fish && <b>chips</b>" in rows[0].text()
    rows[2].trigger()
    assert stand.opened == [one]
    menu.close()


def test_hovering_tells_of_evidence_its_source_and_its_claim(qtbot: QtBot) -> None:
    stand = Stand(qtbot, found(100, what="Backlog up"))
    stand.move(stand.spot(0))
    assert QToolTip.text().splitlines() == [
        "12 Jan 2025 · For · Backlog up · 12.5\N{NO-BREAK SPACE}bn CNY",
        "    Annual report, p. 12 · Claim: Orders lift the margin",
    ]


def test_typed_words_are_never_markup_in_a_tooltip(qtbot: QtBot) -> None:
    stand = Stand(qtbot, found(100, what="<img src='http://example.org/a.png'><script>"))
    stand.move(stand.spot(0))
    assert "<img" not in QToolTip.text()
    assert "&lt;script&gt;" in QToolTip.text()


def test_a_crossing_during_the_day_appears_with_the_tick(stand: Stand) -> None:
    newer = series(marks=(*SEVERAL, fired(COUNT - 1)))
    stand.chart.show_tick(newer, COUNT - 1)
    assert stand.signs.groups[-1].marks[-1] == fired(COUNT - 1)


def test_a_tooltip_of_many_marks_ends(qtbot: QtBot) -> None:
    stand = Stand(qtbot, *[mark(MarkKind.DIVIDEND, 100, 0.1 + each) for each in range(40)])
    lines = stand.marks.words_of(stand.signs.groups[0]).splitlines()
    assert len(lines) == 12
    assert lines[-1] == "+29"


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (mark(MarkKind.SPLIT, 0, 3, 2), "Split 3 for 2"),
        (mark(MarkKind.SPLIT, 0, 1.5, 1), "Split 1.5 for 1"),
        (mark(MarkKind.DIVIDEND, 0, 0.12), "Dividend 0.12 CNY a share"),
        (mark(MarkKind.DIVIDEND, 0, 0.0435), "Dividend 0.0435 CNY a share"),
        (fired(), "China XD reached 100bn\N{NO-BREAK SPACE}CNY"),
        (fired(held=False), "China XD reached 100bn\N{NO-BREAK SPACE}CNY (held no longer)"),
        (mark(MarkKind.RESULTS, 0), "Results"),
        (found(0), "For · Backlog up · 12.5\N{NO-BREAK SPACE}bn CNY"),
        (
            found(0, stance=Stance.AGAINST, what="x" * 500),
            f"Against · {'x' * 119}… · 12.5\N{NO-BREAK SPACE}bn CNY",
        ),
        (
            mark(MarkKind.SHARES, 0, 5.23e9, 5.12e9),
            "Shares outstanding 5.12bn → 5.23bn (+2.1%)",
        ),
        (mark(MarkKind.SHARES, 0, 5.23e9), "Shares outstanding 5.23bn"),
    ],
)
def test_words_are_plain(one: Mark, words: str) -> None:
    assert mark_words(one, ENGLISH) == words
    assert mark_line(one, ENGLISH) == f"4 Oct 2024 · {words}"


def test_a_firing_names_its_company_as_the_reader_knows_it() -> None:
    assert mark_words(FIRING, Phrases("zh_CN", base_currency="CNY")).startswith("中国西电")
