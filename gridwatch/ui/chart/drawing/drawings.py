"""What the user draws on the chart of a company: shown, and told as edits when it changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QPointF, Qt, QTimer
from PySide6.QtGui import QAction

from gridwatch.domain.drawings import Anchor, Drawing, DrawingKind
from gridwatch.services.edits import Edit
from gridwatch.services.series import Series
from gridwatch.ui.chart.chart import Chart
from gridwatch.ui.chart.drawing.book import Book
from gridwatch.ui.chart.drawing.editor import Verbs
from gridwatch.ui.chart.drawing.forms import Forms
from gridwatch.ui.chart.drawing.hands import Hands
from gridwatch.ui.chart.drawing.paper import Paper
from gridwatch.ui.chart.drawing.pencil import Pencil
from gridwatch.ui.chart.drawing.words import hidden_text, kind_name
from gridwatch.ui.chart.engine.pointer import Spot
from gridwatch.ui.chart.layers.shapes import Shapes
from gridwatch.ui.chart.part import Part

# Keys that follow one another within so many milliseconds are one edit, to be undone at once.
_PAUSE = 500


class Drawings(Part):
    """Shows the drawings that fit the chart; tells each edit.

    An edit is shown before it is stored: what `show_drawings` brings is what counts.
    """

    def __init__(
        self,
        chart: Chart,
        on_edit: Callable[[Edit], object],
        company: Callable[[], int],
        *,
        today: Callable[[], date] | None = None,
        on_kind: Callable[[DrawingKind | None], object] = lambda _: None,
    ) -> None:
        """Take what is told each edit, and what gives the company shown.

        `today` gives the exchange-local day up to which the shown drawings are restated for splits;
        without it that is what the series shows. `on_kind` is told what is being placed.
        """
        self._chart, self._company, self._on_kind = chart, company, on_kind
        self._paper = Paper(chart)
        self._today = today if today is not None else lambda: self._paper.last_day
        self._book = Book(on_edit, company, self._today)
        self._sketch: Drawing | None = None
        self._held: Drawing | None = None  # the chosen one while it is moved
        self._chosen: int | None = None  # its id, 0 where it is not stored yet
        self._shapes = Shapes(chart.ink, chart.main.manner.name_value)
        for layer in (self._shapes, self._shapes.tints):
            chart.main.add(layer)
        self._pencil = Pencil(self._paper, self)
        self._hands = Hands(self._paper, self._shapes, self)
        chart.canvas.tools[:0] = [self._pencil, self._hands]
        self._pause = QTimer(chart, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(lambda: self.let_go(keep=True))
        self._forms = Forms(chart, self._paper)

    # What the panel tells and asks.

    def show_drawings(self, drawings: tuple[Drawing, ...]) -> None:
        """Take the company's stored drawings, restated for splits; what was ahead of them ends."""
        fresh = self._book.show_stored(drawings)
        if self._chosen == 0:
            self._chosen = fresh[-1] if fresh else None
        if self._held is not None and self._held.id not in {each.id for each in drawings}:
            self._hands.give_up()
            self._held = None
        self._refresh()

    def begin(self, kind: DrawingKind | None) -> None:
        """Start to place a drawing; None gives up."""
        kind = kind if self.ready else None
        self._settle()
        self._sketch = None
        self._pencil.take(kind)
        if kind is not None:
            self._chosen = None
            self._chart.canvas.setFocus(Qt.FocusReason.OtherFocusReason)
            self._chart.canvas.viewport().setCursor(Qt.CursorShape.CrossCursor)
            self._pencil.hover(self._chart.bar, None)
        else:
            self._chart.canvas.viewport().setCursor(Qt.CursorShape.ArrowCursor)
        self._refresh()
        self._on_kind(kind)

    @property
    def placing(self) -> DrawingKind | None:
        """Return the kind that is being placed."""
        return self._pencil.kind

    @property
    def ready(self) -> bool:
        """Tell whether there is something to draw on."""
        return self._paper.series is not None

    @property
    def any_drawn(self) -> bool:
        """Tell whether anything is drawn for the company, shown or not."""
        return any(True for _ in self._book)

    def hidden_words(self) -> str:
        """Say which drawings are not shown because the chart is of something else."""
        if not self.ready:
            return ""
        hidden = (each for each in self._book if not self._paper.fits(each))
        return hidden_text(self._chart.phrases, hidden)

    def menu_actions(self, spot: Spot | None) -> list[QAction]:
        """Return the context menu's entries for the drawing at a place, for the chosen one at None.

        They live until the next menu.
        """
        if spot is not None:
            on_main = self._paper.on_main(spot)
            found = self._shapes.shape_at((spot.x, spot.y)) if on_main else None
            self.choose(found.drawing if found is not None else None)
        drawing = self.chosen
        return self._forms.actions(drawing, self._verbs(drawing)) if drawing is not None else []

    def remove_all(self) -> None:
        """Take all drawings of the company away, also those that are not shown."""
        self._settle()
        self._remove(tuple(each.id for each in self._book))

    # What the chart tells.

    def show_series(self, series: Series | None) -> None:
        """Put the drawings on other bars."""
        before = self._paper.series
        if series is None or before is None or series.symbol != before.symbol:
            self._leave()
        self._paper.show_series(series)
        self._shapes.forget_names()
        self._refresh()

    def ticked(self, series: Series, first: int) -> None:
        """Snap to the prices of the newest series; its bars are the same."""
        del first
        self._paper.take_tick(series)

    def framed(self) -> None:
        """Keep the text field where its anchor is."""
        self._forms.follow()

    def pointed(self, bar: int | None, spot: Spot | None) -> None:
        """Show what is being placed where the pointer or the crosshair is."""
        self._pencil.hover(bar, spot)

    def restyled(self) -> None:
        """Write the words on the drawings anew."""
        self._paper.forget_words()
        self._refresh()

    # What the pencil does.

    def sketch(self, kind: DrawingKind, anchors: tuple[Anchor, ...]) -> None:
        """Show a drawing that is not placed yet."""
        self._sketch = self._drawn(kind, anchors)
        self._refresh()

    def placed(self, kind: DrawingKind, anchors: tuple[Anchor, ...]) -> None:
        """Add a drawing and choose it; a text is written first."""
        drawing = self._drawn(kind, anchors)
        self.begin(None)
        if drawing is None:
            return
        if kind is DrawingKind.TEXT:
            self._sketch = drawing
            self._refresh()
            self._forms.write(replace(drawing, text=""), self._add, self._end_sketch)
        else:
            self._add(drawing)

    # What the hands do.

    @property
    def chosen(self) -> Drawing | None:
        """Return the drawing that is chosen and shown, as it is shown."""
        return next((each for each in self._shown() if each.id == self._chosen), None)

    def choose(self, drawing: Drawing | None) -> None:
        """Give a drawing handles, None to take them away."""
        chosen = drawing.id if drawing is not None else None
        if chosen != self._chosen:
            self._settle()
            self._chosen = chosen
            self._refresh()

    def choose_next(self, step: int) -> None:
        """Choose the next drawing in view, in the order in which they were made."""
        seen = [each.drawing for each in self._shapes.seen()]
        if seen:
            ids = [each.id for each in seen]
            first = 0 if step > 0 else -1
            at = ids.index(self._chosen) + step if self._chosen in ids else first
            self.choose(seen[at % len(seen)])

    def hold(self, drawing: Drawing) -> None:
        """Show the chosen drawing otherwise, until `let_go`."""
        self._held = drawing
        self._refresh()

    def let_go(self, *, keep: bool) -> None:
        """Store what was held, or show it as it was."""
        self._pause.stop()
        held, self._held = self._held, None
        if held is not None and keep:
            self._change(held)
        self._refresh()

    def nudge(self, bars: int, pixels: int) -> None:
        """Move the chosen drawing a little; it is stored when the keys rest."""
        drawing = self.chosen
        moved = self._paper.moved(drawing, bars, pixels) if drawing is not None else None
        if moved is not None and moved.id:
            self.hold(moved)
            self._pause.start()

    def remove_chosen(self) -> None:
        """Take the chosen drawing away."""
        drawing = self.chosen
        self.let_go(keep=False)
        if drawing is not None and drawing.id:  # what is not stored yet can't be removed
            self._remove((drawing.id,))

    def open_chosen(self, at: QPointF | None) -> None:
        """Open the text of the chosen drawing, or the menu of its colours."""
        drawing = self.chosen
        if drawing is None or not drawing.id:
            return
        self._settle()
        if drawing.kind is DrawingKind.TEXT:
            self._forms.write(drawing, self._change, self._end_sketch)
        else:
            self._forms.open_menu(drawing, self._verbs(drawing), at)

    # The edits.

    def _drawn(self, kind: DrawingKind, anchors: tuple[Anchor, ...]) -> Drawing | None:
        drawing = self._paper.drawn(self._company(), kind, anchors, self._today())
        if drawing is not None and kind is DrawingKind.TEXT:
            return replace(drawing, text=kind_name(kind))  # so that its place is seen
        return drawing

    def _add(self, drawing: Drawing) -> None:
        self._chosen, self._sketch = drawing.id, None
        self._book.add(drawing)
        self._refresh()

    def _change(self, drawing: Drawing) -> None:
        self._book.change(drawing)
        self._refresh()

    def _remove(self, ids: tuple[int, ...]) -> None:
        self._chosen = None
        self._book.remove(ids)
        self._refresh()

    def _verbs(self, drawing: Drawing) -> Verbs:
        def tint(tone: str) -> None:
            self._change(replace(drawing, tone=tone))

        def remove() -> None:
            self.choose(drawing)
            self.remove_chosen()

        return Verbs(lambda: self.open_chosen(None), tint, remove)

    def _end_sketch(self) -> None:
        self._sketch = None
        self._refresh()

    def _settle(self) -> None:
        """Tell what the keys have moved and not told yet."""
        if self._pause.isActive():
            self.let_go(keep=True)

    def _leave(self) -> None:
        """End everything that belongs to the company shown until now."""
        self._settle()
        self._hands.give_up()
        self._forms.finish()
        self._chosen = None
        if self.placing is not None:
            self.begin(None)

    # What is drawn.

    def _shown(self) -> Iterator[Drawing]:
        """Yield what fits the chart, the held drawing as it is held."""
        held = self._held
        for each in self._book:
            if self._paper.fits(each):
                yield held if held is not None and held.id == each.id else each

    def _refresh(self) -> None:
        shown = [self._paper.shape(each) for each in self._shown()]
        ids = [each.drawing.id for each in shown]
        chosen = ids.index(self._chosen) if self._chosen in ids else None
        if self._sketch is not None and self._paper.fits(self._sketch):
            shown.append(self._paper.shape(self._sketch))
        self._shapes.show_shapes(shown, chosen)
