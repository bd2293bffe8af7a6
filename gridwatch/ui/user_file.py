"""Writes what the user has asked for into the file that he has named, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QImage

from gridwatch.domain.problem import Fault, Problem
from gridwatch.services.whole_file import whole_file


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
