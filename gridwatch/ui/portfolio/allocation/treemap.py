"""Places parts of a whole as tiles, the largest first, and each as square as it can be."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF


def squarified(sizes: Sequence[float], room: QRectF) -> list[QRectF]:
    """Return a tile for each size, in their order, whose areas are as the sizes.

    The algorithm is that of M. Bruls, K. Huizing and J. J. van Wijk, "Squarified treemaps" (2000):
    tiles are added to a row along the shorter side as long as that makes the worst of them squarer.
    Sizes are above 0 and fall; anything else gets an empty tile.
    """
    total = sum(each for each in sizes if each > 0)
    if total <= 0 or room.isEmpty():
        return [QRectF() for _ in sizes]
    scale = room.width() * room.height() / total
    areas = [max(0.0, each) * scale for each in sizes]
    tiles: list[QRectF] = []
    rest = QRectF(room)
    begin = 0
    while begin < len(areas):
        end = _row_end(areas, begin, min(rest.width(), rest.height()))
        row, rest = _placed(areas[begin:end], rest)
        tiles += row
        begin = end
    return tiles


def _row_end(areas: Sequence[float], begin: int, side: float) -> int:
    """Return where the row ends that begins here: the last one that does not make it worse."""
    end, worst = begin + 1, _worst(areas[begin : begin + 1], side)
    while end < len(areas):
        longer = _worst(areas[begin : end + 1], side)
        if longer > worst:
            break
        end, worst = end + 1, longer
    return end


def _worst(row: Sequence[float], side: float) -> float:
    """Return how far the worst tile of a row is from a square; 1 is one."""
    total, least = sum(row), min(row)
    if not least or not side:
        return float("inf")
    return max(side**2 * max(row) / total**2, total**2 / (side**2 * least))


def _placed(row: Sequence[float], room: QRectF) -> tuple[list[QRectF], QRectF]:
    """Return the tiles of a row along the shorter side, and the room that is left."""
    total, tiles = sum(row), []
    upright = room.width() >= room.height()
    side = room.height() if upright else room.width()
    thick = total / side if side else 0.0
    at = room.top() if upright else room.left()
    for area in row:
        long = area / thick if thick else 0.0
        tiles.append(
            QRectF(room.left(), at, thick, long) if upright else QRectF(at, room.top(), long, thick)
        )
        at += long
    rest = room.adjusted(thick, 0, 0, 0) if upright else room.adjusted(0, thick, 0, 0)
    return tiles, rest
