"""The columns of the watchlist, declared once: what they show, sort by and how wide they are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Qt

from gridwatch.domain.company import names_in
from gridwatch.domain.quote import MarketState, day_change
from gridwatch.services.overview import CompanyView
from gridwatch.ui.phrases import UNKNOWN, Phrases
from gridwatch.ui.watchlist import bell, explain
from gridwatch.ui.watchlist.cells import Cell, Scene

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
UNKNOWN_CELL = Cell(UNKNOWN, tone="faint")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `value` is what it sorts by, None where unknown; `stretch` takes spare room.

    Where room is short it becomes narrower, to `least` of its width, if `widest` still fits.

    `falling` columns show the largest first at the first click. `widest` is the cell that has to
    fit; `width` is what the column takes at least, in pixels at an ordinary font.
    """

    id: str
    title: object
    value: Callable[[CompanyView, Scene], float | str | None]
    cell: Callable[[CompanyView, Scene], Cell]
    tip: Callable[[CompanyView, Scene], str]
    width: int
    align: Qt.AlignmentFlag = RIGHT
    falling: bool = True
    stretch: int = 0
    least: float = 0.5
    visible: bool = True
    widest: Callable[[Phrases], Cell] = field(default=lambda _: Cell())

    def heading(self, scene: Scene) -> str:
        """Return the title in the reader's language."""
        title = QCoreApplication.translate("Watchlist", str(self.title))
        return title.format(currency=scene.base)


def _name(view: CompanyView, scene: Scene) -> Cell:
    fresh = scene.unseen.get(view.company.id)
    return Cell(_names(view, scene)[0], mark="news" if fresh else "")


def _names(view: CompanyView, scene: Scene) -> tuple[str, str]:
    return names_in(view.company, scene.phrases.language)


def _plain(text: str) -> Cell:
    return Cell(text, tone="muted")


def _segment(view: CompanyView, scene: Scene) -> str:
    return scene.segments.get(view.company.segment, "")


def _segment_place(view: CompanyView, scene: Scene) -> float | None:
    known = view.company.segment in scene.segments
    return float(scene.place(view.company.segment)) if known else None


def _price(view: CompanyView, scene: Scene) -> Cell:
    mark = "warn" if view.trouble or view.stale or (view.quote and view.quote.doubt) else ""
    if view.quote is None:
        return Cell(UNKNOWN, tone="faint", mark=mark)
    text = scene.phrases.figure(view.quote.price, view.quote.currency)
    tone = "muted" if view.stale or view.quote.doubt else "text"
    return Cell(text, view.quote.currency, tone, mark)


def _change_value(view: CompanyView) -> float | None:
    """Return the change of the day as a fraction; one from a price in doubt is none."""
    return day_change(view.quote) if view.quote and not view.quote.doubt else None


def _change(view: CompanyView, scene: Scene) -> Cell:
    change = _change_value(view)
    if view.quote is not None and view.quote.doubt:
        return Cell(UNKNOWN, tone="faint", mark="warn")
    if change is None:
        return UNKNOWN_CELL
    tone = "muted" if abs(change) < 0.00005 else ("rise" if change > 0 else "fall")
    return Cell(scene.phrases.percent(change, 2), tone=tone)


def _cap(view: CompanyView, scene: Scene) -> Cell:
    if view.cap.value is None:
        return UNKNOWN_CELL
    mark = "warn" if view.doubt else ("gap" if view.doubtful_gap else "")
    text = scene.phrases.compact(view.cap.value)
    return Cell(text, view.cap.currency, "muted" if view.doubt else "text", mark)


def _base_cap(view: CompanyView, scene: Scene) -> Cell:
    if view.base_cap is None:
        return UNKNOWN_CELL
    mark = "warn" if view.doubt else ""
    return Cell(scene.phrases.compact(view.base_cap), scene.base, "muted", mark)


def _target(view: CompanyView, scene: Scene) -> Cell:
    if view.rung is None:
        return Cell()
    target = view.rung.target
    text = scene.phrases.compact(float(target.amount))
    if view.doubt:
        return Cell(text, target.currency, mark="warn")
    return Cell(text, target.currency, mark="done" if view.rung.reached else "")


def _target_value(view: CompanyView, scene: Scene) -> float | None:
    """Return the shown target in the base currency, so that targets in any currency compare."""
    rung = view.rung
    if rung is None:
        return None
    amount = float(rung.target.amount)
    if rung.target.currency == scene.base:
        return amount
    return amount * view.base_cap / rung.cap if view.base_cap and rung.cap else None


def _target_tone(view: CompanyView, usual: str) -> str:
    """Return the tone of what a cap says about the target; one in doubt says it quietly."""
    if view.doubt:
        return "muted"
    return "target" if view.rung and view.rung.reached else usual


def _progress_value(view: CompanyView) -> float | None:
    return view.rung.progress if view.rung else None


def _progress(view: CompanyView, scene: Scene) -> Cell:
    share = _progress_value(view)
    if share is None:
        return UNKNOWN_CELL if view.rung else Cell()
    tone = _target_tone(view, "accent")
    reached = view.rung.reached if view.rung else None
    return Cell(scene.phrases.progress(share, reached=reached), tone=tone, share=share)


def _distance_value(view: CompanyView) -> float | None:
    return view.rung.distance_pct if view.rung else None


def _distance(view: CompanyView, scene: Scene) -> Cell:
    distance = _distance_value(view)
    if distance is None:
        return UNKNOWN_CELL if view.rung else Cell()
    tone = _target_tone(view, "text")
    return Cell(scene.phrases.distance(distance / 100), tone=tone)


def _needed_value(view: CompanyView) -> float | None:
    return view.rung.price if view.rung else None


def _needed(view: CompanyView, scene: Scene) -> Cell:
    price = _needed_value(view)
    if price is None:
        return UNKNOWN_CELL if view.rung else Cell()
    return Cell(scene.phrases.figure(price, view.cap.currency), view.cap.currency, "muted")


def _weight_value(view: CompanyView, scene: Scene) -> float | None:
    return scene.weights.get(view.company.id)


def _weight(view: CompanyView, scene: Scene) -> Cell:
    share = _weight_value(view, scene)
    return Cell() if share is None else Cell(scene.phrases.percent(share, signed=False))


def _age_value(view: CompanyView, scene: Scene) -> float | None:
    return (scene.now - view.quote.time).total_seconds() if view.quote else None


def _age(view: CompanyView, scene: Scene) -> Cell:
    if view.quote is None:
        return UNKNOWN_CELL
    mark = {MarketState.OPEN: "open", MarketState.CLOSED: "closed"}.get(view.quote.state, "")
    if mark == "open" and view.quote.delay_minutes:
        mark = "delayed"
    tone = "warn" if view.stale else "muted"
    return Cell(scene.phrases.age(_age_value(view, scene)), tone=tone, mark=mark)


def _widest_price(phrases: Phrases) -> Cell:
    return Cell(phrases.figure(1888.88), "HKD")


def _widest_marked_price(phrases: Phrases) -> Cell:
    return Cell(phrases.figure(1888.88), "HKD", mark="warn")


def _widest_cap(phrases: Phrases) -> Cell:
    texts = (phrases.compact(888.8e9), phrases.compact(88.88e12))
    return Cell(max(texts, key=len), "HKD", mark="gap")


def _widest_base_cap(phrases: Phrases) -> Cell:
    return Cell(phrases.compact(888.8e9), "HKD", mark="warn")


def _widest_target(phrases: Phrases) -> Cell:
    return Cell(phrases.compact(200e9), "HKD", mark="done")


def _widest_distance(phrases: Phrases) -> Cell:
    return Cell(phrases.percent(18.888))


def _widest_age(phrases: Phrases) -> Cell:
    longest = (phrases.age(23 * 3600), phrases.age(364 * 86_400), phrases.age(88 * 31_557_600))
    return Cell(max(longest, key=len), mark="closed")


COLUMNS: tuple[Column, ...] = (
    Column(
        "name",
        QT_TRANSLATE_NOOP("Watchlist", "Company"),
        lambda view, scene: _names(view, scene)[0].casefold(),
        _name,
        explain.company,
        160,
        LEFT,
        falling=False,
        stretch=4,
        least=0.65,
    ),
    Column(
        "native",
        QT_TRANSLATE_NOOP("Watchlist", "Native name"),
        lambda view, scene: _names(view, scene)[1] or None,
        lambda view, scene: _plain(_names(view, scene)[1]),
        explain.company,
        84,
        LEFT,
        falling=False,
        stretch=1,
        least=0.3,
    ),
    Column(
        "symbol",
        QT_TRANSLATE_NOOP("Watchlist", "Symbol"),
        lambda view, _: view.company.primary,
        lambda view, _: _plain(view.company.primary),
        explain.listings,
        82,
        LEFT,
        falling=False,
        least=0.92,
    ),
    Column(
        "segment",
        QT_TRANSLATE_NOOP("Watchlist", "Segment"),
        _segment_place,
        lambda view, scene: _plain(_segment(view, scene)),
        _segment,
        100,
        LEFT,
        falling=False,
        stretch=2,
        least=0.4,
    ),
    Column(
        "price",
        QT_TRANSLATE_NOOP("Watchlist", "Price"),
        lambda view, _: view.quote.price if view.quote else None,
        _price,
        explain.price,
        104,
        widest=_widest_marked_price,
    ),
    Column(
        "change",
        QT_TRANSLATE_NOOP("Watchlist", "Day"),
        lambda view, _: _change_value(view),
        _change,
        explain.price,
        66,
        least=0.9,
    ),
    Column(
        "cap",
        QT_TRANSLATE_NOOP("Watchlist", "Market cap"),
        lambda view, _: view.base_cap,  # caps in several currencies compare in one
        _cap,
        explain.cap,
        106,
        widest=_widest_cap,
    ),
    Column(
        "base_cap",
        QT_TRANSLATE_NOOP("Watchlist", "Cap in {currency}"),
        lambda view, _: view.base_cap,
        _base_cap,
        explain.cap,
        98,
        widest=_widest_base_cap,
    ),
    Column(
        "target",
        QT_TRANSLATE_NOOP("Watchlist", "Target"),
        _target_value,
        _target,
        explain.targets,
        100,
        widest=_widest_target,
    ),
    Column(
        "progress",
        QT_TRANSLATE_NOOP("Watchlist", "Progress"),
        lambda view, _: _progress_value(view),
        _progress,
        explain.targets,
        116,
        stretch=2,
        least=0.5,
    ),
    Column(
        "distance",
        QT_TRANSLATE_NOOP("Watchlist", "To target"),
        lambda view, _: _distance_value(view),
        _distance,
        explain.targets,
        70,
        falling=False,
        widest=_widest_distance,
    ),
    Column(
        "needed",
        QT_TRANSLATE_NOOP("Watchlist", "Price needed"),
        lambda view, _: _needed_value(view),
        _needed,
        explain.targets,
        98,
        widest=_widest_price,
    ),
    Column(
        "weight",
        QT_TRANSLATE_NOOP("Watchlist", "Weight"),
        _weight_value,
        _weight,
        explain.weight,
        70,
        visible=False,
        widest=lambda phrases: Cell(phrases.percent(0.888, signed=False)),
    ),
    Column(
        "age",
        QT_TRANSLATE_NOOP("Watchlist", "Age"),
        _age_value,
        _age,
        explain.age,
        70,
        falling=False,
        widest=_widest_age,
    ),
    Column(
        "bell",
        QT_TRANSLATE_NOOP("Watchlist", "Alert"),
        bell.value,
        bell.cell,
        bell.tip,
        42,
        Qt.AlignmentFlag.AlignCenter,
        least=0.7,
    ),
)
PLACES = {each.id: place for place, each in enumerate(COLUMNS)}
