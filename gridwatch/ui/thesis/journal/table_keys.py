"""The Tab key in a table of the editor: to the next cell, with all bars below one another."""

from __future__ import annotations

from PySide6.QtGui import QTextBlock, QTextCursor

from gridwatch.domain.thesis.markdown_tables import (
    MOST_ROWS,
    aligned,
    cell_at,
    cells_of,
    empty_row,
    is_row,
    is_rule,
    place_of_cell,
)


def step(cursor: QTextCursor, *, back: bool = False) -> QTextCursor | None:
    """Align the table around a cursor; return a cursor in the next cell, None outside of tables.

    Behind the last cell a new row begins. It is one step for an undo.
    """
    block = cursor.block()
    if not is_row(block.text()):
        return None
    first, rows = _table_around(block)
    row = block.blockNumber() - first.blockNumber()
    count = max(len(cells_of(each)) for each in rows)
    place = row * count + cell_at(block.text(), cursor.positionInBlock())
    target = _target(rows, count, max(0, place - 1) if back else place + 1, back=back)
    while target // count >= len(rows):
        rows.append(empty_row(count))
    cursor.beginEditBlock()
    _write(first, aligned(rows))
    cursor.endEditBlock()
    return _in_cell(first, target // count, target % count)


def _target(rows: list[str], count: int, place: int, *, back: bool) -> int:
    """Return a cell that can be written in: the line under the headings is passed over."""
    row = place // count
    if row >= len(rows) or not is_rule(cells_of(rows[row])):
        return place
    return max(0, row * count - 1) if back else (row + 1) * count


def _table_around(block: QTextBlock) -> tuple[QTextBlock, list[str]]:
    first = block
    for _ in range(MOST_ROWS):
        if not (first.previous().isValid() and is_row(first.previous().text())):
            break
        first = first.previous()
    rows, each = list[str](), first
    while each.isValid() and is_row(each.text()) and len(rows) < MOST_ROWS:
        rows.append(each.text())
        each = each.next()
    return first, rows


def _write(first: QTextBlock, after: list[str]) -> None:
    """Write what changes of a table, and rows that are new."""
    block, last = first, first
    for text in after:
        if not block.isValid() or not is_row(block.text()):
            cursor = QTextCursor(last)
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
            cursor.insertText(f"\n{text}")
            block = last.next()
        elif block.text() != text:
            cursor = QTextCursor(block)
            cursor.movePosition(
                QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor
            )
            cursor.insertText(text)
        last, block = block, block.next()


def _in_cell(first: QTextBlock, row: int, cell: int) -> QTextCursor:
    """Return a cursor that has selected the words of a cell."""
    block = first
    for _ in range(row):
        block = block.next()
    start, end = place_of_cell(block.text(), cell)
    units = [len(block.text()[:each].encode("utf-16-le")) // 2 for each in (start, end)]
    cursor = QTextCursor(block)
    cursor.setPosition(block.position() + units[0])
    cursor.setPosition(block.position() + units[1], QTextCursor.MoveMode.KeepAnchor)
    return cursor
