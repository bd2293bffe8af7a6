"""No garbage is looked for while what stays is made, and it is as before afterwards."""

from __future__ import annotations

import gc

import pytest

from gridwatch.services.portfolio.lasting import lasting


def test_it_is_as_before_even_where_something_fails() -> None:
    seen = list[bool]()

    def fail() -> None:
        with lasting():
            seen.append(gc.isenabled())
            raise ValueError("torn")

    assert gc.isenabled()
    with pytest.raises(ValueError, match="torn"):
        fail()
    assert (seen, gc.isenabled()) == ([False], True)


def test_one_within_another_leaves_it_to_the_outer_one() -> None:
    with lasting():
        with lasting():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()
