"""Reads text in the encodings that editors and spreadsheets write."""

from __future__ import annotations

from gridwatch.domain.problem import Problem

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_COMMON = 0.7  # of the characters that are not ASCII, in real Chinese text


def decoded(data: bytes) -> tuple[str, str]:
    r"""Return a text with \n at the end of its lines, and the encoding: utf-8 as a rule.

    Raises Problem "folder_encoding" where it is in none that is known.
    """
    text, encoding = _decoded(data)
    return text.replace("\r\n", "\n").replace("\r", "\n"), encoding


def _decoded(data: bytes) -> tuple[str, str]:
    marked = next((each for mark, each in _MARKS if data.startswith(mark)), None)
    try:
        return data.decode(marked or "utf-8"), marked or "utf-8"
    except UnicodeDecodeError as error:
        if marked is None:
            try:
                text = data.decode("gb18030")
            except UnicodeDecodeError:
                text = ""
            if text and _is_chinese(text):
                return text, "gb18030"
        line = data.count(b"\n", 0, error.start) + 1
        raise Problem(
            "folder_encoding",
            "Line {line} is not in UTF-8, nor in another encoding that is known. Save the file as"
            " UTF-8.",
            line=line,
        ) from None


def _is_chinese(text: str) -> bool:
    """Tell whether most of what is not ASCII are common characters: any bytes pass as GB 18030."""
    foreign = [each for each in text if not each.isascii()]
    return sum(_is_common(each) for each in foreign) >= _COMMON * len(foreign)


def _is_common(letter: str) -> bool:
    try:
        row = letter.encode("gb2312")[0]
    except UnicodeEncodeError:
        return False
    return 0xA1 <= row <= 0xA9 or 0xB0 <= row <= 0xD7  # marks, and the first level of characters
