"""The icon in the tray and the desktop notifications; without a tray there is simply none."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtWidgets import QMenu, QSystemTrayIcon, QWidget

from gridwatch.domain.alert.measure import Measure
from gridwatch.store.user.firings import Firing
from gridwatch.ui.badge import badged
from gridwatch.ui.look import Look
from gridwatch.ui.pictures import app_icon
from gridwatch.wording.firings import headline_words, held_words, how_words, value_words

translate = QCoreApplication.translate
# More than this at once become one notification.
ONE_BY_ONE = 3
# So many names fit into it.
MOST_NAMES = 6
SHOWN_MILLISECONDS = 10_000


def notifications_of(
    firings: Sequence[Firing], look: Look, *, simulated: bool
) -> tuple[tuple[str, str], ...]:
    """Return (title, text) of the notifications for new firings: one each, or one for many.

    A quiet firing is told nobody.
    """
    told = [each for each in firings if not each.quiet]
    simulated_words = translate("Tray", "simulated")
    mark = f" [{simulated_words}]" if simulated else ""
    if len(told) > ONE_BY_ONE:
        title = translate("Tray", "{number} alerts").format(number=len(told))
        return ((title + mark, _names(told)),)
    return tuple((headline_words(each, look.phrases) + mark, _text(each, look)) for each in told)


def _names(firings: Sequence[Firing]) -> str:
    names = list(dict.fromkeys(each.name for each in firings))
    return ", ".join(names[:MOST_NAMES]) + (" …" if len(names) > MOST_NAMES else "")


def _text(firing: Firing, look: Look) -> str:
    if firing.measure is Measure.REVIEW:
        return look.phrases.day(firing.reached_on)
    words = translate("Tray", "{value} on {day} ({how})").format(
        value=value_words(firing, look.phrases),
        day=look.phrases.day(firing.reached_on),
        how=how_words(firing),
    )
    return "\n".join(each for each in (words, held_words(firing)) if each)


class Tray(QObject):
    """Shows notifications where the desktop can; `opened` and `left` come from its menu."""

    opened = Signal()
    left = Signal()

    def __init__(self, window: QWidget, *, simulated: bool) -> None:
        super().__init__(window)
        self._simulated = simulated
        self._unread = 0
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
        unread = translate("Tray", "New alerts: {number}").format(number=self._unread)
        self._icon.setToolTip("GridWatch" + mark + (f"\n{unread}" if self._unread else ""))

    def show_unread(self, count: int) -> None:
        """Show how many alerts the user has not seen."""
        if self._icon is None or count == self._unread:
            return
        self._unread = count
        self._icon.setIcon(badged(app_icon(), count))
        self.restyle()

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
