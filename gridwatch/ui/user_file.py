"""Asks the user for the name of a file and writes into it, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from gridwatch.domain.problem import Fault, Problem
from gridwatch.services.whole_file import whole_file


def ask_for_file(
    parent: QWidget,
    title: str,
    kind: str,
    name: str,
    write: Callable[[Path], object],
    folder: str = "",
) -> QFileDialog:
    """Ask for the name of a file, `write` hears it; a `name` is offered.

    `kind`: what such a file is, in the user's words; `folder`: where to begin, "" for his
    documents. The kind of the file is told by the end of `name`.
    """
    ending = Path(name).suffix.removeprefix(".")
    documents = QStandardPaths.StandardLocation.DocumentsLocation
    dialog = QFileDialog(parent, title)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilter(f"{kind} (*.{ending})")
    dialog.setDefaultSuffix(ending)
    dialog.setDirectory(folder or QStandardPaths.writableLocation(documents))
    dialog.selectFile(name)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(lambda chosen: write(Path(chosen)))
    dialog.open()
    return dialog


def write_image(image: QImage, out: Path) -> None:
    """Write a picture as PNG; raises Problem where it can't be written."""

    def write(place: Path) -> None:
        if not image.save(str(place), "PNG"):  # type: ignore[call-overload]  # the stub wants bytes
            raise unwritable(out)

    write_file(out, write)


def write_file(out: Path, write: Callable[[Path], object]) -> None:
    """Have a file written beside its place, then put it there whole.

    Raises Problem where it can't be written.
    """
    try:
        with whole_file(out) as unfinished:
            write(unfinished)
    except OSError as error:
        raise unwritable(out) from error


def unwritable(out: Path) -> Problem:
    """Return the problem of a picture that can't be written to a place."""
    return Problem(
        "picture_unwritable",
        "{path} can't be written. Name a file in a folder that exists and that you may write to.",
        fault=Fault.MACHINE,
        path=out,
    )
