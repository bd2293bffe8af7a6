"""The system libraries that Qt's Linux wheels expect, found by loading them, named by package."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping


class Need(StrEnum):
    """What does not work without a library."""

    START = "Qt cannot be loaded"
    X11 = "no window can be opened under X11"
    WAYLAND = "no window can be opened under Wayland"
    FONT = "Chinese names are shown as boxes"


@dataclass(frozen=True, slots=True)
class Library:
    """A library by the name that the loader looks for and the Debian package that carries it."""

    soname: str
    package: str
    need: Need


# Read off the wheels of PySide6-Essentials 6.11 with `readelf -d`. Where Debian renamed a package
# (libglib2.0-0t64), the new one provides the old name and apt takes it.
LIBRARIES = (
    Library("libEGL.so.1", "libegl1", Need.START),
    Library("libGL.so.1", "libgl1", Need.START),
    Library("libX11.so.6", "libx11-6", Need.START),
    Library("libdbus-1.so.3", "libdbus-1-3", Need.START),
    Library("libfontconfig.so.1", "libfontconfig1", Need.START),
    Library("libfreetype.so.6", "libfreetype6", Need.START),
    Library("libglib-2.0.so.0", "libglib2.0-0", Need.START),
    Library("libgthread-2.0.so.0", "libglib2.0-0", Need.START),
    Library("libgssapi_krb5.so.2", "libgssapi-krb5-2", Need.START),
    Library("libbrotlidec.so.1", "libbrotli1", Need.START),
    Library("libxkbcommon.so.0", "libxkbcommon0", Need.START),
    Library("libz.so.1", "zlib1g", Need.START),
    Library("libzstd.so.1", "libzstd1", Need.START),
    Library("libX11-xcb.so.1", "libx11-xcb1", Need.X11),
    Library("libxcb-cursor.so.0", "libxcb-cursor0", Need.X11),
    Library("libxcb-icccm.so.4", "libxcb-icccm4", Need.X11),
    Library("libxcb-image.so.0", "libxcb-image0", Need.X11),
    Library("libxcb-keysyms.so.1", "libxcb-keysyms1", Need.X11),
    Library("libxcb-randr.so.0", "libxcb-randr0", Need.X11),
    Library("libxcb-render.so.0", "libxcb-render0", Need.X11),
    Library("libxcb-render-util.so.0", "libxcb-render-util0", Need.X11),
    Library("libxcb-shape.so.0", "libxcb-shape0", Need.X11),
    Library("libxcb-shm.so.0", "libxcb-shm0", Need.X11),
    Library("libxcb-sync.so.1", "libxcb-sync1", Need.X11),
    Library("libxcb-util.so.1", "libxcb-util1", Need.X11),
    Library("libxcb-xfixes.so.0", "libxcb-xfixes0", Need.X11),
    Library("libxcb-xkb.so.1", "libxcb-xkb1", Need.X11),
    Library("libxkbcommon-x11.so.0", "libxkbcommon-x11-0", Need.X11),
    Library("libwayland-client.so.0", "libwayland-client0", Need.WAYLAND),
    Library("libwayland-cursor.so.0", "libwayland-cursor0", Need.WAYLAND),
)
FONT_LISTER = Library("fc-list", "fontconfig", Need.FONT)
CHINESE_FONT = Library("", "fonts-noto-cjk", Need.FONT)


def missing_libraries(
    load: Callable[[str], object], libraries: Iterable[Library] = LIBRARIES
) -> list[Library]:
    """List the libraries that `load` (ctypes.CDLL, by soname) raises OSError for."""
    missing = []
    for library in libraries:
        try:
            load(library.soname)
        except OSError:
            missing.append(library)
    return missing


def missing_fonts(chinese_fonts: Callable[[], str | None]) -> list[Library]:
    """List the packages without which Chinese names are boxes.

    `chinese_fonts` returns what fc-list says of them: empty for no font, None for no fc-list.
    """
    listed = chinese_fonts()
    if listed is None:
        return [FONT_LISTER, CHINESE_FONT]
    return [] if listed.strip() else [CHINESE_FONT]


def listed_chinese_fonts() -> str | None:
    """Ask fc-list for the fonts that can show Chinese; None where it cannot be asked."""
    program = shutil.which("fc-list")
    if program is None:
        return None
    answer = subprocess.run(
        [program, ":lang=zh", "family"], capture_output=True, check=False, encoding="utf-8"
    )
    return answer.stdout if answer.returncode == 0 else None


def blocking(missing: Iterable[Library], environ: Mapping[str, str]) -> list[Library]:
    """Keep the missing libraries without which Qt would abort on this display.

    Where GridWatch paints into a file (no display, or the offscreen platform) only loading counts.
    """
    needs = {Need.START}
    if "QT_QPA_PLATFORM" not in environ:
        if environ.get("WAYLAND_DISPLAY"):
            needs.add(Need.WAYLAND)
        elif environ.get("DISPLAY"):
            needs.add(Need.X11)
    return [library for library in missing if library.need in needs]


def packages_of(libraries: Iterable[Library]) -> list[str]:
    """Name the Debian packages that carry these libraries, each once, in order."""
    return list(dict.fromkeys(library.package for library in libraries))


def install_line(libraries: Iterable[Library], which: Callable[[str], str | None]) -> str:
    """Say what to type to get these libraries, for the package manager that `which` finds."""
    libraries = list(libraries)
    if which("apt-get"):
        return "sudo apt-get install -y " + " ".join(packages_of(libraries))
    for manager in ("dnf", "zypper"):
        if which(manager):
            # Both find the package by what it provides; a font has no soname to ask for.
            wanted = [
                f"'{library.soname}()(64bit)'" for library in libraries if ".so" in library.soname
            ]
            fonts = ["google-noto-sans-cjk-fonts"] if CHINESE_FONT in libraries else []
            return f"sudo {manager} install -y " + " ".join(wanted + fonts)
    names = [library.soname or "a Chinese font such as Noto Sans CJK" for library in libraries]
    return "install with your package manager: " + ", ".join(names)
