"""What can be chosen on a chart, as tables with their words, and the menus that walk them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction, QActionGroup, QIcon, QKeySequence
from PySide6.QtWidgets import QMenu

from gridwatch.domain.barsize import BarSize
from gridwatch.domain.charting import Quantity
from gridwatch.preferences import CURRENCIES
from gridwatch.ui.appearance import Tones
from gridwatch.ui.chart.controls.icons import chart_icon
from gridwatch.ui.chart.layers.prices import Style
from gridwatch.ui.marking import QT_TRANSLATE_NOOP

translate = QCoreApplication.translate
T = TypeVar("T")
Filler = Callable[[QMenu], None]

STYLES = {
    Style.CANDLES: QT_TRANSLATE_NOOP("Chart", "Candles"),
    Style.HOLLOW: QT_TRANSLATE_NOOP("Chart", "Hollow candles"),
    Style.BARS: QT_TRANSLATE_NOOP("Chart", "Bars"),
    Style.LINE: QT_TRANSLATE_NOOP("Chart", "Line"),
    Style.AREA: QT_TRANSLATE_NOOP("Chart", "Area"),
}
# Each size by the few letters on its button, and by what stands in the menu.
SIZES = {
    BarSize.MINUTE: (QT_TRANSLATE_NOOP("Chart", "1m"), QT_TRANSLATE_NOOP("Chart", "1 minute")),
    BarSize.FIVE_MINUTES: (
        QT_TRANSLATE_NOOP("Chart", "5m"),
        QT_TRANSLATE_NOOP("Chart", "5 minutes"),
    ),
    BarSize.QUARTER_HOUR: (
        QT_TRANSLATE_NOOP("Chart", "15m"),
        QT_TRANSLATE_NOOP("Chart", "15 minutes"),
    ),
    BarSize.HALF_HOUR: (
        QT_TRANSLATE_NOOP("Chart", "30m"),
        QT_TRANSLATE_NOOP("Chart", "30 minutes"),
    ),
    BarSize.HOUR: (QT_TRANSLATE_NOOP("Chart", "1h"), QT_TRANSLATE_NOOP("Chart", "1 hour")),
    BarSize.DAY: (QT_TRANSLATE_NOOP("Chart", "Day"), QT_TRANSLATE_NOOP("Chart", "1 day")),
    BarSize.WEEK: (QT_TRANSLATE_NOOP("Chart", "Week"), QT_TRANSLATE_NOOP("Chart", "1 week")),
    BarSize.MONTH: (QT_TRANSLATE_NOOP("Chart", "Month"), QT_TRANSLATE_NOOP("Chart", "1 month")),
}
QUANTITIES = {
    Quantity.PRICE: QT_TRANSLATE_NOOP("Chart", "Price"),
    Quantity.CAP: QT_TRANSLATE_NOOP("Chart", "Market cap"),
}


@dataclass(frozen=True, slots=True)
class Row(Generic[T]):
    """One line of a menu of which one is checked."""

    value: T
    words: str
    icon: QIcon | None = None


def style_rows(tones: Tones) -> list[Row[Style] | None]:
    """Return the ways to draw prices, each with its picture."""
    return [
        Row(each, translate("Chart", words), chart_icon(each.value, tones))
        for each, words in STYLES.items()
    ]


def size_rows(suiting: BarSize) -> list[Row[BarSize | None] | None]:
    """Return the sizes of bars; the first one follows the range, and is `suiting` now."""
    automatic = translate("Chart", "Automatic ({size})").format(size=size_words(suiting))
    rows: list[Row[BarSize | None] | None] = [Row(None, automatic), None]
    for size in SIZES:
        if size is BarSize.DAY:
            rows.append(None)
        rows.append(Row(size, size_words(size)))
    return rows


def currency_rows(own: str) -> list[Row[str] | None]:
    """Return the currencies: "" is that of the listing, `own` where it is known."""
    words = translate("Chart", "Of the listing")
    rows: list[Row[str] | None] = [Row("", f"{words} ({own})" if own else words), None]
    return [*rows, *(Row(each, each) for each in CURRENCIES)]


def size_words(size: BarSize) -> str:
    """Return a size as it stands in a menu."""
    return translate("Chart", SIZES[size][1])


def short_size(size: BarSize) -> str:
    """Return a size as it stands on a button."""
    return translate("Chart", SIZES[size][0])


def fill_choices(
    menu: QMenu, rows: Iterable[Row[T] | None], current: T, choose: Callable[[T], object]
) -> None:
    """Put rows of which one is checked into a menu; None is a line between them."""
    group = QActionGroup(menu)
    for row in rows:
        if row is None:
            menu.addSeparator()
            continue
        action = menu.addAction(row.words)
        if row.icon is not None:
            action.setIcon(row.icon)
        action.setCheckable(True)
        action.setChecked(row.value == current)
        group.addAction(action)
        action.triggered.connect(_choice(row.value, choose))


def add_verb(
    menu: QMenu, words: str, verb: Callable[[], object], keys: str = "", *, enabled: bool = True
) -> QAction:
    """Put one thing to do into a menu; `keys` are shown, whoever owns the menu listens to them."""
    action = menu.addAction(words)
    action.setEnabled(enabled)
    action.triggered.connect(lambda _checked=False: verb())
    if keys:
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
    return action


def _choice(value: T, choose: Callable[[T], object]) -> Callable[[bool], object]:
    return lambda _checked: choose(value)
