"""Renders the whole window into a picture from what is stored, without showing it."""

from __future__ import annotations

import logging
import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QCoreApplication,
    QEventLoop,
    QMessageLogContext,
    QSize,
    Qt,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from gridwatch.domain.problem import Fault, Problem
from gridwatch.places import Profile, resources
from gridwatch.services.overview import CompanyView, Overview, known_as, nearest_first
from gridwatch.services.profiles import market_reader, open_profile, overview_of
from gridwatch.services.whole_file import place_behind, whole_file
from gridwatch.store.user.firings import Firing, firings
from gridwatch.ui.appearance import make_application
from gridwatch.ui.look import look_now
from gridwatch.ui.window import Window
from gridwatch.ui.words import pick_language

if TYPE_CHECKING:
    from gridwatch.services.series import Series

log = logging.getLogger(__name__)
SMALLEST, LARGEST = QSize(320, 240), QSize(7680, 4320)
_ROUNDS = 4


def render(
    profile: Profile, out: Path, size: QSize, theme: str | None, language: str | None
) -> None:
    """Write a PNG of the window to `out`, `size` in pixels, in its first layout.

    It shows the first list and the company nearest to its target that has bars. Raises Problem
    where the size is out of range, the profile can't be read or the picture can't be written.
    """
    check_size(size)
    out = checked_place(out)
    app = _application()
    user = open_profile(profile, resources(), pick_language(language or "system"))
    try:
        overview = overview_of(profile, user, datetime.now(UTC))
        found = firings(user)
    finally:
        user.close()
    with quiet_offscreen():
        image = picture_of(app, profile, overview, found, size, theme, language)
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
        raise _unwritable(out) from error
    if out.suffix.lower() != ".png" or place.suffix.lower() != ".png":
        raise Problem("picture_name", "{path} is no name for a picture. End it in .png.", path=out)
    return place


def _unwritable(out: Path) -> Problem:
    return Problem(
        "picture_unwritable",
        "{path} can't be written. Name a file in a folder that exists and that you may write to.",
        fault=Fault.MACHINE,
        path=out,
    )


def _application() -> QApplication:
    app = QApplication.instance()
    if isinstance(app, QApplication):
        return app
    if sys.platform.startswith("linux"):
        # The same picture with a display and without; elsewhere there always is one.
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return make_application()


def picture_of(
    app: QApplication,
    profile: Profile,
    overview: Overview,
    found: tuple[Firing, ...],
    size: QSize,
    theme: str | None,
    language: str | None,
) -> QImage:
    """Return the picture of a window that shows one reading of a profile."""
    look = look_now(app, overview.preferences, language, theme)
    window = Window(profile, look)
    try:
        window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        window.resize(size / window.devicePixelRatioF())
        window.lay_out()
        window.show_overview(overview)
        window.finish().show_firings(known_as(found, overview, look.phrases.language))
        window.status.show_idle()
        shown = first_with_bars(profile, overview)
        if shown is not None:
            window.watchlist.select_company(shown[0].company.id)
        window.add_chart().show_series(*(shown or (None, None)))
        window.show()
        window.lay_out()
        settle()
        window.watchlist.table.reveal()
        image = window.grab().toImage()
    finally:
        window.hide()
        window.deleteLater()
    image.setDevicePixelRatio(1)
    return image if image.size() == size else image.scaled(size)


def settle() -> None:
    """Let layouts, posted events and short timers come to rest."""
    for _ in range(_ROUNDS):
        QCoreApplication.sendPostedEvents()
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents, 50)


def first_with_bars(profile: Profile, overview: Overview) -> tuple[CompanyView, Series] | None:
    """Return the company nearest to its target that has a history, with that history."""
    from gridwatch.services.series import read_series

    try:
        with market_reader(profile) as market:
            for view in nearest_first(overview):
                series = read_series(market, view)
                if series is not None:
                    return view, series
    except sqlite3.DatabaseError as error:
        log.warning("the cache can't be read, the collector will see to it: %s", error)
    return None


def write(image: QImage, out: Path) -> None:
    """Write the picture beside its place, then put it there whole; raises Problem on failure."""
    checked_place(out)
    try:
        with whole_file(out) as unfinished:
            if not image.save(str(unfinished), "PNG"):  # type: ignore[call-overload]  # the stub wants bytes
                raise _unwritable(out)
    except OSError as error:
        raise _unwritable(out) from error
