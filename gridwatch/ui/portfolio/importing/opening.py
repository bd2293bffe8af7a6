"""Where files for an import come from: a dialog, what is dropped, the clipboard."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QMimeData, QStandardPaths

translate = QCoreApplication.translate
_ENDINGS = ("csv", "txt", "tsv", "xml", "json", "zip", "portfolio")
_FEWEST_LINES = 2


def file_filters() -> list[str]:
    """Return the kinds of files that are offered; any other can be tried as well."""
    endings = " ".join(f"*.{each}" for each in _ENDINGS)
    words, every = (
        translate("Import", "Transactions and portfolios"),
        translate("Import", "All files"),
    )
    return [f"{words} ({endings})", f"{every} (*)"]


def start_folder() -> str:
    """Return where exports of brokers mostly are."""
    places = QStandardPaths.StandardLocation
    return QStandardPaths.writableLocation(places.DownloadLocation)


def dropped_file(data: QMimeData) -> Path | None:
    """Return the one local file that is dropped, None for anything else."""
    urls = data.urls() if data.hasUrls() else []
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    path = Path(urls[0].toLocalFile())
    return path if path.is_file() else None


def pasted_table(data: QMimeData) -> bytes | None:
    """Return the text of a table or document on the clipboard, None where there is none."""
    text = data.text() if data.hasText() else ""
    if text.lstrip().startswith(("<", "{", "[")):
        return text.encode()
    lines = [each for each in text.splitlines() if each.strip()]
    mark = next((each for each in ("\t", ";", ",", "|") if lines and each in lines[0]), "")
    return text.encode() if mark and len(lines) >= _FEWEST_LINES else None
