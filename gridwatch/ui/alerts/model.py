"""The rules as a Qt model that says what changed and never starts over."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QIcon

from gridwatch.services.rule_views import RuleView, Stage
from gridwatch.ui.alerts.columns import COLUMNS, PLACES, tip_words, translate
from gridwatch.ui.alerts.quiet_marks import quiet_icon, quiet_mark
from gridwatch.ui.alerts.scene import Scene, subject_words
from gridwatch.ui.alerts.words import quiet_words, stage_of
from gridwatch.ui.moving_rows import MovingRows

Index = QModelIndex | QPersistentModelIndex
SORT_ROLE = Qt.ItemDataRole.UserRole
RULE_ROLE = Qt.ItemDataRole.UserRole + 1
_NOWHERE = QModelIndex()
_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
_QUIET = PLACES["quiet"]
MUTED, EXPIRED = "muted", "expired"


@dataclass(frozen=True, slots=True)
class Wish:
    """Which rules the user wants to see, and in which order; "" is the order of making.

    `company`: only rules that are about it, 0 for all. `state`: a Stage, "muted" or "expired".
    """

    words: str = ""
    company: int = 0
    state: str = ""
    column: str = ""
    falling: bool = False


class RulesModel(MovingRows[int]):
    """Rules, one row each; a row keeps its place in a selection whatever happens around it."""

    def __init__(self, scene: Scene, parent: QObject | None = None) -> None:
        super().__init__()
        self.setParent(parent)
        self.scene = scene
        self.wish = Wish()
        self._views: Mapping[int, RuleView] = {}
        self._texts: dict[int, list[str | None]] = {}
        self._sought: dict[int, str] = {}
        self._aspects: Mapping[int, Callable[[RuleView, int], object]] = {
            Qt.ItemDataRole.DisplayRole: self._text,
            Qt.ItemDataRole.TextAlignmentRole: lambda _, place: int(COLUMNS[place].align),
            Qt.ItemDataRole.ForegroundRole: self._colour,
            Qt.ItemDataRole.ToolTipRole: lambda view, _: tip_words(view, self.scene),
            Qt.ItemDataRole.AccessibleTextRole: self._spoken,
            Qt.ItemDataRole.DecorationRole: self._icon,
            SORT_ROLE: lambda view, place: COLUMNS[place].key(view, self.scene),
            RULE_ROLE: lambda view, _: view.rule.id,
        }

    # What is shown

    def show(self, views: Iterable[RuleView], scene: Scene) -> None:
        """Take a new reading: rows come, go and move only where rules did."""
        fresh = {each.rule.id: each for each in views}
        changed = self._changed(fresh, scene)
        before, self._views, self.scene = self._views, fresh, scene
        self._forget(changed)
        known, wanted = set(self._row_of), self._arranged()
        self._views = {**before, **fresh}  # while rows go, views still ask for them
        self._become(wanted)
        self._views = fresh
        self._announce(changed & known, len(COLUMNS))

    def set_now(self, now: datetime) -> None:
        """Let time pass: rules whose snooze or life is over are said anew."""
        before, self.scene = self.scene, replace(self.scene, now=now)
        over = {
            number
            for number, view in self._views.items()
            if (view.rule.expires_at is not None or view.rule.snoozed_until is not None)
            and quiet_words(view.rule, before) != quiet_words(view.rule, self.scene)
        }
        self._forget(over)
        self._announce(over, len(COLUMNS))

    def arrange(self, wish: Wish) -> None:
        """Filter or sort otherwise."""
        before, self.wish = self.wish, wish
        self._become(self._arranged())
        if (before.column, before.falling) != (wish.column, wish.falling):
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)

    # What the view asks

    def view_at(self, row: int) -> RuleView | None:
        """Return the rule of a row, None where there is none."""
        number = self.row(row)
        return None if number is None else self._views[number]

    def view_of(self, number: int) -> RuleView | None:
        """Return the rule with this id, shown or not."""
        return self._views.get(number)

    @property
    def views(self) -> tuple[RuleView, ...]:
        """Return all rules of this reading."""
        return tuple(self._views.values())

    @property
    def count(self) -> int:
        """Return how many rules there are, shown or not."""
        return len(self._views)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of columns, shown or not."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401 - a QVariant
        """Return the words over a column."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(COLUMNS):
            return None
        column = COLUMNS[section]
        if role == Qt.ItemDataRole.DisplayRole:
            arrow = ("↓" if self.wish.falling else "↑") if self.wish.column == column.id else ""
            words = "" if section == _QUIET else translate("Alerts", column.words)
            return f"{words} {arrow}".strip()
        if role in {Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole}:
            return translate("Alerts", column.words)
        return int(column.align) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return what can be done with a cell."""
        return _FLAGS if index.isValid() else Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - a QVariant
        """Return one aspect of a cell."""
        view = self.view_at(index.row()) if index.isValid() else None
        aspect = self._aspects.get(role)
        return None if view is None or aspect is None else aspect(view, index.column())

    def _text(self, view: RuleView, place: int) -> str:
        texts = self._texts.setdefault(view.rule.id, [None] * len(COLUMNS))
        made = texts[place]
        if made is None:
            made = texts[place] = COLUMNS[place].text(view, self.scene)
        return made

    def _colour(self, view: RuleView, place: int) -> QColor:
        tone = COLUMNS[place].tone(view, self.scene)
        if tone == "text" and quiet_words(view.rule, self.scene):
            tone = "muted"
        return QColor(str(getattr(self.scene.look.tones, tone)))

    def _spoken(self, view: RuleView, place: int) -> str:
        words = self._text(view, place) or (
            quiet_words(view.rule, self.scene) if place == _QUIET else ""
        )
        return f"{translate('Alerts', COLUMNS[place].words)}: {words}"

    def _icon(self, view: RuleView, place: int) -> QIcon | None:
        mark = quiet_mark(view.rule, self.scene) if place == _QUIET else ""
        return quiet_icon(mark, self.scene.look.tones) if mark else None

    # How one state becomes the next

    def _changed(self, fresh: Mapping[int, RuleView], scene: Scene) -> set[int]:
        old = self.scene
        if scene.look is not old.look:
            return set(fresh)
        names = (scene.overview.watchlists, scene.themes, scene.claims)
        renamed = names != (old.overview.watchlists, old.themes, old.claims)
        return {
            number
            for number, view in fresh.items()
            if view is not (before := self._views.get(number)) and (renamed or view != before)
        }

    def _forget(self, changed: Iterable[int]) -> None:
        for each in changed:
            self._texts.pop(each, None)
            self._sought.pop(each, None)
        if len(self._texts) > len(self._views):
            self._texts = {each: one for each, one in self._texts.items() if each in self._views}

    def _arranged(self) -> list[int]:
        wish, scene = self.wish, self.scene
        words = wish.words.casefold().split()
        found = [each for each in self._views.values() if self._is_wanted(each, words)]
        if wish.column in PLACES:
            key = COLUMNS[PLACES[wish.column]].key
            keyed = [(key(each, scene), each.rule.id) for each in found]
            # What is unknown comes last, either way.
            known = sorted((e for e in keyed if not e[0][0]), reverse=wish.falling)
            return [number for _, number in (*known, *(e for e in keyed if e[0][0]))]
        return [each.rule.id for each in found]

    def _is_wanted(self, view: RuleView, words: Sequence[str]) -> bool:
        wish = self.wish
        if wish.company and wish.company not in view.companies:
            return False
        if wish.state and not self._is_in(view, wish.state):
            return False
        return not words or all(each in self._haystack(view) for each in words)

    def _is_in(self, view: RuleView, state: str) -> bool:
        rule, now = view.rule, self.scene.now
        if state == MUTED:
            return rule.muted or rule.is_snoozed(now)
        if state == EXPIRED:
            return rule.is_over(now)
        return stage_of(view, self.scene) == Stage(state)

    def _haystack(self, view: RuleView) -> str:
        found = self._sought.get(view.rule.id)
        if found is None:
            found = " ".join((
                view.rule.name, view.typed, subject_words(view.rule.subject, self.scene),
                *self._symbols(view), self._text(view, PLACES["alert"]),
            )).casefold()  # fmt: skip
            self._sought[view.rule.id] = found
        return found

    def _symbols(self, view: RuleView) -> tuple[str, ...]:
        if len(view.companies) != 1:
            return ()
        known = self.scene.companies.get(next(iter(view.companies)))
        if known is None:
            return ()
        company = known.company
        return (company.native_name, company.name, company.primary, company.pinyin)
