"""What is pasted into a note, as text: HTML without its marks, tables of spreadsheets as tables."""

from __future__ import annotations

from html.parser import HTMLParser

from gridwatch.domain.problem import Problem
from gridwatch.domain.thesis.markdown_tables import table_of
from gridwatch.domain.thesis.wording import LONGEST_TEXT, text_of

# What an editor shows without waiting: a longer line, or more of them, is data and no note.
MOST_LINES, LONGEST_LINE = 50_000, 20_000
_UNSEEN = {"script", "style", "head", "template", "noscript", "title", "iframe", "object"}
_BLOCKS = {"p", "div", "ul", "ol", "table", "blockquote", "pre", "section", "article"}
_LINES = {"br", "tr", "li", "dt", "dd"}
_HEADINGS = {f"h{level}": "#" * level for level in range(1, 7)}


def pasted_text(plain: str, html: str, there: int) -> str:
    """Return what is inserted; `there` is the length of the text that it comes into.

    A table of a spreadsheet becomes one in Markdown. Raises Problem where it does not fit.
    """
    _check(max(len(plain), 0 if plain else len(html)), there)
    text = text_of(plain or text_of_html(html))
    _check_lines(text)
    table = table_of(text) if "\t" in text and (not html or "<t" in html.lower()) else None
    if table is not None:
        text = f"\n{table}\n"
    _check(len(text), there)
    return text


def _check(length: int, there: int) -> None:
    if there + length > LONGEST_TEXT:
        raise Problem(
            "paste_large",
            "What you paste has {length} characters; an entry can hold {most} and has {there}"
            " already. Nothing was pasted.",
            length=length,
            most=LONGEST_TEXT,
            there=there,
        )


def _check_lines(text: str) -> None:
    lines = text.split("\n")
    longest = max(map(len, lines))
    if len(lines) > MOST_LINES or longest > LONGEST_LINE:
        raise Problem(
            "paste_lines",
            "What you paste has {lines} lines, the longest of {longest} characters. A note takes"
            " up to {most} lines of {length} characters. Nothing was pasted.",
            lines=len(lines),
            longest=longest,
            most=MOST_LINES,
            length=LONGEST_LINE,
        )


def text_of_html(html: str) -> str:
    """Return the words of HTML: nothing of it is run, loaded or kept as HTML."""
    reader = _Words()
    reader.feed(html)
    reader.close()
    lines = "".join(reader.parts).split("\n")
    kept = list[str]()
    for line in lines:
        words = line.rstrip(" ")
        if words or (kept and kept[-1]):
            kept.append(words)
    return "\n".join(kept).strip("\n")


class _Words(HTMLParser):
    """Gathers the words of HTML, cells of tables behind tabs."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._unseen = 0
        self._cells = 0
        self._verbatim = 0

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        """Begin a line, a cell or something that nobody sees."""
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag in {"td", "th"}:
            self.parts.append("\t" if self._cells else "")
            self._cells += 1
        elif tag in _HEADINGS:
            self.parts.append(f"\n\n{_HEADINGS[tag]} ")
        elif tag in _LINES | _BLOCKS:
            self.parts.append("\n\n" if tag in _BLOCKS else "\n")
            self._cells = 0 if tag == "tr" else self._cells
            self._verbatim += tag == "pre"
            if tag == "li":
                self.parts.append("- ")

    def handle_endtag(self, tag: str) -> None:
        """End what was begun."""
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif tag in _BLOCKS or tag in _HEADINGS:
            self.parts.append("\n\n")
            self._verbatim = max(0, self._verbatim - (tag == "pre"))

    def handle_data(self, data: str) -> None:
        """Take words that are seen."""
        if self._unseen:
            return
        if self._verbatim:
            self.parts.append(data)
            return
        words = " ".join(data.split())
        if words:
            before = " " if data[0].isspace() and not self._at_start() else ""
            self.parts.append(f"{before}{words}{' ' if data[-1].isspace() else ''}")

    def _at_start(self) -> bool:
        last = next((each for each in reversed(self.parts) if each), "\n")
        return last[-1] in "\n\t "
