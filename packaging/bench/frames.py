"""What a frame of a chart is, which views 60 of them show, and how their times are told.

A frame is the same for every chart: change what is in view (or a price), let the program draw, and
stop the clock when one paint of 1200 × 700 pixels is in memory. A chart of Qt is shown on the
offscreen platform, which paints into the window's backing store; events are processed until its
viewport has painted (`painting.py`). Ours has to be done then: where it paints a second time, the
figure is refused. The others' second paints (an axis that finds itself too narrow) are not counted
against them. lightweight-charts is asked for a picture of all its canvases, which it draws at once
for that, and one pixel is read, so that the browser cannot put the drawing off; its canvases alone,
not yet put together, are measured as well (`lightweight.html`).

Views pan as a drag does, by a twentieth of their width a frame, in the middle of the data; where
all bars are in view there is nowhere to pan, and the left edge moves by a percent in 60 frames.

Only modules of the standard library are used here: this runs in the peers' environments too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

WIDE, TALL = 1200, 700
FRAMES = 60
# Frames before the measured ones: fonts and pictures that are made once are no part of a frame.
WARM = 3
# The part of the view that one frame pans, and that of all bars that 60 frames zoom.
_PANNED, _ZOOMED = 0.05, 0.01

View = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Times:
    """The middle and the 95th percentile of some frames, in milliseconds."""

    median: float
    p95: float


def times_of(milliseconds: Sequence[float]) -> Times:
    """Sum up frames; the percentile is the nearest rank. Raises ValueError where there are none."""
    if not milliseconds:
        raise ValueError("no frame was painted")
    ordered = sorted(milliseconds)
    rank = -(-95 * len(ordered) // 100)  # ceil(0.95 n), the nearest-rank method
    return Times(median(ordered), ordered[rank - 1])


def views(count: int, shown: int, frames: int = FRAMES) -> list[View]:
    """Return the left and right edge of each frame, in bar numbers, with `shown` of `count` bars.

    Raises ValueError for more bars than there are.
    """
    if not 0 < shown <= count:
        raise ValueError(f"{shown} of {count} bars cannot be shown")
    room, steps = count - shown, max(1, frames - 1)
    if not room:
        return [(count * _ZOOMED * step / steps, float(count)) for step in range(frames)]
    stride = min(shown * _PANNED, room / steps)
    left = (room - stride * steps) / 2
    return [(left + stride * step, left + stride * step + shown) for step in range(frames)]
