"""The columns of the board, declared once: what they show, sort by and explain."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from math import log

from PySide6.QtCore import QCoreApplication, Qt

from gridwatch.domain.company import names_in
from gridwatch.domain.milestones.ladder import HORIZONS
from gridwatch.domain.milestones.pace import Span
from gridwatch.ui.marking import QT_TRANSLATE_NOOP
from gridwatch.ui.milestones import explain
from gridwatch.ui.milestones.lines import Line
from gridwatch.ui.milestones.words import chance_text, eta_text
from gridwatch.ui.phrases import UNKNOWN, Phrases
from gridwatch.ui.watchlist.cells import Cell, Scene

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
UNKNOWN_CELL = Cell(UNKNOWN, tone="faint")
DONE_CELL = Cell(mark="done", tone="target")


@dataclass(frozen=True, slots=True)
class Step:
    """One rung of a drawn ladder: how far from the cap as a logarithm, and what is said of it."""

    ahead: float
    crossed: bool
    chosen: bool


@dataclass(frozen=True, slots=True)
class LadderCell(Cell):
    """A cell that is drawn as a ladder around the market cap, which is at 0."""

    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `value` is what it sorts by, None where unknown; those come last.

    `falling` columns show the largest first at the first click. `widest` is the cell that has to
    fit; `width` is what the column takes, in pixels at an ordinary font. `stretch` is its part of
    spare room; where room is short it becomes narrower, to `least` of its width.
    """

    id: str
    title: object
    value: Callable[[Line, Scene], float | str | None]
    cell: Callable[[Line, Scene], Cell]
    tip: Callable[[Line, Scene], str]
    width: int
    align: Qt.AlignmentFlag = RIGHT
    falling: bool = True
    stretch: int = 0
    least: float = 1.0
    widest: Callable[[Phrases], Cell] = field(default=lambda _: Cell())

    @property
    def heading(self) -> str:
        """Return the title in the reader's language."""
        return QCoreApplication.translate("Milestones", str(self.title))


def _name(line: Line, scene: Scene) -> str:
    return names_in(line.view.company, scene.phrases.language)[0]


def _segment_value(line: Line, scene: Scene) -> float | None:
    segment = line.view.company.segment
    return float(scene.place(segment)) if segment in scene.segments else None


def _cap(line: Line, scene: Scene) -> Cell:
    made = line.view.cap
    if made.value is None:
        return UNKNOWN_CELL
    doubt = bool(line.view.doubt)
    tone, mark = ("muted", "warn") if doubt else ("text", "")
    return Cell(scene.phrases.compact(made.value), made.currency, tone, mark)


def _rung_value(line: Line, _: Scene) -> float | None:
    """Return the rung in the base currency, so that rungs in any currency compare."""
    one, base = line.standing, line.view.base_cap
    return float(one.amount) * base / one.cap if base and one.cap else None


def _rung(line: Line, scene: Scene) -> Cell:
    one = line.standing
    mark = "done" if one.reached else ("bell" if line.milestone.target_id else "")
    return Cell(scene.phrases.compact(float(one.amount)), one.currency, "text", mark)


def _distance(line: Line, scene: Scene) -> Cell:
    one = line.standing
    if one.distance_pct is None:
        return UNKNOWN_CELL
    tone = "muted" if line.view.doubt else ("target" if one.reached else "text")
    return Cell(scene.phrases.distance(one.distance_pct / 100), tone=tone)


def _price(line: Line, scene: Scene) -> Cell:
    one, currency = line.standing, line.view.cap.currency
    if one.price is None:
        return UNKNOWN_CELL
    return Cell(scene.phrases.figure(one.price, currency), currency, "muted")


def _ladder(line: Line, _: Scene) -> Cell:
    steps = tuple(
        Step(
            log(float(each.standing.amount) / each.standing.cap),
            each.standing.crossed is not None or bool(each.standing.reached),
            each is line.milestone,
        )
        for each in line.climb.milestones
        if each.standing.cap
    )
    if not steps:
        return UNKNOWN_CELL
    return LadderCell(tone="muted" if line.view.doubt else "accent", steps=steps)


def _ladder_value(line: Line, _: Scene) -> float | None:
    """Return how many rungs are reached, and of the next one how much."""
    known = [each.standing for each in line.climb.milestones if each.standing.cap]
    if not known:
        return None
    ahead = [each.distance_pct for each in known if not each.reached and each.distance_pct]
    part = 1 / (1 + min(ahead) / 100) if ahead else 0.0
    return sum(bool(each.reached) for each in known) + min(part, 1.0)


def _crossed_value(line: Line, _: Scene) -> float | None:
    past = line.standing.crossed
    return float(past.first.toordinal()) if past else None


def _crossed(line: Line, scene: Scene) -> Cell:
    past = line.standing.crossed
    if past is None:
        never = QCoreApplication.translate("Milestones", "never")
        return Cell(never, tone="faint") if line.has_history else UNKNOWN_CELL
    mark = "≤" if past.beyond_at_start else ""
    return Cell(mark + scene.phrases.day(past.first), tone="muted")


def _days_value(line: Line, _: Scene) -> float | None:
    past = line.standing.crossed
    return float(past.days_above) if past else None


def _days(line: Line, scene: Scene) -> Cell:
    days = _days_value(line, scene)
    if days is None:
        return UNKNOWN_CELL if not line.has_history else Cell()
    return Cell(scene.phrases.integer(days), tone="muted")


def _eta_value(line: Line, _: Scene) -> float | None:
    """Return the years by the fastest pace; who is there already waits for nothing."""
    one = line.standing
    return one.eta.earliest if one.eta and not one.reached else None


def _eta(line: Line, scene: Scene) -> Cell:
    one = line.standing
    if one.reached:
        return DONE_CELL
    if one.eta is None or one.eta.earliest is None:
        return UNKNOWN_CELL
    there = f"{len(Span) - one.eta.without}/{len(Span)}"
    return Cell(eta_text(one.eta, scene.now.date()), there)


def _chance_value(line: Line, _: Scene, months: int) -> float | None:
    found = line.standing.chance(months)
    return found.driftless if found and not line.standing.reached else None


def _chance(line: Line, scene: Scene, months: int) -> Cell:
    if line.standing.reached:
        return DONE_CELL
    found = line.standing.chance(months)
    return Cell(chance_text(found.driftless, scene.phrases)) if found else UNKNOWN_CELL


def _widest_cap(phrases: Phrases) -> Cell:
    return Cell(phrases.compact(888.8e9), "HKD", mark="warn")


def _widest_price(phrases: Phrases) -> Cell:
    return Cell(phrases.figure(1888.88), "HKD")


def _widest_day(phrases: Phrases) -> Cell:
    return Cell("≤" + phrases.day(date(2028, 8, 28)))


_CHANCES: dict[int, object] = {
    3: QT_TRANSLATE_NOOP("Milestones", "In 3 mo."),
    6: QT_TRANSLATE_NOOP("Milestones", "In 6 mo."),
    12: QT_TRANSLATE_NOOP("Milestones", "In 12 mo."),
}
COLUMNS: tuple[Column, ...] = (
    Column(
        "name",
        QT_TRANSLATE_NOOP("Milestones", "Company"),
        lambda line, scene: _name(line, scene).casefold(),
        lambda line, scene: Cell(_name(line, scene)),
        explain.company,
        150,
        LEFT,
        falling=False,
        stretch=4,
        least=0.7,
    ),
    Column(
        "segment",
        QT_TRANSLATE_NOOP("Milestones", "Segment"),
        _segment_value,
        lambda line, scene: Cell(explain.segment(line, scene), tone="muted"),
        explain.segment,
        96,
        LEFT,
        falling=False,
        stretch=2,
        least=0.5,
    ),
    Column(
        "cap",
        QT_TRANSLATE_NOOP("Milestones", "Market cap"),
        lambda line, _: line.view.base_cap,  # caps in several currencies compare in one
        _cap,
        explain.cap,
        104,
        widest=_widest_cap,
    ),
    Column(
        "rung",
        QT_TRANSLATE_NOOP("Milestones", "Rung"),
        _rung_value,
        _rung,
        explain.rung,
        100,
        widest=_widest_cap,
    ),
    Column(
        "distance",
        QT_TRANSLATE_NOOP("Milestones", "To go"),
        lambda line, _: line.standing.distance_pct,
        _distance,
        explain.distance,
        70,
        falling=False,
        widest=lambda phrases: Cell(phrases.percent(18.888)),
    ),
    Column(
        "price",
        QT_TRANSLATE_NOOP("Milestones", "Price needed"),
        lambda line, _: line.standing.price,
        _price,
        explain.price,
        98,
        widest=_widest_price,
    ),
    Column(
        "ladder",
        QT_TRANSLATE_NOOP("Milestones", "Ladder"),
        _ladder_value,
        _ladder,
        explain.ladder,
        130,
        LEFT,
        stretch=3,
        least=0.7,
    ),
    Column(
        "crossed",
        QT_TRANSLATE_NOOP("Milestones", "First reached"),
        _crossed_value,
        _crossed,
        explain.crossed,
        96,
        widest=_widest_day,
    ),
    Column(
        "days",
        QT_TRANSLATE_NOOP("Milestones", "Days above"),
        _days_value,
        _days,
        explain.crossed,
        70,
    ),
    Column(
        "eta",
        QT_TRANSLATE_NOOP("Milestones", "At this pace"),
        _eta_value,
        _eta,
        explain.eta,
        110,
        falling=False,
        widest=lambda _: Cell("2028–>2128", "3/3"),
    ),
    *(
        Column(
            f"chance{each}",
            title,
            partial(_chance_value, months=each),
            partial(_chance, months=each),
            partial(explain.chance, months=each),
            62,
            widest=lambda phrases: Cell(f">{phrases.percent(0.99, 0, signed=False)}"),
        )
        for each, title in _CHANCES.items()
        if each in HORIZONS
    ),
)
PLACES = {each.id: place for place, each in enumerate(COLUMNS)}
