"""A text from the command line or standard input, whole and in an encoding that is certain."""

from __future__ import annotations

import codecs
import sys
from collections.abc import Sequence

from gridwatch.cli.call import Refusal
from gridwatch.cli.voice import translate
from gridwatch.domain.thesis.wording import LONGEST_TEXT

_MOST = 4 * LONGEST_TEXT  # bytes: no letter has more than four
_MARKED = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def typed_text(words: Sequence[str]) -> str:
    """Return the words as one text, or what standard input has where there is none or “-”.

    Raises Refusal for what is no text, in no known encoding, too long or empty.
    """
    text = read_bytes(_input()) if list(words) in ([], ["-"]) else _whole(" ".join(words))
    if not text.strip():
        words_ = translate("Cli", "There is nothing to write: the text is empty.")
        raise Refusal("note_empty", words_)
    return text


def read_bytes(content: bytes) -> str:
    """Return the text in some bytes: UTF-8, or UTF-16 with its mark."""
    if len(content) > _MOST:
        words = translate("Cli", "The text is too long: at most {most} letters can be kept.")
        raise Refusal("text_long", words.format(most=LONGEST_TEXT))
    encoding = next((name for mark, name in _MARKED if content.startswith(mark)), "utf-8")
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        words = translate("Cli", "The text is not in UTF-8. Convert it first, as with: {command}")
        command = "iconv -f GB18030 -t UTF-8"
        raise Refusal("text_encoding", words.format(command=command)) from None
    if "\0" in text:
        words = translate("Cli", "This is no text: there are NUL bytes in it.")
        raise Refusal("text_binary", words)
    return text


def _input() -> bytes:
    """Return what standard input has, or a little more than can be kept of it."""
    return b"" if sys.stdin is None else sys.stdin.buffer.read(_MOST + 1)


def _whole(text: str) -> str:
    """Return a text of the command line; what was in no encoding there has halves of letters."""
    try:
        text.encode()
    except UnicodeEncodeError:
        words = translate("Cli", "A word of the command line is not in the encoding of the shell.")
        raise Refusal("text_encoding", words) from None
    return text
