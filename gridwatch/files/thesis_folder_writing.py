"""Writes the thesis as a folder: whole beside its place, then put there, or nothing."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from unicodedata import normalize

from gridwatch.domain.problem import Fault, Problem
from gridwatch.domain.thesis.journal import pictures_in
from gridwatch.files import thesis_folder_history as history
from gridwatch.files.front_matter import with_matter
from gridwatch.files.safe_names import Names, safe_name
from gridwatch.files.thesis_folder import (
    COMPANIES,
    ENDINGS,
    FIGURES,
    FORMAT,
    HISTORY,
    IMAGES,
    JOURNAL,
    MANIFEST,
    NOTE,
    README,
    THEMES,
    THESIS,
    Pictures,
    Thesis,
)
from gridwatch.files.thesis_folder_claims import written_thesis
from gridwatch.files.thesis_folder_figures import written_figures, written_series
from gridwatch.files.thesis_folder_files import manifest_of
from gridwatch.files.thesis_folder_journal import entry_file, with_files, written_entry
from gridwatch.files.thesis_folder_readme import written_readme

SYNCED_AT_ONCE = 16


def write_folder(
    target: Path, theses: Iterable[Thesis], pictures: Pictures, now: datetime
) -> Path | None:
    """Write a folder that is empty, not there yet, or of an earlier export.

    What was written or changed by somebody in an earlier export is never lost: its folder is then
    kept under another name, which is returned. Raises Problem for a folder that holds anything
    else, and where it can't be written; then all is as it was.
    """
    try:
        place = target.resolve()
        _check_place(place)
        unfinished = place.with_name(f".gridwatch-{os.urandom(6).hex()}.part")
        try:
            unfinished.mkdir()
            _Writer(unfinished, pictures).write(theses, now)
            return _put(unfinished, place, now)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)
    except (OSError, RuntimeError) as error:  # RuntimeError: links in a circle, before Python 3.13
        reason = getattr(error, "strerror", None) or error
        raise Problem(
            "folder_unwritable",
            "{path} can't be written ({reason}). Name a folder in a place that you may write to.",
            fault=Fault.MACHINE,
            path=target,
            reason=reason,
        ) from error


def _check_place(place: Path) -> None:
    """Raise Problem for a place that holds anything but an earlier export."""
    if place.is_dir() and (not any(place.iterdir()) or manifest_of(place) is not None):
        return
    if place.exists():
        raise Problem(
            "folder_taken",
            "{path} holds something else and was left as it is. Name a new or empty folder, or one"
            " of an earlier export.",
            path=place,
        )


def _put(unfinished: Path, place: Path, now: datetime) -> Path | None:
    """Put the whole folder in its place; return where an earlier one is kept, if it has to be."""
    _sync_all(unfinished)
    if not place.exists():
        unfinished.rename(place)
        _sync(place.parent)
        return None
    stamp = f"{now.astimezone():%Y-%m-%d %H%M%S}"
    before = place.with_name(f"{place.name} before {stamp} {os.urandom(2).hex()}")
    place.rename(before)
    try:
        unfinished.rename(place)
    except BaseException:
        before.rename(place)
        raise
    _sync(place.parent)
    _take_along(before, place)
    if _is_touched(before):
        return before
    shutil.rmtree(before, ignore_errors=True)
    return None


def _take_along(before: Path, place: Path) -> None:
    """Move what Obsidian, git or the system keeps in a folder to the one that replaces it."""
    for each in list(before.iterdir()):
        if each.name.startswith("."):
            each.rename(place / each.name)


def _is_touched(folder: Path) -> bool:
    """Tell whether anything in an export is not as it was written, or was put beside it."""
    found = manifest_of(folder)
    files = {} if found is None else found[1]
    for path in folder.rglob("*"):
        if path.is_dir() and not path.is_symlink():
            continue
        name = normalize("NFC", path.relative_to(folder).as_posix())
        if name == MANIFEST:
            continue
        if path.is_symlink() or files.get(name) != _hash(path.read_bytes()):
            return True
    return False


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


class _Writer:
    """Writes the files of an export and notes what each of them holds."""

    def __init__(self, root: Path, pictures: Pictures) -> None:
        self._root, self._pictures = root, pictures
        self._kinds = dict[str, str | None]()
        self._files = dict[str, str]()

    def write(self, theses: Iterable[Thesis], now: datetime) -> None:
        """Write everything, the list of all files last."""
        folders = {THEMES: Names(), COMPANIES: Names()}
        for each in theses:
            if each.is_of_nothing:
                self._write_entries("", each)
                continue
            above = COMPANIES if each.theme is None else THEMES
            name = " ".join((each.name, *each.symbols[:1]))
            folder = f"{above}/{folders[above].free(safe_name(name, 'thesis'))}/"
            self._write_thesis(folder, each, now)
        self._put(README, written_readme(now))
        manifest = {
            "gridwatch": "thesis",
            "format": FORMAT,
            "exported_at": now.isoformat(),
            "files": self._files,
        }
        self._write(MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1).encode())

    def _write_thesis(self, folder: str, thesis: Thesis, now: datetime) -> None:
        self._put(f"{folder}{THESIS}", written_thesis(thesis, now))
        past = history.written_claims(thesis.claims)
        if past:
            self._put(f"{folder}{HISTORY}", past)
        if thesis.theme is not None and thesis.theme.note:
            words = with_files(thesis.theme.note, "", self._kind)
            self._put(f"{folder}{NOTE}", with_matter({"gridwatch": "note"}, f"{words}\n"))
            self._write_pictures(folder, pictures_in(thesis.theme.note))
        names = Names()
        for each in thesis.series:
            name = f"{folder}{FIGURES}/{names.free(safe_name(each.series.key, 'series'))}"
            self._put(f"{name}.md", written_series(each))
            self._put(f"{name}.csv", written_figures(each.figures))
        self._write_entries(folder, thesis)

    def _write_entries(self, folder: str, thesis: Thesis) -> None:
        names = Names()
        about = thesis.symbols[0] if thesis.symbols else thesis.name
        for each in thesis.entries:
            name = names.free(entry_file(each))
            words = written_entry(each, about, self._kind)
            self._put(f"{folder}{JOURNAL}/{name}.md", words)
            texts = (each.entry.text, *(one.text for one in each.revisions))
            self._write_pictures(folder, (hash_ for text in texts for hash_ in pictures_in(text)))
        past = history.written_entries(thesis.entries)
        if past:
            self._put(f"{folder}{JOURNAL}/{HISTORY}", past)

    def _kind(self, hash_: str) -> str | None:
        if hash_ not in self._kinds:
            found = self._pictures(hash_)
            self._kinds[hash_] = None if found is None else found.kind
        return self._kinds[hash_]

    def _write_pictures(self, folder: str, hashes: Iterable[str]) -> None:
        for each in hashes:
            kind = self._kind(each)
            name = f"{folder}{IMAGES}/{each}{ENDINGS.get(kind or '', '')}"
            found = None if kind is None or name in self._files else self._pictures(each)
            if found is not None:
                self._write(name, found.data)

    def _put(self, name: str, text: str) -> None:
        self._write(name, text.encode())

    def _write(self, name: str, data: bytes) -> None:
        place = self._root / name
        place.parent.mkdir(parents=True, exist_ok=True)
        with place.open("xb") as file:
            file.write(data)
        self._files[name] = _hash(data)


def _sync_all(root: Path) -> None:
    """Have everything reach the disk; several at once, since each waits for the disk alone."""
    places = [root, *root.rglob("*")]
    with ThreadPoolExecutor(SYNCED_AT_ONCE, thread_name_prefix="sync") as pool:
        for _ in pool.map(_sync, places):
            pass


def _sync(place: Path) -> None:
    """Have a file, or the names in a folder, reach the disk; Windows keeps folders by itself."""
    if os.name == "nt" and place.is_dir():
        return
    handle = os.open(place, os.O_RDWR if os.name == "nt" else os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
