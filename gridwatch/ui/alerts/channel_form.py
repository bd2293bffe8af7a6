"""The form for a new channel: a service with its parts, or any address of Apprise."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gridwatch.domain.channel_address import SERVICES, Part, Service, address_of
from gridwatch.domain.problem import Problem
from gridwatch.ui.look import Look
from gridwatch.ui.marking import QT_TRANSLATE_NOOP
from gridwatch.ui.words import problem_words

translate = QCoreApplication.translate
# Any other service, by its address as it is.
OTHER = Service("other", "", (Part("url", "discord://…", secret=True),), "{url}")
CHOICES = (*SERVICES, OTHER)
PARTS: Mapping[str, str] = {
    "address": QT_TRANSLATE_NOOP("Channels", "Address"),
    "chat": QT_TRANSLATE_NOOP("Channels", "Chat id"),
    "key": QT_TRANSLATE_NOOP("Channels", "Key"),
    "password": QT_TRANSLATE_NOOP("Channels", "Password"),
    "server": QT_TRANSLATE_NOOP("Channels", "Server"),
    "signature": QT_TRANSLATE_NOOP("Channels", "Secret for signing"),
    "to": QT_TRANSLATE_NOOP("Channels", "To"),
    "token": QT_TRANSLATE_NOOP("Channels", "Token"),
    "topic": QT_TRANSLATE_NOOP("Channels", "Topic"),
    "url": QT_TRANSLATE_NOOP("Channels", "Address"),
    "user": QT_TRANSLATE_NOOP("Channels", "User"),
}
HELP: Mapping[str, str] = {
    "email": QT_TRANSLATE_NOOP(
        "Channels", "The server that sends your mail. Many providers want an app password for it."
    ),
    "ntfy": QT_TRANSLATE_NOOP(
        "Channels",
        "Subscribe to the same topic in the ntfy app. Whoever knows its name can read along.",
    ),
    "telegram": QT_TRANSLATE_NOOP(
        "Channels", "Make a bot with @BotFather, write to it once, and give its token and your id."
    ),
    "dingtalk": QT_TRANSLATE_NOOP(
        "Channels", "Add a custom robot to a group; the token is at the end of its webhook."
    ),
    "feishu": QT_TRANSLATE_NOOP(
        "Channels", "Add a custom bot to a group; the token is at the end of its webhook."
    ),
    "wecom": QT_TRANSLATE_NOOP(
        "Channels", "Add a group robot; the key is at the end of its webhook."
    ),
    "webhook": QT_TRANSLATE_NOOP(
        "Channels", "Each alert is posted to this address as JSON with a title and a message."
    ),
    "other": QT_TRANSLATE_NOOP(
        "Channels",
        "Any address that Apprise knows, such as discord:// or slack://: more than a hundred"
        " services are described at github.com/caronc/apprise.",
    ),
}


class ChannelForm(QWidget):
    """`added` carries a name, an address, and whether the address is to be kept in a file."""

    added = Signal(str, str, bool)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._service = QComboBox(self)
        self._service.addItems([each.name for each in CHOICES])
        self._name = QLineEdit(self)
        self._name.setMaxLength(80)
        self._help, self._trouble = QLabel(self), QLabel(self)
        for each in (self._help, self._trouble):
            each.setWordWrap(True)
        self.in_file = QCheckBox(self)
        self.add_button = QPushButton(self)
        self.add_button.setAutoDefault(False)
        self._boxes: dict[str, QLineEdit] = {}
        self._labels: dict[str, QLabel] = {}
        self._form = QFormLayout()
        self._name_label, self._service_label = QLabel(self), QLabel(self)
        self._place()
        self._service.currentIndexChanged.connect(lambda _: self._show_parts())
        self._name.textChanged.connect(lambda _: self._check())
        self.add_button.clicked.connect(self._ask)
        self.show_keyring(found=True)
        self._show_parts()
        self.restyle(look)

    def _place(self) -> None:
        self._form.addRow(self._service_label, self._service)
        self._form.addRow(self._name_label, self._name)
        foot = QHBoxLayout()
        foot.addWidget(self.in_file)
        foot.addStretch(1)
        foot.addWidget(self.add_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._form)
        column.addWidget(self._help)
        column.addWidget(self._trouble)
        column.addLayout(foot)

    @property
    def service(self) -> Service:
        """Return the service that is chosen."""
        return CHOICES[self._service.currentIndex()]

    def box(self, part: str) -> QLineEdit:
        """Return the box of a part of the address; "name" is that of the channel."""
        return self._name if part == "name" else self._boxes[part]

    def trouble_words(self) -> str:
        """Return why a channel was not added, "" where nothing is wrong."""
        return self._trouble.text()

    def choose(self, key: str) -> None:
        """Choose a service by its key."""
        self._service.setCurrentIndex([each.key for each in CHOICES].index(key))

    def show_keyring(self, *, found: bool) -> None:
        """Offer the file only where the system has no keyring."""
        self.in_file.setVisible(not found)
        if found:
            self.in_file.setChecked(False)

    def show_trouble(self, error: Exception, words: str) -> None:
        """Say why a channel was not added; what was typed stays."""
        self._tell(words)
        if isinstance(error, Problem) and error.code in {"keyring_missing", "keyring_failed"}:
            self.in_file.setVisible(True)
        self._check()

    def clear(self) -> None:
        """Empty all boxes: secrets stay on screen no longer than they are needed."""
        for each in (self._name, *self._boxes.values()):
            each.clear()
        self._tell("")

    def _tell(self, words: str) -> None:
        self._trouble.setText(words)
        self._trouble.setVisible(bool(words))

    def _show_parts(self) -> None:
        for name in list(self._boxes):
            self._form.removeRow(self._boxes.pop(name))
            del self._labels[name]
        for part in self.service.parts:
            box = self._boxes[part.name] = QLineEdit(self)
            box.setPlaceholderText(part.example)
            if part.secret:
                box.setEchoMode(QLineEdit.EchoMode.PasswordEchoOnEdit)
            box.textChanged.connect(lambda _: self._check())
            label = self._labels[part.name] = QLabel(self)
            self._form.addRow(label, box)
        self._tell("")
        self._say_parts()
        self._check()

    def _say_parts(self) -> None:
        for part in self.service.parts:
            words = translate("Channels", PARTS[part.name])
            optional = translate("Channels", "{part} (if any)").format(part=words)
            self._labels[part.name].setText(words if part.needed else optional)
            self._boxes[part.name].setAccessibleName(words)
        self._help.setText(translate("Channels", HELP[self.service.key]))

    def _check(self) -> None:
        needed = [self._boxes[each.name] for each in self.service.parts if each.needed]
        self.add_button.setEnabled(all(each.text().strip() for each in (self._name, *needed)))

    def _ask(self) -> None:
        values = {name: box.text() for name, box in self._boxes.items()}
        try:
            own = self.service is not OTHER
            address = address_of(self.service, values) if own else values["url"].strip()
        except Problem as problem:
            self.show_trouble(problem, problem_words(problem))
            return
        self._tell("")
        self.add_button.setEnabled(False)  # until it is stored, or refused
        self.added.emit(self._name.text().strip(), address, self.in_file.isChecked())

    def restyle(self, look: Look) -> None:
        """Say everything in the language and tones of `look`."""
        self._service_label.setText(translate("Channels", "Service"))
        self._name_label.setText(translate("Channels", "Name"))
        self._service.setItemText(len(CHOICES) - 1, translate("Channels", "Another service"))
        self._service.setAccessibleName(translate("Channels", "Service"))
        self._name.setAccessibleName(translate("Channels", "Name"))
        self.add_button.setText(translate("Channels", "Add channel"))
        self.in_file.setText(
            translate("Channels", "Keep the address in a file that only I can read")
        )
        self._help.setStyleSheet(f"color: {look.tones.muted};")
        self._trouble.setStyleSheet(f"color: {look.tones.warn};")
        self._say_parts()
