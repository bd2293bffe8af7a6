"""Files that are imported, listed and taken back by a command, and written out again."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.portfolio.conftest import Say
from tests.cli.running import gridwatch

HEAD = "Date,Type,ISIN,Name,Quantity,Price,Fee,Net amount,Currency"
BUY = "2025-01-02,Buy,US36828A1016,GE Vernova,10,300.00,1.00,3001.00,USD"
DEPOSIT = "2025-01-01,Deposit,,,,,,5000.00,USD"
BAD = "2025-01-04,Buy,US0378331005,Apple,lots,50.00,1.00,251.00,USD"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Give a table with a deposit and a purchase."""
    return written(tmp_path, HEAD, DEPOSIT, BUY)


def written(folder: Path, *rows: str) -> Path:
    path = folder / "bank.csv"
    path.write_text("\n".join(rows), "utf-8")
    return path


def test_a_file_is_imported_once_and_taken_back_whole(say: Say, tell: Say, file: Path) -> None:
    tried = say("import", str(file), "--dry-run").document
    assert (tried["imported"], tried["transactions"]) == (False, 2)
    assert say("accounts").document["accounts"] == []
    told = say("import", str(file)).document
    assert told["imported"] is True
    assert (told["lines"], told["kinds"]) == (2, {"buy": 1, "deposit": 1})
    assert [each["name"] for each in told["securities"]] == ["GE Vernova"]
    again = say("import", str(file)).document
    assert (again["imported"], again["transactions"]) == (False, 0)
    assert [(each["line"], each["certainty"]) for each in again["duplicates"]] == [
        (2, "certain"),
        (3, "certain"),
    ]
    assert "all of it is here already" in tell("import", str(file)).out
    number = told["import"]
    assert say("imports").document["imports"][0]["transactions"] == 2
    assert say("imports", "undo", str(number)).document["transactions"] == 2
    assert say("transactions").document["transactions"] == []
    assert say("imports", "undo", str(number)).error == "import_unknown"


def test_nothing_is_imported_while_a_line_is_bad(
    say: Say, tell: Say, tmp_path: Path, folder: Path
) -> None:
    path = written(tmp_path, HEAD, DEPOSIT, BUY, BAD)
    with closing(sqlite3.connect(folder / "user.db")) as user:
        before = list(user.iterdump())
    told = say("import", str(path))
    assert (told.code, told.document["imported"]) == (1, False)
    assert [(each["line"], each["code"]) for each in told.document["refused"]] == [
        (4, "number_unreadable")
    ]
    shown = tell("import", str(path))
    assert shown.code == 1
    assert "line 4: “lots” is no number" in shown.out
    assert "Nothing was imported" in shown.out
    with closing(sqlite3.connect(folder / "user.db")) as user:
        assert list(user.iterdump()) == before
    left = say("import", str(path), "--skip-bad").document
    assert (left["imported"], left["transactions"]) == (True, 2)
    names = [each["security"]["name"] for each in say("show").document["holdings"]]
    assert names == ["GE Vernova"]


def test_accounts_and_symbols_are_as_the_command_line_says(
    say: Say, file: Path, tmp_path: Path
) -> None:
    words = ("--account", "Depot", "--cash-account", "Dollars", "--symbol", "us36828a1016=GEVX")
    told = say("import", str(file), *words).document
    assert {each["name"] for each in told["accounts"]} == {"Depot", "Dollars"}
    assert told["securities"][0]["symbol"] == "GEVX"
    other = written(tmp_path, HEAD, BUY.replace("2025-01-02", "2025-03-04"))
    again = say("import", str(other), "--account", "depot", "--cash-account", "dollars").document
    assert [each["new"] for each in again["accounts"]] == [False, False]
    assert {each["name"] for each in again["accounts"]} == {"Depot", "Dollars"}
    later = (each.replace("2025-01-0", "2025-05-0") for each in (DEPOSIT, BUY))
    third = written(tmp_path, HEAD, *later)
    followed = say("import", str(third), "--account", "Depot").document
    assert {each["name"] for each in followed["accounts"]} == {"Depot", "Dollars"}


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--symbol", "NOBODY=GEV"), "import_symbol"),
        (("--symbol", "GEV"), "import_symbol"),
        (("--cash-account", "One", "--cash-account", "Two"), "import_accounts"),
        (("--account", "Money"), "account_kind"),
        (("--cash-account", "Depot"), "account_kind"),
        (("--encoding", "utf-16-le"), ""),
    ],
    ids=" ".join,
)
def test_what_the_file_has_not_is_refused(
    say: Say, file: Path, words: tuple[str, ...], code: str
) -> None:
    say("accounts", "add", "Money", "--cash", "--currency", "EUR")
    say("accounts", "add", "Depot", "--securities")
    told = say("import", str(file), *words)
    assert told.code == 1
    assert not code or told.error == code
    assert say("transactions").document["transactions"] == []


def test_how_a_table_is_written_can_be_said(say: Say, tmp_path: Path) -> None:
    rows = ("Datum;Typ;ISIN;Name;Stück;Kurs;Betrag;Währung",
            "03.04.2025;Kauf;US36828A1016;GE Vernova;10;1.500;15.000;USD")  # fmt: skip
    path = written(tmp_path, *rows)
    for words, price in (
        (("--decimal", ","), 1500),
        (("--decimal", "."), 1.5),
    ):
        told = say("import", str(path), *words, "--dry-run")
        assert told.document["decimal"] == words[1], told.out
        done = say("import", str(path), *words).document
        one = say("transactions").document["transactions"][0]
        assert (one["price"], one["on"]) == (price, "2025-04-03")
        say("imports", "undo", str(done["import"]))
    american = written(tmp_path, HEAD, BUY.replace("2025-01-02", "03/04/2025"))
    unclear = say("import", str(american))
    assert unclear.code == 1
    assert say("import", str(american), "--dates", "month-first").code == 0
    assert say("transactions").document["transactions"][0]["on"] == "2025-03-04"


def test_a_listing_of_the_catalog_is_known_by_its_isin(say: Say, tmp_path: Path) -> None:
    row = BUY.replace("US36828A1016", "CNE1000003C0").replace("USD", "HKD")
    told = say("import", str(written(tmp_path, HEAD, row))).document
    assert told["securities"][0]["symbol"] == "1133.HK"


def test_duplicates_are_taken_where_that_is_wanted(say: Say, file: Path) -> None:
    say("import", str(file))
    told = say("import", str(file), "--take-duplicates").document
    assert (told["imported"], told["transactions"]) == (True, 2)
    assert len(say("transactions").document["transactions"]) == 4


def test_what_is_written_reads_back_to_the_same(
    booked: Say, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, again = tmp_path / "ledger.json", tmp_path / "again.json"
    booked("accounts", "add", "Empty", "--cash", "--currency", "EUR")
    assert booked("export", str(out)).document["files"] == [str(out)]
    there = tmp_path / "other"
    done = gridwatch("portfolio", "import", out, "--json", "--profile", there)
    assert (done.code, done.document["form"]) == (0, "own")
    assert gridwatch("portfolio", "export", again, "--profile", there).code == 0
    first, second = (json.loads(each.read_text("utf-8")) for each in (out, again))
    assert first["transactions"] == second["transactions"]
    assert first["accounts"] == second["accounts"]
    assert [each["name"] for each in first["accounts"]] == ["Cash", "Depot", "Empty"]


def test_exports_are_named_by_their_form_and_leave_what_was_there(
    booked: Say, tmp_path: Path
) -> None:
    assert booked("export", str(tmp_path / "ledger.csv")).code == 0
    assert (tmp_path / "ledger.csv").read_text("utf-8-sig").count("\n") == 5
    assert booked("export", str(tmp_path / "ledger.xlsx")).code == 0
    assert zipfile.is_zipfile(tmp_path / "ledger.xlsx")
    both = booked("export", str(tmp_path / "pp.csv"), "--format", "portfolio-performance").document
    assert all(Path(each).is_file() for each in both["files"])
    assert booked("export", str(tmp_path / "ledger.txt")).code == 2
    assert (
        booked("export", str(tmp_path / "ledger.txt"), "--format", "csv").error == "exchange_name"
    )
    assert booked("export", str(tmp_path / "nowhere" / "a.csv")).error == "table_unwritable"


def test_a_report_is_written_for_a_browser_and_on_paper(
    booked: Say, folder: Path, tmp_path: Path
) -> None:
    page = tmp_path / "report.html"
    told = booked("report", str(page), "--period", "2025", "--title", "Mine & yours").document
    assert told["pages"] is None
    assert "Mine &amp; yours" in page.read_text("utf-8")
    paper = tmp_path / "report.pdf"
    done = gridwatch("portfolio", "report", paper, "--period", "2025", "--json", "--language", "de",
                     "--profile", folder)  # fmt: skip
    assert (done.code, done.document["report"]) == (0, str(paper))
    assert paper.read_bytes().startswith(b"%PDF")
    assert booked("report", str(tmp_path / "report.doc")).code == 2


SAMPLES = {
    "degiro-export.csv": (38, 0),
    "trading212-export.csv": (10, 0),
    "pp-demo-portfolio-03.xml": (8, 0),
    "ibflex-02.xml": (12, 0),
    "ghostfolio-sample.json": (5, 1),
    "pp-import-historical-prices.csv": (0, 4),
}


@pytest.mark.parametrize("name", list(SAMPLES))
def test_samples_are_imported_or_refused_by_line(
    say: Say, tell: Say, shared_data: Path, name: str
) -> None:
    path = shared_data / "imports" / name
    if not path.is_file():
        pytest.skip("the sample exports are not beside the project")
    taken, bad = SAMPLES[name]
    told = say("import", str(path), "--dry-run")
    assert (told.document["transactions"], len(told.document["refused"])) == (taken, bad)
    assert told.code == (1 if bad else 0)
    if not bad:
        assert tell("import", str(path)).code == 0
        assert len(say("transactions").document["transactions"]) == taken
        assert tell("check").code == 0


def test_the_schema_tells_every_field_of_an_export(booked: Say, tmp_path: Path) -> None:
    path = tmp_path / "ledger.json"
    booked("export", str(path))
    told = booked("schema").document
    written = json.loads(path.read_bytes())
    assert (told["format"], told["version"]) == (written["format"], written["version"])
    for name, rows in written.items():
        if isinstance(rows, list):
            assert f"### {name}" in told["markdown"]
            assert all(f"| {field} |" in told["markdown"] for row in rows for field in row)
