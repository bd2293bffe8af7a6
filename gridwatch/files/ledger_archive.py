"""Takes the one file out of an archive from a stranger, without writing anything to disk."""

from __future__ import annotations

import io
import zipfile
import zlib

from gridwatch.domain.problem import Problem
from gridwatch.files.ledger_limits import MOST_BYTES, check_size

# Prices pack to a tenth; what packs to less than a two hundredth was made to fill the memory.
_MOST_RATIO = 200
_MOST_MEMBERS = 1_000
_CHUNK = 1 << 20
_ARCHIVES = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_SECRET = b"PORTFOLIO"  # how Portfolio Performance begins a file that it has encrypted
_BINARY = b"PPPBV1"  # and one of its own binary format


def unpacked(data: bytes) -> bytes:
    """Return the contents of the one file in a zip archive; anything else is returned as it is.

    Raises Problem for archives that are encrypted, damaged, hold several files, unpack to more than
    a ledger can be, or name places outside themselves; and for files of Portfolio Performance that
    are encrypted or binary.
    """
    check_size(len(data))
    _refuse_sealed(data)
    if not data.startswith(_ARCHIVES):
        return data
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            content = _content(archive)
    except (
        zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, ValueError,
    ) as error:  # fmt: skip
        raise Problem(
            "exchange_zip_broken", "This archive can't be unpacked ({reason}).", reason=error
        ) from error
    _refuse_sealed(content)
    if content.startswith(_ARCHIVES):
        raise Problem(
            "exchange_zip_nested",
            "There is another archive in this one. Unpack it, and open the file with the"
            " portfolio.",
        )
    return content


def _content(archive: zipfile.ZipFile) -> bytes:
    members = [each for each in archive.infolist() if not each.is_dir()]
    if len(members) > _MOST_MEMBERS:
        raise _several(len(members))
    # Folders of a Mac beside the real file.
    members = [each for each in members if not each.filename.startswith("__MACOSX/")]
    if len(members) != 1:
        raise _several(len(members))
    (member,) = members
    _check(member)
    pieces, size = list[bytes](), 0
    with archive.open(member) as file:
        while piece := file.read(_CHUNK):
            size += len(piece)  # what the archive says of itself need not be true
            check_size(size)
            pieces.append(piece)
    return b"".join(pieces)


def _check(member: zipfile.ZipInfo) -> None:
    places = member.filename.replace("\\", "/").split("/")
    if ".." in places or not places[0] or ":" in places[0]:
        raise Problem(
            "exchange_zip_path", "This archive names a place outside itself. It is not opened."
        )
    if member.flag_bits & 1:
        raise Problem(
            "exchange_encrypted", "This file is encrypted. Save it without a password first."
        )
    if member.file_size > MOST_BYTES or member.file_size > _MOST_RATIO * (
        member.compress_size + 1000
    ):
        raise Problem(
            "exchange_zip_bomb",
            "This archive unpacks to {size} MB, more than a portfolio can be. It is not opened.",
            size=round(member.file_size / 1e6),
        )


def _refuse_sealed(data: bytes) -> None:
    if data.startswith(_SECRET):
        raise Problem(
            "exchange_encrypted", "This file is encrypted. Save it without a password first."
        )
    if data.startswith(_BINARY):
        raise Problem(
            "exchange_binary",
            "This is Portfolio Performance's binary format. Save the file there as XML first.",
        )


def _several(number: int) -> Problem:
    return Problem(
        "exchange_zip_several",
        "This archive has {number} files. Unpack it, and open the one with the portfolio.",
        number=number,
    )
