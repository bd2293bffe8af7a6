"""Pictures for the journal: what is pasted or dropped, read with care and made small enough."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QColor, QImage, QImageReader, QPainter

from gridwatch.domain.problem import Problem
from gridwatch.domain.thesis.journal import LARGEST_PICTURE, Picture

LONGEST_SIDE = 4000
LARGEST_SOURCE = 60_000_000  # bytes
MOST_PIXELS = 80_000_000
KINDS = ("png", "jpg", "jpeg", "gif", "webp", "bmp")
# A photo in JPEG is a fraction of one in PNG; a drawing that is hardly smaller stays sharp.
_WORTH_IT = 0.6
_QUALITY = 88
Source = QImage | bytes | Path


def picture_of(source: Source) -> Picture:
    """Return a source as it is kept: at most 4000 pixels long, PNG or JPEG, whichever is smaller.

    Raises Problem for a file that is too large, no picture, or one of too many pixels: its size is
    read from its head before anything else of it.
    """
    image = source if isinstance(source, QImage) else _read(source)
    _check_size(image.size())
    return _encoded(_within(image))


def _read(source: bytes | Path) -> QImage:
    if isinstance(source, Path):
        try:
            _check_bytes(source.stat().st_size)
            data = source.read_bytes()
        except OSError as error:
            raise _unreadable(str(error)) from error
    else:
        _check_bytes(len(source))
        data = source
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = reader.size()
    if bytes(reader.format().data()).decode("ascii", "replace") not in KINDS or size.isEmpty():
        raise _unreadable(reader.errorString())
    _check_size(size)
    if max(size.width(), size.height()) > LONGEST_SIDE:
        reader.setScaledSize(_fitting(size))
    image = reader.read()
    if image.isNull():
        raise _unreadable(reader.errorString())
    return image


def _check_bytes(size: int) -> None:
    if size > LARGEST_SOURCE:
        raise Problem(
            "picture_file_large",
            "This picture has {size} MB. Make it smaller first: up to {most} MB can be read.",
            size=round(size / 1e6),
            most=round(LARGEST_SOURCE / 1e6),
        )


def _check_size(size: QSize) -> None:
    if size.width() * size.height() > MOST_PIXELS:
        raise Problem(
            "picture_pixels",
            "This picture has {width} × {height} pixels. Make it smaller first: up to {most}"
            " million pixels can be read.",
            width=size.width(),
            height=size.height(),
            most=round(MOST_PIXELS / 1e6),
        )


def _unreadable(reason: str) -> Problem:
    return Problem(
        "picture_unreadable",
        "This is no picture that can be read ({reason}). PNG, JPEG, GIF, WebP and BMP can.",
        reason=reason,
    )


def _fitting(size: QSize) -> QSize:
    return size.scaled(LONGEST_SIDE, LONGEST_SIDE, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(
        QSize(1, 1)
    )


def _within(image: QImage) -> QImage:
    if image.isNull():
        raise _unreadable("")
    if max(image.width(), image.height()) <= LONGEST_SIDE:
        return image
    return image.scaled(
        _fitting(image.size()),
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )


def _encoded(image: QImage) -> Picture:
    # A new image has none of the source's words: where a photo was taken is nobody's business.
    plain = image.convertToFormat(
        QImage.Format.Format_ARGB32 if image.hasAlphaChannel() else QImage.Format.Format_RGB32
    )
    for key in plain.textKeys():
        plain.setText(key, "")
    png = _bytes(plain, "PNG")
    kind, data = "png", png
    if not plain.hasAlphaChannel() or len(png) > LARGEST_PICTURE:
        jpeg = _bytes(_on_white(plain), "JPEG")
        if len(jpeg) < len(png) * _WORTH_IT or len(png) > LARGEST_PICTURE:
            kind, data = "jpeg", jpeg
    return Picture(sha256(data).hexdigest(), kind, data)


def _on_white(image: QImage) -> QImage:
    if not image.hasAlphaChannel():
        return image
    ground = QImage(image.size(), QImage.Format.Format_RGB32)
    ground.fill(QColor("white"))
    painter = QPainter(ground)
    painter.drawImage(0, 0, image)
    painter.end()
    return ground


def _bytes(image: QImage, kind: str) -> bytes:
    kept = QByteArray()
    buffer = QBuffer(kept)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not image.save(buffer, kind.lower(), _QUALITY if kind == "JPEG" else -1):  # type: ignore[call-overload] # takes a str
        raise _unreadable(kind)
    return bytes(kept.data())
