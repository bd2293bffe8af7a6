"""A typeface made here: every character is the same box, so words are as wide on every machine.

The edges of the boxes lie on whole pixels at the size of a chart's type, so no hinting and no
smoothing of a machine moves them.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QFont, QFontDatabase

FAMILY = "GridWatch Boxes"
_EM, _WIDE, _RISE, _SINK = 1200, 600, 1000, 200  # 100 to a pixel of type of 12 pixels
_BOX = (100, 0, 500, 800)  # left, bottom, right, top
_CHART = 0.92  # a chart's type beside that of its window
_WEIGHTS = {400: "Regular", 600: "Bold"}
_FIRST, _LAST = 0x20, 0x24FF  # what is written in English, its signs and its minus
_MADE = 0x7C25_B080  # seconds since 1904


def boxes() -> QFont:
    """Return the typeface as a font; it is made known to Qt the first time."""
    if FAMILY not in QFontDatabase.families():
        for weight in _WEIGHTS:
            number = QFontDatabase.addApplicationFontFromData(QByteArray(_file(weight)))
            assert QFontDatabase.applicationFontFamilies(number) == [FAMILY]
    font = QFont(FAMILY)
    font.setPointSizeF(9 / _CHART)
    font.setStyleStrategy(QFont.StyleStrategy.NoFontMerging)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def _file(weight: int) -> bytes:
    """Return a TrueType file of two glyphs, both the box (the OpenType specification, 1.9)."""
    glyph = _glyph()
    tables = {
        b"OS/2": _os2(weight),
        b"cmap": _cmap(),
        b"glyf": glyph * 2,
        b"head": _head(),
        b"hhea": struct.pack(
            ">IhhhHhhhhhh8xhH", 0x10000, _RISE, -_SINK, 0, _WIDE, 100, 100, 500, 1, 0, 0, 0, 1
        ),
        b"hmtx": struct.pack(">Hhh", _WIDE, _BOX[0], _BOX[0]),
        b"loca": struct.pack(">III", 0, len(glyph), 2 * len(glyph)),
        b"maxp": struct.pack(">IHHH22x", 0x10000, 2, 4, 1),
        b"name": _name(_WEIGHTS[weight]),
        b"post": struct.pack(">IIhhI16x", 0x30000, 0, -100, 50, 1),
    }
    return _packed(tables)


def _packed(tables: Mapping[bytes, bytes]) -> bytes:
    """Return the directory of the tables and the tables, each from a multiple of four on."""
    head = struct.pack(">IHHHH", 0x10000, len(tables), 128, 3, len(tables) * 16 - 128)
    at, body = len(head) + 16 * len(tables), b""
    for tag, table in tables.items():
        head += tag + struct.pack(">III", _sum(table), at + len(body), len(table))
        body += _padded(table)
    made = head + body
    # The one number of `head` that is reckoned over the whole file.
    place = made.index(_head())
    whole = struct.pack(">I", (0xB1B0AFBA - _sum(made)) % 2**32)
    return made[: place + 8] + whole + made[place + 12 :]


def _padded(table: bytes) -> bytes:
    return table + bytes(-len(table) % 4)


def _sum(table: bytes) -> int:
    words = struct.iter_unpack(">I", _padded(table))
    return sum(int(word) for (word,) in words) % 2**32


def _glyph() -> bytes:
    """Return a box: four points on its outline, clockwise from the lower left."""
    left, bottom, right, top = _BOX
    head = struct.pack(">hhhhhHH", 1, *_BOX, 3, 0)
    across = struct.pack(">hhhh", left, 0, right - left, 0)
    up = struct.pack(">hhhh", bottom, top - bottom, 0, bottom - top)
    return _padded(head + bytes([1] * 4) + across + up)


def _cmap() -> bytes:
    """Return a map of format 4 that leads each character to the box."""
    many = _LAST - _FIRST + 1
    parts = struct.pack(">HHHHH", _LAST, 0xFFFF, 0, _FIRST, 0xFFFF)
    parts += struct.pack(">hhHH", 0, 1, 4, 0) + struct.pack(f">{many}H", *[1] * many)
    head = struct.pack(">HHHHHHH", 4, 14 + len(parts), 0, 4, 4, 1, 0)
    return struct.pack(">HHHHI", 0, 1, 3, 1, 12) + head + parts


def _head() -> bytes:
    return struct.pack(
        ">IIIIHHQQhhhhHHhhh",
        *(0x10000, 0x10000, 0, 0x5F0F3CF5, 0b1011, _EM, _MADE, _MADE),
        *(*_BOX, 0, 8, 2, 1, 0),
    )


def _os2(weight: int) -> bytes:
    """Return version 4: of normal weight and width, its height as in `hhea`."""
    return struct.pack(
        ">HhHHHhhhhhhhhhhh10sIIII4sHHHhhhHHIIhhHHH",
        *(4, _WIDE, weight, 5, 0, *(500,) * 8, 50, 250, 0, bytes(10), 1, 0, 0, 0, b"NONE"),
        *(
            0x40 if weight == 400 else 0x20,
            _FIRST,
            _LAST,
            _RISE,
            -_SINK,
            0,
            _RISE,
            _SINK,
            1,
            0,
            600,
            800,
            0,
            0x20,
            0,
        ),
    )


def _name(style: str) -> bytes:
    full = f"{FAMILY} {style}"
    code = full.replace(" ", "")
    texts = {1: FAMILY, 2: style, 3: full, 4: full, 5: "Version 1.0", 6: code}
    records, stored = b"", b""
    for number, text in texts.items():
        coded = text.encode("utf-16-be")
        records += struct.pack(">HHHHHH", 3, 1, 0x409, number, len(coded), len(stored))
        stored += coded
    return struct.pack(">HHH", 0, len(texts), 6 + len(records)) + records + stored
