"""Notes in the palette: found as typed, shown with what was found, gone to by Enter."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from gridwatch.domain.thesis.about import About, Theme
from gridwatch.domain.thesis.claim import Claim
from gridwatch.domain.thesis.evidence import Evidence
from gridwatch.services.edits import Edit
from gridwatch.services.thesis.claim_edits import AddClaim
from gridwatch.services.thesis.entry_edits import AddEntry
from gridwatch.services.thesis.evidence_edits import AddEvidence
from gridwatch.services.thesis.excerpts import Marked
from gridwatch.services.thesis.searching import Found
from gridwatch.services.thesis.theme_edits import AddTheme
from gridwatch.store.user.note_index import NoteKind
from gridwatch.ui.appearance import LIGHT
from gridwatch.ui.notes_search_offers import note_offers, place_of
from gridwatch.ui.palette import OffersModel, Palette, Show
from gridwatch.ui.palette_offers import Offer, with_notes
from gridwatch.ui.phrases import Phrases
from gridwatch.ui.thesis.place import Names, PageName, Place
from tests.ui.conftest import Opened

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot

pytestmark = [
    pytest.mark.qt_log_ignore("This plugin does not support"),
    pytest.mark.usefixtures("without_example"),
]
DAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 2, tzinfo=UTC)
PHRASES = Phrases("en", base_currency="CNY")


class Asked:
    """Somebody who is asked for notes and answers when told to."""

    def __init__(self) -> None:
        self.questions: list[tuple[str, Show]] = []

    def ask(self, text: str, show: Show) -> bool:
        self.questions.append((text, show))
        return len(text) > 1

    def answer(self, number: int, *titles: str, run: Callable[[], object] = list) -> None:
        _, show = self.questions[number]
        show([Offer("", each, context=f"around {each}", run=run) for each in titles])


@pytest.fixture
def palette(qtbot: QtBot) -> Iterator[Palette]:
    """Give a palette over a window."""
    window = QWidget()
    window.resize(900, 600)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    yield Palette(LIGHT, window)
    window.close()


def offers(*names: str) -> list[Offer]:
    return [Offer(each, each, run=lambda: None) for each in names]


def chosen(palette: Palette) -> str:
    row = palette.list.currentIndex().row()
    return palette.offered()[row] if row >= 0 else ""


def test_notes_stand_under_a_heading_after_the_likeliest_others() -> None:
    others, notes = offers(*"abcdefg"), offers("note")
    assert with_notes(others, ()) == others
    titles = [each.title for each in with_notes(others, notes)]
    assert titles == [*"abcde", "Notes", "note", "More actions and companies", *"fg"]
    assert [each.title for each in with_notes([], notes)] == ["Notes", "note"]


def test_late_answers_lose(palette: Palette) -> None:
    asked = Asked()
    palette.open(offers("grid", "grill"), lambda _: (), ask=asked.ask)
    QTest.keyClicks(palette.line, "gri")
    questions = [text for text, _ in asked.questions]
    assert questions[-2:] == ["gr", "gri"]
    asked.answer(-2, "of gr")
    assert palette.offered() == ["grid", "grill"]
    asked.answer(-1, "of gri")
    assert palette.offered() == ["grid", "grill", "Notes", "of gri"]
    palette.dismiss()
    asked.answer(-1, "too late")
    assert "too late" not in palette.offered()


def test_notes_that_come_leave_alone_what_is_chosen(palette: Palette) -> None:
    asked = Asked()
    palette.open(offers("grid", "grill"), lambda _: (), ask=asked.ask)
    QTest.keyClicks(palette.line, "gri")
    QTest.keyClick(palette.line, Qt.Key.Key_Down)
    asked.answer(-1, "note")
    assert chosen(palette) == "grill"
    QTest.keyClick(palette.line, Qt.Key.Key_Down)
    assert chosen(palette) == "note"
    QTest.keyClicks(palette.line, "d")
    assert chosen(palette) == "grid"


def test_notes_of_another_text_stay_in_view_but_can_not_be_chosen(palette: Palette) -> None:
    asked, gone = Asked(), list[str]()
    palette.open_notes(asked.ask)
    QTest.keyClicks(palette.line, "gri")
    asked.answer(-1, "note", run=lambda: gone.append("note"))
    assert chosen(palette) == "note"
    QTest.keyClicks(palette.line, "d")
    assert palette.offered() == ["note"]
    QTest.keyClick(palette.line, Qt.Key.Key_Return)
    assert gone == []
    asked.answer(-1, "note", run=lambda: gone.append("note"))
    QTest.keyClick(palette.line, Qt.Key.Key_Return)
    assert gone == ["note"]
    assert not palette.isVisible()


def test_notes_alone_say_where_nothing_is_found(palette: Palette) -> None:
    asked = Asked()
    palette.open_notes(asked.ask)
    assert not palette.list.isVisible()
    QTest.keyClicks(palette.line, "xyz")
    asked.answer(-1)
    assert palette.offered() == ["Nothing is like that."]
    palette.line.clear()
    assert palette.offered() == []


def test_the_model_of_offers_is_sound(qtbot: QtBot, qtmodeltester: ModelTester) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    model = OffersModel(parent)
    model.show(with_notes(offers("a", "b"), offers("note")))
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    assert not model.flags(model.index(2, 0)) & Qt.ItemFlag.ItemIsEnabled


def test_what_was_found_is_emphasised(palette: Palette) -> None:
    def painted(*marks: tuple[int, int]) -> QImage:
        note = Offer("", "🙂 grid", title_marks=marks, context="a grid", run=lambda: None)
        asked = Asked()
        palette.open_notes(asked.ask)
        palette.line.setText("grid")
        asked.questions[-1][1]([note])
        return palette.list.grab().toImage()

    plain, marked = painted(), painted((2, 4))
    assert plain != marked
    assert any(
        marked.pixelColor(x, y).name() == LIGHT.accent
        for x in range(plain.width())
        for y in range(40)
    )


def test_a_found_note_says_what_it_is_and_where_it_goes() -> None:
    names = Names({1: "Dongfang"}, {1: "600875.SS"}, (Theme(2, "Centres"),))
    went = list[Place]()
    marked = Marked("…the grid", ((5, 4),))
    kinds = (
        (NoteKind.CLAIM, 7, About(1), 7, PageName.CLAIMS, 7),
        (NoteKind.EVIDENCE, 8, About(1), 7, PageName.CLAIMS, 7),
        (NoteKind.ENTRY, 9, About(theme_id=2), 0, PageName.JOURNAL, 9),
        (NoteKind.SERIES, 3, About(theme_id=2), 0, PageName.FIGURES, 3),
        (NoteKind.THEME, 2, About(theme_id=2), 0, PageName.CLAIMS, 0),
    )
    for kind, number, about, claim, page, place in kinds:
        found = Found(kind, number, about, Marked("Title"), marked, DAY, claim)
        assert place_of(found) == Place(about, page, place)
        (offer,) = note_offers([found], names, PHRASES, went.append)
        about_words = {NoteKind.THEME: ""}.get(kind, f"{names.of(about)} · ")
        assert offer.context == f"{about_words}…the grid"
        ((at, length),) = offer.context_marks
        assert offer.context[at : at + length] == "grid"
        assert offer.run is not None
        offer.run()
        assert went[-1] == Place(about, page, place)


def stored(opened: Opened, qtbot: QtBot, *edits: Edit) -> None:
    done = list[object]()
    for edit in edits:
        opened.session.edit(edit, lambda *each: done.append(each))
    qtbot.waitUntil(lambda: len(done) == len(edits))


def test_from_the_window_a_note_is_found_and_gone_to(opened: Opened, qtbot: QtBot) -> None:
    company, window = opened.listed[2], opened.window
    about = About(company)
    stored(
        opened,
        qtbot,
        AddTheme("Grid build-out"),
        AddClaim(Claim(0, about, "Backlog of 变压器 grows", NOW)),
        AddEvidence(Evidence(0, 1, DAY, "Tender doubled", NOW)),
        AddEntry(About(theme_id=1), DAY, "# Fair in Hanover\n\nzeppelins were shown"),
    )
    window.actions_["find_notes"].trigger()
    palette = opened.desk.alerts.find_notes()
    QTest.keyClicks(palette.line, "zeppel")
    qtbot.waitUntil(lambda: palette.offered() == ["Fair in Hanover"], timeout=10_000)
    QTest.keyClick(palette.line, Qt.Key.Key_Return)
    panel = opened.desk.thesis.panel
    assert panel is not None
    assert (panel.page_name, panel.about) == (PageName.JOURNAL, About(theme_id=1))

    window.actions_["palette"].trigger()
    palette.line.setText("tender doub")
    qtbot.waitUntil(lambda: "Tender doubled" in palette.offered(), timeout=10_000)
    assert chosen(palette) == "Tender doubled"
    QTest.keyClick(palette.line, Qt.Key.Key_Return)
    assert (panel.page_name, panel.about) == (PageName.CLAIMS, about)
    assert window.watchlist.current_company() == company

    window.actions_["palette"].trigger()
    palette.line.setText("变压")
    qtbot.waitUntil(lambda: "Backlog of 变压器 grows" in palette.offered(), timeout=10_000)
    palette.dismiss()
