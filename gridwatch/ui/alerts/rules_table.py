"""The table of rules: selection, columns, keys and the menu of what can be done with them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QByteArray, QCoreApplication, QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QMenu, QTreeView, QWidget

from gridwatch.domain.alert.rule import Rule
from gridwatch.ui.alerts.columns import COLUMNS, PLACES
from gridwatch.ui.alerts.model import RulesModel
from gridwatch.ui.alerts.rule_choices import SNOOZES, is_quiet
from gridwatch.ui.alerts.target_removal import removal_words
from gridwatch.ui.appearance import Tones

translate = QCoreApplication.translate
_STYLE = """
QTreeView {{ border: none; }}
QTreeView::item {{ min-height: 25px; padding: 0 5px; }}
QTreeView::item:hover {{ background: {hover}; }}
QTreeView::item:selected {{ background: {chosen}; color: {text}; }}
"""
_PADDING = 12  # beside the words of a cell
_LETTERS, _LETTERS_OF_CONDITION = 34, 50  # that a column takes at most by itself
_STRETCHED = PLACES["alert"]
_FIXED = " fixed"  # after a saved state: the user chose the widths
_Keys = QKeySequence.StandardKey | str | None


class RulesTable(QTreeView):
    """Shows a `RulesModel`; what the user asks for leaves as the name of a verb.

    Verbs are "new", "edit", "mute", "remove", "company" and those of `SNOOZES`.
    """

    asked = Signal(str)
    sorted = Signal(str, bool)

    def __init__(self, model: RulesModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._rules = model
        self._fitted, self._fitting = True, False
        self._widths = [each.width for each in COLUMNS]  # without the room that is left
        self.setModel(model)
        self._behave()
        header = self.header()
        header.setSectionsMovable(True)
        header.setSectionsClickable(True)
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(28)
        header.setResizeContentsPrecision(0)  # what is in view: rules are many
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._offer_columns)
        header.sectionClicked.connect(self._sort)
        for place, column in enumerate(COLUMNS):
            header.resizeSection(place, column.width)
            header.setSectionHidden(place, not column.shown)
        header.sectionResized.connect(self._resized)
        self.doubleClicked.connect(lambda _: self.asked.emit("edit"))

    def _behave(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    def restyle(self, tones: Tones) -> None:
        """Take the words of the language that is installed now, and other colours."""
        names = ("hover", "chosen", "text")
        self.setStyleSheet(_STYLE.format(**{name: getattr(tones, name) for name in names}))
        self.setAccessibleName(translate("Alerts", "Alert rules"))

    # What is selected

    def chosen(self) -> list[Rule]:
        """Return the selected rules, top to bottom."""
        views = (self._rules.view_at(each) for each in self._chosen_rows())
        return [each.rule for each in views if each is not None]

    def _chosen_rows(self) -> list[int]:
        # By ranges: asked for each index, ten thousand rows take a second.
        ranges = self.selectionModel().selection().toList()
        return sorted({row for each in ranges for row in range(each.top(), each.bottom() + 1)})

    def current(self) -> Rule | None:
        """Return the rule of the current row."""
        view = self._rules.view_at(self.currentIndex().row())
        return view.rule if view else None

    def point_at(self, number: int) -> bool:
        """Select the rule with this id and tell whether it is shown."""
        row = self._rules.place_of(number)
        if row is None:
            return False
        index = self._rules.index(row, PLACES["about"])
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.scrollTo(index)
        return True

    # Columns

    def fit(self) -> None:
        """Let words and figures be read whole, unless the user chose the widths.

        Columns only grow: what comes later moves little. The condition takes the room that is left.
        """
        if not self._fitted:
            return
        header, self._fitting = self.header(), True
        self._widths = [self._wanted_width(each) for each in range(len(COLUMNS))]
        shown = [each for each in range(len(COLUMNS)) if not header.isSectionHidden(each)]
        spare = max(0, self.viewport().width() - sum(self._widths[each] for each in shown))
        for place in shown:
            header.resizeSection(place, self._widths[place] + spare * (place == _STRETCHED))
        self._fitting = False

    def _wanted_width(self, place: int) -> int:
        before = self._widths[place]
        if place == PLACES["quiet"] or self.header().isSectionHidden(place):
            return before
        words = self.sizeHintForColumn(place) + _PADDING
        letters = _LETTERS_OF_CONDITION if place == _STRETCHED else _LETTERS
        most = letters * self.fontMetrics().averageCharWidth()
        return max(before, min(words, most), self.header().sectionSizeHint(place))

    def _resized(self, *_: int) -> None:
        if not self._fitting:
            self._fitted = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the columns fill the room."""
        super().resizeEvent(event)
        self.fit()

    def save(self) -> str:
        """Return order, widths and visibility of the columns."""
        state = self.header().saveState().toHex().toStdString()
        return state if self._fitted else state + _FIXED

    def restore(self, state: str) -> None:
        """Bring the columns back as they were saved; what can't be read changes nothing."""
        if state:
            self._fitting = True
            self.header().restoreState(QByteArray.fromHex(state.removesuffix(_FIXED).encode()))
            self._fitting, self._fitted = False, not state.endswith(_FIXED)
            self.fit()

    def _offer_columns(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for section, column in enumerate(COLUMNS):
            action = menu.addAction(translate("Alerts", column.words))
            action.setCheckable(True)
            action.setChecked(not self.header().isSectionHidden(section))
            action.setEnabled(column.id != "alert")
            action.toggled.connect(_shower(self, section))
        menu.popup(self.header().mapToGlobal(place))

    def _sort(self, section: int) -> None:
        wish, column = self._rules.wish, COLUMNS[section].id
        if wish.column != column:
            self.sorted.emit(column, False)
        elif not wish.falling:
            self.sorted.emit(column, True)
        else:
            self.sorted.emit("", False)

    # What the user can do

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Listen to the keys that the menu names."""
        verb = _VERBS.get(event.key()) if not _is_modified(event) else None
        if event.matches(QKeySequence.StandardKey.Delete):
            verb = "remove"
        if verb is None:
            super().keyPressEvent(event)
        elif verb == "snooze":
            self.offer_snooze(self.viewport().mapToGlobal(self.rect().center()))
        else:
            self.asked.emit(verb)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with the selected rules."""
        self.menu().popup(event.globalPos())

    def menu(self) -> QMenu:
        """Return the menu for the selected rules."""
        menu, chosen = self._made_menu(), self.chosen()
        self._add(menu, translate("Alerts", "New alert…"), "new")
        menu.addSeparator()
        self._add(menu, _edit_words(chosen), "edit", "F2", enabled=len(chosen) == 1)
        self._add(menu, self.mute_words(chosen), "mute", "M", enabled=bool(chosen))
        snooze = menu.addMenu(translate("Alerts", "Snooze"))
        snooze.setEnabled(bool(chosen))
        self._fill_snooze(snooze)
        self._add(menu, translate("Alerts", "Show the company"), "company", enabled=bool(chosen))
        menu.addSeparator()
        keys = QKeySequence.StandardKey.Delete
        removable = any(each.claim_id is None for each in chosen)
        self._add(menu, removal_words(chosen), "remove", keys, enabled=removable)
        return menu

    def mute_words(self, chosen: Sequence[Rule]) -> str:
        """Return what muting would do to rules."""
        now = self._rules.scene.now
        if chosen and all(is_quiet(each, now) for each in chosen):
            return translate("Alerts", "Let it tell again")
        return translate("Alerts", "Mute")

    def offer_snooze(self, place: QPoint) -> None:
        """Ask how long the selected rules shall be quiet."""
        if self.chosen():
            menu = self._made_menu()
            self._fill_snooze(menu)
            menu.popup(place)

    def _made_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu

    def _fill_snooze(self, menu: QMenu) -> None:
        for verb, (words, _) in SNOOZES.items():
            self._add(menu, words(), verb)

    def _add(
        self, menu: QMenu, words: str, verb: str, keys: _Keys = None, *, enabled: bool = True
    ) -> None:
        action = menu.addAction(words)
        action.setEnabled(enabled)
        action.triggered.connect(lambda _checked=False: self.asked.emit(verb))
        if keys is not None:
            # Shown beside the words; the table itself listens to the keys.
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)


_VERBS: Mapping[int, str] = {
    Qt.Key.Key_F2: "edit",
    Qt.Key.Key_Return: "edit",
    Qt.Key.Key_Enter: "edit",
    Qt.Key.Key_Backspace: "remove",
    Qt.Key.Key_Insert: "new",
    Qt.Key.Key_M: "mute",
    Qt.Key.Key_S: "snooze",
}


def _edit_words(chosen: Sequence[Rule]) -> str:
    """Return where a rule is changed: with its target or its claim, where it has one."""
    only = chosen[0] if len(chosen) == 1 else None
    if only is not None and only.target_id is not None:
        return translate("Alerts", "Change target…")
    if only is not None and only.claim_id is not None:
        return translate("Alerts", "Show the claim")
    return translate("Alerts", "Edit…")


def _is_modified(event: QKeyEvent) -> bool:
    kept = ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
    return bool(event.modifiers() & kept)


def _shower(table: RulesTable, section: int) -> Callable[[bool], None]:
    return lambda shown: table.header().setSectionHidden(section, not shown)
