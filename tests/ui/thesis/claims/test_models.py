"""The models of claims and evidence: what Qt asks of them, and rows that stay with their claim."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtGui import QFont, QFontMetrics

from gridwatch.domain.thesis.about import About
from gridwatch.domain.thesis.claim import Claim, Status
from gridwatch.domain.thesis.evidence import Evidence, Stance
from gridwatch.services.thesis.reading import Thesis
from gridwatch.ui.phrases import Phrases
from gridwatch.ui.thesis.claims.cards import wrapped
from gridwatch.ui.thesis.claims.evidence_model import EvidenceModel
from gridwatch.ui.thesis.claims.evidence_words import figure_words, source_words
from gridwatch.ui.thesis.claims.filters import Wanted
from gridwatch.ui.thesis.claims.model import ClaimsModel
from gridwatch.ui.thesis.claims.past import end_of
from gridwatch.ui.thesis.claims.review_day import months_later

if TYPE_CHECKING:
    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
EN, DE = Phrases("en", base_currency="CNY"), Phrases("de", base_currency="CNY")
CLAIM = Claim(1, About(1), "Orders grow", NOW, tags=("grid",), review_on=date(2020, 1, 1))
FACT = Evidence(1, 1, date(2026, 1, 5), "Backlog", NOW, Stance.AGAINST, Decimal("27.40"))


def thesis_of(
    numbers: list[int], evidence: Mapping[int, tuple[Evidence, ...]] | None = None
) -> Thesis:
    claims = tuple(replace(CLAIM, id=each, statement=f"Claim {each}") for each in numbers)
    return Thesis(About(1), claims, evidence or {})


def test_claims_keep_their_rows(qtmodeltester: ModelTester) -> None:
    model = ClaimsModel(EN)
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    for numbers in ([1, 2, 3], [3, 1, 2], [2], [2, 4, 5], []):
        thesis = thesis_of(numbers)
        model.show(thesis, thesis.claims, EN)
        qtmodeltester.check(model)  # type: ignore[no-untyped-call]


@settings(max_examples=30)
@given(
    st.lists(st.integers(1, 6), unique=True),
    st.lists(st.integers(1, 6), unique=True),
)
def test_an_index_stays_with_its_claim(before: list[int], after: list[int]) -> None:
    model = ClaimsModel(EN)
    first, second = thesis_of(before), thesis_of(after)
    model.show(first, first.claims, EN)
    kept = {each: QPersistentModelIndex(model.index(at, 0)) for at, each in enumerate(before)}
    model.show(second, second.claims, EN)
    for number, index in kept.items():
        assert index.isValid() == (number in after)
        if index.isValid():
            assert after[index.row()] == number


def test_a_claim_is_told_in_words_and_only_what_changed_is_announced(qtbot: QtBot) -> None:
    model = ClaimsModel(EN)
    model.show(thesis_of([1, 2]), thesis_of([1, 2]).claims, EN)
    index = model.index(0, 0)
    spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
    for words in ("Claim 1", "open", "conviction 50%", "no evidence", "due since 1 Jan 2020"):
        assert words in spoken
    against = {2: (replace(FACT, claim_id=2),)}
    with qtbot.waitSignal(model.dataChanged) as caught:
        model.show(thesis_of([1, 2], against), thesis_of([1, 2]).claims, EN)
    assert [caught.args[0].row(), caught.args[1].row()] == [1, 1]
    assert "0 for, 1 against (0:3)" in model.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    with qtbot.assertNotEmitted(model.dataChanged):
        model.show(thesis_of([1, 2], against), thesis_of([1, 2]).claims, EN)


def test_claims_are_dragged_only_where_they_have_an_order() -> None:
    model = ClaimsModel(EN)
    model.show(thesis_of([1]), thesis_of([1]).claims, EN)
    drag = Qt.ItemFlag.ItemIsDragEnabled
    assert not model.flags(model.index(0, 0)) & drag
    model.movable = True
    assert model.flags(model.index(0, 0)) & drag


def test_evidence_is_sorted_by_its_day(qtmodeltester: ModelTester) -> None:
    model = EvidenceModel(EN)
    days = (date(2026, 1, 5), date(2025, 1, 5), date(2026, 2, 5))
    pieces = [replace(FACT, id=at, on=day) for at, day in enumerate(days, start=1)]
    model.show(pieces, EN)
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    assert [model.row(at) for at in range(3)] == [3, 1, 2]
    model.sort_by_day(rising=True)
    assert [model.row(at) for at in range(3)] == [2, 1, 3]
    model.show(pieces[1:], DE)
    assert model.rowCount() == 2
    spoken = model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "27,40" in spoken


@pytest.mark.parametrize(
    ("changes", "phrases", "words"),
    [
        ({"unit": "%"}, EN, "27.40%"),
        ({"unit": "bn EUR", "figure_to": Decimal(30)}, DE, "27,40–30 bn EUR"),
        ({"figure": Decimal("-1234567.5"), "unit": "t"}, EN, "−1,234,567.5 t"),
        ({"figure": Decimal("1234567.5")}, DE, "1.234.567,5"),
        ({"figure": Decimal("1E+3")}, EN, "1000"),
        ({"figure": None}, EN, ""),
    ],
)
def test_a_figure_is_written_with_the_readers_mark(
    changes: dict[str, object], phrases: Phrases, words: str
) -> None:
    assert figure_words(replace(FACT, **changes), phrases) == words  # type: ignore[arg-type]


def test_a_source_is_its_title_or_its_site() -> None:
    linked = replace(FACT, link="https://me@www.example.com/a/b?c=d", page="12")
    assert source_words(linked) == "www.example.com, p. 12"
    assert source_words(replace(linked, source="Report")) == "Report, p. 12"
    assert source_words(FACT) == ""


def test_a_filter_lets_through_what_is_wanted() -> None:
    today = date(2026, 3, 2)
    assert Wanted().lets(CLAIM, today)
    assert Wanted(status=Status.OPEN, tag="GRID", due=True).lets(CLAIM, today)
    assert not Wanted(status=Status.BROKEN).lets(CLAIM, today)
    assert not Wanted(tag="other").lets(CLAIM, today)
    assert not Wanted(due=True).lets(replace(CLAIM, review_on=None), today)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 12, 5), 12, date(2027, 12, 5)),
        (date(2026, 12, 5), 1, date(2027, 1, 5)),
    ],
)
def test_months_are_counted_by_the_calendar(day: date, months: int, later: date) -> None:
    assert months_later(day, months) == later


def test_a_day_ends_where_the_next_begins_here() -> None:
    ends = end_of(date(2026, 3, 7))
    assert (ends.astimezone().date(), ends.tzinfo) == (date(2026, 3, 7), UTC)
    # In the night to 8 March the clocks go forward here.
    assert end_of(date(2026, 3, 8)) - ends == timedelta(hours=23)


@pytest.mark.usefixtures("qapp")
@settings(max_examples=40)
@given(st.text(max_size=200), st.integers(40, 400))
def test_a_statement_is_wrapped_into_lines_that_fit(text: str, width: int) -> None:
    line = " ".join(text.split())
    font = QFont()
    lines = wrapped(line, font, width, 3)
    assert 1 <= len(lines) <= 3
    if len(lines) < 3:
        assert "".join(lines).replace(" ", "") == line.replace(" ", "")


@pytest.mark.usefixtures("qapp")
def test_a_long_statement_ends_in_an_ellipsis() -> None:
    for word in ("transformers ", "变压器"):
        lines = wrapped(word * 200, QFont(), 200, 3)
        assert lines[-1].endswith("…")
        assert all(QFontMetrics(QFont()).horizontalAdvance(each) <= 201 for each in lines)
