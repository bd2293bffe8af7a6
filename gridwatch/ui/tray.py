"""The icon in the tray and the desktop notifications; without a tray there is simply none."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtWidgets import QMenu, QSystemTrayIcon, QWidget

from gridwatch.store.user.firings import Firing
from gridwatch.ui.look import Look
from gridwatch.ui.notices import how_words, target_words
from gridwatch.ui.pictures import app_icon

translate = QCoreApplication.translate
# More than this at once become one notification.
ONE_BY_ONE = 3
SHOWN_MILLISECONDS = 10_000


def notifications_of(
    firings: Sequence[Firing], look: Look, *, simulated: bool
) -> tuple[tuple[str, str], ...]:
    """Return (title, text) of the notifications for new firings: one each, or one for many."""
    simulated_words = translate("Tray", "simulated")
    mark = f" [{simulated_words}]" if simulated else ""
    if len(firings) > ONE_BY_ONE:
        title = translate("Tray", "{number} targets reached").format(number=len(firings))
        names = ", ".join(dict.fromkeys(each.name for each in firings))
        return ((title + mark, names),)
    return tuple((_title(each, look) + mark, _text(each, look)) for each in firings)


def _title(firing: Firing, look: Look) -> str:
    words = translate("Tray", "{name} reached {target}")
    return words.format(name=firing.name, target=target_words(firing, look))


def _text(firing: Firing, look: Look) -> str:
    words = translate("Tray", "Market cap {cap} on {day} ({how})")
    return words.format(
        cap=look.phrases.compact(firing.cap, firing.currency),
        day=look.phrases.day(firing.reached_on),
        how=how_words(firing),
    )


class Tray(QObject):
    """Shows notifications where the desktop can; `opened` and `left` come from its menu."""

    opened = Signal()
    left = Signal()

    def __init__(self, window: QWidget, *, simulated: bool) -> None:
        super().__init__(window)
        self._simulated = simulated
        self._icon: QSystemTrayIcon | None = None
        if not QSystemTrayIcon.isSystemTrayAvailable():
            return
        self._icon = QSystemTrayIcon(app_icon(), self)
        self._menu = QMenu(window)
        self._open, self._leave = self._menu.addAction(""), self._menu.addAction("")
        self._open.triggered.connect(self.opened)
        self._leave.triggered.connect(self.left)
        self._icon.setContextMenu(self._menu)
        self._icon.activated.connect(self._activated)
        self._icon.messageClicked.connect(self.opened)
        self._icon.show()

    def restyle(self) -> None:
        """Write the words anew."""
        if self._icon is None:
            return
        self._open.setText(translate("Tray", "Open GridWatch"))
        self._leave.setText(translate("Tray", "Quit"))
        words = translate("Tray", "simulated")
        mark = f" ({words})" if self._simulated else ""
        self._icon.setToolTip("GridWatch" + mark)

    def notify(self, firings: Sequence[Firing], look: Look) -> None:
        """Tell the desktop about new firings, where there is a desktop that listens."""
        if self._icon is None or not QSystemTrayIcon.supportsMessages():
            return
        for title, text in notifications_of(firings, look, simulated=self._simulated):
            self._icon.showMessage(title, text, app_icon(), SHOWN_MILLISECONDS)

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason is QSystemTrayIcon.ActivationReason.Trigger:
            self.opened.emit()

    def close(self) -> None:
        """Take the icon away."""
        if self._icon is not None:
            self._icon.hide()
