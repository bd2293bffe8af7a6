"""Garbage that is not looked for while the window starts, and is found again afterwards."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest

from gridwatch.runtime import garbage


class Knot:
    """Something that refers to itself: only a search finds that nobody else does."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    yield
    gc.unfreeze()
    gc.enable()


def test_none_is_looked_for_until_it_is_resumed() -> None:
    garbage.rest()
    assert not gc.isenabled()
    garbage.resume()
    assert gc.isenabled()


def test_what_comes_after_the_start_is_found_and_what_was_there_is_left_alone() -> None:
    garbage.rest()
    before = Knot()
    kept = weakref.ref(before)
    garbage.resume()
    after = Knot()
    found = weakref.ref(after)
    del before, after
    gc.collect()
    assert kept() is not None
    assert found() is None
