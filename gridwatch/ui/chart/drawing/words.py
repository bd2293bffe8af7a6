"""Everything that is said about drawings: kinds, colours, measures, and the menu to draw with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMenu, QWidget

from gridwatch.domain.charting import Quantity
from gridwatch.domain.drawings import Drawing, DrawingKind, Measure
from gridwatch.ui.chart.controls.menus import add_verb
from gridwatch.ui.marking import QT_TRANSLATE_NOOP
from gridwatch.ui.phrases import Phrases

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class KindWords:
    """One kind of drawing: its name, what it is for, and the keys that begin it."""

    name: str
    hint: str
    keys: str


KINDS: Mapping[DrawingKind, KindWords] = {
    DrawingKind.HORIZONTAL: KindWords(
        QT_TRANSLATE_NOOP("Drawings", "Horizontal line"),
        QT_TRANSLATE_NOOP("Drawings", "A line at one value: click where it goes"),
        "Shift+H",
    ),
    DrawingKind.TREND: KindWords(
        QT_TRANSLATE_NOOP("Drawings", "Trend line"),
        QT_TRANSLATE_NOOP("Drawings", "A line between two points: click both, or drag"),
        "Shift+T",
    ),
    DrawingKind.RECTANGLE: KindWords(
        QT_TRANSLATE_NOOP("Drawings", "Rectangle"),
        QT_TRANSLATE_NOOP("Drawings", "A range of days and values: click two corners, or drag"),
        "Shift+R",
    ),
    DrawingKind.MEASURE: KindWords(
        QT_TRANSLATE_NOOP("Drawings", "Measure"),
        QT_TRANSLATE_NOOP("Drawings", "Bars, days and change between two points"),
        "Shift+M",
    ),
    DrawingKind.TEXT: KindWords(
        QT_TRANSLATE_NOOP("Drawings", "Text"),
        QT_TRANSLATE_NOOP("Drawings", "A note at a day and value: click where it goes"),
        "Shift+N",
    ),
}
TONE_WORDS: Mapping[str, str] = {
    "accent": QT_TRANSLATE_NOOP("Drawings", "Blue"),
    "target": QT_TRANSLATE_NOOP("Drawings", "Violet"),
    "rise": QT_TRANSLATE_NOOP("Drawings", "As a rise"),
    "fall": QT_TRANSLATE_NOOP("Drawings", "As a fall"),
    "warn": QT_TRANSLATE_NOOP("Drawings", "Amber"),
    "muted": QT_TRANSLATE_NOOP("Drawings", "Grey"),
    "text": QT_TRANSLATE_NOOP("Drawings", "As the text"),
}
# What a measure counts: of one, and of any other number.
_BARS = (
    QT_TRANSLATE_NOOP("Drawings", "{number} bar"),
    QT_TRANSLATE_NOOP("Drawings", "{number} bars"),
)
_DAYS = (
    QT_TRANSLATE_NOOP("Drawings", "{number} day"),
    QT_TRANSLATE_NOOP("Drawings", "{number} days"),
)


class Desk(Protocol):
    """What the menu needs to know and to do."""

    @property
    def ready(self) -> bool:
        """Tell whether there is something to draw on."""

    @property
    def any_drawn(self) -> bool:
        """Tell whether anything is drawn for the company."""

    def begin(self, kind: DrawingKind | None) -> None:
        """Start to place a drawing."""

    def remove_all(self) -> None:
        """Take all drawings of the company away."""

    def hidden_words(self) -> str:
        """Say which drawings are not shown."""


def draw_menu(parent: QWidget, desk: Desk) -> QMenu:
    """Return the menu to draw with as it is now."""
    menu = QMenu(parent)
    fill_draw_menu(menu, desk)
    return menu


def fill_draw_menu(menu: QMenu, desk: Desk) -> None:
    """Put the kinds of drawings into a menu, what can be removed, and what is hidden."""
    menu.setToolTipsVisible(True)
    for kind, words in KINDS.items():
        verb: Callable[[], object] = partial(desk.begin, kind)
        action = add_verb(menu, kind_name(kind), verb, words.keys, enabled=desk.ready)
        action.setObjectName(kind)
        action.setToolTip(translate("Drawings", words.hint))
    menu.addSeparator()
    remove = translate("Drawings", "Remove all drawings of this company")
    add_verb(menu, remove, desk.remove_all, enabled=desk.any_drawn).setObjectName("remove_all")
    hidden = desk.hidden_words()
    if hidden:
        menu.addSeparator()
        menu.addAction(hidden).setEnabled(False)


def kind_name(kind: DrawingKind) -> str:
    """Return what a kind of drawing is called."""
    return translate("Drawings", KINDS[kind].name)


def tone_name(tone: str) -> str:
    """Return what a colour is called."""
    return translate("Drawings", TONE_WORDS[tone])


def measure_text(phrases: Phrases, apart: Measure, drawing: Drawing) -> str:
    """Return what a measure tells, in two lines: time, and change in the drawing's own unit."""
    time = _counted(phrases, apart.bars, _BARS)
    if apart.days:
        time = f"{time} · {_counted(phrases, apart.days, _DAYS)}"
    change = [_signed_amount(phrases, apart.change, drawing)]
    if apart.percent is not None:
        change.append(phrases.percent(apart.percent, 2))
    if apart.log_percent is not None:
        log = translate("Drawings", "log {percent}")
        change.append(log.format(percent=phrases.percent(apart.log_percent, 2)))
    return f"{time}\n{' · '.join(change)}"


def _counted(phrases: Phrases, number: int, words_of: tuple[str, str]) -> str:
    one, many = words_of
    words = translate("Drawings", one if abs(number) == 1 else many)
    return words.format(number=phrases.integer(number))


def _signed_amount(phrases: Phrases, change: float, drawing: Drawing) -> str:
    cap = drawing.quantity is Quantity.CAP
    text = (phrases.compact if cap else phrases.price)(change, drawing.currency)
    return f"+{text}" if change > 0 else text


def hidden_text(phrases: Phrases, hidden: Iterable[Drawing]) -> str:
    """Say how many drawings are not shown because they are in another unit, "" where none is."""
    groups = Counter((each.quantity, each.currency) for each in hidden)
    return "; ".join(
        _hidden_group(phrases, number, *unit) for unit, number in sorted(groups.items())
    )


def _hidden_group(phrases: Phrases, number: int, quantity: Quantity, currency: str) -> str:
    names = {
        Quantity.PRICE: translate("Drawings", "price"),
        Quantity.CAP: translate("Drawings", "market cap"),
    }
    if number == 1:
        words = translate("Drawings", "1 drawing in {unit} is hidden here")
    else:
        words = translate("Drawings", "{number} drawings in {unit} are hidden here")
    unit = f"{names[quantity]}, {currency}"
    return words.format(number=phrases.integer(number), unit=unit)
