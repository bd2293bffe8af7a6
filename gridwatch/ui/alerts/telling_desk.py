"""The wiring of the dialog for telling: to the channels, the collector, the sound, the start."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from gridwatch import wire
from gridwatch.domain.problem import Problem
from gridwatch.preferences import Preferences
from gridwatch.runtime.channel_book import ChannelBook
from gridwatch.services.autostart import Autostart
from gridwatch.ui.alerts.channels import ChannelsDialog
from gridwatch.ui.look import Look
from gridwatch.ui.sound import Sound


class TellingDesk(QObject):
    """Opens the dialog and serves it; `chosen` carries a setting and its value to be stored.

    `send` gives a message to the collector, False where none runs.
    """

    chosen = Signal(str, bool)

    def __init__(
        self,
        window: QWidget,
        book: ChannelBook,
        send: Callable[[wire.Message], bool],
        sound: Sound,
        autostart: Autostart,
    ) -> None:
        super().__init__(window)
        self._window, self._book, self._send = window, book, send
        self._sound, self._autostart = sound, autostart
        self._dialog: ChannelsDialog | None = None

    def open(self, look: Look, preferences: Preferences) -> ChannelsDialog:
        """Show the dialog, or bring it to the front."""
        if self._dialog is None:
            self._dialog = self._made(look)
        dialog = self._dialog
        dialog.restyle(look)
        dialog.show_sound(preferences.sound)
        dialog.show_autostart(self._autostart.is_on())
        self._book.reread()
        self._book.look_for_keyring()
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()
        return dialog

    def _made(self, look: Look) -> ChannelsDialog:
        dialog, book = ChannelsDialog(look, self._window), self._book
        dialog.added.connect(book.add)
        dialog.switched.connect(book.switch)
        dialog.removed.connect(book.remove)
        dialog.test_wanted.connect(self._test)
        dialog.sound_switched.connect(lambda on: self.chosen.emit("sound", on))
        dialog.sound_wanted.connect(self._sound.ring)
        dialog.autostart_switched.connect(self._switch_autostart)
        book.read.connect(dialog.show_channels)
        book.added.connect(dialog.show_added)
        book.keyring_found.connect(dialog.show_keyring)
        book.failed.connect(dialog.show_error)
        return dialog

    def _test(self, channel: int) -> None:
        if not self._send(wire.TestChannel(channel)) and self._dialog is not None:
            self._dialog.show_no_collector()

    def _switch_autostart(self, on: bool) -> None:
        try:
            self._autostart.switch(on=on)
        except Problem as problem:
            if self._dialog is not None:
                self._dialog.show_error(problem)
        if self._dialog is not None:
            self._dialog.show_autostart(self._autostart.is_on())

    def take(self, message: wire.Message) -> None:
        """Take what the collector says of channels."""
        if self._dialog is None:
            return
        match message:
            case wire.ChannelTested(channel, _, failure):
                self._dialog.show_tested(channel, failure)
            case wire.Changed(deliveries=channels) if channels:
                self._book.reread()

    def restyle(self, look: Look) -> None:
        """Say everything in another look."""
        if self._dialog is not None:
            self._dialog.restyle(look)

    def close(self) -> None:
        """Finish what is being stored, and be silent."""
        self._sound.close()
        self._book.close()
