"""Hostile files: bombs, escapes and damage are refused in words, before they fill the memory."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gridwatch.domain.problem import Problem
from gridwatch.files import ledger_limits
from gridwatch.files.ledger_archive import unpacked
from gridwatch.files.ledger_json.loading import loaded
from gridwatch.files.ledger_xml.tree import MOST_LEVELS, parsed

LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + place)} "{f"&{chr(97 + place)};" * 10}">' for place in range(9))
    + "]><client>&j;</client>"
)
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><client>&a;</client>'
XML = b"<client><version>66</version></client>"


def zipped(**members: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def code_of(data: bytes) -> str:
    with pytest.raises(Problem) as raised:
        unpacked(data)
    return raised.value.code


def test_the_one_file_of_an_archive_comes_out() -> None:
    assert unpacked(zipped(**{"data.xml": XML})) == XML
    assert unpacked(zipped(**{"data.xml": XML, "__MACOSX/data.xml": b"x"})) == XML
    assert unpacked(XML) == XML


@pytest.mark.parametrize(
    "name", ["../data.xml", "/data.xml", "a/../../data.xml", "..\\d.xml", "C:/x"]
)
def test_a_path_out_of_the_archive_is_refused(name: str) -> None:
    assert code_of(zipped(**{name: XML})) == "exchange_zip_path"


def test_an_archive_that_unpacks_to_far_more_is_refused() -> None:
    assert code_of(zipped(**{"data.xml": b" " * 30_000_000})) == "exchange_zip_bomb"


def test_an_archive_that_lies_about_its_size_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    data = bytearray(zipped(**{"data.xml": b"ab" * 400_000}))
    real = struct.pack("<I", 800_000)
    while (place := data.find(real)) >= 0:
        data[place : place + 4] = struct.pack("<I", 1_000)
    assert code_of(bytes(data)) == "exchange_zip_broken"
    monkeypatch.setattr(ledger_limits, "MOST_BYTES", 100_000)
    assert code_of(zipped(**{"data.xml": bytes(range(256)) * 1_000})) == "exchange_large"


def test_several_files_encrypted_ones_and_binary_ones_are_refused() -> None:
    assert code_of(zipped(**{"a.xml": XML, "b.xml": XML})) == "exchange_zip_several"
    assert code_of(zipped()) == "exchange_zip_several"
    assert code_of(b"PORTFOLIO\x01" + bytes(64)) == "exchange_encrypted"
    assert code_of(b"PPPBV1" + bytes(64)) == "exchange_binary"
    assert code_of(zipped(**{"data.portfolio": b"PPPBV1" + bytes(64)})) == "exchange_binary"
    sealed = bytearray(zipped(**{"data.xml": XML}))
    sealed[6] |= 1
    sealed[sealed.index(b"PK\x01\x02") + 8] |= 1
    assert code_of(bytes(sealed)) == "exchange_encrypted"


def test_a_damaged_archive_is_refused() -> None:
    whole = zipped(**{"data.xml": XML * 50})
    assert code_of(whole[: len(whole) // 2]) == "exchange_zip_broken"
    broken = bytearray(whole)
    broken[45:60] = bytes(15)
    assert code_of(bytes(broken)) == "exchange_zip_broken"


@pytest.mark.parametrize("text", [LAUGHS, OUTSIDE, "<!DOCTYPE client><client/>"])
def test_entities_and_document_types_are_refused(text: str) -> None:
    with pytest.raises(Problem) as raised:
        parsed(text.encode())
    assert raised.value.code == "exchange_xml_entities"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"<a>" * (MOST_LEVELS + 1), "exchange_xml_deep"),
        (XML[:-4], "exchange_xml_broken"),
        (b"", "exchange_xml_broken"),
        (b"\xff\xfe<client/>", "exchange_xml_broken"),
        (b'<?xml version="1.0" encoding="klingon"?><a/>', "exchange_xml_broken"),
    ],
)
def test_deep_or_broken_xml_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(Problem) as raised:
        parsed(data)
    assert raised.value.code == code


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"[" * 200_000, "exchange_json_deep"),
        (b'{"a":' * 200_000, "exchange_json_deep"),
        (b'{"a": NaN}', "exchange_json_broken"),
        (b'{"a": 1', "exchange_json_broken"),
        (b'{"a": ' + b"9" * 10_000 + b"}", "exchange_number"),
        (b'{"a": 1e99999999999999999999}', "exchange_json_broken"),
        (b"\xff\xff\xff", "exchange_json_broken"),
        (b"[]", "exchange_unknown"),
    ],
)
def test_deep_or_broken_json_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(Problem) as raised:
        loaded(data)
    assert raised.value.code == code


def test_a_file_beyond_all_ledgers_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger_limits, "MOST_BYTES", 10)
    for read in (parsed, loaded, unpacked):
        with pytest.raises(Problem) as raised:
            read(b"<client></client>")
        assert raised.value.code == "exchange_large"


@given(st.binary(max_size=200), st.sampled_from([b"", b"PK\x03\x04", b"<client>", b'{"a":']))
@settings(max_examples=60)
def test_any_bytes_are_read_or_refused(data: bytes, start: bytes) -> None:
    for read in (unpacked, parsed, loaded):
        try:
            read(start + data)
        except Problem as problem:
            assert str(problem)  # noqa: PT017 - what is read is no matter here
