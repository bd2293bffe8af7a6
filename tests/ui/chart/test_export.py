"""What leaves the window: names that every system takes, pictures, drawings and tables."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QWidget

from gridwatch.domain.charting import Quantity
from gridwatch.domain.series import Compared, Series
from gridwatch.ui.appearance import DARK, LIGHT
from gridwatch.ui.chart.export import _table_writer, file_name
from gridwatch.ui.chart.panel import ChartPanel
from gridwatch.ui.chart.picture import Caption, image_of, svg_of
from gridwatch.ui.phrases import Phrases
from tests.ui.chart.test_panel import ENGLISH, company, menu_of, series

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
DAYS = (date(2025, 4, 1), date(2026, 11, 20))


@pytest.fixture
def panel(qtbot: QtBot) -> Iterator[ChartPanel]:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(900, 560)
    made = ChartPanel(ENGLISH, LIGHT, window)
    made.resize(900, 560)
    with qtbot.waitExposed(window):
        window.show()
    made.show_series(company(), series(1000, 19.51))
    yield made
    window.hide()


@pytest.mark.parametrize(
    ("symbol", "name"),
    [
        ("601179.SS", "601179.SS 2025-04-01–2026-11-20.csv"),
        ("^GSPC", "^GSPC 2025-04-01–2026-11-20.csv"),
        ('A:/\\*?"<>|\x07', "A__________ 2025-04-01–2026-11-20.csv"),
        ("CON", "_CON 2025-04-01–2026-11-20.csv"),
        ("lpt1.L", "_lpt1.L 2025-04-01–2026-11-20.csv"),
        (" . ", "chart 2025-04-01–2026-11-20.csv"),
    ],
)
def test_names_are_safe_on_every_system(symbol: str, name: str) -> None:
    assert file_name(symbol, DAYS, "csv") == name


def test_one_day_is_named_once() -> None:
    assert file_name("GEV", (DAYS[0], DAYS[0]), "png") == "GEV 2025-04-01.png"


def test_the_table_holds_the_bars_in_view(panel: ChartPanel, qtbot: QtBot, tmp_path: Path) -> None:
    found = panel._export.extract()
    assert found is not None
    out = tmp_path / "table.csv"
    with qtbot.waitSignal(panel.noted) as told:
        panel._export.write(out)
    assert str(out) in (told.args or [""])[0]
    with out.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == found.last - found.first + 1
    candles = found.series.candles
    assert [rows[0]["date"], rows[-1]["date"]] == [each.isoformat() for each in found.days]
    assert float(rows[-1]["close"]) == candles.close[found.last]
    assert rows[0]["currency"] == "CNY"


@pytest.mark.parametrize("ending", ["png", "svg", "csv"])
def test_what_cannot_be_written_is_said(
    panel: ChartPanel, qtbot: QtBot, tmp_path: Path, ending: str
) -> None:
    with qtbot.waitSignal(panel.said) as told:
        panel._export.write(tmp_path / "missing" / f"chart.{ending}")
    assert "can't be written" in (told.args or [""])[0]
    assert not list(tmp_path.iterdir())


def test_the_picture_is_twice_as_fine_and_leaves_the_screen_as_it_was(
    panel: ChartPanel, qtbot: QtBot, tmp_path: Path
) -> None:
    canvas, out = panel.chart.canvas, tmp_path / "chart.png"
    frame, before = panel.chart.main.frame, canvas.grab().toImage()
    with qtbot.waitSignal(panel.noted):
        panel._export.write(out)
    picture = QImage(str(out))
    assert picture.width() == 2 * canvas.width()
    assert picture.height() > 2 * canvas.height()
    assert panel.chart.main.frame == frame
    assert canvas.grab().toImage() == before
    # The lower part is the canvas itself, drawn with twice as many pixels.
    chart = picture.copy(0, picture.height() - 2 * canvas.height(), picture.width(), 40)
    assert chart.pixelColor(0, 0).name() == LIGHT.base


def test_the_caption_says_what_is_seen(panel: ChartPanel) -> None:
    caption = panel._export.caption()
    found = panel._export.extract()
    assert found is not None
    assert caption.name == "China XD"
    first, last = (ENGLISH.day(each) for each in found.days)
    assert caption.facts == f"中国西电 · 601179.SS · Price (CNY) · 1 day · {first} – {last}"
    assert not caption.warning
    panel.set_simulated(True)
    panel.show_series(company(), series())
    assert panel._export.caption().warning == "Simulated market"


def test_the_clipboard_gets_the_picture(panel: ChartPanel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.noted):
        panel._export.copy_picture()
    assert QGuiApplication.clipboard().image().width() == 2 * panel.chart.canvas.width()


def test_the_drawing_is_made_of_lines_and_words(panel: ChartPanel) -> None:
    drawing = svg_of(panel.chart.canvas, Caption("China XD", "facts & more", "Simulated market"))
    root = ET.fromstring(drawing.decode())  # noqa: S314 - our own
    tags = [each.tag.rpartition("}")[2] for each in root.iter()]
    assert "image" not in tags
    assert tags.count("path") + tags.count("polyline") + tags.count("rect") > 300
    words = ("".join(each.itertext()) for each in root.iter() if each.tag.endswith("text"))
    texts = {" ".join(each.split()) for each in words}
    assert {"China XD", "GridWatch", "Simulated market", "2026"} <= texts


def test_dark_pictures_are_dark(panel: ChartPanel) -> None:
    panel.restyle(ENGLISH, DARK)
    image = image_of(panel.chart.canvas, Caption("", ""))
    assert image.pixelColor(1, 1).name() == DARK.base


def test_nothing_is_offered_where_nothing_is_drawn(panel: ChartPanel, tmp_path: Path) -> None:
    panel.show_series(None, None)
    saves = [each for each in menu_of(panel, "more").actions() if "ave" in each.text()]
    assert len(saves) == 3
    assert not any(each.isEnabled() for each in saves)
    panel._export.write(tmp_path / "chart.csv")
    assert panel._export.ask("csv") is None
    assert not list(tmp_path.iterdir())


def columns_of(panel: ChartPanel, qtbot: QtBot, out: Path) -> dict[str, list[str]]:
    """Write the table, and return its cells by the names in its first row; each stands once."""
    with qtbot.waitSignal(panel.noted):
        panel._export.write(out)
    with out.open(encoding="utf-8-sig", newline="") as file:
        names, *rows = csv.reader(file)
    assert len({*names}) == len(names)
    return dict(zip(names, map(list, zip(*rows, strict=True)), strict=True))


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_every_compared_line_is_written_once(
    panel: ChartPanel, qtbot: QtBot, tmp_path: Path, language: str
) -> None:
    lines = tuple(
        Compared(key, name, np.full(1000, value))
        for key, name, value in (
            ("000300.SS", "CSI 300 Index", 1.5),
            ("600312.SS", "Pinggao", 2.5),
            ("1072.HK", "Pinggao", 3.5),
            ("600089.SS", "TBEA", 4.5),
        )
    )
    panel.restyle(Phrases(language, base_currency="CNY"), LIGHT)
    panel.choose(replace(panel.options, compared=tuple(each.key for each in lines), studies=()))
    panel.show_series(company(), replace(series(), compared=lines))
    index = next(iter(panel._parts.lines()))
    columns = columns_of(panel, qtbot, tmp_path / "beside.csv")
    found = {name: cells[0] for name, cells in list(columns.items())[7:]}
    assert found == {
        index: "1.5",
        "Pinggao (600312.SS)": "2.5",
        "Pinggao (1072.HK)": "3.5",
        "TBEA": "4.5",
    }


def test_a_table_holds_what_was_seen_when_it_was_asked_for(
    panel: ChartPanel, tmp_path: Path
) -> None:
    found = panel._export.extract()
    assert found is not None
    close = float(found.series.candles.close[-1])
    work = _table_writer(found, panel._parts.lines(), tmp_path / "table.csv")
    view = company()
    assert view.quote is not None
    panel.show_view(replace(view, quote=replace(view.quote, price=99.0, day_high=99.0)))
    assert panel.chart.series is not None
    assert panel.chart.series.candles.close[-1] == 99
    work()
    with (tmp_path / "table.csv").open(encoding="utf-8-sig", newline="") as file:
        last = list(csv.DictReader(file))[-1]
    assert float(last["close"]) == close


def test_a_market_cap_is_not_written_twice(panel: ChartPanel, qtbot: QtBot, tmp_path: Path) -> None:
    plain = series()
    closes = plain.candles.close
    caps = Series(plain.symbol, "CNY", plain.candles, Quantity.CAP, caps=closes, cap_currency="CNY")
    panel.show_series(company(), caps)
    with qtbot.waitSignal(panel.noted):
        panel._export.write(tmp_path / "caps.csv")
    header = (tmp_path / "caps.csv").read_text("utf-8-sig").splitlines()[0]
    assert "market_cap" not in header
