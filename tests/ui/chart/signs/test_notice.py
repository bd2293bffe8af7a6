"""Words for what can't be drawn, and the quiet line of notes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QToolTip

from gridwatch.domain.barsize import BarSize
from gridwatch.domain.candles import Candles
from gridwatch.domain.problem import Fault, Problem
from gridwatch.domain.series import Series, Unfetched
from gridwatch.domain.trouble import TroubleKind
from gridwatch.ui.chart.layers.notice import NoticeWords
from gridwatch.ui.chart.signs.fetching import Fetching
from gridwatch.ui.chart.signs.notice import Notice, why_empty
from gridwatch.ui.phrases import Phrases
from gridwatch.ui.words import trouble_words
from tests.ui.chart.drawn import Drawn, series
from tests.ui.watchlist.overviews import plain_company, view_of

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
ENGLISH = Phrases("en", base_currency="CNY")
DROPPED = Problem(
    "bars_without_price",
    "Bars without a price are left out: {count}.",
    fault=Fault.SOURCE,
    count=3,
)
BEGINS = Problem(
    "cap_begins",
    "The market cap is known from {day} on: before it share counts or rates are missing.",
    fault=Fault.SOURCE,
    day=date(2012, 1, 4),
)


class Stand(Drawn):
    """A chart with notices."""

    def __init__(self, qtbot: QtBot, shown: Series | None, wide: int = 900) -> None:
        super().__init__(qtbot, wide)
        self.notice = Notice(self.chart)
        self.show(self.notice, shown)

    @property
    def words(self) -> NoticeWords:
        return next(each for each in self.chart.main.layers if isinstance(each, NoticeWords))


def test_an_empty_chart_is_never_blank(qtbot: QtBot) -> None:
    stand = Stand(qtbot, None)
    assert stand.words.words[0] == "No company selected"
    picture = stand.chart.grab().toImage()
    middle = range(picture.width() // 2 - 60, picture.width() // 2 + 60)
    tall = int(stand.chart.main.rect.height())
    tones = {picture.pixelColor(x, y).name() for x in middle for y in range(tall)}
    assert stand.chart.tones.text in tones


def test_words_make_way_for_bars_and_come_back(qtbot: QtBot) -> None:
    stand = Stand(qtbot, None)
    stand.notice.show_words("Fetching 1-minute prices…", "They come.")
    assert stand.words.words == ("Fetching 1-minute prices…", "They come.")
    stand.chart.show_series(series())
    assert stand.words.words == ("", "")
    stand.chart.show_series(None)
    assert stand.words.words[0] == "Fetching 1-minute prices…"


def test_a_series_without_bars_says_what_its_notes_say(qtbot: QtBot) -> None:
    empty = series()
    none = empty.candles.close[:0]
    candles = replace(
        empty.candles,
        stamps=empty.candles.stamps[:0],
        open=none,
        high=none,
        low=none,
        close=none,
        volume=none,
    )
    stand = Stand(qtbot, replace(empty, candles=candles, notes=(BEGINS,)))
    title, sentence = stand.words.words
    assert title == "Nothing to draw"
    assert sentence.startswith("The market cap is known from")
    assert stand.words.note == ""


def test_notes_are_one_line_and_all_of_them_are_told(qtbot: QtBot) -> None:
    stand = Stand(qtbot, replace(series(), notes=(DROPPED, BEGINS)))
    assert stand.words.note == "Bars without a price are left out: 3.  +1 more"
    stand.move(stand.words.note_rect.center() + stand.chart.main.rect.topLeft())
    assert QToolTip.text().splitlines() == stand.notice.notes
    assert len(stand.notice.notes) == 2


def test_a_long_note_is_shortened_to_its_room(qtbot: QtBot) -> None:
    stand = Stand(qtbot, replace(series(), notes=(BEGINS,)), wide=360)
    assert stand.words.note.endswith("…")
    assert stand.words.note_rect.right() <= stand.chart.main.rect.width()


def test_the_prices_stay_above_the_words_in_the_corner(qtbot: QtBot) -> None:
    stand = Stand(qtbot, series())
    stand.chart.canvas.place(0, 299)
    lowest = float(series().candles.low.min())
    before = stand.frame.tall - stand.frame.y(lowest)
    stand.notice.set_simulated(simulated=True)
    assert stand.words.note == ""
    assert stand.frame.tall - stand.frame.y(lowest) > before + 10
    stand.notice.set_simulated(simulated=False)
    assert stand.frame.tall - stand.frame.y(lowest) == pytest.approx(before)


def test_trouble_comes_before_the_notes(qtbot: QtBot) -> None:
    stand = Stand(qtbot, replace(series(), notes=(DROPPED,)))
    stand.notice.show_trouble("No answer from the source.")
    assert stand.words.note == "No answer from the source.  +1 more"
    stand.notice.show_trouble("")
    assert stand.words.note == "Bars without a price are left out: 3."
    stand.move(QPointF(10, 10))


def test_why_there_is_nothing_is_said_plainly() -> None:
    view = view_of(plain_company(7))
    name = view.company.name
    assert why_empty(None, BarSize.DAY, ENGLISH)[0] == "No company selected"
    assert why_empty(view, BarSize.DAY, ENGLISH)[0] == f"No price history of {name} yet"
    native = replace(view, company=replace(view.company, native_name="中国西电"))
    chinese = Phrases("zh_CN", base_currency="CNY")
    assert "中国西电" in why_empty(native, BarSize.DAY, chinese)[0]
    assert why_empty(view, BarSize.MINUTE, ENGLISH)[0] == "Fetching 1-minute prices…"
    for size in (each for each in BarSize if each.intraday):
        assert why_empty(view, size, ENGLISH)[0].startswith("Fetching")


def test_trouble_is_named_with_the_next_try() -> None:
    at = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
    view = replace(view_of(plain_company(7)), trouble=TroubleKind.OFFLINE, next_try=at)
    title, sentence = why_empty(view, BarSize.MINUTE, ENGLISH)
    assert title.startswith("No price history")
    assert sentence.startswith("No answer from the source.")
    assert sentence.endswith(f"Next try at {ENGLISH.clock(at)}.")


def empty(unfetched: Unfetched) -> Series:
    whole = series()
    none = whole.candles.close[:0]
    candles = Candles(whole.candles.stamps[:0], none, none, none, none, none)
    return replace(whole, candles=candles, unfetched=unfetched)


def test_a_size_that_the_source_has_not_is_not_awaited(qtbot: QtBot) -> None:
    stand = Stand(qtbot, empty(Unfetched()))
    stand.notice.show_words("Fetching 1-minute prices…", "They come.")
    title, sentence = stand.words.words
    assert title == "No prices of this bar size"
    assert series().symbol in sentence


@pytest.mark.parametrize("kind", list(TroubleKind))
def test_trouble_within_the_day_is_named_with_the_next_try(qtbot: QtBot, kind: TroubleKind) -> None:
    at = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
    stand = Stand(qtbot, empty(Unfetched(kind, at)))
    title, sentence = stand.words.words
    assert title == "No prices of this bar size yet"
    assert sentence == f"{trouble_words(kind)} Next try at {stand.chart.phrases.clock(at)}."


def test_bars_that_are_not_renewed_are_noted_once(qtbot: QtBot) -> None:
    stand = Stand(qtbot, replace(series(), unfetched=Unfetched("refused")))
    assert stand.notice.notes == ["The source refused the request."]
    stand.notice.show_trouble("The source refused the request.")
    assert stand.notice.notes == ["The source refused the request."]


def test_nothing_is_awaited_where_nothing_fetches() -> None:
    view = view_of(plain_company(7))
    interrupted = why_empty(view, BarSize.MINUTE, ENGLISH, Fetching.INTERRUPTED)
    elsewhere = why_empty(view, BarSize.MINUTE, ENGLISH, Fetching.ELSEWHERE)
    assert interrupted[0] == "Fetching is interrupted"
    assert elsewhere[1].startswith("Another GridWatch fetches for this profile")
    days = why_empty(view, BarSize.DAY, ENGLISH)
    assert why_empty(view, BarSize.DAY, ENGLISH, Fetching.ELSEWHERE) == days
