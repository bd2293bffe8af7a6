"""The dialog at work: on a real profile, a collector that listens, a start that is written."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from gridwatch import wire
from gridwatch.places import Profile
from gridwatch.preferences import Preferences
from gridwatch.runtime.channel_book import ChannelBook
from gridwatch.services.autostart import Autostart, FileEntry
from gridwatch.services.channels import channel_views
from gridwatch.store.database import open_user
from gridwatch.ui.alerts.telling_desk import TellingDesk
from gridwatch.ui.look import Look, look_of
from gridwatch.ui.sound import Sound

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
SECRET = "topsecrettoken"


@dataclass
class Stand:
    """A desk with a collector that can be away."""

    desk: TellingDesk
    book: ChannelBook
    profile: Profile
    look: Look
    sent: list[wire.Message] = field(default_factory=list)
    away: bool = False

    def send(self, message: wire.Message) -> bool:
        self.sent.append(message)
        return not self.away


@pytest.fixture
def stand(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Stand]:
    import keyring
    from keyring.backends.fail import Keyring

    before = keyring.get_keyring()
    keyring.set_keyring(Keyring())  # type: ignore[no-untyped-call]  # it has no annotations
    profile, window = Profile(tmp_path), QWidget()
    qtbot.addWidget(window)
    open_user(profile.user_db).close()
    book = ChannelBook(profile, window)
    made: list[Stand] = []

    def send(message: wire.Message) -> bool:
        return made[0].send(message)

    autostart = Autostart(FileEntry(tmp_path / "autostart" / "x.desktop"), b"[Desktop Entry]\n")
    sound = Sound(window, player=("/bin/true",))
    desk = TellingDesk(window, book, send, sound, autostart)
    made.append(Stand(desk, book, profile, look_of(qapp, Preferences(), "en", "light")))
    yield made[0]
    desk.close()
    keyring.set_keyring(before)


def test_a_channel_is_added_tested_switched_and_removed(stand: Stand, qtbot: QtBot) -> None:
    dialog = stand.desk.open(stand.look, Preferences())
    form = dialog.form
    qtbot.waitUntil(form.in_file.isVisible)  # there is no keyring
    form.choose("feishu")
    form.box("name").setText("Team")
    form.box("token").setText(SECRET)
    with qtbot.waitSignal(stand.book.failed):
        form.add_button.click()
    assert "no keyring" in form.trouble_words()
    form.in_file.setChecked(True)
    with qtbot.waitSignal(stand.book.read):
        form.add_button.click()
    assert dialog.model.rowCount() == 1
    assert form.box("token").text() == ""
    place = stand.profile.channel_secrets
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert SECRET in place.read_text()
    assert SECRET.encode() not in stand.profile.user_db.read_bytes()
    dialog.test.click()
    assert stand.sent == [wire.TestChannel(2)]  # the one that failed had the first id
    stand.desk.take(wire.ChannelTested(2, ok=False, failure="offline"))
    assert dialog.result_words().startswith("“Team”: No answer from the service.")
    with qtbot.waitSignal(stand.book.read):
        dialog.switched.emit(2, False)
    with closing(open_user(stand.profile.user_db)) as user:
        assert [each.channel.enabled for each in channel_views(user)] == [False]
    with qtbot.waitSignal(stand.book.read):
        dialog.remove.click()
    assert dialog.model.rowCount() == 0
    assert not place.exists()


def test_what_the_collector_says_is_read_again(stand: Stand, qtbot: QtBot) -> None:
    stand.desk.take(wire.Changed(deliveries=(1,)))  # the dialog is not there yet
    dialog = stand.desk.open(stand.look, Preferences(sound=False))
    assert not dialog.sound.isChecked()
    with qtbot.waitSignal(stand.book.read):
        pass
    with qtbot.waitSignal(stand.book.read):
        stand.desk.take(wire.Changed(deliveries=(1,)))
    assert stand.desk.open(stand.look, Preferences()) is dialog


def test_without_a_collector_it_says_so(stand: Stand) -> None:
    dialog = stand.desk.open(stand.look, Preferences())
    stand.away = True
    dialog.test_wanted.emit(1)
    assert "Try again" in dialog.result_words()


def test_the_start_and_the_sound_are_switched(stand: Stand, qtbot: QtBot) -> None:
    dialog = stand.desk.open(stand.look, Preferences())
    dialog.autostart.click()
    assert dialog.autostart.isChecked()
    place = stand.profile.root / "autostart" / "x.desktop"
    assert place.exists()
    dialog.autostart.click()
    assert not place.exists()
    place.parent.rmdir()
    place.parent.write_text("a file")
    dialog.autostart.click()
    assert not dialog.autostart.isChecked()
    assert "can't be changed" in dialog.form.trouble_words()
    with qtbot.waitSignal(stand.desk.chosen) as chosen:
        dialog.sound.click()
    assert chosen.args == ["sound", False]
