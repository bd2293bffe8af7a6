"""The command `snapshot`, and what is said where there is no display."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

from gridwatch.cli.call import Answer, Call, Exit, Refusal
from gridwatch.cli.demo import fill_demo, is_new
from gridwatch.cli.voice import translate


def snapshot(call: Call) -> Answer:
    """Draw the window into a PNG file from what is stored, with no display.

    Raises Problem for a size or a place that can't be, Refusal where Qt can't be loaded.
    """
    width, height = size_of(call.asked.size)
    out = Path(call.asked.out).expanduser().absolute()
    if call.profile.simulated and is_new(call):
        with call.user() as user:
            fill_demo(call, user)  # there is no collector that could have filled it before
    draw(call, out, width, height)
    document = {"picture": str(out), "width": width, "height": height}
    return Answer(document, translate("Cli", "Picture: {path}").format(path=out))


def size_of(text: str) -> tuple[int, int]:
    """Read a size like 1440x900; raises Refusal "usage" for anything else."""
    found = re.fullmatch(r"(\d{1,9})[xX×](\d{1,9})", text.strip())
    if found is None:
        words = translate("Cli", "“{text}” is not a size. Write it like 1440x900.")
        raise Refusal("usage", words.format(text=text), Exit.USAGE)
    return int(found[1]), int(found[2])


def draw(call: Call, out: Path, width: int, height: int) -> None:
    """Write the picture of the window."""
    offscreen()
    from PySide6.QtCore import QSize

    from gridwatch.ui.snapshot import Shot, render

    asked = call.asked
    shot = Shot(
        company=asked.company,
        range=asked.chart_range,
        style=asked.chart_style,
        size=asked.chart_size,
        scale=asked.chart_scale,
        currency=asked.chart_currency,
        cap=asked.market_cap,
        compared=asked.compare,
        studies=asked.indicators,
        figures=asked.figures,
        since=asked.since,
        alone=asked.chart_only,
    )
    render(call.profile, out, QSize(width, height), asked.theme, call.voice.language, shot)


def offscreen() -> None:
    """Make Qt ready to draw with no display; raises Refusal where it can't be loaded."""
    if sys.platform.startswith("linux"):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    try:
        from PySide6.QtCore import QCoreApplication
        from PySide6.QtWidgets import QApplication
    except ImportError as error:
        words = translate("Cli", "Qt can't be loaded ({reason}). See: gridwatch doctor")
        raise Refusal("qt_missing", words.format(reason=error), Exit.USAGE) from error
    plain = QCoreApplication.instance()
    if plain is not None and not isinstance(plain, QApplication):
        plain.shutdown()  # the voice's own, which only translates; there can be no second one


def no_display() -> Refusal:
    """Say that there is no display, and the two things that work without one."""
    words = translate(
        "Cli",
        "There is no display for the window. Two things work without one:\n"
        "  gridwatch check                     prices, market caps and targets as a table\n"
        "  gridwatch snapshot --out FILE.png   a picture of the window",
    )
    return Refusal("no_display", words, Exit.USAGE)
