"""The dialog for telling: what is typed and ticked comes out as signals, what is stored goes in."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from gridwatch.domain.channel_address import SERVICES
from gridwatch.domain.problem import Problem
from gridwatch.preferences import Preferences
from gridwatch.services.channels import ChannelView
from gridwatch.store.user.channels import Channel
from gridwatch.store.user.deliveries import Standing
from gridwatch.ui.alerts.channel_form import HELP, PARTS
from gridwatch.ui.alerts.channels import ChannelsDialog
from gridwatch.ui.look import look_of

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
AT = datetime(2026, 3, 2, 1, 45, tzinfo=UTC)
TICKED = Qt.ItemDataRole.CheckStateRole


def view(number: int, name: str, *, on: bool = True, **standing: object) -> ChannelView:
    channel = Channel(number, name, "ntfy", on, AT)
    return ChannelView(channel, Standing(number, **standing))  # type: ignore[arg-type]  # by name


VIEWS = (
    view(1, "Phone", sent_at=AT),
    view(4, "Team", waiting=3, next_try=AT, failure="status 401"),
    view(7, "Mail", on=False, given_up=2),
)


@pytest.fixture
def dialog(qapp: QApplication, qtbot: QtBot) -> ChannelsDialog:
    made = ChannelsDialog(look_of(qapp, Preferences(), "en", "light"))
    qtbot.addWidget(made)
    made.show_channels(VIEWS)
    made.show()
    return made


def told(dialog: ChannelsDialog, row: int) -> list[object]:
    return [dialog.model.data(dialog.model.index(row, column)) for column in range(4)]


def test_it_shows_what_is_stored(dialog: ChannelsDialog) -> None:
    assert told(dialog, 0)[:2] == ["Phone", "ntfy"]
    assert told(dialog, 0)[3] == ""
    assert str(told(dialog, 1)[3]).startswith(
        "The service refused the password or token (401). Waiting: 3, next try "
    )
    assert told(dialog, 2)[2:] == ["—", "Given up: 2."]
    ticks = [dialog.model.data(dialog.model.index(row, 0), TICKED) for row in range(3)]
    assert ticks == [Qt.CheckState.Checked, Qt.CheckState.Checked, Qt.CheckState.Unchecked]
    dialog.show_channels(VIEWS[:1])
    assert dialog.model.rowCount() == 1


def test_a_tick_asks_and_waits_for_what_is_stored(dialog: ChannelsDialog, qtbot: QtBot) -> None:
    index = dialog.model.index(2, 0)
    with qtbot.waitSignal(dialog.switched) as asked:
        dialog.model.setData(index, Qt.CheckState.Checked.value, TICKED)
    assert asked.args == [7, True]
    assert dialog.model.data(index, TICKED) is Qt.CheckState.Unchecked
    assert not dialog.model.setData(dialog.model.index(0, 1), "x")


def test_a_test_is_asked_for_and_answered_in_words(dialog: ChannelsDialog, qtbot: QtBot) -> None:
    assert not dialog.test.isEnabled()
    dialog.select(4)
    with qtbot.waitSignal(dialog.test_wanted) as asked:
        dialog.test.click()
    assert asked.args == [4]
    assert not dialog.test.isEnabled()
    dialog.show_tested(4, "status 500")
    assert dialog.result_words() == "“Team”: The service answered with an error (500)."
    assert dialog.test.isEnabled()
    dialog.show_tested(4, "")
    assert dialog.result_words() == "“Team” has taken the test."
    dialog.show_no_collector()
    assert "Try again" in dialog.result_words()


def test_a_channel_is_removed(dialog: ChannelsDialog, qtbot: QtBot) -> None:
    dialog.select(7)
    with qtbot.waitSignal(dialog.removed) as asked:
        dialog.remove.click()
    assert asked.args == [7]


@pytest.mark.parametrize("service", SERVICES, ids=lambda each: each.key)
def test_every_service_has_a_form_with_help(dialog: ChannelsDialog, service: object) -> None:
    form = dialog.form
    form.choose(service.key)  # type: ignore[attr-defined]  # a Service
    for part in form.service.parts:
        assert part.name in PARTS
        hidden = form.box(part.name).echoMode() is not QLineEdit.EchoMode.Normal
        assert hidden == part.secret
    assert form.service.key in HELP
    assert not form.add_button.isEnabled()


def test_a_service_and_its_parts_become_an_address(dialog: ChannelsDialog, qtbot: QtBot) -> None:
    form = dialog.form
    form.choose("telegram")
    form.box("name").setText(" My phone ")
    form.box("token").setText("123:abc")
    assert not form.add_button.isEnabled()
    form.box("chat").setText("42")
    with qtbot.waitSignal(dialog.added) as asked:
        form.add_button.click()
    assert asked.args == ["My phone", "tgram://123:abc/42/", False]
    assert not form.add_button.isEnabled()
    dialog.show_added(9)
    assert form.box("token").text() == ""
    dialog.show_channels((*VIEWS, view(9, "My phone")))
    current = dialog.current()
    assert current is not None
    assert current.channel.id == 9


def test_any_address_is_taken_as_it_is(dialog: ChannelsDialog, qtbot: QtBot) -> None:
    form = dialog.form
    form.choose("other")
    form.box("name").setText("x")
    form.box("url").setText(" discord://1/abc ")
    with qtbot.waitSignal(dialog.added) as asked:
        form.add_button.click()
    assert asked.args == ["x", "discord://1/abc", False]


def test_without_a_keyring_a_file_is_offered(dialog: ChannelsDialog, qtbot: QtBot) -> None:
    form = dialog.form
    assert not form.in_file.isVisible()
    form.choose("ntfy")
    form.box("name").setText("x")
    form.box("server").setText("ntfy.sh")
    form.box("topic").setText("t")
    form.add_button.click()
    dialog.show_error(Problem("keyring_missing", "This system has no keyring."))
    assert "no keyring" in form.trouble_words()
    assert form.in_file.isVisible()
    assert form.box("topic").text() == "t"
    form.in_file.setChecked(True)
    with qtbot.waitSignal(dialog.added) as asked:
        form.add_button.click()
    assert asked.args == ["x", "ntfys://ntfy.sh/t", True]


def test_sound_and_start_are_choices(dialog: ChannelsDialog, qtbot: QtBot) -> None:
    dialog.show_sound(True)
    dialog.show_autostart(False)
    with qtbot.waitSignal(dialog.sound_switched) as sound:
        dialog.sound.click()
    with qtbot.waitSignal(dialog.autostart_switched) as start:
        dialog.autostart.click()
    with qtbot.waitSignal(dialog.sound_wanted):
        dialog.sound_test.click()
    assert (sound.args, start.args) == ([False], [True])


def test_it_is_said_again_in_another_look(dialog: ChannelsDialog, qapp: QApplication) -> None:
    dialog.restyle(look_of(qapp, Preferences(), "de", "dark"))
    assert dialog.model.rowCount() == 3
