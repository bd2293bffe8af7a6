"""What the app remembers by itself: geometry, docks, columns. Never what the user typed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

# Raised whenever docks or toolbars get other names: an older layout is then left unused.
LAYOUT_VERSION = 1


class Memory:
    """The layout file of a profile, an INI file that may be deleted at any time."""

    def __init__(self, path: Path) -> None:
        self._settings = QSettings(str(path), QSettings.Format.IniFormat)
        if self._settings.value("layout/version") not in {None, str(LAYOUT_VERSION)}:
            self._settings.clear()

    def bytes_of(self, name: str) -> QByteArray:
        """Return remembered bytes, empty where there are none."""
        value = self._settings.value(f"layout/{name}")
        return value if isinstance(value, QByteArray) else QByteArray()

    def texts_of(self, group: str) -> dict[str, str]:
        """Return the remembered texts of a group by name."""
        self._settings.beginGroup(group)
        try:
            return {name: str(self._settings.value(name)) for name in self._settings.allKeys()}
        finally:
            self._settings.endGroup()

    def keep_bytes(self, name: str, value: QByteArray) -> None:
        """Remember bytes under a name."""
        self._settings.setValue("layout/version", str(LAYOUT_VERSION))
        self._settings.setValue(f"layout/{name}", value)

    def keep_texts(self, group: str, texts: Mapping[str, str]) -> None:
        """Remember texts by name, in place of what the group held."""
        self._settings.setValue("layout/version", str(LAYOUT_VERSION))
        self._settings.remove(group)
        for name, text in texts.items():
            self._settings.setValue(f"{group}/{name}", text)

    def write(self) -> None:
        """Write everything to the file now."""
        self._settings.sync()
