"""The dialog for a ladder: whose, typed as people do, errors at the entry, one edit at the end."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel

from gridwatch.preferences import Preferences
from gridwatch.services.rule_edits import SetLadder
from gridwatch.store.user.ladders import OwnLadder
from gridwatch.store.user.watchlists import Watchlist
from gridwatch.ui.appearance import LIGHT
from gridwatch.ui.look import Look
from gridwatch.ui.milestones.ladder_dialog import LadderDialog, owners_of
from gridwatch.ui.phrases import Phrases
from tests.ui.watchlist.overviews import overview_of, plain_company, view_of

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
BN = 10**9
LISTS = (Watchlist(1, "Grid", (1, 2)), Watchlist(2, "Cables", (2,)))
OVERVIEW = overview_of([view_of(plain_company(each)) for each in (1, 2)], lists=LISTS)


def look_in(language: str) -> Look:
    return Look(language, "light", Phrases(language, base_currency="CNY"), LIGHT)


def ladder(*amounts: int, company: int = 0, of_list: int = 0) -> OwnLadder:
    return OwnLadder("CNY", tuple(Decimal(each) * BN for each in amounts), company, of_list)


Open = Callable[..., tuple[LadderDialog, list[SetLadder]]]


@pytest.fixture
def open_dialog(qtbot: QtBot) -> Open:
    def made(
        *ladders: OwnLadder, company: int = 1, language: str = "en"
    ) -> tuple[LadderDialog, list[SetLadder]]:
        look = look_in(language)
        dialog = LadderDialog(owners_of(OVERVIEW, company, look), ladders, look)
        qtbot.addWidget(dialog)
        decided = list[SetLadder]()
        dialog.decided.connect(decided.append)
        dialog.show()
        return dialog, decided

    return made


def test_a_good_ladder_is_shown_as_understood_and_decided(open_dialog: Open) -> None:
    dialog, decided = open_dialog()
    dialog.line.setText("200, 50, 100 bn CNY,")
    assert dialog.told.text().replace("\N{NO-BREAK SPACE}", " ") == (
        "50bn CNY · 100bn CNY · 200bn CNY"
    )
    dialog.decide()
    amounts = tuple(Decimal(each) * BN for each in (50, 100, 200))
    assert decided == [SetLadder("CNY", amounts, company_id=1)]
    assert not dialog.isVisible()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("50bn, lots", "“lots” is not an amount"),
        ("50bn CNY, 100bn USD", "in one currency"),
        ("50", "such as 100bn CNY"),
        ("0, 50bn", "not an amount above zero"),
        (", ".join(f"{each}bn" for each in range(1, 60)), "at most 50"),
    ],
)
def test_a_bad_ladder_is_explained_and_stays_to_be_mended(
    open_dialog: Open, text: str, words: str
) -> None:
    dialog, decided = open_dialog()
    dialog.line.setText(text)
    assert words in dialog.told.text()
    dialog.decide()
    assert words in dialog.told.text()
    assert dialog.isVisible()
    assert dialog.line.text() == text
    dialog.line.setText("50bn")
    dialog.decide()
    assert [each.amounts for each in decided] == [(Decimal(50 * BN),)]


def test_it_begins_with_the_ladder_that_counts(open_dialog: Open) -> None:
    other = ladder(7, of_list=2)
    dialog, _ = open_dialog(ladder(50, 100, of_list=1), other)
    assert dialog.owner.currentText() == "all of the list “Grid”"
    assert dialog.line.text() == "50bn CNY, 100bn CNY"
    own, _ = open_dialog(ladder(50, of_list=1), ladder(80, company=1), other)
    assert own.owner.currentText() == "Company 1"
    assert own.line.text() == "80bn CNY"
    # That of a list that it is not on does not count.
    none, _ = open_dialog(other)
    assert none.owner.currentText() == "Company 1"
    assert none.told.text() == "No ladder."


def test_another_owner_shows_its_own_ladder(open_dialog: Open) -> None:
    dialog, decided = open_dialog(ladder(50, of_list=2))
    dialog.owner.setCurrentIndex(2)
    assert dialog.line.text() == "50bn CNY"
    dialog.line.clear()
    dialog.decide()
    assert decided == [SetLadder("CNY", (), watchlist_id=2)]


@pytest.mark.parametrize("language", ["en", "de", "zh_CN"])
def test_what_is_not_changed_is_no_edit(open_dialog: Open, language: str) -> None:
    dialog, decided = open_dialog(ladder(50, 100, 1500, company=1), language=language)
    dialog.decide()
    assert decided == []
    assert not dialog.isVisible()
    empty, decided = open_dialog(language=language)
    empty.decide()
    assert decided == []


def test_the_usual_ladder_is_one_click(open_dialog: Open) -> None:
    dialog, decided = open_dialog(company=0)
    assert dialog.owner.count() == 2
    dialog.usual.click()
    dialog.decide()
    amounts = tuple(Decimal(each) * BN for each in (50, 100, 200, 500))
    assert decided == [SetLadder("CNY", amounts, watchlist_id=1)]


def test_cancel_changes_nothing(open_dialog: Open) -> None:
    dialog, decided = open_dialog(ladder(50, company=1))
    dialog.line.setText("70bn")
    dialog.reject()
    assert decided == []


def test_the_currency_of_a_list_is_the_base_currency() -> None:
    dollars = overview_of([view_of(plain_company(1))], base="USD")
    assert dollars.preferences == Preferences(base_currency="USD")
    owners = owners_of(dollars, 1, look_in("en"))
    assert [each.currency for each in owners] == ["CNY", "USD"]


def test_ok_waits_for_a_ladder_that_can_be_read(open_dialog: Open) -> None:
    dialog, _ = open_dialog()
    assert dialog.ok().isEnabled()
    dialog.line.setText("600bn CNY, lots")
    assert not dialog.ok().isEnabled()
    dialog.line.setText("600bn CNY")
    assert dialog.ok().isEnabled()


def test_it_says_that_rungs_raise_no_alert(open_dialog: Open) -> None:
    dialog, _ = open_dialog()
    assert any("Rungs raise no alert" in each.text() for each in dialog.findChildren(QLabel))
