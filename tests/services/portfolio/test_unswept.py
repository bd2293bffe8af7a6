"""The search for garbage while much is read."""

from __future__ import annotations

import gc

import pytest

from gridwatch.services.portfolio.unswept import unswept


@pytest.mark.parametrize("looked", [True, False])
def test_nobody_looks_meanwhile_and_afterwards_as_before(*, looked: bool) -> None:
    assert gc.isenabled()
    if not looked:
        gc.disable()
    try:
        with unswept():
            assert not gc.isenabled()
        assert gc.isenabled() is looked
    finally:
        gc.enable()


def test_it_is_looked_for_again_after_an_error() -> None:
    with pytest.raises(ZeroDivisionError), unswept():
        raise ZeroDivisionError
    assert gc.isenabled()
