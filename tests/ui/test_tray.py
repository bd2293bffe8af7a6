"""What the desktop is told, grouped when it is much, and the number on the icons."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QColor, QIcon
from PySide6.QtWidgets import QApplication, QSystemTrayIcon, QWidget

from gridwatch.domain.alert.sight import Quiet, Sight, Spot
from gridwatch.preferences import Preferences
from gridwatch.store.user.firings import Firing
from gridwatch.ui.badge import FILL, badge_text, badged, show_badge
from gridwatch.ui.look import Look, look_of
from gridwatch.ui.pictures import app_icon
from gridwatch.ui.tray import MOST_NAMES, Tray, notifications_of
from tests.told import FIRING

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def look(qapp: QApplication) -> Look:
    return look_of(qapp, Preferences(), "en", "light")


def many(number: int) -> list[Firing]:
    return [replace(FIRING, id=each, name=f"Company {each}") for each in range(number)]


def test_up_to_three_firings_are_told_one_by_one(look: Look) -> None:
    told = notifications_of(many(3), look, simulated=False)
    assert [title for title, _ in told] == [
        f"Company {each} reached 14bn\N{NO-BREAK SPACE}USD" for each in range(3)
    ]
    assert told[0][1] == "14.02bn\N{NO-BREAK SPACE}USD on 2 Mar 2026 (live)"


def test_more_are_told_together(look: Look) -> None:
    ((title, text),) = notifications_of(many(5), look, simulated=True)
    assert title == "5 alerts [simulated]"
    assert text == "Company 0, Company 1, Company 2, Company 3, Company 4"
    ((_, text),) = notifications_of(many(50), look, simulated=False)
    assert text.count("Company") == MOST_NAMES
    assert text.endswith(" …")


def test_a_quiet_firing_is_told_nobody(look: Look) -> None:
    quiet = replace(FIRING, quiet=Quiet.MUTED)
    assert notifications_of([quiet], look, simulated=False) == ()
    assert len(notifications_of([*many(3), quiet], look, simulated=False)) == 3


def test_what_happened_while_closed_and_is_over_is_said(look: Look) -> None:
    missed = replace(FIRING, sight=Sight.BAR, spot=Spot.HIGH, held=False)
    ((_, text),) = notifications_of([missed], look, simulated=False)
    assert text.endswith(
        "(while closed, touched by the day's high)\nThe condition no longer holds."
    )


class Spy:
    """Stands where the desktop's tray does."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Take its place."""
        self.shown: list[tuple[str, str]] = []
        self.tips: list[str] = []
        for name in ("isSystemTrayAvailable", "supportsMessages"):
            monkeypatch.setattr(QSystemTrayIcon, name, lambda: True)
        monkeypatch.setattr(QSystemTrayIcon, "show", lambda _: None)
        monkeypatch.setattr(
            QSystemTrayIcon,
            "showMessage",
            lambda _, title, text, *__: self.shown.append((title, text)),
        )
        monkeypatch.setattr(QSystemTrayIcon, "setToolTip", lambda _, tip: self.tips.append(tip))


@pytest.fixture
def spy(monkeypatch: pytest.MonkeyPatch) -> Spy:
    return Spy(monkeypatch)


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def test_a_hidden_window_is_no_reason_for_silence(spy: Spy, window: QWidget, look: Look) -> None:
    tray = Tray(window, simulated=False)
    tray.restyle()
    window.hide()
    tray.notify(many(1), look)
    tray.notify(many(9), look)
    assert [title for title, _ in spy.shown][1] == "9 alerts"
    assert len(spy.shown) == 2


def test_the_tip_counts_what_is_unread(spy: Spy, window: QWidget) -> None:
    tray = Tray(window, simulated=False)
    tray.restyle()
    tray.show_unread(3)
    tray.show_unread(3)
    tray.show_unread(0)
    assert spy.tips == ["GridWatch", "GridWatch\nNew alerts: 3", "GridWatch"]


def test_without_a_tray_there_is_none(
    window: QWidget, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: False)
    tray = Tray(window, simulated=False)
    tray.restyle()
    tray.show_unread(3)
    tray.notify(many(1), look)
    tray.close()


@pytest.mark.parametrize(
    ("count", "text"), [(-1, ""), (0, ""), (1, "1"), (99, "99"), (100, "99+"), (5000, "99+")]
)
def test_a_badge_is_short(count: int, text: str) -> None:
    assert badge_text(count) == text


def reddish(icon: QIcon, size: int) -> int:
    image, red = icon.pixmap(size, size).toImage(), QColor(FILL)
    return sum(
        image.pixelColor(x, y) == red for x in range(image.width()) for y in range(image.height())
    )


@pytest.mark.parametrize("size", [16, 24, 32, 64])
def test_the_number_is_painted_into_the_corner(qapp: QApplication, size: int) -> None:
    icon = app_icon()
    assert badged(icon, 0) is icon
    assert reddish(icon, size) == 0
    assert reddish(badged(icon, 7), size) > size * size * 0.05


def test_the_program_s_icon_counts(qapp: QApplication, window: QWidget) -> None:
    show_badge(qapp, window, app_icon(), 4)
    assert reddish(window.windowIcon(), 32) > 0
    show_badge(qapp, window, app_icon(), 0)
    assert reddish(window.windowIcon(), 32) == 0
