"""What is typed and chosen becomes what the log is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gridwatch.domain.alert.measure import Measure
from gridwatch.store.user.firing_log import LogQuery, Which
from gridwatch.ui.alerts.log.asking import LogWish, Whose, query_of
from gridwatch.ui.words import install_language
from tests.ui.conftest import Opened

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def asked(text: str, opened: Opened | None = None, language: str = "en") -> LogQuery:
    return query_of(LogWish(text), opened.overview if opened else None, language)


def test_nothing_wanted_is_everything() -> None:
    assert asked("  ") == LogQuery()
    assert not LogWish(" ").narrowed
    assert LogWish("x").narrowed
    assert LogWish(which=Which.NEW).narrowed
    assert LogWish(whose=Whose(company=1)).narrowed


@pytest.mark.parametrize(
    ("text", "words", "amounts"),
    [
        ("china xd", ["china", "xd"], [None, None]),
        ("cap 100bn", ["cap", "100bn"], [None, 100e9]),
        ("100 Mrd. CNY", ["100 Mrd.", "CNY"], [100e9, None]),
        ("1,000亿 1.000", ["1,000亿", "1.000"], [100e9, 1000.0]),
        ("12.5 bn", ["12.5 bn"], [12.5e9]),
        ("100 firms", ["100", "firms"], [100.0, None]),
        ("5%", ["5%"], [None]),
        ("0 -3", ["0", "-3"], [None, None]),
    ],
)
def test_a_number_and_its_scale_are_one_word(
    text: str, words: list[str], amounts: list[float | None]
) -> None:
    found = asked(text).words
    assert [each.text for each in found] == words
    assert [each.amount for each in found] == amounts


def test_words_of_headlines_are_found_in_the_language_of_the_reader(app: QApplication) -> None:
    (fell,) = asked("FELL").words
    assert (Measure.CAP, False) in fell.kinds
    assert (Measure.CAP, True) not in fell.kinds
    (rsi,) = asked("rsi").words
    assert rsi.kinds == {(Measure.RSI, True), (Measure.RSI, False)}
    # What is between the words of a headline is no part of them.
    assert asked("name").words[0].kinds == frozenset()
    install_language(app, "en")


def test_companies_are_found_by_every_name(opened: Opened) -> None:
    company = next(
        each.company for each in opened.overview.companies.values() if each.company.native_name
    )
    for name in (company.name.upper(), company.native_name, company.primary):
        (word, *_) = asked(name.split()[0], opened).words
        assert company.id in word.companies, name


def test_a_list_is_its_companies_and_all_is_no_condition(opened: Opened) -> None:
    chosen = opened.overview.watchlists[1]
    wish = LogWish(whose=Whose(watchlist=chosen.id))
    assert query_of(wish, opened.overview, "en").companies == frozenset(chosen.companies)
    one = query_of(LogWish(whose=Whose(company=3)), opened.overview, "en")
    assert one.companies == frozenset({3})
    gone = LogWish(whose=Whose(watchlist=999))
    assert query_of(gone, opened.overview, "en").companies == frozenset()


def test_it_is_sorted_by_the_names_of_the_language(opened: Opened) -> None:
    chinese = query_of(LogWish(), opened.overview, "zh_CN").names
    english = query_of(LogWish(), opened.overview, "en").names
    assert chinese.keys() == english.keys() == opened.overview.companies.keys()
    assert chinese != english
