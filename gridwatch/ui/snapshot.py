"""Renders the whole window into a picture from what is stored, without showing it."""

from __future__ import annotations

import logging
import os
import sqlite3
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QEventLoop,
    QMessageLogContext,
    QSize,
    Qt,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from gridwatch.domain.charting import SEGMENT_PREFIX
from gridwatch.domain.problem import Problem
from gridwatch.places import Profile, resources
from gridwatch.services.drawn import read_drawings
from gridwatch.services.overview import CompanyView, Overview, nearest_first
from gridwatch.services.profiles import market_reader, open_profile, overview_of
from gridwatch.services.whole_file import place_behind
from gridwatch.store.user.firing_log import LogPage, LogQuery, log_page
from gridwatch.store.user.firings import firings_of
from gridwatch.ui.appearance import make_application
from gridwatch.ui.look import Look, look_now
from gridwatch.ui.user_file import unwritable, write_image
from gridwatch.ui.window import Window
from gridwatch.ui.words import pick_language

if TYPE_CHECKING:
    from gridwatch.domain.drawings import Drawing
    from gridwatch.domain.series import Series
    from gridwatch.ui.chart.options import Options
    from gridwatch.ui.chart.panel import ChartPanel

log = logging.getLogger(__name__)
SMALLEST, LARGEST = QSize(320, 240), QSize(7680, 4320)
_ROUNDS = 4
_LOG_ROWS = 200  # more are in no picture


@dataclass(frozen=True, slots=True)
class Shot:
    """What the chart of a picture shall show; whatever is "" or empty is as in a new window.

    `company` is a symbol of one of its listings, without one it is the company nearest to its
    target that has bars. `figures` are keys of evidence series, the others are ids of `Options`;
    `since` goes before the range. `alone`: the picture is of the chart only.
    """

    company: str = ""
    range: str = ""
    style: str = ""
    size: str = ""
    scale: str = ""
    currency: str = ""
    cap: bool = False
    compared: tuple[str, ...] = ()
    studies: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    since: date | None = None
    alone: bool = False


NOTHING_SPECIAL = Shot()


def render(
    profile: Profile,
    out: Path,
    size: QSize,
    theme: str | None,
    language: str | None,
    shot: Shot = NOTHING_SPECIAL,
) -> None:
    """Write a PNG of the window to `out`, `size` in pixels, in its first layout.

    It shows the first list, and a chart of what `shot` says. Raises Problem where the size is out
    of range, a company or an option is not known, nothing is stored of what the chart is compared
    with or since a day, the profile can't be read or the picture can't be written.
    """
    check_size(size)
    out = checked_place(out)
    app = _application()
    user = open_profile(profile, resources(), pick_language(language or "system"))
    try:
        overview = overview_of(profile, user, datetime.now(UTC))
        look = look_now(app, overview.preferences, language, theme)
        scene = Scene(profile, overview, log_page(user, LogQuery(), _LOG_ROWS), look)
        shown = charted(scene, user, shot)
    finally:
        user.close()
    with quiet_offscreen():
        image = picture_of(scene, size, shot, shown)
    write(image, out)


@contextmanager
def quiet_offscreen() -> Iterator[None]:
    """Keep one remark of Qt's offscreen platform off the terminal: it knows no size hints."""

    def passed_on(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
        if "propagateSizeHints" not in text:
            log.log(
                logging.INFO if kind is QtMsgType.QtInfoMsg else logging.WARNING, "Qt: %s", text
            )

    before = qInstallMessageHandler(passed_on)
    try:
        yield
    finally:
        qInstallMessageHandler(before)


def check_size(size: QSize) -> None:
    """Raise Problem for a size from which no sensible picture comes."""
    if size.expandedTo(SMALLEST) != size or size.boundedTo(LARGEST) != size:
        raise Problem(
            "picture_size",
            "A picture of {width}x{height} can't be made: from 320x240 to 7680x4320 it can.",
            width=size.width(),
            height=size.height(),
        )


def checked_place(out: Path) -> Path:
    """Return the file behind the links of `out`.

    Raises Problem where it is no name of a picture, or where none can be written: only a file gives
    way to the picture, never a folder or a device.
    """
    try:
        place = place_behind(out)
    except OSError as error:
        raise unwritable(out) from error
    if out.suffix.lower() != ".png" or place.suffix.lower() != ".png":
        raise Problem("picture_name", "{path} is no name for a picture. End it in .png.", path=out)
    return place


def _application() -> QApplication:
    app = QApplication.instance()
    if isinstance(app, QApplication):
        return app
    if sys.platform.startswith("linux"):
        # The same picture with a display and without; elsewhere there always is one.
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return make_application()


@dataclass(frozen=True, slots=True)
class Scene:
    """One reading of a profile, and how it is to look."""

    profile: Profile
    overview: Overview
    log: LogPage
    look: Look


@dataclass(frozen=True, slots=True)
class Charted:
    """What the chart of a picture draws."""

    view: CompanyView
    series: Series | None
    drawings: tuple[Drawing, ...]


def picture_of(scene: Scene, size: QSize, shot: Shot, shown: Charted | None) -> QImage:
    """Return the picture of a window that shows a scene, or of its chart alone."""
    draw = _chart_image if shot.alone else _window_image
    image = draw(scene, size, shot, shown)
    image.setDevicePixelRatio(1)
    return image if image.size() == size else image.scaled(size)


def _window_image(scene: Scene, size: QSize, shot: Shot, shown: Charted | None) -> QImage:
    overview, look = scene.overview, scene.look
    window = Window(scene.profile, look)
    try:
        window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        window.resize(size / window.devicePixelRatioF())
        window.lay_out()
        window.show_overview(overview)
        window.finish().show_page(scene.log)
        window.status.show_idle()
        if shown is not None:
            window.watchlist.select_company(shown.view.company.id)
        panel = window.add_charts()
        window.show()
        window.lay_out()
        settle()
        _draw(panel, scene, shot, shown)
        window.watchlist.table.reveal()
        return window.grab().toImage()
    finally:
        window.hide()
        window.deleteLater()


def _chart_image(scene: Scene, size: QSize, shot: Shot, shown: Charted | None) -> QImage:
    from gridwatch.ui.chart.panel import ChartPanel

    panel = ChartPanel(scene.look.phrases, scene.look.tones)
    try:
        panel.set_simulated(scene.profile.simulated)
        panel.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        panel.resize(size / panel.devicePixelRatioF())
        panel.show()
        _draw(panel, scene, shot, shown)
        return panel.grab().toImage()
    finally:
        panel.hide()
        panel.deleteLater()


def _draw(panel: ChartPanel, scene: Scene, shot: Shot, shown: Charted | None) -> None:
    panel.show_overview(scene.overview)
    options = options_of(shot)
    if shown is not None and shown.series is not None:
        options = replace(options, figures=tuple(each.series.id for each in shown.series.figures))
    panel.choose(options)
    if shown is not None:
        panel.show_drawings(shown.view.company.id, shown.drawings)
        panel.show_series(shown.view, shown.series)
    if shot.since is not None:
        panel.show_since(shot.since)
    settle()


def options_of(shot: Shot) -> Options:
    """Return a shot as options of a chart; raises Problem for a value that is none of them."""
    from gridwatch.ui.chart.options import option_values
    from gridwatch.ui.chart.study.settings import OFFERED

    for each in shot.studies:
        if each not in OFFERED:
            raise Problem(
                "setting_value", "“{text}” is not a value of {name}.", text=each, name="indicators"
            )
    wanted = {
        "range": shot.range,
        "style": shot.style,
        "size": shot.size,
        "scale": shot.scale,
        "quantity": "cap" if shot.cap else "",
        "currency": shot.currency,
        "compared": [_key(each) for each in shot.compared],
        "studies": [[each, {}] for each in shot.studies],
    }
    return option_values({name: value for name, value in wanted.items() if value})


def _key(text: str) -> str:
    """Return a symbol as it is stored, a segment as it was said."""
    return text if text.startswith(SEGMENT_PREFIX) else text.upper()


def settle() -> None:
    """Let layouts, posted events and short timers come to rest, and what was put away be gone."""
    for _ in range(_ROUNDS):
        QCoreApplication.sendPostedEvents()
        # Without a loop of events nobody else deletes the tabs that a layout has left behind.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents, 50)


def charted(scene: Scene, user: sqlite3.Connection, shot: Shot) -> Charted | None:
    """Return the company of a shot, or the first that has bars, with what its chart draws.

    Where none has any it is the first of all, whose chart says why it is empty; None where there is
    no company. Raises Problem for an unknown company, an option that can't be, and where nothing is
    stored of what is compared or since the day that is asked for.
    """
    from gridwatch.services.noted import ids_of_keys, read_noted
    from gridwatch.services.owned import read_owned
    from gridwatch.services.series import read_series
    from gridwatch.services.watched import read_watched

    overview, request = scene.overview, options_of(shot).request()
    views = [_named(overview, shot.company)] if shot.company else nearest_first(overview)
    first: Charted | None = None
    try:
        with market_reader(scene.profile) as market:
            _check_compared(market, request.compared, overview)
            for view in views:
                figures = ids_of_keys(user, view.company.id, shot.figures)
                series = read_series(
                    market,
                    view,
                    request,
                    companies=overview.companies,
                    firings=firings_of(user, view.company.id),
                    rules=read_watched(user, view),
                    noted=read_noted(user, view.company.id, figures),
                    owned=read_owned(user, view, overview.as_of),
                )
                first = first or Charted(view, series, ())
                if shot.company or (series is not None and len(series.candles)):
                    _check_since(series, shot.since)
                    drawings = read_drawings(user, market, view, overview.as_of)
                    return Charted(view, series, drawings)
    except sqlite3.DatabaseError as error:
        log.warning("the cache can't be read, the collector will see to it: %s", error)
    return first or next((Charted(each, None, ()) for each in views), None)


def _check_compared(
    market: sqlite3.Connection | None, keys: Iterable[str], overview: Overview
) -> None:
    """Raise Problem for something to compare with of which no prices are stored."""
    from gridwatch.services.compared import compared_symbols
    from gridwatch.store.market.bars import read_closes

    for key in keys:
        symbols = compared_symbols((key,), overview.companies)
        if market is None or not any(len(read_closes(market, each)[0]) for each in symbols):
            raise Problem(
                "picture_compared",
                "Nothing is stored of {name} to compare with."
                " It is fetched while a chart in the window is compared with it.",
                name=key.removeprefix(SEGMENT_PREFIX),
            )


def _check_since(series: Series | None, since: date | None) -> None:
    """Raise Problem for a first day after the last bar."""
    if since is None or series is None or not len(series.candles):
        return
    from gridwatch.domain.bars import day_number, day_of
    from gridwatch.domain.candles import DAY_SECONDS

    last = int(series.candles.stamps[-1]) // DAY_SECONDS
    if series.last is not None:
        last = max(last, series.last.day)  # a week or a month goes on after the day it begins
    if day_number(since) > last:
        raise Problem(
            "picture_since",
            "There is nothing to draw since {since}: the last bar is of {day}.",
            since=since,
            day=day_of(last),
        )


def _named(overview: Overview, symbol: str) -> CompanyView:
    """Return the company with a listing of this symbol; raises Problem where there is none."""
    for view in overview.companies.values():
        if any(each.symbol.upper() == symbol.upper() for each in view.company.listings):
            return view
    raise Problem("picture_company", "No company with the symbol {symbol} is known.", symbol=symbol)


def write(image: QImage, out: Path) -> None:
    """Write the picture beside its place, then put it there whole; raises Problem on failure."""
    checked_place(out)
    write_image(image, out)
