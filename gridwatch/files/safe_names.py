"""Names of files and folders that Windows, macOS, Linux and Obsidian all take."""

from __future__ import annotations

import re
from unicodedata import category, normalize

_UNFIT = re.compile(r'[<>:"/\\|?*#^\[\]]+')
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)
_MOST_BYTES = 150  # with a date before it and a number behind it, below every system's 255


def safe_name(text: str, otherwise: str) -> str:
    """Return a name made of a text, `otherwise` where nothing of it can be in a name."""
    shown = "".join(
        " " if each.isspace() else each
        for each in normalize("NFC", text)
        if each.isspace() or category(each)[0] != "C"
    )
    words = " ".join(_UNFIT.sub("-", shown).split()).lstrip(". -")
    cut = words.encode()[:_MOST_BYTES].decode(errors="ignore").rstrip(". -")
    if not cut:
        return otherwise
    return f"{cut}_" if _RESERVED.fullmatch(cut) else cut


class Names:
    """The names in one folder: no two differ only in case or in how letters are put together."""

    def __init__(self, *taken: str) -> None:
        self._taken = {_folded(each) for each in taken}

    def free(self, name: str) -> str:
        """Return the name, with a number behind it where it is taken, and take it."""
        found, number = name, 1
        while _folded(found) in self._taken:
            number += 1
            found = f"{name} {number}"
        self._taken.add(_folded(found))
        return found


def _folded(name: str) -> str:
    return normalize("NFC", normalize("NFC", name).casefold())
