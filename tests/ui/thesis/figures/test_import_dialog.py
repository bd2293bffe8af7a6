"""The preview of an import: guesses shown and changed, bad lines named, nothing stored before."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtTest import QAbstractItemModelTester

from gridwatch.files.encodings import Encoding
from gridwatch.files.headings import Meaning
from gridwatch.services.thesis.figure_import import Verdict
from gridwatch.ui.thesis.figures.import_dialog import ImportDialog
from tests.ui.thesis.figures.conftest import Stand

if TYPE_CHECKING:
    from PySide6.QtWidgets import QComboBox

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def opened(stand: Stand, source: str | bytes) -> ImportDialog:
    stand.page.import_table(source)
    dialog = stand.dialog()
    assert isinstance(dialog, ImportDialog)
    settled(stand, dialog)
    return dialog


def settled(stand: Stand, dialog: ImportDialog) -> None:
    """Wait until the table is read as it is wished now."""
    stand.wait(lambda: bool(dialog.model.rowCount() or dialog.told.text())
               and dialog.reading.wish == dialog.options.wish)  # fmt: skip


def choose(stand: Stand, dialog: ImportDialog, box: QComboBox, value: object) -> None:
    place = next(each for each in range(box.count()) if box.itemData(each) == value)
    box.setCurrentIndex(place)
    with stand.bot.waitSignal(dialog.read, timeout=10_000):
        box.activated.emit(place)


def verdicts(dialog: ImportDialog) -> list[Verdict]:
    return [each.verdict for each in dialog.reading.lines]


def test_bad_lines_are_named_and_left_out_only_on_demand(stand: Stand) -> None:
    dialog = opened(stand, "Period;Value\n2025Q4;30,5\nsoon;1\n2025Q2;lots\n2025Q1;27\n")
    model = dialog.model
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, dialog)
    assert verdicts(dialog) == [Verdict.NEW, Verdict.BAD, Verdict.BAD, Verdict.SAME]
    assert [model.index(row, 0).data() for row in range(4)] == ["2", "3", "4", "5"]
    assert "“soon” is no period" in model.index(1, 1).data()
    assert not dialog.ok().isEnabled()
    dialog.decide()
    assert stand.made == []
    dialog.go_to_next_bad()
    assert dialog.fault.text().startswith("Line 3:")
    dialog.go_to_next_bad()
    assert dialog.fault.text().startswith("Line 4:")
    dialog.go_to_next_bad()
    assert dialog.fault.text().startswith("Line 3:")
    dialog.skip.setChecked(True)
    assert dialog.ok().text() == "Import (1)"
    dialog.decide()
    stand.wait(lambda: len(stand.made) == 1)
    assert stand.stored().get("2025-12-31") == 30.5


def test_what_could_mean_two_things_is_asked_and_settled(stand: Stand) -> None:
    dialog = opened(stand, "3/4/2025;1.234\n")
    assert verdicts(dialog) == [Verdict.BAD]
    choose(stand, dialog, dialog.options.dates, True)
    choose(stand, dialog, dialog.options.decimal, ",")
    (line,) = dialog.reading.lines
    assert line.line.figure is not None
    assert (line.line.figure.on.isoformat(), line.line.figure.value) == ("2025-04-03", 1234.0)
    choose(stand, dialog, dialog.options.since, True)
    (line,) = dialog.reading.lines
    assert line.line.figure is not None
    assert line.line.figure.known_on == line.line.figure.on
    dialog.reject()


@pytest.mark.parametrize("encoding", Encoding)
def test_the_encoding_of_a_file_is_guessed_and_can_be_changed(
    stand: Stand, tmp_path: Path, encoding: Encoding
) -> None:
    path = tmp_path / "table.csv"
    note = "Größe" if encoding is Encoding.WINDOWS_1252 else "数据中心"
    path.write_bytes(f"period;value;note\n2025Q4;30,5;{note}\n".encode(encoding))
    stand.page.import_path(path)
    stand.wait(lambda: stand.page.asking.dialog is not None)
    dialog = stand.dialog()
    assert isinstance(dialog, ImportDialog)
    settled(stand, dialog)
    assert dialog.options.encoding.currentData() == encoding
    figure = dialog.reading.lines[0].line.figure
    assert figure is not None
    assert figure.note == note
    choose(stand, dialog, dialog.options.encoding, Encoding.UTF_8)
    if encoding in {Encoding.GB18030, Encoding.WINDOWS_1252}:
        assert "not in the encoding UTF-8" in dialog.told.text()
        assert not dialog.ok().isEnabled()
    dialog.reject()


def test_columns_and_separator_are_said_where_the_guess_is_wrong(stand: Stand) -> None:
    dialog = opened(stand, "a|b|c\n5|2025Q4|30.5\n")
    assert dialog.options.separator.currentData() == "|"
    meanings = dialog.reading.dialect
    assert meanings is not None
    with stand.bot.waitSignal(dialog.read, timeout=10_000):
        dialog.set_meaning(2, Meaning.VALUE)
    assert verdicts(dialog) == [Verdict.NEW]
    figure = dialog.reading.lines[0].line.figure
    assert figure is not None
    assert figure.value == 30.5
    choose(stand, dialog, dialog.options.separator, ";")
    assert "which column has the period" in dialog.told.text()
    assert not dialog.ok().isEnabled()
    dialog.reject()


@pytest.mark.parametrize("source", ["\n\n", b"", b"\0\0\0", "<script>alert(1)</script>\t<b>x</b>"])
def test_what_is_no_table_is_refused_in_words(stand: Stand, source: str | bytes) -> None:
    dialog = opened(stand, source)
    assert dialog.told.text()
    assert not dialog.ok().isEnabled()
    assert stand.made == []
    dialog.reject()


def test_a_file_that_is_too_large_or_gone_is_refused_before_it_is_read(
    stand: Stand, tmp_path: Path
) -> None:
    large = tmp_path / "large.csv"
    with large.open("wb") as out:
        out.truncate(50_000_000)
    for path, words in ((large, "at most 20 MB"), (tmp_path / "gone.csv", "can't be read")):
        stand.said.clear()
        stand.page.import_path(path)
        stand.wait(lambda: bool(stand.said))
        assert words in stand.said[-1]
        assert stand.page.asking.dialog is None
