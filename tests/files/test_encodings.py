"""Encodings of tables: guessed, decoded, and refused with the line that is in another one."""

from __future__ import annotations

import codecs

import pytest

from gridwatch.domain.problem import Problem
from gridwatch.files.encodings import Encoding, decoded, guess_encoding

CHINESE = "报告期,数值,备注\n2025年三季度,28.4,好\n"
GERMAN = "Zeitraum;Bruttomarge;Bemerkung\n2025Q3;28,4;geschätzt für Größe\n"
PLAIN = "2025Q3\t28.4\n2025Q2\t27\n"


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        (Encoding.UTF_8, CHINESE),
        (Encoding.UTF_8, GERMAN),
        (Encoding.UTF_16_LE, CHINESE),
        (Encoding.UTF_16_LE, PLAIN),
        (Encoding.UTF_16_BE, CHINESE),
        (Encoding.UTF_16_BE, GERMAN),
        (Encoding.GB18030, CHINESE),
        (Encoding.WINDOWS_1252, GERMAN),
        (Encoding.WINDOWS_1252, "price €\nMünchen – Zürich: naïve café\n"),
    ],
)
def test_an_encoding_is_guessed(encoding: Encoding, text: str) -> None:
    data = text.encode(encoding)
    assert guess_encoding(data) is encoding
    assert decoded(data, encoding) == text


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, Encoding.UTF_8),
        (codecs.BOM_UTF16_LE, Encoding.UTF_16_LE),
        (codecs.BOM_UTF16_BE, Encoding.UTF_16_BE),
    ],
)
def test_a_mark_at_the_start_decides_and_is_no_text(mark: bytes, encoding: Encoding) -> None:
    data = mark + CHINESE.encode(encoding)
    assert guess_encoding(data) is encoding
    assert decoded(data, encoding) == CHINESE


def test_the_line_that_is_in_another_encoding_is_named() -> None:
    data = b"2025Q1;1\n2025Q2;2\n2025Q3;\xfc\n"
    with pytest.raises(Problem) as caught:
        decoded(data, Encoding.UTF_8)
    assert caught.value.code == "table_encoding"
    assert caught.value.values["line"] == 3
    with pytest.raises(Problem):
        decoded(b"a;b", Encoding.UTF_16_LE)


@pytest.mark.parametrize("data", [b"", b"\0", b"\xff", b"\x00\x01\x02\x03" * 100])
def test_anything_has_an_encoding(data: bytes) -> None:
    assert guess_encoding(data) in Encoding


def test_bytes_that_windows_1252_lacks_are_gb18030_however_rare_its_letters_are() -> None:
    data = "Währung;Stück\n".encode("gb18030")
    assert guess_encoding(data) is Encoding.GB18030
    assert decoded(data, Encoding.GB18030) == "Währung;Stück\n"
