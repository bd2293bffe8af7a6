"""Makes texts and colours safe to stand in HTML and SVG."""

from __future__ import annotations

import re
from html import escape

# What XML can't hold, even escaped.
_ODD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_COLOUR = re.compile("#[0-9A-Fa-f]{6}")


def safe(text: str) -> str:
    """Return a text for an element or an attribute in double quotes."""
    return escape(_ODD.sub(" ", text), quote=True)


def colour(text: str) -> str:
    """Return a colour as #rrggbb; raises ValueError for anything else."""
    if not _COLOUR.fullmatch(text):
        raise ValueError(f"not a colour: {text!r}")
    return text.lower()


def blended(text: str, share: float) -> str:
    """Return a colour mixed with white: 1 is all of it, 0 is white."""
    parts = (int(colour(text)[place : place + 2], 16) for place in (1, 3, 5))
    return "#" + "".join(f"{round(255 - (255 - each) * share):02x}" for each in parts)
