"""The wiring of alert rules: the panel is read when it is seen, dialogs and palette make edits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    # All of it is imported when somebody looks at alerts: the start needs none.
    from gridwatch import wire
    from gridwatch.domain.alert.condition import Condition
    from gridwatch.domain.alert.rule import Rule, Subject
    from gridwatch.runtime.session import Session
    from gridwatch.services.changes import Changes
    from gridwatch.services.edits import Edit
    from gridwatch.services.overview import CompanyView, Overview
    from gridwatch.services.rule_views import Rulebook
    from gridwatch.ui.alerts.dialog import Draft, RuleDialog
    from gridwatch.ui.alerts.panel import RulesPanel
    from gridwatch.ui.alerts.scene import Scene
    from gridwatch.ui.look import Look
    from gridwatch.ui.palette import Palette, Show
    from gridwatch.ui.palette_offers import Offer
    from gridwatch.ui.window import Window

# How often at most rules are read again because prices have moved; longer where reading is slow.
PACE_MILLISECONDS = 5000
_REST = 15  # of reading, so many times its length
NOTE_MILLISECONDS = 10_000
# When the collector has looked at a rule that was made or changed.
SETTLED_MILLISECONDS = (1500, 5000)


class AlertDesk(QObject):
    """Everything that happens between alert rules in a window and its profile.

    `edited` carries an Edit, `claim_opened` the id of a claim whose test is to be changed,
    `note_opened` the Place of a note that was found. `selected` gives the company that is selected.
    """

    edited = Signal(object)
    claim_opened = Signal(int)
    note_opened = Signal(object)

    def __init__(
        self,
        window: Window,
        session: Session,
        selected: Callable[[], CompanyView | None],
        overview: Overview,
        look: Look,
    ) -> None:
        super().__init__(window)
        self._window, self._session, self._selected = window, session, selected
        self._overview, self._look = overview, look
        self._panel: RulesPanel | None = None
        self._palette: Palette | None = None
        self._book: Rulebook | None = None
        self._sent: Draft | None = None  # what is being stored
        self._making = False  # a new rule is to be shown when it comes home
        self._note = ""  # to be said once what is being stored is
        self._due = True
        self._dialogs = 0  # that ask for a rule now
        self._asked_at: datetime | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PACE_MILLISECONDS)
        self._pause.timeout.connect(self._read_if_due)
        dock = window.dock("rules")
        dock.visibilityChanged.connect(lambda _: self.look())
        session.rules_read.connect(self._show_book)
        window.watchlist.table.alert_wanted.connect(self.open_for)
        window.charts.added.connect(self._hear_chart)

    # What the user does.

    def verbs(self) -> dict[str, Callable[[bool], object]]:
        """Return what the actions of the window do here, by their ids."""
        return {
            "alert": lambda _: self.open(),
            "palette": lambda _: self.open_palette(),
            "find_notes": lambda _: self.find_notes(),
        }

    def open(self, subject: Subject | None = None, text: str = "") -> RuleDialog:
        """Ask for a new rule; without a subject it is about the selected company."""
        from gridwatch.ui.alerts.dialog import Draft

        return self._ask(Draft(subject or self._likely_subject(), text))

    def open_for(self, company: int) -> None:
        """Ask for a new rule about a company."""
        from gridwatch.domain.alert.rule import Scope, Subject

        self.open(Subject(Scope.COMPANY, company))

    def _hear_chart(self, key: str) -> None:
        """Listen to a chart that has come: what is asked for on it, and the rules on its lines."""
        panel = self._window.charts[key].panel
        if panel is not None:
            panel.alert_wanted.connect(self.open)
            panel.rule_opened.connect(self.open_rule)

    def open_rule(self, rule: Rule) -> None:
        """Edit a rule; what belongs to a target or a claim is changed there."""
        if rule.claim_id is not None:
            self.claim_opened.emit(rule.claim_id)
            return
        if rule.target_id is None:
            from gridwatch.ui.alerts.dialog import draft_of

            self._ask(draft_of(rule))
            return
        watchlist = self._window.watchlist
        self._window.dock("watchlist").show()
        self._window.dock("watchlist").raise_()
        watchlist.select_company(rule.subject.number)
        watchlist.table.edit_target(rule.target_id)

    def open_palette(self) -> Palette:
        """Ask for an action, a company, a note or a typed alert."""
        palette = self._made_palette()
        palette.open(self._offers(), self._typed_offers, ask=self._ask_notes)
        return palette

    def find_notes(self) -> Palette:
        """Ask for a note."""
        palette = self._made_palette()
        palette.open_notes(self._ask_notes)
        return palette

    def _made_palette(self) -> Palette:
        palette = self._palette
        if palette is None:
            from gridwatch.ui.palette import Palette

            palette = self._palette = Palette(self._look.tones, self._window)
        return palette

    def _ask_notes(self, text: str, show: Show) -> bool:
        if not text.strip():
            return False
        from gridwatch.ui.notes_search import NoteSearch  # with the first word that is typed

        search = NoteSearch(self._session, self._overview, self._look, self.note_opened.emit)
        return search.ask(text, show)

    def _likely_subject(self) -> Subject:
        from gridwatch.domain.alert.rule import Scope, Subject

        view = self._selected()
        return Subject(Scope.COMPANY, view.company.id) if view else Subject(Scope.EVERYTHING)

    def _ask(self, draft: Draft) -> RuleDialog:
        from gridwatch.services.rule_values import Present
        from gridwatch.ui.alerts.dialog import RuleDialog

        book, now = self._book, datetime.now(UTC)
        plain = Present(self._overview.companies, self._overview.watchlists, now.date())
        dialog = RuleDialog(
            draft,
            self._scene(),
            book.present if book else plain,
            book.channels if book else (),
            self._window,
        )
        dialog.decided.connect(lambda edit: self._send(edit, dialog.again()))
        self._session.rules_read.connect(dialog.show_book)
        if book is not None:
            dialog.show_book(book)
        self._dialogs += 1
        dialog.finished.connect(self._answered)
        self._read()
        dialog.show()
        return dialog

    def _send(self, edit: Edit, draft: Draft) -> None:
        self._sent, self._making = draft, draft.before is None
        self.edited.emit(edit)

    def edit_failed(self) -> None:
        """Ask again for a rule that could not be stored: nothing that was typed is lost."""
        sent, self._sent, self._note = self._sent, None, ""
        if sent is not None:
            self._ask(sent)

    def _make(self, condition: Condition, likely: Subject) -> None:
        """Make a rule of a condition that was typed: with everything else as usual."""
        from gridwatch.domain.alert.condition import terms_of
        from gridwatch.domain.alert.rule import Rule, Scope, Subject
        from gridwatch.services.rule_edits import AddRule

        pair, now = terms_of(condition)[0].pair, datetime.now(UTC)
        subject = Subject(Scope.RATE, key=pair) if pair else likely
        self._making = True
        self.edited.emit(AddRule(Rule(0, subject, condition, now, now)))

    def _offers(self) -> list[Offer]:
        from gridwatch.ui.palette_offers import action_offers, company_offers

        window = self._window
        return [
            *action_offers(window.actions_.listed()),
            *company_offers(
                self._overview.companies,
                self._look.phrases.language,
                window.watchlist.select_company,
            ),
        ]

    def _typed_offers(self, text: str) -> Sequence[Offer]:
        from gridwatch.domain.alert.rule import Scope, Subject
        from gridwatch.ui.alerts.scene import subject_words
        from gridwatch.ui.palette_offers import alert_offers, named_first, typed_condition

        typed = typed_condition(text)
        if typed is None:
            return ()
        view, typed = named_first(typed, self._overview.companies.values())
        subject = (
            self._likely_subject() if view is None else Subject(Scope.COMPANY, view.company.id)
        )
        return alert_offers(
            typed,
            subject_words(subject, self._scene()),
            self._look.phrases,
            lambda condition: self._make(condition, subject),
            lambda text: self.open(subject, text),
        )

    # What comes home.

    def look(self) -> None:
        """Make the panel once somebody sees its dock, and read what it shows where that is old."""
        if not self._is_seen():
            return
        if self._panel is None:
            self._panel = self._made_panel()
        self._read_if_due()

    def _made_panel(self) -> RulesPanel:
        from gridwatch.ui.alerts.panel import RulesPanel

        panel = RulesPanel(self._scene(), self._window)
        panel.made.connect(self.open)
        panel.opened.connect(self.open_rule)
        panel.noted.connect(self._keep_note)
        panel.edited.connect(self.edited)
        panel.selected.connect(self._window.watchlist.select_company)
        self._window.show_rules(panel)
        self.select()
        if self._book is not None:
            panel.show_rules(self._book, self._scene())
        return panel

    def _is_seen(self) -> bool:
        return not self._window.dock("rules").visibleRegion().isEmpty()

    def show_overview(self, overview: Overview) -> None:
        """Take a newer reading of the companies; the rules follow at a calm pace."""
        self._overview = overview
        self._want()

    def take(self, changed: wire.Changed) -> None:
        """Read the rules again where one has told something."""
        if changed.firings:
            self._want()

    def edited_by_user(self, changes: Changes) -> None:
        """Read the rules again at once, and when the collector has looked at them."""
        if changes.rules or changes.targets or changes.figures:
            self._sent = None
            self._say_note()
            self._due = True
            self._read_now()
            for each in SETTLED_MILLISECONDS:
                QTimer.singleShot(each, self, self._read_now)

    def _keep_note(self, words: str) -> None:
        self._note = words

    def _say_note(self) -> None:
        words, self._note = self._note, ""
        if words:
            self._window.status.showMessage(words, NOTE_MILLISECONDS)

    def select(self) -> None:
        """Know which company is selected."""
        view = self._selected()
        if self._panel is not None:
            self._panel.select_company(view.company.id if view else 0)

    def set_now(self, now: datetime) -> None:
        """Let time pass: what is snoozed wakes, what has a last day expires."""
        if self._panel is not None:
            self._panel.set_now(now)

    def restyle(self, overview: Overview, look: Look) -> None:
        """Say and colour everything in another look."""
        self._overview, self._look = overview, look
        if self._panel is not None:
            self._panel.restyle(self._scene())
        if self._palette is not None:
            self._palette.restyle(look.tones)

    def _scene(self) -> Scene:
        from gridwatch.ui.alerts.scene import Scene

        now, book = datetime.now(UTC), self._book
        if book is None:
            return Scene(self._look, self._overview, now)
        return Scene(self._look, self._overview, now, book.themes, book.claims)

    def _show_book(self, book: Rulebook) -> None:
        before, self._book = self._book, book
        if self._asked_at is not None:
            took = (datetime.now(UTC) - self._asked_at).total_seconds() * 1000
            self._asked_at = None
            self._pause.setInterval(max(PACE_MILLISECONDS, round(took * _REST)))
        if self._panel is not None:
            self._panel.show_rules(book, self._scene())
            self._show_made(self._panel, before, book)

    def _show_made(self, panel: RulesPanel, before: Rulebook | None, book: Rulebook) -> None:
        """Point at the rule that the user has just made."""
        known = {each.rule.id for each in before.views} if before else set()
        fresh = [each.rule.id for each in book.views if each.rule.id not in known]
        if self._making and before is not None and len(fresh) == 1:
            self._making = False
            panel.table.point_at(fresh[0])

    # When rules are read.

    def _want(self) -> None:
        self._due = True
        if not self._pause.isActive():
            self._read_if_due()

    def _read_now(self) -> None:
        if self._panel is not None and self._is_seen():
            self._read()

    def _read_if_due(self) -> None:
        if self._due and self._panel is not None and self._is_seen():
            self._read()

    def _answered(self) -> None:
        self._dialogs -= 1

    def _read(self) -> None:
        self._due = False
        self._asked_at = datetime.now(UTC)
        self._pause.start()
        before = self._book.views if self._book else ()
        self._session.read_rules(self._overview, before, asking=self._dialogs > 0)
