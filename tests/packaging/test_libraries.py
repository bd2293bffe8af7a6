"""Which system libraries are missed, whom it stops, and what the user is told to type."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from setup.libraries import (
    CHINESE_FONT,
    FONT_LISTER,
    LIBRARIES,
    Library,
    Need,
    blocking,
    install_line,
    missing_fonts,
    missing_libraries,
    packages_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable

EGL = next(library for library in LIBRARIES if library.soname == "libEGL.so.1")
CURSOR = next(library for library in LIBRARIES if library.soname == "libxcb-cursor.so.0")
WAYLAND = next(library for library in LIBRARIES if library.need is Need.WAYLAND)


def machine_without(*sonames: str) -> Callable[[str], object]:
    """Make the loader of a machine that lacks these libraries."""

    def load(soname: str) -> object:
        if soname in sonames:
            raise OSError(f"{soname}: cannot open shared object file")
        return soname

    return load


def only(program: str) -> Callable[[str], str | None]:
    """Make the `which` of a machine that has one package manager."""
    return lambda name: f"/usr/bin/{name}" if name == program else None


def test_a_complete_machine_misses_nothing() -> None:
    assert missing_libraries(machine_without()) == []


def test_missing_libraries_are_named() -> None:
    assert missing_libraries(machine_without("libEGL.so.1", "libxcb-cursor.so.0")) == [EGL, CURSOR]


def test_a_bare_machine_misses_everything() -> None:
    missing = missing_libraries(machine_without(*(library.soname for library in LIBRARIES)))
    assert missing == list(LIBRARIES)


def test_every_library_stands_once_in_the_table() -> None:
    names = [library.soname for library in LIBRARIES]
    assert len(names) == len(set(names))
    assert all(".so." in name for name in names)


@pytest.mark.parametrize(
    ("listed", "missing"),
    [(None, [FONT_LISTER, CHINESE_FONT]), ("\n", [CHINESE_FONT]), ("Noto Sans CJK SC\n", [])],
)
def test_fonts(listed: str | None, missing: list[Library]) -> None:
    assert missing_fonts(lambda: listed) == missing


@pytest.mark.parametrize(
    ("environ", "stopping"),
    [
        ({}, [EGL]),
        ({"DISPLAY": ":0"}, [EGL, CURSOR]),
        ({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}, [EGL, WAYLAND]),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, [EGL]),
    ],
)
def test_only_what_this_display_needs_stops(
    environ: dict[str, str], stopping: list[Library]
) -> None:
    assert blocking([EGL, CURSOR, WAYLAND, CHINESE_FONT], environ) == stopping


def test_a_package_is_named_once() -> None:
    glib = [library for library in LIBRARIES if library.package == "libglib2.0-0"]
    assert len(glib) == 2
    assert packages_of([*glib, EGL]) == ["libglib2.0-0", "libegl1"]


@pytest.mark.parametrize(
    ("manager", "line"),
    [
        ("apt-get", "sudo apt-get install -y libegl1 fonts-noto-cjk"),
        ("dnf", "sudo dnf install -y 'libEGL.so.1()(64bit)' google-noto-sans-cjk-fonts"),
        (
            "pacman",
            "install with your package manager: libEGL.so.1, a Chinese font such as Noto Sans CJK",
        ),
    ],
)
def test_the_line_to_type(manager: str, line: str) -> None:
    assert install_line([EGL, CHINESE_FONT], only(manager)) == line
