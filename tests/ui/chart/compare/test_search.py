"""Choosing what to compare with: what is found for typed words, and the keyboard alone."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from gridwatch.domain.charting import SEGMENT_PREFIX
from gridwatch.domain.company import checked_symbol
from gridwatch.places import Profile, resources
from gridwatch.services.overview import Overview, read_overview
from gridwatch.services.profiles import open_profile
from gridwatch.ui.appearance import DARK, LIGHT
from gridwatch.ui.chart.compare.offers import (
    INDICES,
    CompareOffer,
    compare_offers,
    matching,
    names_of,
)
from gridwatch.ui.chart.compare.search import CompareSearch

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

# The offscreen platform says so of windows that are raised or that take the keyboard.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def overview(filled: Profile) -> Overview:
    user = open_profile(filled, resources(), "en")
    try:
        return read_overview(user, None, datetime(2026, 3, 2, tzinfo=UTC))
    finally:
        user.close()


@pytest.fixture
def offers(overview: Overview) -> tuple[CompareOffer, ...]:
    return compare_offers(overview.companies.values(), overview.segments, "en")


class Stand:
    """An open search, and what it told."""

    def __init__(
        self, qtbot: QtBot, offers: tuple[CompareOffer, ...], *chosen: str, own: str = ""
    ) -> None:
        self.told: list[tuple[str, ...]] = []
        self.search = CompareSearch(LIGHT, self.told.append)
        qtbot.addWidget(self.search)
        self.search.open_at(QPoint(30, 30), offers, chosen, chosen[:1], (own,))

    @property
    def line(self) -> QLineEdit:
        found = self.search.findChild(QLineEdit)
        assert found is not None
        return found

    @property
    def keys(self) -> list[str]:
        return [each.key for each in self.search.offers()]

    def type(self, text: str) -> None:
        self.line.selectAll()
        QTest.keyClicks(self.line, text)

    def key(self, key: Qt.Key) -> None:
        QTest.keyClick(self.line, key)


def found(offers: tuple[CompareOffer, ...], text: str) -> list[str]:
    return [each.key for each in matching(offers, text)]


def test_every_index_is_a_symbol() -> None:
    assert [checked_symbol(symbol) for symbol, _, _ in INDICES] == [each[0] for each in INDICES]
    assert len({symbol for symbol, _, _ in INDICES}) == len(INDICES) == 9


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("csi", "000300.SS"),
        ("沪深", "000300.SS"),
        ("dax", "^GDAXI"),
        ("^n225", "^N225"),
        ("nikkei", "^N225"),
        ("s&p", "^GSPC"),
        ("601179", "601179.SS"),
        ("中国西电", "601179.SS"),
        ("China XD", "601179.SS"),
        ("zgxd", "601179.SS"),
    ],
)
def test_names_symbols_and_other_words_are_found(
    offers: tuple[CompareOffer, ...], text: str, key: str
) -> None:
    assert found(offers, text)[0] == key


def test_segments_are_offered_where_a_company_is_in_them(
    overview: Overview, offers: tuple[CompareOffer, ...]
) -> None:
    used = {SEGMENT_PREFIX + view.company.segment for view in overview.companies.values()}
    offered = {each.key for each in offers if each.key.startswith(SEGMENT_PREFIX)}
    assert offered == used & {SEGMENT_PREFIX + each.key for each in overview.segments}
    assert offered


def test_any_symbol_can_be_typed(offers: tuple[CompareOffer, ...]) -> None:
    assert found(offers, "brk-b") == ["BRK-B"]
    assert found(offers, " 0700.hk ") == ["0700.HK"]
    assert found(offers, "^VIX") == ["^VIX"]
    assert found(offers, "no such: name") == []
    assert found(offers, "...") == []
    assert found(offers, "601179.ss") == ["601179.SS"]  # once


def test_a_word_may_be_a_name_that_nobody_knows(offers: tuple[CompareOffer, ...]) -> None:
    (only,) = matching(offers, "Rockwellian")
    assert not only.likely
    (only,) = matching(offers, "QQQ")
    assert only.likely


def test_chinese_readers_know_chinese_companies_by_their_own_names(overview: Overview) -> None:
    chinese = compare_offers(overview.companies.values(), overview.segments, "zh_CN")
    assert names_of(chinese)["601179.SS"] == "中国西电"


def test_the_keyboard_alone_is_enough(qtbot: QtBot, offers: tuple[CompareOffer, ...]) -> None:
    stand = Stand(qtbot, offers)
    stand.key(Qt.Key.Key_Return)  # nothing is pointed at: nothing happens
    assert not stand.told
    stand.type("dax")
    stand.key(Qt.Key.Key_Return)
    stand.type("nikkei")
    stand.key(Qt.Key.Key_Return)
    stand.key(Qt.Key.Key_Return)
    assert stand.told == [("^GDAXI",), ("^GDAXI", "^N225"), ("^GDAXI",)]
    stand.type("s")
    first = stand.keys[1]
    stand.key(Qt.Key.Key_Down)
    stand.key(Qt.Key.Key_Return)
    assert stand.told[3:] == [("^GDAXI", first)]
    stand.key(Qt.Key.Key_Escape)
    assert not stand.search.isVisible()


def test_what_is_chosen_comes_first_and_says_how_it_stands(
    qtbot: QtBot, offers: tuple[CompareOffer, ...]
) -> None:
    stand = Stand(qtbot, offers, "^N225", "BRK-B")
    assert stand.keys[:2] == ["^N225", "BRK-B"]
    assert stand.search.state(0) == "Index · ^N225"
    assert stand.search.state(1) == "is fetched…"
    stand.search.show_lines({"^N225", "BRK-B"})
    assert stand.search.state(1) == ""
    stand.search.grab()


def test_the_company_itself_is_not_offered(qtbot: QtBot, offers: tuple[CompareOffer, ...]) -> None:
    stand = Stand(qtbot, offers, own="601179.SS")
    assert "601179.SS" not in stand.keys
    stand.type("601179.ss")
    assert stand.keys == []


def test_a_click_chooses(qtbot: QtBot, offers: tuple[CompareOffer, ...]) -> None:
    stand = Stand(qtbot, offers)
    view = stand.search._list
    at = view.visualRect(view.model().index(2, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert stand.told == [(stand.keys[2],)]


def test_it_stays_on_the_screen_and_takes_another_theme(
    qtbot: QtBot, offers: tuple[CompareOffer, ...]
) -> None:
    stand = Stand(qtbot, offers)
    stand.search.open_at(QPoint(100_000, 100_000), offers, (), ())
    assert stand.search.screen().availableGeometry().contains(stand.search.geometry())
    stand.search.restyle(DARK)
    stand.search.retranslate()
    stand.search.grab()


def test_every_index_on_offer_is_there_in_the_simulated_market() -> None:
    from gridwatch.feeds import simulated_lines

    assert {symbol for symbol, _, _ in INDICES} <= set(simulated_lines.INDICES)
