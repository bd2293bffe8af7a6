"""The command palette: what fits, what was used, and alerts that are typed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from gridwatch.domain.alert.grammar import parse_condition
from gridwatch.ui.appearance import LIGHT
from gridwatch.ui.fuzzy import fit
from gridwatch.ui.palette import Palette
from gridwatch.ui.palette_offers import (
    Offer,
    alert_offers,
    best,
    company_offers,
    named_first,
    typed_condition,
)
from gridwatch.ui.phrases import Phrases
from tests.ui.watchlist.overviews import realistic

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
PHRASES = Phrases("en", base_currency="CNY")


@pytest.mark.parametrize(
    ("typed", "better", "worse"),
    [
        ("new", "New alert", "Renew"),
        ("new al", "New alert", "Alert log, newest"),
        ("dark", "Theme: Dark", "Dongfang Arkansas"),
        ("nal", "New alert", "Normal"),
        ("nc", "New chart", "Announce"),
    ],
)
def test_what_begins_like_it_fits_better(typed: str, better: str, worse: str) -> None:
    one, other = fit(typed, [better]), fit(typed, [worse])
    assert one is not None
    assert other is None or one < other


@pytest.mark.parametrize(("typed", "text"), [("xyz", "New alert"), ("trela", "New alert")])
def test_letters_in_another_order_do_not_fit(typed: str, text: str) -> None:
    assert fit(typed, [text]) is None


@pytest.mark.parametrize("typed", ["sydq", "思源", "sieyuan", "002028", "SIEYUAN elec"])
def test_a_company_is_found_by_any_of_its_names(typed: str) -> None:
    offers = company_offers(realistic().companies, "en", lambda _: None)
    # Senyuan has the same initials.
    assert "Sieyuan Electric" in [each.title for each in best(offers, typed, ())[:2]]


def test_what_was_used_goes_before(qtbot: QtBot) -> None:
    offers = [Offer(each, each.title(), run=lambda: None) for each in ("alpha", "beta", "gamma")]
    assert [each.id for each in best(offers, "", ("gamma",))] == ["gamma", "alpha", "beta"]
    assert [each.id for each in best(offers, "a", ("gamma",))] == ["alpha", "gamma", "beta"]


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("alert: cap", "cap"),
        ("Alert : cap >= 1bn CNY", "cap >= 1bn CNY"),
        ("cap >= 1bn CNY", "cap >= 1bn CNY"),
        ("alert log", None),
        ("theme: dark", None),
    ],
)
def test_a_condition_is_told_from_a_name(text: str, condition: str | None) -> None:
    assert typed_condition(text) == condition


def test_a_typed_alert_is_made_or_explained() -> None:
    made, written = list[object](), list[str]()
    good, dialog = alert_offers("day >= 5%", "China XD", PHRASES, made.append, written.append)
    assert good.title == "New alert for China XD: the day's change is +5% or more"
    assert good.run is not None
    good.run()
    assert made == [parse_condition("day >= 5%")]
    bad, dialog = alert_offers("dya >= 5%", "China XD", PHRASES, made.append, written.append)
    assert bad.run is None
    assert "Is it day?" in bad.title
    assert dialog.run is not None
    dialog.run()
    assert written == ["dya >= 5%"]


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[QWidget]:
    """Give a window over which the palette lies."""
    made = QWidget()
    made.resize(900, 600)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    yield made
    made.close()


def test_it_is_walked_and_chosen_by_keys_alone(window: QWidget, qtbot: QtBot) -> None:
    done = list[str]()
    names = ("add company", "new alert", "new chart", "quit")
    offers = [Offer(each, each.capitalize(), run=_noted(done, each)) for each in names]
    palette = Palette(LIGHT, window)
    palette.open(offers, lambda _: ())
    assert palette.isVisible()
    assert palette.line.hasFocus()
    assert palette.offered() == ["Add company", "New alert", "New chart", "Quit"]
    QTest.keyClick(palette.line, Qt.Key.Key_Up)
    QTest.keyClick(palette.line, Qt.Key.Key_Return)
    assert done == ["quit"]
    assert not palette.isVisible()
    palette.open(offers, lambda _: ())
    assert palette.offered()[0] == "Quit"
    QTest.keyClicks(palette.line, "new")
    QTest.keyClick(palette.line, Qt.Key.Key_Down)
    QTest.keyClick(palette.line, Qt.Key.Key_Enter)
    assert done == ["quit", "new chart"]
    palette.open(offers, lambda _: ())
    QTest.keyClick(palette.line, Qt.Key.Key_Escape)
    assert not palette.isVisible()
    assert len(done) == 2


def test_what_cannot_be_done_is_passed_over(window: QWidget, qtbot: QtBot) -> None:
    done = list[str]()
    palette = Palette(LIGHT, window)
    first = [Offer("", "Wrong word", tone="warn"), Offer("", "Dialog", run=_noted(done, "dialog"))]
    palette.open([], lambda _: first)
    QTest.keyClick(palette.line, Qt.Key.Key_Down)
    QTest.keyClick(palette.line, Qt.Key.Key_Return)
    assert done == ["dialog"]
    palette.open([], lambda _: ())
    QTest.keyClick(palette.line, Qt.Key.Key_Return)
    assert palette.isVisible()


def test_a_click_chooses(window: QWidget, qtbot: QtBot) -> None:
    done = list[str]()
    palette = Palette(LIGHT, window)
    palette.open([Offer(each, each, run=_noted(done, each)) for each in "abc"], lambda _: ())
    place = palette.list.visualRect(palette.model.index(1, 0)).center()
    QTest.mouseClick(palette.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert done == ["b"]


def _noted(done: list[str], what: str) -> Callable[[], None]:
    return lambda: done.append(what)


def test_a_symbol_before_a_condition_names_its_company() -> None:
    views = list(realistic().companies.values())
    symbol = views[0].company.primary
    for typed in (symbol, symbol.lower(), symbol.partition(".")[0]):
        assert named_first(f"{typed} price >= 20", views) == (views[0], "price >= 20")
    assert named_first("price >= 20", views) == (None, "price >= 20")
    assert named_first(symbol, views) == (None, symbol)


def test_a_full_width_colon_is_a_colon() -> None:
    assert typed_condition("alert：price >= 20") == "price >= 20"
