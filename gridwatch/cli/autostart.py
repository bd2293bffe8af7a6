"""The command `autostart`: whether GridWatch watches from login on."""

from __future__ import annotations

from gridwatch.cli.call import Answer, Call
from gridwatch.cli.voice import translate
from gridwatch.services.autostart import autostart_of


def autostart(call: Call) -> Answer:
    """Switch the start at login on or off, or only show it."""
    entry = autostart_of(call.profile)
    if call.asked.state != "status":
        entry.switch(on=call.asked.state == "on")
    on, current = entry.is_on(), entry.is_current()
    document = {"on": on, "current": current, "place": entry.place}
    if not on:
        return Answer(document, translate("Cli", "GridWatch is not started at login."))
    words = translate("Cli", "GridWatch watches in the background from login on ({place}).")
    text = words.format(place=entry.place)
    if not current:
        moved = translate(
            "Cli", "It was set up for another place of the program; set it up anew with: {command}"
        )
        text += "\n" + moved.format(command="gridwatch autostart on")
    return Answer(document, text)
