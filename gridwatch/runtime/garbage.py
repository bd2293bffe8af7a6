"""When Python looks for garbage in the window's process: neither while it starts nor at its end."""

from __future__ import annotations

import gc


def rest() -> None:
    """Look for none: nearly all that a start makes stays, and going through it takes a fifth of it.

    Only cycles wait meanwhile; what nobody refers to is given back at once, as ever.
    """
    gc.disable()


def resume() -> None:
    """Look for garbage again, among what is made from now on.

    What there is now is set aside for good (https://docs.python.org/3/library/gc.html#gc.freeze):
    modules, classes and widgets would otherwise be gone through again and again, which makes the
    window pause for tens of milliseconds, and once more when the process ends.
    """
    gc.freeze()
    gc.enable()
