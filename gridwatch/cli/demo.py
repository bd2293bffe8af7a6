"""The demo without a display: a month of the simulated market, in a table and a picture."""

from __future__ import annotations

import sqlite3
import subprocess
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from gridwatch.cli.call import Answer, Call
from gridwatch.cli.checking import checked
from gridwatch.cli.fetching import Fetched, fetch
from gridwatch.cli.voice import translate
from gridwatch.places import own_command
from gridwatch.services.profiles import market_reader
from gridwatch.store.market.quotes import all_quotes

# Long enough for some companies to pass their targets, short enough to be "while you were away".
AWAY = timedelta(days=35)
SIZE = "1440x900"
DRAWN_WITHIN = 120.0


def show_demo(call: Call) -> Answer:
    """Fill the demo profile, show its watchlist, and draw the window into its folder.

    A new demo begins five weeks ago and has been closed since: what its targets did meanwhile is
    found in the history, by the same way as in a real profile.
    """
    with call.user() as user:
        fetched = fill_demo(call, user)
        shown = checked(call, user, fetched)
    picture, trouble = _picture(call)
    lines = [shown.text, "", _picture_words(picture, trouble), _outlook()]
    document = {**shown.document, "picture": str(picture) if picture else None}
    return Answer(document, "\n".join(lines), shown.exit_code)


def fill_demo(call: Call, user: sqlite3.Connection) -> Fetched:
    """Bring a demo profile up to date; a new one has been away for five weeks."""
    if is_new(call):
        fetch(replace(call, clock=lambda: call.clock() - AWAY), user)
    return fetch(call, user)


def is_new(call: Call) -> bool:
    """Tell whether nothing has been fetched for this profile yet."""
    with market_reader(call.profile) as market:
        return market is None or not all_quotes(market)


def _picture(call: Call) -> tuple[Path | None, str]:
    """Draw the window in a process of its own: without Qt's libraries only that one would end."""
    call.profile.snapshots.mkdir(parents=True, exist_ok=True)
    out = call.profile.snapshots / "demo.png"
    theme = ("--theme", call.asked.theme) if call.asked.theme else ()
    command = own_command(
        "snapshot", "--demo", "--profile", str(call.profile.root.parent), "--out", str(out),
        "--size", SIZE, "--language", call.voice.language, *theme,
    )  # fmt: skip
    try:
        done = subprocess.run(
            command, capture_output=True, encoding="utf-8", timeout=DRAWN_WITHIN, check=False
        )
    except subprocess.TimeoutExpired:
        return None, translate("Cli", "it took too long")
    if done.returncode:
        return None, done.stderr.strip() or str(done.returncode)
    return out, ""


def _picture_words(picture: Path | None, trouble: str) -> str:
    if picture is None:
        return translate("Cli", "No picture of the window: {reason}").format(reason=trouble)
    return translate("Cli", "Picture of the window: {path}").format(path=picture)


def _outlook() -> str:
    return translate("Cli", "There is no display: on a desktop the same command opens the window.")
