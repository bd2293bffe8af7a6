"""Tells what a picture is by its bytes: a PNG or JPEG that is no larger than it may be, or none."""

from __future__ import annotations

from collections.abc import Iterator

MOST_PIXELS = 120_000_000
_PNG = b"\x89PNG\r\n\x1a\n"
_SIZES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}  # the marks of JPEG behind which its size stands


def picture_kind(data: bytes) -> str | None:
    """Return "png" or "jpeg"; None for anything else, and for one that is cut off or too large."""
    if data.startswith(_PNG):
        return "png" if _fits(_png_size(data)) else None
    if data.startswith(b"\xff\xd8\xff"):
        return "jpeg" if _fits(_jpeg_size(data)) else None
    return None


def _fits(size: tuple[int, int] | None) -> bool:
    return size is not None and 0 < size[0] * size[1] <= MOST_PIXELS


def _png_size(data: bytes) -> tuple[int, int] | None:
    chunks = dict[bytes, tuple[int, int]]()
    at = len(_PNG)
    while at + 12 <= len(data):
        length = int.from_bytes(data[at : at + 4])
        chunks.setdefault(data[at + 4 : at + 8], (at + 8, length))
        at += 12 + length
        if b"IEND" in chunks:
            break
    if not {b"IHDR", b"IDAT", b"IEND"} <= chunks.keys() or chunks[b"IHDR"][1] != 13:
        return None
    head = chunks[b"IHDR"][0]
    return int.from_bytes(data[head : head + 4]), int.from_bytes(data[head + 4 : head + 8])


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    for mark, at in _segments(data):
        if mark in _SIZES and at + 7 <= len(data):
            return int.from_bytes(data[at + 5 : at + 7]), int.from_bytes(data[at + 3 : at + 5])
    return None


def _segments(data: bytes) -> Iterator[tuple[int, int]]:
    """Return the marks of a JPEG before its pixels, and where the length behind each stands."""
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        mark = data[at + 1]
        if mark in {0xD9, 0xDA}:
            return
        yield mark, at + 2
        at += 2 + max(2, int.from_bytes(data[at + 2 : at + 4]))
