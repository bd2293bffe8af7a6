"""What a chart looks like: each style, scale, pane, sign and state beside a small kept picture.

A picture is drawn at 480x300 in a typeface of boxes, so that no machine's fonts count, and reduced
to the mean colours of blocks of 6x6 pixels. Where a chart is meant to look otherwise, the pictures
are written anew by

    GRIDWATCH_WRITE_PICTURES=1 python -m pytest tests/ui/chart/test_pictures.py

and looked at before they are kept. The last tests see to it that what is allowed is less than
anything that could be wrong: each two kept pictures are further apart than that.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from gridwatch.domain.bars import Floats, day_of
from gridwatch.domain.barsize import BarSize
from gridwatch.domain.candles import DAY_SECONDS, Candles
from gridwatch.domain.charting import MarkKind, Quantity
from gridwatch.domain.drawings import Anchor, Drawing, DrawingKind
from gridwatch.domain.ledger.kind import Kind
from gridwatch.domain.owned import OwnCost, Traded
from gridwatch.domain.problem import Fault, Problem
from gridwatch.domain.series import Compared, Series
from gridwatch.domain.trouble import TroubleKind
from gridwatch.services.overview import CompanyView
from gridwatch.ui.appearance import DARK, LIGHT, Tones
from gridwatch.ui.chart.engine.scale import Scale
from gridwatch.ui.chart.layers.prices import Style
from gridwatch.ui.chart.options import Options, Study
from gridwatch.ui.chart.panel import ChartPanel
from gridwatch.ui.phrases import Phrases
from tests.ui.chart.ruled import rule_of, with_rules
from tests.ui.chart.typeface import boxes
from tests.ui.chart.walked import CURRENCY, candles_of, company, mark, series_of, walk

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

KEPT = Path(__file__).parent / "pictures"
WRITING = "GRIDWATCH_WRITE_PICTURES"
WIDE, TALL, BLOCK = 480, 300, 6
# Of 255: how far the mean of all blocks, and any one block, may be from the kept picture.
MEAN, WORST = 0.3, 24.0
SEED, COUNT = 7, 90
ENGLISH = Phrases("en", base_currency=CURRENCY)
WALKER = company()
BARE = Options(range="MAX", studies=())


@cache
def bars(size: BarSize = BarSize.DAY) -> Candles:
    rng = np.random.default_rng(SEED)
    return candles_of(rng, walk(rng, COUNT), size)


def cut(known: Candles, count: int) -> Candles:
    """Return the first bars."""
    columns = (known.open, known.high, known.low, known.close, known.volume)
    return Candles(known.stamps[:count], *(each[:count] for each in columns))


def plain(**told: object) -> Series:
    return series_of(bars(), **told)  # type: ignore[arg-type]  # the fields of series_of


def holed() -> Series:
    """Return a series with ten days without prices."""
    known = bars()
    closes = known.close.copy()
    closes[40:50] = np.nan
    return series_of(replace(known, open=closes, high=closes, low=closes, close=closes))


def silent() -> Series:
    """Return a series whose volumes are unknown."""
    return series_of(replace(bars(), volume=np.full(COUNT, np.nan)))


def beside(lines: int = 2, step: int = 1) -> Series:
    """Return a series beside two others, one of which begins later; or some of them."""
    rng = np.random.default_rng(SEED + 1)
    late = np.where(np.arange(COUNT) < 30, np.nan, walk(rng, COUNT))
    both = Compared("^HSI", "Hang Seng", walk(rng, COUNT)), Compared("LATE", "Late", late)
    return plain(compared=both[:lines][::step])


def marked(most: int = 5) -> Series:
    kinds = enumerate(list(MarkKind)[:most])
    return plain(marks=[mark(kind, bars(), 10 + 16 * number) for number, kind in kinds])


def ruled(muted: bool = True) -> Series:
    """Return a series with a target, a rule, and one that is quiet."""
    rules = rule_of(1, "price >= 9.6 CNY"), rule_of(2, "price <= 7.6 CNY", muted=muted)
    return with_rules(plain(targets=(11.0,)), rules)


def owned(cost: float = 9.2, *, sold: bool = True) -> Series:
    """Return a series with what its shares have cost, a purchase and a sale."""
    trades = ((20, True), (60, not sold))
    marks = tuple(
        replace(mark(MarkKind.TRADE, bars(), bar), traded=_trade(comes=comes))
        for bar, comes in trades
    )
    return replace(plain(targets=(11.0,)), marks=marks, cost=OwnCost(Decimal(500), cost, cost))


def _trade(*, comes: bool) -> Traded:
    kind = Kind.BUY if comes else Kind.SELL
    return Traded(kind, comes, Decimal(500), Decimal(9), CURRENCY, "Depot")


def noted() -> Series:
    left_out = Problem(
        "bars_without_price",
        "Bars without a price are left out: {count}.",
        fault=Fault.SOURCE,
        count=3,
    )
    return replace(plain(), notes=(left_out,))


@dataclass(frozen=True, slots=True)
class Scene:
    """What a picture is of: the series, how the chart is set, and what is done with it then."""

    series: Callable[[], Series | None] = plain
    options: Options = BARE
    view: CompanyView | None = WALKER
    tones: Tones = LIGHT
    done: Callable[[ChartPanel], object] = lambda _: None


def set_to(**chosen: object) -> Options:
    return replace(BARE, **chosen)  # type: ignore[arg-type]  # the fields of Options


def studies(*names: str) -> Options:
    return set_to(studies=tuple(map(Study, names)))


def drawn(kind: DrawingKind, text: str = "", begins: int = 20) -> Scene:
    """Return a chart on which one shape is drawn up to bar 60."""
    known = bars()
    anchors = (
        Anchor(int(known.stamps[begins]), float(known.high[20]) * 1.05),
        Anchor(int(known.stamps[60]), float(known.low[60]) * 0.95),
    )
    many = 1 if kind in {DrawingKind.HORIZONTAL, DrawingKind.TEXT} else 2
    last = day_of(int(known.stamps[-1] // DAY_SECONDS))
    shape = Drawing(1, 1, kind, anchors[:many], Quantity.PRICE, CURRENCY, last, text)
    return Scene(done=lambda panel: panel.show_drawings(1, (shape,)))


COMPARING = set_to(compared=("^HSI", "LATE"))
SCENES: Mapping[str, Scene] = {
    **{each.value: Scene(options=set_to(style=each)) for each in Style},
    "holes": Scene(holed, set_to(style=Style.LINE)),
    "minutes": Scene(
        lambda: series_of(bars(BarSize.MINUTE), BarSize.MINUTE), set_to(size=BarSize.MINUTE)
    ),
    "cap": Scene(lambda: plain(cap=True), set_to(quantity=Quantity.CAP)),
    "log": Scene(options=set_to(scale=Scale.LOG)),
    "percent": Scene(options=set_to(scale=Scale.PERCENT)),
    **{
        each: Scene(options=studies(each))
        for each in ("volume", "rsi", "macd", "atr", "drawdown", "shares", "sma", "bollinger")
    },
    "panes": Scene(options=studies("bollinger", "volume", "rsi")),
    "compared": Scene(beside, COMPARING),
    "targets": Scene(lambda: plain(targets=(8.0, 11.0))),
    "rules": Scene(ruled),
    "marks": Scene(marked),
    "own": Scene(owned),
    "crosshair": Scene(done=lambda panel: panel.chart.point_at(30)),
    **{each.value: drawn(each, "Here") for each in DrawingKind},
    "empty": Scene(lambda: None, view=None),
    "loading": Scene(lambda: None, set_to(range="1D")),
    "offline": Scene(lambda: None, view=replace(WALKER, trouble=TroubleKind.OFFLINE)),
    "offline-bars": Scene(view=replace(WALKER, trouble=TroubleKind.OFFLINE)),
    "noted": Scene(noted),
    "simulated": Scene(done=lambda panel: panel.set_simulated(simulated=True)),
    "dark": Scene(
        lambda: plain(targets=(8.0, 11.0)),
        studies("bollinger", "volume", "macd"),
        tones=DARK,
    ),
    "dark-compared": Scene(beside, COMPARING, tones=DARK),
    "dark-empty": Scene(lambda: None, view=None, tones=DARK),
}

# What could be wrong: a picture, and a scene that must not pass for it.
SPOILED: Mapping[str, tuple[str, Scene]] = {
    "rise and fall swapped": (
        "candles",
        Scene(tones=replace(LIGHT, rise=LIGHT.fall, fall=LIGHT.rise)),
    ),
    "another colour of a line": (
        "line",
        Scene(options=set_to(style=Style.LINE), tones=replace(LIGHT, accent=LIGHT.target)),
    ),
    "the last bar missing": ("candles", Scene(lambda: series_of(cut(bars(), COUNT - 1)))),
    "a compared line missing": ("compared", Scene(lambda: beside(lines=1), COMPARING)),
    "compared lines swapped": ("compared", Scene(lambda: beside(step=-1), COMPARING)),
    "a pane missing": ("panes", Scene(options=studies("bollinger", "volume"))),
    "a pane of another kind": ("panes", Scene(options=studies("bollinger", "volume", "atr"))),
    "the band missing": ("panes", Scene(options=studies("volume", "rsi"))),
    "bars of volume missing": ("volume", Scene(silent, studies("volume"))),
    "a target missing": ("targets", Scene(lambda: plain(targets=(11.0,)))),
    "a quiet rule that looks as if it told": ("rules", Scene(lambda: ruled(muted=False))),
    "a sale that looks like a purchase": ("own", Scene(lambda: owned(sold=False))),
    "a cost elsewhere": ("own", Scene(lambda: owned(9.6))),
    "a mark missing": ("marks", Scene(lambda: marked(4))),
    "a hole closed": ("holes", Scene(options=set_to(style=Style.LINE))),
    "a line drawn elsewhere": ("trend", drawn(DrawingKind.TREND, begins=23)),
    "light for dark": ("dark-empty", Scene(lambda: None, view=None)),
    "not marked as simulated": ("simulated", Scene()),
}


class Easel:
    """A panel whose chart is as large on every machine, whatever is around it."""

    def __init__(self, qtbot: QtBot) -> None:
        self._qtbot = qtbot

    def painted(self, scene: Scene) -> QImage:
        """Return the picture of a scene."""
        window = QWidget()
        self._qtbot.addWidget(window)
        window.setFont(boxes())
        window.resize(WIDE + 400, TALL + 400)
        panel = ChartPanel(ENGLISH, scene.tones, window)
        panel.resize(window.size())
        panel.chart.setFixedSize(WIDE, TALL)
        window.show()
        panel.choose(scene.options)
        panel.show_series(scene.view, scene.series())
        scene.done(panel)
        QApplication.processEvents()
        picture = panel.chart.grab().toImage()
        window.hide()
        return picture


@pytest.fixture
def easel(qtbot: QtBot) -> Easel:
    return Easel(qtbot)


def reduced(picture: QImage) -> Floats:
    """Return the mean colour of each block: rows, columns, and red, green, blue from 0 to 255."""
    pixels = pixels_of(picture)
    tall, wide, tones = pixels.shape
    blocks = pixels.reshape(TALL // BLOCK, tall * BLOCK // TALL, WIDE // BLOCK, -1, tones)
    assert wide % (WIDE // BLOCK) == 0
    means: Floats = blocks.mean(axis=(1, 3))
    return means


def pixels_of(picture: QImage) -> Floats:
    plain = picture.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(plain.constBits(), dtype=np.uint8)
    rows = rows.reshape(plain.height(), plain.bytesPerLine())[:, : plain.width() * 3]
    return rows.reshape(plain.height(), plain.width(), 3).astype(np.float64)


def picture_of(blocks: Floats) -> QImage:
    tones = np.ascontiguousarray(np.rint(blocks).astype(np.uint8))
    tall, wide, _ = tones.shape
    return QImage(tones.tobytes(), wide, tall, wide * 3, QImage.Format.Format_RGB888).copy()


def apart(one: Floats, other: Floats) -> tuple[float, float]:
    """Return how far two pictures are apart, in the mean and in the worst of their blocks."""
    gaps = np.abs(one - other).max(axis=2)
    return float(gaps.mean()), float(gaps.max())


def alike(one: Floats, other: Floats) -> bool:
    mean, worst = apart(one, other)
    return mean <= MEAN and worst <= WORST


def kept(name: str) -> Floats:
    picture = QImage(str(KEPT / f"{name}.png"))
    assert not picture.isNull(), f"{KEPT / name}.png is not there: write it with {WRITING}=1"
    return pixels_of(picture)


@pytest.mark.parametrize("name", SCENES)
def test_a_chart_looks_as_it_is_kept(name: str, easel: Easel, tmp_path: Path) -> None:
    picture = easel.painted(SCENES[name])
    got = reduced(picture)
    if os.environ.get(WRITING):
        picture_of(got).save(str(KEPT / f"{name}.png"))
        pytest.skip("the picture is written anew")
    wanted = kept(name)
    if alike(got, wanted):
        return
    paths = tmp_path / f"{name}.png", tmp_path / f"{name}-blocks.png"
    picture.save(str(paths[0]))
    picture_of(got).save(str(paths[1]))
    mean, worst = apart(got, wanted)
    pytest.fail(
        f"“{name}” looks otherwise: {mean:.2f} of 255 in the mean (at most {MEAN}), {worst:.0f} in"
        f" the worst block (at most {WORST:.0f}).\nGot {paths[0]}\nreduced {paths[1]}\nkept "
        f"{KEPT / name}.png\nIf this is how it is meant to be: {WRITING}=1 writes them anew."
    )


def test_every_kept_picture_is_of_a_scene() -> None:
    assert {each.stem for each in KEPT.glob("*.png")} == set(SCENES)


def test_marks_that_are_not_wanted_leave_nothing_behind(easel: Easel) -> None:
    hidden = Scene(marked, set_to(marks=False))
    assert alike(reduced(easel.painted(hidden)), kept("candles"))


def test_each_two_pictures_are_further_apart_than_is_allowed() -> None:
    pictures = {name: kept(name) for name in SCENES}
    close = [pair for pair in combinations(SCENES, 2) if alike(*map(pictures.__getitem__, pair))]
    assert not close


@pytest.mark.parametrize("wrong", SPOILED)
def test_what_is_wrong_is_seen(wrong: str, easel: Easel) -> None:
    name, scene = SPOILED[wrong]
    assert not alike(reduced(easel.painted(scene)), kept(name))
