"""What tells of alerts beside the window: the sound, and the dialog of channels when asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    # Imported when something is told or set up: the start needs none of it.
    from PySide6.QtWidgets import QWidget

    from gridwatch import wire
    from gridwatch.places import Profile
    from gridwatch.preferences import Preferences
    from gridwatch.store.user.firings import Firing
    from gridwatch.ui.alerts.channels import ChannelsDialog
    from gridwatch.ui.alerts.telling_desk import TellingDesk
    from gridwatch.ui.look import Look
    from gridwatch.ui.sound import Sound


class Telling(QObject):
    """Makes its parts when they are first needed; `chosen` carries a setting and its value.

    `send` gives a message to the collector, False where none runs.
    """

    chosen = Signal(str, bool)

    def __init__(
        self, window: QWidget, profile: Profile, send: Callable[[wire.Message], bool]
    ) -> None:
        super().__init__(window)
        self._window, self._profile, self._send = window, profile, send
        self._sound: Sound | None = None
        self._desk: TellingDesk | None = None

    def open(self, look: Look, preferences: Preferences) -> ChannelsDialog:
        """Show the dialog of channels, or bring it to the front."""
        if self._desk is None:
            self._desk = self._made()
        return self._desk.open(look, preferences)

    def _made(self) -> TellingDesk:
        from gridwatch.runtime.channel_book import ChannelBook
        from gridwatch.services.autostart import autostart_of
        from gridwatch.ui.alerts.telling_desk import TellingDesk

        desk = TellingDesk(
            self._window,
            ChannelBook(self._profile, self),
            self._send,
            self._heard(),
            autostart_of(self._profile),
        )
        desk.chosen.connect(self.chosen)
        return desk

    def _heard(self) -> Sound:
        if self._sound is None:
            from gridwatch.ui.sound import Sound

            self._sound = Sound(self)
        return self._sound

    def ring(self, firings: Iterable[Firing], preferences: Preferences) -> bool:
        """Play the sound of new firings where one of them may be heard; tell whether it was."""
        from gridwatch.ui.sound import is_heard

        return preferences.sound and is_heard(firings) and self._heard().ring()

    def take(self, message: wire.Message) -> None:
        """Take what the collector says of channels."""
        if self._desk is not None:
            self._desk.take(message)

    def restyle(self, look: Look) -> None:
        """Say everything in another look."""
        if self._desk is not None:
            self._desk.restyle(look)

    def close(self) -> None:
        """Finish what is being stored, and be silent."""
        if self._desk is not None:
            self._desk.close()
        elif self._sound is not None:
            self._sound.close()
