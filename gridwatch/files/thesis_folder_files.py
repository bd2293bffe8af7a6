"""The files of an exported folder, and those alone: no link is followed, nothing outside read."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from unicodedata import normalize

from gridwatch.domain.problem import Problem
from gridwatch.files.thesis_folder import COMPANIES, FORMAT, JOURNAL, MANIFEST, THEMES

LARGEST_TEXT = 40_000_000  # bytes of one file
MOST_FILES, DEEPEST = 200_000, 12


def written_files(root: Path) -> Mapping[str, str]:
    """Return the SHA-256 of each file as it was written, by its path.

    Raises Problem where it is no folder of a thesis or was written by a newer version.
    """
    place = root / MANIFEST
    if not place.is_file() or place.is_symlink():
        if any((root / each).is_dir() for each in (THEMES, COMPANIES, JOURNAL)):
            return {}
        raise Problem(
            "folder_none",
            "{path} is no folder that a thesis was exported to: there is no {name} in it.",
            path=root,
            name=MANIFEST,
        )
    found = manifest_of(root)
    if found is None:
        return {}
    if found[0] > FORMAT:
        raise Problem(
            "folder_newer",
            "{path} was written by a newer GridWatch. Install that version to import it.",
            path=root,
        )
    return found[1]


def manifest_of(root: Path) -> tuple[int, Mapping[str, str]] | None:
    """Return the format of an exported folder and the SHA-256 of its files; None for no such."""
    place = root / MANIFEST
    try:
        if place.is_symlink() or place.stat().st_size > LARGEST_TEXT:
            return None
        value = json.loads(place.read_bytes())
    except (FileNotFoundError, NotADirectoryError, ValueError, RecursionError):
        return None
    if not isinstance(value, dict) or value.get("gridwatch") != "thesis":
        return None
    version, files = value.get("format"), value.get("files")
    if not isinstance(version, int) or not isinstance(files, dict):
        return None
    return version, {str(name): str(each) for name, each in files.items()}


@dataclass(frozen=True, slots=True)
class Scan:
    """The plain files under a folder by path, and what was passed over because it is a link."""

    files: Mapping[str, Path]
    links: tuple[str, ...]


def scanned(root: Path) -> Scan:
    """Find the files under a folder, without those that begin with a dot.

    Raises Problem where there are too many.
    """
    files, links = dict[str, Path](), list[str]()
    waiting = [(root, PurePosixPath(), 0)]
    while waiting:
        folder, under, depth = waiting.pop()
        for each in sorted(os.scandir(folder), key=lambda one: one.name):
            name = str(under / normalize("NFC", each.name))
            if each.name.startswith("."):
                continue  # what Obsidian, git or the system keeps there
            if each.is_symlink():
                links.append(name)
            elif each.is_dir(follow_symlinks=False):
                if depth < DEEPEST:
                    waiting.append((Path(each.path), under / each.name, depth + 1))
            elif each.is_file(follow_symlinks=False):
                files[name] = Path(each.path)
        if len(files) > MOST_FILES:
            raise Problem("folder_many", "There are more than {most} files.", most=MOST_FILES)
    return Scan(dict(sorted(files.items())), tuple(links))


def read_bytes(path: Path, most: int) -> bytes:
    """Read a plain file; raises Problem for one that is too large."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(handle, "rb") as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise Problem(
            "folder_large",
            "This file is larger than {most} MB.",
            most=round(most / 1e6),
        )
    return data


def path_inside(folder: PurePosixPath, address: str) -> str | None:
    """Return the path under the root that an address in a note means; None where it leads out."""
    if address.startswith(("/", "\\")) or "\\" in address or "\0" in address:
        return None
    parts = list[str](() if str(folder) == "." else folder.parts)
    for each in address.split("/"):
        if each == "..":
            if not parts:
                return None
            parts.pop()
        elif each not in {"", "."}:
            parts.append(each)
    return normalize("NFC", "/".join(parts))
