"""The layout file keeps what it was given and survives nonsense."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray

from gridwatch.ui import memory
from gridwatch.ui.memory import Memory


def test_bytes_and_texts_come_back_from_the_file(tmp_path: Path) -> None:
    path = tmp_path / "layout.ini"
    first = Memory(path)
    first.keep_bytes("state", QByteArray(b"\x00\xffbytes"))
    first.keep_texts("watchlist", {"columns": "a=1;b,2", "sort": "", "list": "3"})
    first.write()
    second = Memory(path)
    assert second.bytes_of("state") == QByteArray(b"\x00\xffbytes")
    assert second.texts_of("watchlist") == {"columns": "a=1;b,2", "sort": "", "list": "3"}
    assert second.bytes_of("unknown").isEmpty()
    assert second.texts_of("unknown") == {}


def test_a_group_is_replaced_whole(tmp_path: Path) -> None:
    kept = Memory(tmp_path / "layout.ini")
    kept.keep_texts("watchlist", {"a": "1", "b": "2"})
    kept.keep_texts("watchlist", {"b": "3"})
    assert kept.texts_of("watchlist") == {"b": "3"}


def test_the_layout_of_another_version_is_left_unused(tmp_path: Path) -> None:
    path = tmp_path / "layout.ini"
    first = Memory(path)
    first.keep_texts("watchlist", {"a": "1"})
    first.write()
    path.write_text(path.read_text().replace(f"version={memory.LAYOUT_VERSION}", "version=999"))
    assert Memory(path).texts_of("watchlist") == {}


def test_a_file_of_nonsense_is_an_empty_one(tmp_path: Path) -> None:
    path = tmp_path / "layout.ini"
    path.write_bytes(b"\xff\x00[[[\n==\n")
    assert Memory(path).bytes_of("geometry").isEmpty()
