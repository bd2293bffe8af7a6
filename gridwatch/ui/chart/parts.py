"""Everything that hangs on a chart: its parts, made together and told what they need to know."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from math import isfinite
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QTimer
from PySide6.QtWidgets import QMenu

from gridwatch.domain.bars import Floats
from gridwatch.domain.charting import Mark, MarkKind
from gridwatch.domain.company import names_in
from gridwatch.domain.drawings import Drawing
from gridwatch.domain.series import RulePrice, Series
from gridwatch.services.overview import CompanyView, Overview
from gridwatch.services.rule_prices import moved_rule
from gridwatch.ui.chart.chart import Chart
from gridwatch.ui.chart.compare.comparison import Comparison
from gridwatch.ui.chart.options import Options, Study
from gridwatch.ui.chart.signs.asked import Asked
from gridwatch.ui.chart.signs.crosshair import Crosshair
from gridwatch.ui.chart.signs.fetching import Fetching
from gridwatch.ui.chart.signs.levels import Hands, Levels
from gridwatch.ui.chart.signs.marks import Marks
from gridwatch.ui.chart.signs.notice import Notice, why_empty
from gridwatch.ui.chart.signs.rule_words import rule_tip
from gridwatch.ui.chart.study.studies import Studies
from gridwatch.ui.words import trouble_words

if TYPE_CHECKING:
    # Imported when they are needed: the first chart of a window is seen without them.
    from gridwatch.domain.alert.rule import Rule, Subject
    from gridwatch.domain.thesis.about import About
    from gridwatch.domain.thesis.figures import FigureSeries
    from gridwatch.services.edits import Edit
    from gridwatch.ui.alerts.scene import Scene
    from gridwatch.ui.chart.compare.offers import CompareOffer
    from gridwatch.ui.chart.compare.search import CompareSearch
    from gridwatch.ui.chart.drawing.drawings import Drawings
    from gridwatch.ui.chart.figures.panes import FigurePanes

# What is not needed for a picture is made so many milliseconds after the first company is shown.
_REST = 300


@dataclass(frozen=True, slots=True)
class Wires:
    """What the parts tell: edits, other studies, lines and figures, a place asked about.

    And what is to be opened: a crossing or a transaction by its id, or a claim or series by what it
    is about and its id.

    And that a dialog is wanted: of a new alert, about whom and with which text, or of a rule.
    """

    edited: Callable[[Edit], object]
    studied: Callable[[tuple[Study, ...]], None]
    compared: Callable[[tuple[str, ...]], None]
    firing_opened: Callable[[int], object]
    place_asked: Callable[[Asked], None]
    alert_wanted: Callable[[Subject, str], object] = lambda _subject, _text: None
    rule_opened: Callable[[Rule], object] = lambda _: None
    figured: Callable[[tuple[int, ...]], None] = lambda _: None
    claim_opened: Callable[[About, int], object] = lambda _about, _id: None
    figures_opened: Callable[[About, int], object] = lambda _about, _id: None
    trade_opened: Callable[[int], object] = lambda _: None


class Parts:
    """The parts of one chart, and the menus that they fill."""

    def __init__(self, chart: Chart, wires: Wires) -> None:
        self._chart, self._wires = chart, wires
        self._view: CompanyView | None = None
        self._overview: Overview | None = None
        self._offers: tuple[CompareOffer, ...] | None = None
        self._names: Mapping[str, str] = {}
        self._fetching = Fetching.OWN
        self._search: CompareSearch | None = None
        self._studies = Studies(chart, wires.studied)
        self._figures: FigurePanes | None = None
        self._comparison = Comparison(chart, wires.compared, self._name_line, self._own_name)
        hands = Hands(self._move_target, wires.place_asked, self._move_rule, self._tell_rule)
        self._levels = Levels(chart, hands)
        self._marks = Marks(chart, self._open_mark)
        self._drawings: Drawings | None = None
        self._notice = Notice(chart)
        chart.parts += [
            self._studies,
            self._comparison,
            self._levels,
            self._marks,
            Crosshair(chart),
            self._notice,
        ]
        self._rest = QTimer(chart, singleShot=True, interval=_REST)
        self._rest.timeout.connect(self.drawings)

    @property
    def _company(self) -> int:
        return self._view.company.id if self._view is not None else 0

    # What the panel tells.

    def take_view(self, view: CompanyView | None) -> None:
        """Take whose chart it is, before its series comes."""
        self._view = view
        if view is not None and self._drawings is None and not self._rest.isActive():
            self._rest.start()

    def take_overview(self, overview: Overview) -> None:
        """Take the companies and segments that it can be compared with."""
        self._overview, self._offers = overview, None

    def take_options(self, options: Options) -> None:
        """Show what is chosen."""
        self._studies.set_studies(options.studies)
        self._comparison.set_compared(options.compared)
        if options.figures or self._figures is not None:
            self.figures().set_chosen(options.figures)
        self._marks.set_shown(
            shown=options.marks,
            evidence=options.evidence,
            themes=options.themes,
            trades=options.trades,
        )
        self._levels.set_cost_shown(shown=options.cost)
        self._notice.set_cost_shown(shown=options.cost)

    def figures(self) -> FigurePanes:
        """Return the part that shows evidence series, made when one is chosen or offered."""
        if self._figures is None:
            from gridwatch.ui.chart.figures.panes import FigurePanes

            made = FigurePanes(self._chart, self._wires.figured, self._open_figures)
            self._figures = made
            place = self._chart.parts.index(self._studies) + 1  # its panes stand below theirs
            self._chart.parts.insert(place, made)
        return self._figures

    def drawings(self) -> Drawings:
        """Return the part that draws, made when something is drawn, or a little later."""
        if self._drawings is None:
            from gridwatch.ui.chart.drawing.drawings import Drawings

            chart = self._chart
            self._drawings = Drawings(chart, self._wires.edited, lambda: self._company)
            self._drawings.show_series(chart.series)
            chart.parts.append(self._drawings)
            chart.redraw()
        return self._drawings

    def show_drawings(self, drawings: tuple[Drawing, ...]) -> None:
        """Take what the user has drawn for the company."""
        if drawings or self._drawings is not None:
            self.drawings().show_drawings(drawings)

    def set_now(self, now: datetime) -> None:
        """Let the age of the last price go on."""
        self._levels.show_quote(self._view.quote if self._view is not None else None, now)

    def set_simulated(self, *, simulated: bool) -> None:
        """Mark the chart as one of a simulated market."""
        self._notice.set_simulated(simulated=simulated)

    def set_fetching(self, fetching: Fetching) -> None:
        """Take who fetches, before it is said."""
        self._fetching = fetching

    def say_how_it_stands(self, options: Options) -> None:
        """Say why there is nothing to see, or what is wrong with the source."""
        view = self._view
        words = why_empty(view, options.bar_size, self._chart.phrases, self._fetching)
        self._notice.show_words(*words)
        self._notice.show_trouble(trouble_words(view.trouble) if view is not None else "")
        if self._search is not None and self._search.isVisible():
            self._search.show_lines(self._drawn_lines())

    def restyle(self) -> None:
        """Say the names of what it is compared with in the other language."""
        self._offers = None
        if self._search is not None:
            self._search.restyle(self._chart.tones)
            self._search.retranslate()

    @property
    def cost_words(self) -> str:
        """Return what the user's shares have cost as a sentence, "" where that is not drawn."""
        return self._levels.cost_words

    # What they offer.

    def lines(self) -> dict[str, Floats]:
        """Return every line that is drawn beside the prices, under its name."""
        figures = self._figures.lines() if self._figures is not None else {}
        return {**self._studies.lines(), **self._comparison.lines(), **figures}

    def fill_studies(self, menu: QMenu) -> None:
        """Offer the indicators."""
        from gridwatch.ui.chart.figures.menu import fill_figures
        from gridwatch.ui.chart.study.menu import fill_menu  # with the first look into the menu

        fill_menu(menu, self._studies)
        menu.addSeparator()
        fill_figures(menu, self.figures())

    def fill_drawing(self, menu: QMenu) -> None:
        """Offer what can be drawn."""
        from gridwatch.ui.chart.drawing.words import fill_draw_menu

        fill_draw_menu(menu, self.drawings())

    def fill_place(self, menu: QMenu, asked: Asked) -> None:
        """Offer what can be done at a place: with a drawing there, with targets and with alerts."""
        if self._view is None:
            return
        from gridwatch.ui.chart.controls.place_menu import fill_place_menu

        canvas = self._chart.canvas
        spot = canvas.spot_at(canvas.mapFromGlobal(asked.at).toPointF())
        actions = self.drawings().menu_actions(spot)
        if actions:
            menu.addActions(actions)
            menu.addSeparator()
        if asked.rule is not None:
            self._fill_rules(menu, asked, self._view.company.id)
        fill_place_menu(menu, asked, self._view, self._chart.phrases, self._wires.edited)
        if asked.rule is None:
            self._fill_rules(menu, asked, self._view.company.id)

    def _fill_rules(self, menu: QMenu, asked: Asked, company: int) -> None:
        from gridwatch.ui.chart.controls.rule_menu import RuleVerbs, fill_rules

        scene, series, wires = self._scene(), self._chart.series, self._wires
        if scene is not None and series is not None and not self._chart.comparing:
            verbs = RuleVerbs(wires.edited, wires.alert_wanted, wires.rule_opened)
            fill_rules(menu, asked, series.rules, company, scene, verbs)

    def _scene(self) -> Scene | None:
        """Return how alerts are said now, None before the companies are known."""
        from gridwatch.ui.alerts.scene import Scene
        from gridwatch.ui.look import Look

        overview, chart = self._overview, self._chart
        if overview is None:
            return None
        look = Look(chart.phrases.language, "", chart.phrases, chart.tones)
        return Scene(look, overview, datetime.now(UTC))

    def ask_at_bar(self) -> None:
        """Ask about the close on which the crosshair stands, or about the last one in view."""
        chart = self._chart
        series, frame = chart.series, chart.main.frame
        if series is None or frame is None or not len(series.candles):
            return
        bar = chart.told_bar
        value = float(series.candles.close[bar])
        y = frame.y(value)
        inside = min(max(0.0, y), frame.tall) if isfinite(y) else 0.0
        at = chart.main.rect.topLeft() + QPointF(frame.x(bar), inside)
        place = chart.canvas.mapToGlobal(at.toPoint())
        self._wires.place_asked(self._levels.asked(value, None, place))

    def open_compare(self, at: QPoint, options: Options) -> None:
        """Let the user choose what the company is compared with, at a pixel of the screen."""
        if self._view is None:
            return
        from gridwatch.ui.chart.compare.search import CompareSearch  # when it is asked for

        if self._search is None:
            self._search = CompareSearch(self._chart.tones, self._wires.compared, self._chart)
        own = [each.symbol for each in self._view.company.listings]
        self._search.open_at(at, self._all_offers(), options.compared, self._drawn_lines(), own)

    def _drawn_lines(self) -> list[str]:
        series = self._chart.series
        return [each.key for each in series.compared] if series is not None else []

    def _all_offers(self) -> tuple[CompareOffer, ...]:
        if self._offers is None:
            from gridwatch.ui.chart.compare.offers import compare_offers, names_of

            overview = self._overview
            views = overview.companies.values() if overview is not None else ()
            segments = overview.segments if overview is not None else ()
            self._offers = compare_offers(views, segments, self._chart.phrases.language)
            self._names = names_of(self._offers)
        return self._offers

    def _name_line(self, key: str, name: str) -> str:
        """Return the name of a compared line, with its key where another line has that name."""
        self._all_offers()
        said, series = self._names.get(key, name), self._chart.series
        if series is None:
            return said
        rest = (each for each in series.compared if each.key != key)
        others = {self._own_name(series), *(self._names.get(each.key, each.name) for each in rest)}
        return f"{said} ({key})" if said in others else said

    def _own_name(self, series: Series) -> str:
        if self._view is None:
            return series.symbol
        return names_in(self._view.company, self._chart.phrases.language)[0]

    # What the user does on the chart.

    def _move_target(self, target_id: int, amount: float) -> None:
        from gridwatch.ui.chart.controls.place_menu import moved_target

        edit = moved_target(self._view, target_id, amount) if self._view is not None else None
        if edit is not None:
            self._wires.edited(edit)

    def _move_rule(self, one: RulePrice, amount: float) -> None:
        from gridwatch.services.rule_edits import ReplaceRule

        self._wires.edited(ReplaceRule(moved_rule(one, amount)))

    def _tell_rule(self, one: RulePrice) -> str:
        scene = self._scene()
        return rule_tip(one, scene) if scene is not None else ""

    def _open_mark(self, mark: Mark) -> None:
        if mark.kind is MarkKind.FIRING:
            self._wires.firing_opened(mark.reference)
        elif mark.kind is MarkKind.TRADE:
            self._wires.trade_opened(mark.reference)
        elif mark.found is not None:
            self._wires.claim_opened(mark.found.about, mark.reference)

    def _open_figures(self, series: FigureSeries) -> None:
        self._wires.figures_opened(series.about, series.id)
