"""The dialog for telling: the channels with their troubles, a new one, the sound, the start."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QGroupBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from gridwatch.services.channels import ChannelView
from gridwatch.ui.alerts.channel_form import ChannelForm
from gridwatch.ui.alerts.channel_model import ChannelsModel
from gridwatch.ui.look import Look
from gridwatch.ui.strips import error_words
from gridwatch.wording.failures import failure_words

translate = QCoreApplication.translate
_SIZE = (700, 680)
_LEAST_ROWS = 150


class ChannelsDialog(QDialog):
    """What the user sets about telling, each as a signal; what is stored comes back by a `show_`.

    `added` carries name, address and whether to keep it in a file; `switched`, `removed` and
    `test_wanted` the id of a channel; `sound_switched` and `autostart_switched` a choice.
    """

    added = Signal(str, str, bool)
    switched = Signal(int, bool)
    removed = Signal(int)
    test_wanted = Signal(int)
    sound_switched = Signal(bool)
    sound_wanted = Signal()
    autostart_switched = Signal(bool)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.resize(*_SIZE)
        self.model = ChannelsModel(look, self)
        self.table = QTreeView(self)
        self.form = ChannelForm(look, self)
        self._intro, self._result = QLabel(self), QLabel(self)
        self.test, self.remove = QPushButton(self), QPushButton(self)
        self.sound, self.sound_test = QCheckBox(self), QPushButton(self)
        self.autostart = QCheckBox(self)
        self._new, self._more = QGroupBox(self), QGroupBox(self)
        self._close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        self._awaited = 0  # the id of a channel that was just added
        self._prepare()
        self._place()
        self._connect()
        self.restyle(look)
        self._show_buttons()

    def _prepare(self) -> None:
        self.table.setModel(self.model)
        self.table.setRootIsDecorated(False)
        self.table.setUniformRowHeights(True)
        self.table.setAllColumnsShowFocus(True)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setMinimumHeight(_LEAST_ROWS)
        self.table.setStyleSheet("QTreeView::item { min-height: 26px; padding: 0 5px; }")
        header = self.table.header()
        header.setStretchLastSection(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        for label in (self._intro, self._result):
            label.setWordWrap(True)
        self._result.setTextFormat(Qt.TextFormat.PlainText)
        for button in (self.test, self.remove, self.sound_test):
            button.setAutoDefault(False)

    def _place(self) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self._result, 1)
        buttons.addWidget(self.test)
        buttons.addWidget(self.remove)
        QVBoxLayout(self._new).addWidget(self.form)
        sound = QHBoxLayout()
        sound.addWidget(self.sound, 1)
        sound.addWidget(self.sound_test)
        more = QVBoxLayout(self._more)
        more.addLayout(sound)
        more.addWidget(self.autostart)
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addWidget(self._intro)
        column.addWidget(self.table, 1)
        column.addLayout(buttons)
        column.addWidget(self._new)
        column.addWidget(self._more)
        column.addWidget(self._close)

    def _connect(self) -> None:
        self.form.added.connect(self.added)
        self.model.switched.connect(self.switched)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._show_buttons())
        self.test.clicked.connect(self._test)
        self.remove.clicked.connect(self._remove)
        self.sound.clicked.connect(self.sound_switched)
        self.sound_test.clicked.connect(lambda _: self.sound_wanted.emit())
        self.autostart.clicked.connect(self.autostart_switched)
        self._close.rejected.connect(self.reject)

    def result_words(self) -> str:
        """Return what is said of the last test."""
        return self._result.text()

    def current(self) -> ChannelView | None:
        """Return the channel that is selected, None where none is."""
        rows = self.table.selectionModel().selectedRows()
        return self.model.view(rows[0]) if rows else None

    def select(self, channel: int) -> None:
        """Select a channel by its id, where it is there."""
        row = self.model.row_of(channel)
        index = QModelIndex() if row is None else self.model.index(row, 0)
        self.table.setCurrentIndex(index)

    def _test(self) -> None:
        view = self.current()
        if view is None:
            return
        words = translate("Channels", "A test is on its way to “{name}” …")
        self._result.setText(words.format(name=view.channel.name))
        self.test.setEnabled(False)
        self.test_wanted.emit(view.channel.id)

    def _remove(self) -> None:
        view = self.current()
        if view is not None:
            self._result.clear()
            self.removed.emit(view.channel.id)

    def _show_buttons(self) -> None:
        chosen = self.current() is not None
        self.test.setEnabled(chosen)
        self.remove.setEnabled(chosen)

    # What comes home.

    def show_channels(self, views: tuple[ChannelView, ...]) -> None:
        """Show the channels as they are stored now."""
        self.model.show_channels(views)
        if self._awaited and self.model.row_of(self._awaited) is not None:
            self.select(self._awaited)
            self._awaited = 0
        self._show_buttons()

    def show_added(self, channel: int) -> None:
        """Empty the form: the new channel is stored. It is selected when it is shown."""
        self.form.clear()
        self._awaited = channel

    def show_keyring(self, found: bool) -> None:
        """Offer a file for the address where the system has no keyring."""
        self.form.show_keyring(found=found)

    def show_error(self, error: Exception) -> None:
        """Say why something was not done, by the form: most often it was that."""
        self.form.show_trouble(error, error_words(error))
        self._show_buttons()

    def show_tested(self, channel: int, failure: str) -> None:
        """Say what has become of a test; `failure` is a code of `gridwatch.domain.letter`."""
        row = self.model.row_of(channel)
        name = "" if row is None else self.model.view(self.model.index(row, 0)).channel.name
        sent = translate("Channels", "“{name}” has taken the test.")
        failed = translate("Channels", "“{name}”: {reason}")
        words = failed if failure else sent
        self._result.setText(words.format(name=name, reason=failure_words(failure)))
        self._show_buttons()

    def show_no_collector(self) -> None:
        """Say that a test can't be sent now: the process that sends is being started."""
        self._result.setText(
            translate("Channels", "GridWatch is still starting what sends. Try again in a moment.")
        )
        self._show_buttons()

    def show_sound(self, on: bool) -> None:
        """Show whether alerts are heard."""
        self.sound.setChecked(on)

    def show_autostart(self, on: bool) -> None:
        """Show whether alerts are watched for from login on."""
        self.autostart.setChecked(on)

    def restyle(self, look: Look) -> None:
        """Say everything in the language and tones of `look`."""
        self.setWindowTitle(translate("Channels", "Alerts by message and sound"))
        self._intro.setText(
            translate(
                "Channels",
                "Alerts are sent to these channels as well. Nothing leaves this machine until you"
                " add one, and then only the alert, to that service.",
            )
        )
        self.table.setAccessibleName(translate("Channels", "Channels"))
        self.test.setText(translate("Channels", "Send a test"))
        self.remove.setText(translate("Channels", "Remove"))
        self._new.setTitle(translate("Channels", "New channel"))
        self._more.setTitle(translate("Channels", "On this machine"))
        self.sound.setText(translate("Channels", "Play a sound"))
        self.sound_test.setText(translate("Channels", "Listen"))
        self.autostart.setText(
            translate("Channels", "Watch from login on, also while the window is closed")
        )
        self._result.setStyleSheet(f"color: {look.tones.muted};")
        self.model.restyle(look)
        self.form.restyle(look)
