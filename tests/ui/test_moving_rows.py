"""Rows that come, go and move: what is pointed at stays the same thing, and nothing is reset."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, QPersistentModelIndex

from gridwatch.ui.moving_rows import MovingRows

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class Letters(MovingRows[str]):
    """One column that shows what its rows stand for."""

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = 0) -> Any:  # noqa: ANN401 - a QVariant
        return self.row(index.row()) if role == 0 else None

    def show(self, letters: str) -> None:
        self._become(list(letters))


words = st.lists(
    st.lists(st.sampled_from("abcdefgh"), unique=True).map("".join), min_size=1, max_size=6
)


@given(words)
def test_whatever_is_shown_next_each_index_keeps_its_row(steps: list[str]) -> None:
    model, resets = Letters(), list[object]()
    model.modelReset.connect(lambda: resets.append(model))
    kept: dict[str, QPersistentModelIndex] = {}
    for step in steps:
        model.show(step)
        assert [model.index(row, 0).data() for row in range(model.rowCount())] == list(step)
        assert [model.place_of(each) for each in step] == list(range(len(step)))
        for letter, index in kept.items():
            assert index.isValid() <= (letter in step)
            assert not index.isValid() or index.data() == letter
        kept = {each: QPersistentModelIndex(model.index(at, 0)) for at, each in enumerate(step)}
    assert resets == []


def test_a_place_beyond_the_rows_stands_for_nothing() -> None:
    model = Letters()
    model.show("ab")
    assert model.row(2) is None
    assert model.row(-1) is None
    assert model.place_of("z") is None


def test_many_rows_come_and_go_in_a_few_steps() -> None:
    model, steps = Letters(), list[str]()
    many = [chr(0x4E00 + each) for each in range(200)]
    model.show("".join(many))
    kept = QPersistentModelIndex(model.index(101, 0))
    model.rowsRemoved.connect(lambda: steps.append("removed"))
    model.rowsInserted.connect(lambda: steps.append("inserted"))
    model.show("".join(many[1::2]))
    assert (kept.row(), kept.data()) == (50, many[101])
    model.show("".join(many))
    assert (kept.row(), kept.data()) == (101, many[101])
    assert [model.index(row, 0).data() for row in range(200)] == many
    assert steps == ["removed", "inserted"]
