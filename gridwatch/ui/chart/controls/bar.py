"""The tools above a chart: what it shows and how; what has no room is offered under “More”."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from gridwatch.domain.charting import Quantity
from gridwatch.ui.appearance import Tones
from gridwatch.ui.chart.controls.folding import ALWAYS, FoldingRow
from gridwatch.ui.chart.controls.icons import SIDE, chart_icon
from gridwatch.ui.chart.controls.menus import (
    QUANTITIES,
    Filler,
    currency_rows,
    fill_choices,
    short_size,
    size_rows,
    size_words,
    style_rows,
)
from gridwatch.ui.chart.options import Options
from gridwatch.ui.marking import QT_TRANSLATE_NOOP

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Spec:
    """One tool: its picture, the words on it, those that explain it, and when it gives way.

    `keys` stand in its hint. The one with the lowest rank gives way first.
    """

    id: str
    icon: str
    words: str
    hint: str
    rank: int
    keys: str = ""


# Words that a tool writes itself are "" here.
SPECS = (
    Spec("style", "candles", "", QT_TRANSLATE_NOOP("Chart", "Style"), 50),
    Spec("size", "", "", QT_TRANSLATE_NOOP("Chart", "Size of a bar"), 60),
    Spec("quantity", "", "", "", 70, "M"),
    Spec("currency", "", "", QT_TRANSLATE_NOOP("Chart", "Currency"), 20),
    Spec(
        "studies",
        "studies",
        QT_TRANSLATE_NOOP("Chart", "Indicators"),
        QT_TRANSLATE_NOOP("Chart", "Indicators on the chart and below it"),
        40,
    ),
    Spec(
        "compare",
        "compare",
        QT_TRANSLATE_NOOP("Chart", "Compare"),
        QT_TRANSLATE_NOOP("Chart", "Compare with other companies, segments or indices"),
        30,
        "C",
    ),
    Spec(
        "draw",
        "draw",
        QT_TRANSLATE_NOOP("Chart", "Draw"),
        QT_TRANSLATE_NOOP("Chart", "Draw lines, shapes and text"),
        10,
    ),
    Spec(
        "more", "more", "", QT_TRANSLATE_NOOP("Chart", "More: pictures, tables, new charts"), ALWAYS
    ),
)


class Opener(QToolButton):
    """A button that opens a menu, and shows so."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the button, and an arrow in the room that the style sheet keeps free."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        group = QPalette.ColorGroup.Active if self.isEnabled() else QPalette.ColorGroup.Disabled
        tone = self.palette().color(group, QPalette.ColorRole.ButtonText)
        tone.setAlphaF(0.6)
        painter.setPen(QPen(tone, 1.3))
        middle = QPointF(self.width() - 10.0, self.height() / 2 + 0.5)
        corners = (QPointF(-3, -1.5), QPointF(0, 1.5), QPointF(3, -1.5))
        painter.drawPolyline([middle + each for each in corners])


class Toggle(QWidget):
    """Price or market cap: two buttons of which one is down."""

    def __init__(self, choose: Callable[[Quantity], object], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("toggle")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        self.buttons = {each: QToolButton(self) for each in QUANTITIES}
        for each, button in self.buttons.items():
            button.setCheckable(True)
            button.setAutoExclusive(True)
            button.clicked.connect(lambda _checked=False, chosen=each: choose(chosen))
            across.addWidget(button)

    def retranslate(self) -> None:
        """Write the words in the language that is installed now."""
        for each, button in self.buttons.items():
            words = translate("Chart", QUANTITIES[each])
            button.setText(words)
            button.setAccessibleName(words)
            button.setToolTip(f"{words} (M)")


class Bar(FoldingRow):
    """Shows the options of a chart; `chosen` carries other ones.

    `fillers` fill the menus of tools that the bar knows nothing of: "studies", "draw" and "more".
    `compare` is called with the button below which something may be shown.
    """

    chosen = Signal(object)

    def __init__(
        self,
        fillers: Mapping[str, Filler],
        compare: Callable[[], object],
        tones: Tones,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__((6, 3, 8, 2), parent)
        self.setObjectName("bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._tones, self._options, self._own = tones, Options(), ""
        self._fillers = {
            "style": self._fill_styles,
            "size": self._fill_sizes,
            "currency": self._fill_currencies,
            **fillers,
        }
        self._compare = compare
        self._toggle = Toggle(self._choose_quantity, self)
        self._buttons: dict[str, QToolButton] = {}
        for spec in SPECS:
            if spec.id == "more":
                self.add_stretch()
            self.add(spec.id, self._made(spec), spec.rank)

    def show_options(self, options: Options, own_currency: str) -> None:
        """Show what is chosen; `own_currency` is that of the listing."""
        self._options, self._own = options, own_currency
        self._toggle.buttons[options.quantity].setChecked(True)
        self._buttons["style"].setIcon(chart_icon(options.style.value, self._tones))
        self._buttons["size"].setText(short_size(options.bar_size))
        self._buttons["currency"].setText(options.currency or own_currency or "—")
        for name, value in (
            ("size", size_words(options.bar_size)),
            ("currency", options.currency or own_currency),
        ):
            self._buttons[name].setAccessibleDescription(value)
        self.fold()

    def restyle(self, tones: Tones) -> None:
        """Take other colours, and the language that is installed now."""
        self._tones = tones
        self._toggle.retranslate()
        for spec in SPECS:
            button = self._buttons.get(spec.id)
            if button is None:
                continue
            hint = translate("Chart", spec.hint)
            button.setAccessibleName(hint)
            button.setToolTip(f"{hint} ({spec.keys})" if spec.keys else hint)
            if spec.words:
                button.setText(translate("Chart", spec.words))
            if spec.icon:
                button.setIcon(chart_icon(spec.icon, tones))
        self.show_options(self._options, self._own)

    def button(self, name: str) -> QToolButton:
        """Return the button of a tool, or “More” where it is folded away."""
        return self._buttons["more" if name in self.folded else name]

    def fold(self) -> None:
        """Let words give way to their pictures before a tool is folded away."""
        if not hasattr(self, "_buttons") or len(self._buttons) < len(SPECS) - 1:
            return  # it is being made
        for style in (
            Qt.ToolButtonStyle.ToolButtonTextBesideIcon,
            Qt.ToolButtonStyle.ToolButtonIconOnly,
        ):
            for spec in SPECS:
                button = self._buttons.get(spec.id)
                if spec.words and button is not None and button.toolButtonStyle() is not style:
                    button.setToolButtonStyle(style)
            super().fold()
            if not self.folded:
                return

    def _made(self, spec: Spec) -> QWidget:
        if spec.id == "quantity":
            return self._toggle
        plain = spec.id in {"compare", "more"}
        button = self._buttons[spec.id] = QToolButton(self) if plain else Opener(self)
        button.setObjectName(spec.id)
        button.setIconSize(QSize(round(SIDE), round(SIDE)))
        if spec.id == "compare":
            button.clicked.connect(lambda _checked=False: self._compare())
            return button
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(button)
        fill = self._fill_more if spec.id == "more" else self._fillers[spec.id]
        menu.aboutToShow.connect(lambda: _filled(menu, fill))
        button.setMenu(menu)
        return button

    def _choose_quantity(self, quantity: Quantity) -> None:
        self.chosen.emit(replace(self._options, quantity=quantity))

    def _fill_styles(self, menu: QMenu) -> None:
        fill_choices(
            menu,
            style_rows(self._tones),
            self._options.style,
            lambda style: self.chosen.emit(replace(self._options, style=style)),
        )

    def _fill_sizes(self, menu: QMenu) -> None:
        suiting = replace(self._options, size=None).bar_size
        fill_choices(
            menu,
            size_rows(suiting),
            self._options.size,
            lambda size: self.chosen.emit(replace(self._options, size=size)),
        )

    def _fill_currencies(self, menu: QMenu) -> None:
        fill_choices(
            menu,
            currency_rows(self._own),
            self._options.currency,
            lambda currency: self.chosen.emit(replace(self._options, currency=currency)),
        )

    def _fill_more(self, menu: QMenu) -> None:
        """Offer what has no room, then everything else."""
        for spec in SPECS:
            if spec.id in self.folded:
                self._add_folded(menu, spec)
        if self.folded:
            menu.addSeparator()
        self._fillers["more"](menu)

    def _add_folded(self, menu: QMenu, spec: Spec) -> None:
        if spec.id == "compare":
            menu.addAction(translate("Chart", "Compare…"), self._compare)
        elif spec.id == "quantity":
            action = QAction(translate("Chart", QUANTITIES[Quantity.CAP]), menu)
            action.setCheckable(True)
            action.setChecked(self._options.quantity is Quantity.CAP)
            action.triggered.connect(
                lambda on: self._choose_quantity(Quantity.CAP if on else Quantity.PRICE)
            )
            menu.addAction(action)
        else:
            self._fillers[spec.id](menu.addMenu(translate("Chart", spec.words or spec.hint)))


def _filled(menu: QMenu, fill: Filler) -> None:
    for each in menu.actions():
        if (inner := each.menu()) is not None:
            inner.deleteLater()
    menu.clear()
    fill(menu)
