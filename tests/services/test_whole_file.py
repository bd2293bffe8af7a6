"""Files that the user names: whole or as they were, and nothing left beside them."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from gridwatch.services.whole_file import place_behind, whole_file

posix = pytest.mark.skipif(sys.platform == "win32", reason="permissions are different there")


def put(out: Path, text: str) -> None:
    with whole_file(out) as unfinished:
        assert unfinished.parent == out.resolve().parent
        unfinished.write_text(text)


def test_a_file_is_made_and_replaced(tmp_path: Path) -> None:
    out = tmp_path / "a.txt"
    for text in ("first", "second"):
        put(out, text)
        assert {each.name: each.read_text() for each in tmp_path.iterdir()} == {"a.txt": text}


def test_what_was_there_stays_until_the_block_is_done(tmp_path: Path) -> None:
    out = tmp_path / "a.txt"
    out.write_text("older")
    with whole_file(out) as unfinished:
        unfinished.write_text("ne")
        assert out.read_text() == "older"
        assert [each.name for each in tmp_path.iterdir() if each != out] == [unfinished.name]


def fail_within(out: Path, text: str) -> None:
    with whole_file(out) as unfinished:
        unfinished.write_text(text)
        raise ZeroDivisionError


def test_a_block_that_fails_changes_nothing(tmp_path: Path) -> None:
    out = tmp_path / "a.txt"
    out.write_text("older")
    with pytest.raises(ZeroDivisionError):
        fail_within(out, "ne")
    with pytest.raises(FileNotFoundError), whole_file(out):
        pass  # nothing was written at all
    assert {each.name: each.read_text() for each in tmp_path.iterdir()} == {"a.txt": "older"}


def test_a_place_for_no_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    for out in (tmp_path, tmp_path / "missing" / "a.txt", tmp_path / "file" / "a.txt"):
        with pytest.raises(OSError, match=r"\w") as refused:
            place_behind(out)
        assert refused.value.strerror
        with pytest.raises(OSError, match=r"\w"), whole_file(out):
            pytest.fail("there is nowhere to write")
    assert [each.name for each in tmp_path.iterdir()] == ["file"]


def test_the_longest_name_that_a_folder_takes_can_be_written(tmp_path: Path) -> None:
    out = tmp_path / ("x" * 251 + ".txt")
    try:
        out.touch()
    except OSError:
        pytest.skip("this folder takes no name of 255 letters")
    put(out, "long")
    assert out.read_text() == "long"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="only there are files that are no files")
def test_a_device_does_not_give_way(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OSError, match="Invalid"):
        place_behind(tmp_path / "pipe")


def test_a_link_stays_and_links_in_a_circle_are_refused(tmp_path: Path) -> None:
    link, circle = tmp_path / "link", tmp_path / "circle"
    try:
        link.symlink_to(tmp_path / "real")
        circle.symlink_to(circle)
    except OSError:
        pytest.skip("this system lets nobody make links")
    put(link, "through")
    assert link.is_symlink()
    assert (tmp_path / "real").read_text() == "through"
    with pytest.raises(OSError, match=r"\w"):
        place_behind(circle)


@posix
def test_a_folder_that_nobody_may_write_to_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        if os.access(tmp_path, os.W_OK):
            pytest.skip("the superuser may write anywhere")
        with pytest.raises(PermissionError):
            place_behind(tmp_path / "a.txt")
    finally:
        tmp_path.chmod(0o700)


@posix
def test_a_new_file_has_the_permissions_of_any_new_file(tmp_path: Path) -> None:
    (tmp_path / "plain").touch()
    put(tmp_path / "whole", "x")
    modes = {each.stat().st_mode & 0o777 for each in tmp_path.iterdir()}
    assert len(modes) == 1
