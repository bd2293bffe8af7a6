"""What the user owns on a chart: signs of trades, and the line at what a share has cost."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from math import nan
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QMenu, QToolTip

from gridwatch.domain.charting import Mark, MarkKind
from gridwatch.domain.ledger.kind import Kind
from gridwatch.domain.owned import OwnCost, Traded
from gridwatch.domain.problem import Problem
from gridwatch.domain.series import Series
from gridwatch.ui.appearance import DARK
from gridwatch.ui.chart.engine.scale import Scale
from gridwatch.ui.chart.layers.levels import LevelLines, LineKind
from gridwatch.ui.chart.layers.marks import MarkSigns
from gridwatch.ui.chart.signs.levels import Hands, Levels
from gridwatch.ui.chart.signs.mark_words import mark_words
from gridwatch.ui.chart.signs.marks import Marks
from gridwatch.ui.chart.signs.notice import Notice
from gridwatch.ui.chart.signs.own_words import cost_words
from gridwatch.ui.phrases import Phrases
from tests.ui.chart.drawn import COUNT, SHARES, Drawn, mark, series

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from pytestqt.qtbot import QtBot

ENGLISH = Phrases("en", base_currency="CNY")
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def traded(
    bar: int = 100,
    kind: Kind = Kind.BUY,
    *,
    comes: bool = True,
    quantity: str | None = "500",
    price: str | None = "12.34",
    symbol: str = "",
    split: float = 1.0,
) -> Mark:
    one = Traded(
        kind,
        comes,
        None if quantity is None else Decimal(quantity),
        None if price is None else Decimal(price),
        "CNY",
        "Depot A",
        symbol,
        split,
    )
    return replace(mark(MarkKind.TRADE, bar), reference=1000 + bar, traded=one)


SALE = traded(200, Kind.SELL, comes=False)


class Signs(Drawn):
    """A chart with marks, and those that were opened."""

    def __init__(self, qtbot: QtBot, *marks: Mark) -> None:
        super().__init__(qtbot)
        self.opened: list[Mark] = []
        self.marks = Marks(self.chart, self.opened.append)
        self.show(self.marks, series(marks=marks))

    @property
    def signs(self) -> MarkSigns:
        return next(each for each in self.chart.main.layers if isinstance(each, MarkSigns))

    def click(self, number: int) -> None:
        at = self.signs.place_of(self.signs.groups[number]).center()
        at += self.chart.main.rect.topLeft()
        self.press(at)
        self.release(at)

    def inked(self, number: int) -> NDArray[np.bool_]:
        """Return which pixels of a sign are nearer to its colour than to its ground."""
        place = self.signs.place_of(self.signs.groups[number]).translated(
            self.chart.main.rect.topLeft()
        )
        picture = self.chart.grab(place.toAlignedRect()).toImage()
        picture = picture.convertToFormat(QImage.Format.Format_RGB32)
        rows = np.frombuffer(picture.constBits(), np.uint8).reshape(picture.height(), -1, 4)
        tone, ground = self.chart.ink.own, self.chart.ink.mixed(self.chart.ink.own, 0.16)
        far = [
            np.abs(rows[..., :3].astype(int) - (each.blue(), each.green(), each.red())).sum(axis=2)
            for each in (tone, ground)
        ]
        inside = np.zeros(rows.shape[:2], dtype=np.bool_)
        inside[2:-2, 2:-2] = True  # without the border
        found: NDArray[np.bool_] = (far[0] < far[1]) & inside
        return found


class Lines(Drawn):
    """A chart with level lines, of which one is the user's cost."""

    def __init__(
        self,
        qtbot: QtBot,
        cost: OwnCost | None,
        *targets: float,
        cap: bool = False,
        language: str = "en",
    ) -> None:
        super().__init__(qtbot, language=language)
        hands = Hands(lambda *_: None, lambda _: None)
        self.levels = Levels(self.chart, hands)
        self.show(self.levels, owning(cost, *targets, cap=cap))

    @property
    def layer(self) -> LevelLines:
        return next(each for each in self.chart.main.layers if isinstance(each, LevelLines))

    def labels(self) -> list[str]:
        """Return the words of the labels that stand, those at an edge included."""
        return [
            each.line.words.replace("\N{NO-BREAK SPACE}", " ")
            for each in self.layer._drawn
            if each.place is not None
        ]


def owning(cost: OwnCost | None, *targets: float, cap: bool = False) -> Series:
    return replace(series(*targets, cap=cap), cost=cost)


def held(share: float, quantity: str = "500", unit: float = 1.0) -> OwnCost:
    return OwnCost(Decimal(quantity), share, share * unit)


def test_bought_and_sold_are_told_apart_by_their_shape(qtbot: QtBot) -> None:
    stand = Signs(qtbot, traded(100), SALE)
    bought, sold = stand.inked(0), stand.inked(1)
    assert bought.sum() > sold.sum() > 10  # full and open
    upper, lower = np.flatnonzero(bought.any(axis=1))[[0, -1]]
    # An arrow is wide at the end to which it points.
    assert bought[upper : upper + 5].sum() > bought[lower - 4 : lower + 1].sum()
    assert [each.look.rising for each in stand.signs.groups] == [True, False]


def test_a_click_on_a_trade_opens_its_transaction(qtbot: QtBot) -> None:
    stand = Signs(qtbot, traded(100), SALE)
    stand.click(1)
    assert [each.reference for each in stand.opened] == [1200]


def test_of_several_trades_in_one_place_the_user_chooses(qtbot: QtBot) -> None:
    stand = Signs(qtbot, traded(100), mark(MarkKind.DIVIDEND, 100, 0.2), traded(100, price="13"))
    (group,) = stand.signs.groups
    assert (group.look.text, group.look.kind) == ("3", MarkKind.TRADE)
    stand.click(0)
    (menu,) = stand.chart.canvas.findChildren(QMenu)
    assert stand.opened == []
    rows = menu.actions()
    assert ["13.00" in each.text() for each in rows] == [True, False]
    rows[1].trigger()
    assert stand.opened == [traded(100)]
    menu.close()


def test_trades_are_left_out_alone(qtbot: QtBot) -> None:
    stand = Signs(qtbot, traded(100), mark(MarkKind.DIVIDEND, 150, 0.2))
    stand.marks.set_shown(shown=True, trades=False)
    assert [each.chief.kind for each in stand.signs.groups] == [MarkKind.DIVIDEND]
    stand.marks.set_shown(shown=False, trades=True)
    assert [each.chief.kind for each in stand.signs.groups] == [MarkKind.TRADE]


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (traded(), "Bought 500 shares at 12.34 CNY · Depot A"),
        (SALE, "Sold 500 shares at 12.34 CNY · Depot A"),
        (traded(quantity="1"), "Bought 1 share at 12.34 CNY · Depot A"),
        (traded(quantity="0.5"), "Bought 0.5 shares at 12.34 CNY · Depot A"),
        (traded(symbol="1072.HK"), "Bought 500 shares of 1072.HK at 12.34 CNY · Depot A"),
        (
            traded(split=2.0),
            "Bought 500 shares at 12.34 CNY · today 1,000 shares at 6.17 CNY · Depot A",
        ),
        (traded(kind=Kind.DELIVERY_IN, price=None), "Delivered in: 500 shares · Depot A"),
        (
            traded(kind=Kind.DELIVERY_OUT, comes=False, split=0.5, price=None),
            "Delivered out: 500 shares · today 250 shares · Depot A",
        ),
        (traded(kind=Kind.SPIN_OFF, quantity=None, price=None), "Came by a spin-off: shares"),
        (traded(kind=Kind.MERGER, price=None), "Came by a merger: 500 shares"),
        (traded(kind=Kind.MERGER, comes=False, price=None), "Went in a merger: 500 shares"),
    ],
)
def test_a_trade_says_what_came_or_went(one: Mark, words: str) -> None:
    said = mark_words(one, ENGLISH).replace("\N{NO-BREAK SPACE}", " ")
    assert said.startswith(words)
    assert said.endswith("Depot A")


def test_the_cost_is_a_line_with_a_tag_that_nobody_can_pull(qtbot: QtBot) -> None:
    stand = Lines(qtbot, held(12.34))
    assert stand.labels() == ["Your cost 12.34 · 500 shares"]
    assert "12.34" in stand.chart.main.axis.texts
    begin = stand.at(150, 12.34)
    stand.move(begin)
    assert stand.chart.canvas.viewport().cursor().shape() == Qt.CursorShape.ArrowCursor
    assert stand.layer.line_at(begin - stand.chart.main.rect.topLeft()) is not None
    assert stand.frame.y(12.34) == pytest.approx(
        stand.layer._drawn[0].y
    )  # and it stays there when it is pulled at
    stand.press(begin)
    stand.move(begin + QPointF(0, 40), Qt.MouseButton.LeftButton)
    stand.release(begin + QPointF(0, 40))
    assert stand.labels() == ["Your cost 12.34 · 500 shares"]


def test_the_pointer_on_the_line_is_told_how_far_the_price_is(qtbot: QtBot) -> None:
    stand = Lines(qtbot, held(10.0))
    close = float(series().candles.close[-1])
    stand.move(stand.at(150, 10.0))
    expected = f"{close / 10 - 1:.1%}"
    words = (
        "You hold 500 shares at an average cost of 10.00 CNY, with charges."
        f" The last price is {expected} above that."
    )
    assert QToolTip.text().replace("\N{NO-BREAK SPACE}", " ") == words
    assert stand.levels.cost_words.replace("\N{NO-BREAK SPACE}", " ") == words


def test_a_target_is_drawn_over_the_cost(qtbot: QtBot) -> None:
    stand = Lines(qtbot, held(18.0), 18.0 * SHARES)  # a target that is reached
    first, second = (tone for tone, _ in stand.layer._dashes)
    assert (first, second) == (stand.chart.ink.own, stand.chart.ink.muted)
    kinds = [each.line.kind for each in stand.layer._drawn]
    assert kinds == [LineKind.TARGET, LineKind.COST]  # but its label chooses its place first


def test_on_a_chart_of_caps_it_stands_at_the_cap_and_says_the_price(qtbot: QtBot) -> None:
    stand = Lines(qtbot, held(12.34, unit=SHARES), cap=True)
    assert stand.labels() == ["Your cost 12.34 CNY · 500 shares"]
    assert "61.70bn" in stand.chart.main.axis.texts


def test_a_tick_moves_a_cost_that_is_a_cap(qtbot: QtBot) -> None:
    stand = Lines(qtbot, held(12.34, unit=SHARES), cap=True)
    assert stand.chart.series is not None
    stand.chart.show_tick(
        replace(stand.chart.series, cost=held(12.34, unit=SHARES * 1.1)), COUNT - 1
    )
    assert stand.layer._drawn[0].line.value == pytest.approx(12.34 * SHARES * 1.1)


def test_a_far_cost_is_told_at_the_edge(qtbot: QtBot) -> None:
    stand = Lines(qtbot, held(120.0))
    (drawn,) = stand.layer._drawn
    assert drawn.beyond == 1
    assert stand.labels() == ["Your cost 120.00 · 500 shares"]


@pytest.mark.parametrize("scale", list(Scale))
def test_a_cost_below_zero_is_told_below_every_view(qtbot: QtBot, scale: Scale) -> None:
    stand = Lines(qtbot, held(-1.5))
    stand.chart.set_scale(scale)
    (drawn,) = stand.layer._drawn
    assert drawn.beyond == -1
    assert stand.labels() == ["Your cost -1.50 · 500 shares".replace("-", "\N{MINUS SIGN}")]
    assert "above" not in stand.levels.cost_words  # no part of something below nothing


def test_shares_sold_short_are_told_as_such(qtbot: QtBot) -> None:
    stand = Lines(qtbot, held(12.0, "-300"))
    assert stand.labels() == ["Sold short at 12.00 · 300 shares"]
    words = cost_words(held(12.0, "-300"), owning(held(12.0, "-300")), ENGLISH)
    assert words.startswith("You have sold 300 shares short at 12.00")


def test_the_line_is_left_out_where_nothing_is_known_or_wanted(qtbot: QtBot) -> None:
    stand = Lines(qtbot, held(12.0))
    stand.levels.set_cost_shown(shown=False)
    assert stand.labels() == []
    assert stand.levels.cost_words == ""
    assert "12.00" not in stand.chart.main.axis.texts
    stand.levels.set_cost_shown(shown=True)
    assert len(stand.labels()) == 1
    unknown = OwnCost(Decimal(5), nan, nan, Problem("own_cost_untold", "Unknown."))
    stand.chart.show_series(owning(unknown))
    assert stand.labels() == []


def test_why_it_is_not_known_is_said_where_it_is_wanted(qtbot: QtBot) -> None:
    stand = Drawn(qtbot)
    notice = Notice(stand.chart)
    lacks = Problem("own_cost_rate", "No rate.", currency="USD", day=None)
    stand.show(notice, owning(OwnCost(Decimal(5), nan, nan, lacks)))
    assert len(notice.notes) == 1
    assert "USD" in notice.notes[0]
    notice.set_cost_shown(shown=False)
    assert notice.notes == []


def test_it_takes_the_colours_of_the_theme(qtbot: QtBot) -> None:
    stand = Lines(qtbot, held(12.0))
    before = stand.layer._drawn[0].line.tone
    stand.chart.restyle(ENGLISH, DARK)
    assert stand.layer._drawn[0].line.tone == QColor(DARK.own) != before
