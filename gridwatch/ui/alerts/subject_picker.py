"""Picks whom a rule is about: a company, a listing, a list, a segment, all, a rate, a theme."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QHBoxLayout, QLabel, QWidget

from gridwatch.domain.alert.rule import Scope, Subject
from gridwatch.preferences import CURRENCIES
from gridwatch.services.overview import CompanyView
from gridwatch.ui.alerts.scene import Scene, company_name, segment_name

translate = QCoreApplication.translate
SCOPE_WORDS: Mapping[Scope, Callable[[], str]] = {
    Scope.COMPANY: lambda: translate("Alerts", "Company"),
    Scope.LISTING: lambda: translate("Alerts", "Listing"),
    Scope.LIST: lambda: translate("Alerts", "List"),
    Scope.SEGMENT: lambda: translate("Alerts", "Segment"),
    Scope.EVERYTHING: lambda: translate("Alerts", "All companies"),
    Scope.RATE: lambda: translate("Alerts", "Exchange rate"),
    Scope.THEME: lambda: translate("Alerts", "Theme"),
}


class SubjectPicker(QWidget):
    """Two boxes: what kind of subject, and which one."""

    changed = Signal()

    def __init__(self, scene: Scene, parent: QWidget) -> None:
        super().__init__(parent)
        self._scene = scene
        self._given: Subject | None = None  # is offered whoever follows it
        self.scope, self.which = QComboBox(self), QComboBox(self)
        self.given, self.wanted = QComboBox(self), QComboBox(self)
        self._slash = QLabel("/", self)
        for scope, words in SCOPE_WORDS.items():
            self.scope.addItem(words(), scope)
        for box in (self.given, self.wanted):
            box.addItems(list(CURRENCIES))
            box.setEditable(True)
            box.setFixedWidth(self.fontMetrics().horizontalAdvance("CNYM") + 44)
        self.which.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.which.setMinimumContentsLength(26)
        self.which.setEditable(True)
        self.which.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._lay_out()
        self._name()
        self.given.setCurrentText("USD")
        self._fill()
        self._connect()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(5)
        row.addWidget(self.scope)
        row.addWidget(self.which, 1)
        for each in (self.given, self._slash, self.wanted):
            row.addWidget(each)
        row.addStretch(0)

    def _name(self) -> None:
        self.scope.setAccessibleName(translate("Alerts", "About what"))
        self.which.setAccessibleName(translate("Alerts", "About which"))
        self.given.setAccessibleName(translate("Alerts", "One unit of"))
        self.wanted.setAccessibleName(translate("Alerts", "In units of"))

    def _connect(self) -> None:
        self.scope.activated.connect(self._pick_scope)
        self.which.currentIndexChanged.connect(lambda _: self.changed.emit())
        for box in (self.given, self.wanted):
            box.currentTextChanged.connect(lambda _: self.changed.emit())
        line = self.which.lineEdit()
        if line is not None:
            line.editingFinished.connect(self._settle)

    def in_order(self) -> list[QWidget]:
        """Return the boxes from left to right."""
        return [self.scope, self.which, self.given, self.wanted]

    def subject(self) -> Subject:
        """Return whom is picked; nobody has a number of 0 and no key."""
        scope = Scope(self.scope.currentData())
        if scope is Scope.RATE:
            pair = self.given.currentText() + self.wanted.currentText()
            return Subject(scope, key=pair.upper())
        if scope is Scope.EVERYTHING:
            return Subject(scope)
        found = self.which.currentData()
        if scope in {Scope.COMPANY, Scope.LIST, Scope.THEME}:
            return Subject(scope, int(found or 0))
        return Subject(scope, key=str(found or ""))

    def show_subject(self, subject: Subject) -> None:
        """Pick a subject; nothing is said of it."""
        blocked = self.blockSignals(True)
        self._given = subject
        self.scope.setCurrentIndex(self.scope.findData(subject.scope))
        self._fill()
        if subject.scope is Scope.RATE:
            self.given.setCurrentText(subject.key[:3])
            self.wanted.setCurrentText(subject.key[3:])
        else:
            self._point(subject.number or subject.key)
        self.blockSignals(blocked)

    def _pick_scope(self) -> None:
        before = self.which.currentData()
        self._fill()
        self._point(self._related(before))
        self.changed.emit()

    def _related(self, before: object) -> object:
        """Return the choice of another kind that goes with the company picked before."""
        view = self._scene.companies.get(before) if isinstance(before, int) else None
        if view is None:
            return before
        lists = (e.id for e in self._scene.overview.watchlists if view.company.id in e.companies)
        return {
            Scope.LISTING: view.company.primary,
            Scope.SEGMENT: view.company.segment,
            Scope.LIST: next(lists, 0),
        }.get(Scope(self.scope.currentData()), before)

    def _point(self, wanted: object) -> None:
        with QSignalBlocker(self.which):
            self.which.setCurrentIndex(max(0, self.which.findData(wanted)))

    def _settle(self) -> None:
        """Take what is typed as the first choice that has it, else go back to the one before."""
        text = self.which.currentText().strip()
        if text == self.which.itemText(self.which.currentIndex()):
            return
        found = self.which.findText(text, Qt.MatchFlag.MatchContains)
        if found >= 0:
            self.which.setCurrentIndex(found)
        self.which.setEditText(self.which.itemText(self.which.currentIndex()))

    def _fill(self) -> None:
        scope = Scope(self.scope.currentData())
        with QSignalBlocker(self.which):
            self.which.clear()
            for words, data in self._choices(scope):
                self.which.addItem(words, data)
        completer = QCompleter(self.which.model(), self.which)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.which.setCompleter(completer)
        self.which.setVisible(scope not in {Scope.RATE, Scope.EVERYTHING})
        for each in (self.given, self._slash, self.wanted):
            each.setVisible(scope is Scope.RATE)

    def _offered(self) -> list[CompanyView]:
        """Return the companies on any list: nobody looks at the others."""
        lists = self._scene.overview.watchlists
        followed = {number for each in lists for number in each.companies}
        if self._given is not None and self._given.scope is Scope.COMPANY:
            followed.add(self._given.number)
        return [each for number, each in self._scene.companies.items() if number in followed]

    def _choices(self, scope: Scope) -> list[tuple[str, object]]:
        scene, views = self._scene, self._offered()
        match scope:
            case Scope.COMPANY:
                return sorted((_company_words(each.company.id, scene), each.company.id)
                              for each in views)  # fmt: skip
            case Scope.LISTING:
                return sorted(
                    (f"{listing.symbol} · {company_name(each.company.id, scene)}", listing.symbol)
                    for each in views
                    for listing in each.company.listings
                )
            case Scope.LIST:
                return [(each.name, each.id) for each in scene.overview.watchlists]
            case Scope.SEGMENT:
                return [(segment_name(e.key, scene), e.key) for e in scene.overview.segments]
            case Scope.THEME:
                return [(name, number) for number, name in scene.themes.items()]
            case _:
                return []


def _company_words(number: int, scene: Scene) -> str:
    company = scene.companies[number].company
    parts = dict.fromkeys((company_name(number, scene), company.native_name, company.primary))
    return " · ".join(each for each in parts if each)
