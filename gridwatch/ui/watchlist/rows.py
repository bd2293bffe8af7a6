"""Which rows the watchlist shows and in which order: filtered, sorted, grouped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from gridwatch.services.overview import CompanyView
from gridwatch.ui.watchlist.cells import Scene
from gridwatch.ui.watchlist.columns import COLUMNS, PLACES, Column

# A company's id, or the key of a segment for the heading above its companies.
Row = int | str


@dataclass(frozen=True, slots=True)
class Arrangement:
    """How the user wants the rows; `column` is "" for the order that the user made."""

    words: str = ""
    grouped: bool = False
    column: str = ""
    falling: bool = False
    folded: frozenset[str] = frozenset()

    @property
    def own_order(self) -> bool:
        """Tell whether rows stand as the user put them, so that dragging one means something."""
        return not (self.words or self.grouped or self.column)


def arranged(
    order: Sequence[int], views: Mapping[int, CompanyView], scene: Scene, wish: Arrangement
) -> list[Row]:
    """Return the rows to show."""
    words = wish.words.casefold().split()
    kept = [each for each in order if each in views and matches(views[each], scene, words)]
    if wish.column:
        kept = sorted_by(COLUMNS[PLACES[wish.column]], kept, views, scene, falling=wish.falling)
    return _grouped(kept, views, scene, wish.folded) if wish.grouped else list(kept)


def matches(view: CompanyView, scene: Scene, words: Iterable[str]) -> bool:
    """Tell whether each folded word is in a name, symbol, ISIN or segment, or begins the pinyin."""
    who = view.company
    texts = [who.name, who.native_name, scene.segments.get(who.segment, "")]
    texts += [text for each in who.listings for text in (each.symbol, each.isin)]
    within = "\n".join(texts).casefold()
    return all(each in within or who.pinyin.startswith(each) for each in words)


def sorted_by(
    column: Column,
    rows: Iterable[int],
    views: Mapping[int, CompanyView],
    scene: Scene,
    *,
    falling: bool,
) -> list[int]:
    """Sort by the column's value; what is unknown comes last in both directions."""
    known: list[tuple[float | str, int]] = []
    unknown: list[int] = []
    for each in rows:
        value = column.value(views[each], scene)
        if value is None:
            unknown.append(each)
        else:
            known.append((value, each))
    known.sort(key=lambda pair: pair[0], reverse=falling)
    return [each for _, each in known] + unknown


def _grouped(
    rows: Iterable[int],
    views: Mapping[int, CompanyView],
    scene: Scene,
    folded: frozenset[str],
) -> list[Row]:
    groups: dict[str, list[int]] = {}
    for each in rows:
        segment = views[each].company.segment
        groups.setdefault(segment if segment in scene.segments else "", []).append(each)
    result: list[Row] = []
    for segment in sorted(groups, key=scene.place):
        result.append(segment)
        if segment not in folded:
            result += groups[segment]
    return result
