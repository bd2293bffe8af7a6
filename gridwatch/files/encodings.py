"""Which encoding a file of text is in: guessed by its bytes, and decoded without losing any."""

from __future__ import annotations

import codecs
from enum import StrEnum

from gridwatch.domain.problem import Problem


class Encoding(StrEnum):
    """The encodings that spreadsheets write, by the names of Python's codecs."""

    UTF_8 = "utf-8"
    UTF_16_LE = "utf-16-le"
    UTF_16_BE = "utf-16-be"
    GB18030 = "gb18030"
    WINDOWS_1252 = "cp1252"


_MARKS = (
    (codecs.BOM_UTF8, Encoding.UTF_8),
    (codecs.BOM_UTF16_LE, Encoding.UTF_16_LE),
    (codecs.BOM_UTF16_BE, Encoding.UTF_16_BE),
)
_SAMPLE = 65_536  # bytes; even, so that no half of a UTF-16 unit is at its end
# Of the bytes above ASCII, those in pairs as the common Chinese letters have them. A pair of small
# letters of Windows-1252, as öß, would be one of the rare ones.
_CHINESE_SHARE = 0.7
_COMMON = range(0xA1, 0xD8)


def guess_encoding(data: bytes) -> Encoding:
    """Return the encoding that a file is most likely in."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    wide = _wide(data[:_SAMPLE])
    if wide is not None:
        return wide
    try:
        data.decode(Encoding.UTF_8)
    except UnicodeDecodeError:
        return _narrow(data)
    return Encoding.UTF_8


def decoded(data: bytes, encoding: Encoding) -> str:
    """Return the text of a file, without a mark at its start.

    Raises Problem with the number of the first line that is not in this encoding.
    """
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        lines = data[: error.start].decode(encoding, "replace")
        raise Problem(
            "table_encoding",
            "Line {line} is not in the encoding {encoding}. Choose another one.",
            line=lines.count("\n") + 1,
            encoding=encoding_name(encoding),
        ) from None
    return text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")


def encoding_name(encoding: Encoding) -> str:
    """Return what an encoding is called everywhere."""
    return {Encoding.WINDOWS_1252: "Windows-1252"}.get(encoding, encoding.upper())


def _wide(sample: bytes) -> Encoding | None:
    """Tell UTF-16 by the zeros beside its digits, separators and line ends."""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) * 20 < len(sample) or max(even, odd) < 4 * min(even, odd):
        return None
    return Encoding.UTF_16_LE if odd > even else Encoding.UTF_16_BE


def _narrow(data: bytes) -> Encoding:
    """Tell GB18030, whose letters are pairs of high bytes, from Windows-1252."""
    try:
        data.decode(Encoding.GB18030)
    except UnicodeDecodeError:
        return Encoding.WINDOWS_1252
    sample = data[:_SAMPLE]
    high = paired = place = 0
    while place < len(sample):
        if sample[place] < 0x80:
            place += 1
            continue
        pair = sample[place] in _COMMON and sample[place + 1 : place + 2] >= b"\xa1"
        size = 2 if pair else 1
        high, paired, place = high + size, paired + (size if pair else 0), place + size
    if paired >= _CHINESE_SHARE * high:
        return Encoding.GB18030
    try:
        data.decode(Encoding.WINDOWS_1252)
    except UnicodeDecodeError:  # five of its bytes are no letters
        return Encoding.GB18030
    return Encoding.WINDOWS_1252
