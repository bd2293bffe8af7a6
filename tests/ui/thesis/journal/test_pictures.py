"""Pictures that come into the journal."""

from __future__ import annotations

import random
import struct
import zlib
from hashlib import sha256
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage

from gridwatch.domain.problem import Problem
from gridwatch.domain.thesis.journal import LARGEST_PICTURE
from gridwatch.ui.thesis.journal.pictures import LARGEST_SOURCE, LONGEST_SIDE, picture_of


def noise(width: int, height: int) -> QImage:
    data = random.Random(1).randbytes(width * height * 4)  # noqa: S311 - no secret
    return QImage(data, width, height, QImage.Format.Format_RGB32).copy()


def plain(width: int, height: int, colour: str = "#2463b0") -> QImage:
    image = QImage(width, height, QImage.Format.Format_ARGB32)
    image.fill(QColor(colour))
    return image


def png_head(width: int, height: int) -> bytes:
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0" * 1000)
    chunks = (head, b"IDAT" + body, b"IEND")
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(each) - 4) + each + struct.pack(">I", zlib.crc32(each))
        for each in chunks
    )


def test_a_photo_is_kept_as_jpeg_and_a_drawing_as_png() -> None:
    assert picture_of(noise(200, 200)).kind == "jpeg"
    drawing = picture_of(plain(200, 100))
    assert drawing.kind == "png"
    assert drawing.hash == sha256(drawing.data).hexdigest()
    assert QImage.fromData(drawing.data).size() == QSize(200, 100)


def test_what_can_be_seen_through_stays_so() -> None:
    kept = picture_of(plain(20, 20, "#80ff0000"))
    assert QImage.fromData(kept.data).pixelColor(3, 3).alpha() == 128


def test_a_long_picture_is_made_shorter() -> None:
    kept = QImage.fromData(picture_of(plain(LONGEST_SIDE + 1000, 10)).data)
    assert kept.size() == QSize(LONGEST_SIDE, 8)


def test_a_file_is_read_and_nothing_of_it_but_the_picture_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "a.png"
    image = plain(10, 10)
    image.setText("Comment", "where I live")
    assert image.save(str(file))
    assert b"where I live" in file.read_bytes()
    assert b"where I live" not in picture_of(file).data
    assert picture_of(file.read_bytes()) == picture_of(file)


def test_too_many_pixels_are_refused_by_the_head_alone() -> None:
    bomb = png_head(60_000, 60_000)
    with pytest.raises(Problem) as caught:
        picture_of(bomb)
    assert caught.value.code == "picture_pixels"
    assert caught.value.values["width"] == 60_000


def test_a_file_of_a_hundred_megabytes_is_refused_unread(tmp_path: Path) -> None:
    file = tmp_path / "large.png"
    with file.open("wb") as made:
        made.truncate(100_000_000)
    with pytest.raises(Problem) as caught:
        picture_of(file)
    assert caught.value.code == "picture_file_large"
    assert LARGEST_SOURCE < 100_000_000


@pytest.mark.parametrize(
    "data",
    [b"", b"not a picture", b"<svg xmlns='http://www.w3.org/2000/svg'/>", png_head(40, 40)[:40]],
)
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    with pytest.raises(Problem) as caught:
        picture_of(data)
    assert caught.value.code == "picture_unreadable"


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(Problem):
        picture_of(tmp_path / "none.png")
    with pytest.raises(Problem):
        picture_of(QImage())


def test_what_is_kept_fits() -> None:
    assert len(picture_of(noise(1200, 1200)).data) < LARGEST_PICTURE
