"""The one table of actions: menu, toolbar, shortcuts and words walk it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtGui import QAction, QActionGroup, QIcon, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QToolBar, QWidget

from gridwatch.preferences import CURRENCIES, Preferences
from gridwatch.ui.marking import QT_TRANSLATE_NOOP

translate = QCoreApplication.translate
Key = QKeySequence.StandardKey
SEPARATOR = "-"


@dataclass(frozen=True, slots=True)
class Entry:
    """One action: its id is also the name of its verb; `words` are translated when shown."""

    id: str
    words: str
    shortcut: Key | str = ""
    icon: str = ""
    checkable: bool = False
    role: QAction.MenuRole = QAction.MenuRole.NoRole
    other: str = ""  # a second shortcut


@dataclass(frozen=True, slots=True)
class Choice:
    """A setting that is picked from a submenu: (value, words) pairs."""

    id: str
    words: str
    values: tuple[tuple[str, str], ...]


ENTRIES = (
    Entry("add", QT_TRANSLATE_NOOP("Actions", "Add company…"), Key.New, "add"),
    Entry("remove", QT_TRANSLATE_NOOP("Actions", "Remove from list"), "", "remove"),
    Entry("target", QT_TRANSLATE_NOOP("Actions", "Set target…"), "Ctrl+T", "target"),
    Entry("alert", QT_TRANSLATE_NOOP("Actions", "New alert…"), "Ctrl+Shift+A", "bell"),
    Entry("ladder", QT_TRANSLATE_NOOP("Actions", "Edit ladder…"), "Ctrl+L"),
    Entry("undo", QT_TRANSLATE_NOOP("Actions", "Undo"), Key.Undo, "undo"),
    Entry("redo", QT_TRANSLATE_NOOP("Actions", "Redo"), Key.Redo, "redo"),
    Entry("refresh", QT_TRANSLATE_NOOP("Actions", "Refresh now"), Key.Refresh, "refresh"),
    Entry("group", QT_TRANSLATE_NOOP("Actions", "Group by segment"), "Ctrl+G", "group"),
    Entry("chart", QT_TRANSLATE_NOOP("Actions", "New chart"), "Ctrl+Shift+C", "chart"),
    Entry("milestones", QT_TRANSLATE_NOOP("Actions", "Show who is next"), "Ctrl+Shift+M"),
    Entry("thesis", QT_TRANSLATE_NOOP("Actions", "Show the thesis"), "Ctrl+Shift+T"),
    Entry("new_claim", QT_TRANSLATE_NOOP("Actions", "New claim"), "Ctrl+Shift+N"),
    Entry("new_entry", QT_TRANSLATE_NOOP("Actions", "New journal entry"), "Ctrl+J"),
    Entry("reviews", QT_TRANSLATE_NOOP("Actions", "Show what is due for review"), "Ctrl+Shift+R"),
    Entry("export_thesis", QT_TRANSLATE_NOOP("Actions", "Export thesis…")),
    Entry("import_thesis", QT_TRANSLATE_NOOP("Actions", "Import thesis…")),
    Entry("print_thesis", QT_TRANSLATE_NOOP("Actions", "Print thesis…"), Key.Print),
    Entry("portfolio", QT_TRANSLATE_NOOP("Actions", "Show the portfolio"), "Ctrl+Shift+O"),
    Entry("new_transaction", QT_TRANSLATE_NOOP("Actions", "New transaction…"), "Ctrl+Shift+B"),
    Entry("new_account", QT_TRANSLATE_NOOP("Actions", "New account…")),
    Entry("import_ledger", QT_TRANSLATE_NOOP("Actions", "Import…"), "Ctrl+Shift+I"),
    Entry("imports", QT_TRANSLATE_NOOP("Actions", "Take an import back…")),
    Entry("export_ledger", QT_TRANSLATE_NOOP("Actions", "Export…"), "Ctrl+Shift+E"),
    Entry("report", QT_TRANSLATE_NOOP("Actions", "Report of the portfolio…")),
    Entry("find", QT_TRANSLATE_NOOP("Actions", "Filter the list"), Key.Find, "search"),
    Entry("find_notes", QT_TRANSLATE_NOOP("Actions", "Find in the notes…"), "Ctrl+Shift+F"),
    Entry(
        "palette",
        QT_TRANSLATE_NOOP("Actions", "Find an action or a company…"),
        "Ctrl+K",
        other="Ctrl+Shift+P",
    ),
    Entry("log", QT_TRANSLATE_NOOP("Actions", "Search the alert log"), "Ctrl+Shift+L"),
    Entry("newest", QT_TRANSLATE_NOOP("Actions", "Show the newest alert"), "F8", "bell"),
    Entry(
        "notifications",
        QT_TRANSLATE_NOOP("Actions", "Desktop notifications"),
        checkable=True,
    ),
    Entry("channels", QT_TRANSLATE_NOOP("Actions", "Channels…")),
    Entry(
        "fill",
        QT_TRANSLATE_NOOP("Actions", "Fill the window with one panel"),
        "F11",
        "fill",
        checkable=True,
    ),
    Entry("reset", QT_TRANSLATE_NOOP("Actions", "Reset the layout")),
    Entry(
        "about",
        QT_TRANSLATE_NOOP("Actions", "About GridWatch"),
        role=QAction.MenuRole.AboutRole,
    ),
    Entry(
        "quit",
        QT_TRANSLATE_NOOP("Actions", "Quit"),
        "Ctrl+Q",
        role=QAction.MenuRole.QuitRole,
    ),
)
CHOICES = (
    Choice(
        "theme",
        QT_TRANSLATE_NOOP("Actions", "Theme"),
        (
            ("system", QT_TRANSLATE_NOOP("Actions", "Like the system")),
            ("light", QT_TRANSLATE_NOOP("Actions", "Light")),
            ("dark", QT_TRANSLATE_NOOP("Actions", "Dark")),
        ),
    ),
    Choice(
        "language",
        QT_TRANSLATE_NOOP("Actions", "Language"),
        (
            ("system", QT_TRANSLATE_NOOP("Actions", "Like the system")),
            # Everybody finds their own language, whatever is on screen: never translated.
            ("en", "English"),
            ("de", "Deutsch"),
            ("zh_CN", "简体中文"),
        ),
    ),
    Choice(
        "base_currency",
        QT_TRANSLATE_NOOP("Actions", "Base currency"),
        tuple((each, each) for each in CURRENCIES),
    ),
    Choice(
        "rising",
        QT_TRANSLATE_NOOP("Actions", "Colour of a rise"),
        (
            ("auto", QT_TRANSLATE_NOOP("Actions", "By language")),
            ("green", QT_TRANSLATE_NOOP("Actions", "Green")),
            ("red", QT_TRANSLATE_NOOP("Actions", "Red")),
        ),
    ),
)
# "docks" and "shown" are put in place of the toggles of all docks and of the settings.
MENUS = (
    (
        QT_TRANSLATE_NOOP("Actions", "&List"),
        (
            "add",
            "remove",
            SEPARATOR,
            "target",
            "ladder",
            "alert",
            "new_entry",
            SEPARATOR,
            "refresh",
            SEPARATOR,
            "import_thesis",
            "export_thesis",
            "print_thesis",
            SEPARATOR,
            "quit",
        ),
    ),
    (
        QT_TRANSLATE_NOOP("Actions", "&Edit"),
        ("undo", "redo", SEPARATOR, "find", "find_notes", "palette"),
    ),
    (
        QT_TRANSLATE_NOOP("Actions", "&View"),
        (
            "group",
            SEPARATOR,
            "chart",
            "milestones",
            "thesis",
            "new_claim",
            "reviews",
            "newest",
            "log",
            SEPARATOR,
            "docks",
            SEPARATOR,
            "fill",
            "reset",
        ),
    ),
    (
        QT_TRANSLATE_NOOP("Actions", "&Portfolio"),
        (
            "portfolio",
            SEPARATOR,
            "new_transaction",
            "new_account",
            SEPARATOR,
            "import_ledger",
            "imports",
            SEPARATOR,
            "export_ledger",
            "report",
        ),
    ),
    (
        QT_TRANSLATE_NOOP("Actions", "&Settings"),
        ("theme", "language", "base_currency", "rising", SEPARATOR, "notifications", "channels"),
    ),
    (QT_TRANSLATE_NOOP("Actions", "&Help"), ("about",)),
)
TOOLBAR = (
    "add",
    "remove",
    "target",
    SEPARATOR,
    "undo",
    "redo",
    SEPARATOR,
    "group",
    SEPARATOR,
    "refresh",
)


class Actions(QObject):
    """The actions of a window; `triggered` carries id and checked, `chosen` a setting and value."""

    triggered = Signal(str, bool)
    chosen = Signal(str, str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._actions = {each.id: self._made(each) for each in ENTRIES}
        self._submenus = {each.id: QMenu(window) for each in CHOICES}
        self._values: dict[tuple[str, str], QAction] = {}
        for choice in CHOICES:
            self._fill_choice(choice)
        self._menus: list[QMenu] = []

    def __getitem__(self, name: str) -> QAction:
        """Return the action with this id."""
        return self._actions[name]

    def _made(self, entry: Entry) -> QAction:
        action = QAction(self._window)
        action.setObjectName(entry.id)
        action.setCheckable(entry.checkable)
        action.setMenuRole(entry.role)
        if entry.shortcut:
            keys = (entry.shortcut, entry.other) if entry.other else (entry.shortcut,)
            action.setShortcuts([QKeySequence(each) for each in keys])
        action.triggered.connect(partial(self._tell, entry.id))
        return action

    def _tell(self, name: str, checked: bool = False) -> None:
        self.triggered.emit(name, checked)

    def _fill_choice(self, choice: Choice) -> None:
        group = QActionGroup(self)
        for value, _ in choice.values:
            action = QAction(group)
            action.setCheckable(True)
            action.triggered.connect(partial(self._choose, choice.id, value))
            self._values[choice.id, value] = action
            self._submenus[choice.id].addAction(action)

    def _choose(self, name: str, value: str, _checked: bool = False) -> None:
        self.chosen.emit(name, value)

    def listed(self) -> Iterator[tuple[str, str, QAction]]:
        """Return every action and every value of a setting: its id, its words, the action."""
        for entry in ENTRIES:
            yield (
                entry.id,
                self._actions[entry.id].text().replace("&", "").rstrip("…"),
                self[entry.id],
            )
        for choice in CHOICES:
            title = translate("Actions", choice.words)
            for value, words in choice.values:
                action = self._values[choice.id, value]
                yield f"{choice.id} {value}", f"{title}: {translate('Actions', words)}", action

    def fill(self, bar: QMenuBar, toolbar: QToolBar, docks: Iterable[QAction]) -> None:
        """Put everything into the menus and the toolbar, the toggles of docks included."""
        toggles = list(docks)
        for _, items in MENUS:
            menu = bar.addMenu("")
            self._menus.append(menu)
            for item in items:
                self._put(menu, item, toggles)
        for item in TOOLBAR:
            if item == SEPARATOR:
                toolbar.addSeparator()
            else:
                toolbar.addAction(self._actions[item])

    def _put(self, menu: QMenu, item: str, docks: list[QAction]) -> None:
        if item == SEPARATOR:
            menu.addSeparator()
        elif item == "docks":
            menu.addActions(docks)
        elif item in self._submenus:
            menu.addMenu(self._submenus[item])
        else:
            menu.addAction(self._actions[item])

    def show_words(self) -> None:
        """Write all words anew, in the language that is installed now."""
        for entry in ENTRIES:
            action = self._actions[entry.id]
            action.setText(translate("Actions", entry.words))
            action.setToolTip(_tip(action))
        for choice in CHOICES:
            self._submenus[choice.id].setTitle(translate("Actions", choice.words))
            for value, words in choice.values:
                self._values[choice.id, value].setText(translate("Actions", words))
        for menu, (words, _) in zip(self._menus, MENUS, strict=True):
            menu.setTitle(translate("Actions", words))

    def show_icons(self, icon: Callable[[str], QIcon]) -> None:
        """Give the actions their pictures, as `icon` paints them by name."""
        for entry in ENTRIES:
            if entry.icon:
                self._actions[entry.id].setIcon(icon(entry.icon))

    def show_preferences(self, preferences: Preferences) -> None:
        """Check what is chosen."""
        for (name, value), action in self._values.items():
            action.setChecked(getattr(preferences, name) == value)
        self._actions["notifications"].setChecked(preferences.notifications)

    def show_history(self, undo: str, redo: str) -> None:
        """Say what undo and redo would do; "" where there is nothing."""
        labels: Mapping[str, str] = {"undo": undo, "redo": redo}
        for name, label in labels.items():
            action = self._actions[name]
            words = translate("Actions", "Undo") if name == "undo" else translate("Actions", "Redo")
            action.setEnabled(bool(label))
            action.setText(f"{words}: {label}" if label else words)
            action.setIconText(words)
            action.setToolTip(_tip(action))


def _tip(action: QAction) -> str:
    shortcut = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    words = action.text().replace("&", "").rstrip("…")
    return f"{words} ({shortcut})" if shortcut else words
