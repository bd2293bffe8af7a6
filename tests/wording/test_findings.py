"""What is doubtful in a ledger, in words."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

from gridwatch.services.portfolio import findings
from gridwatch.services.portfolio.account_edits import RemoveAccount
from gridwatch.services.portfolio.views import Finding, Repair, Severity
from gridwatch.ui.phrases import Phrases
from gridwatch.wording.findings import FINDINGS, REPAIRS, finding_words, repair_words

EN, DE = (Phrases(each, base_currency="EUR") for each in ("en", "de"))


def test_every_finding_and_repair_of_the_checks_has_its_words() -> None:
    folder = Path(findings.__file__).parent
    text = "".join(each.read_text("utf-8") for each in folder.glob("*_checks.py"))
    for code in FINDINGS:
        assert f'"{code}"' in text
    repairs = set(re.findall(r'Repair\(\s*"(\w+)"', text)) | {
        "price_hundredth",
        "price_hundredfold",
    }
    assert repairs == set(REPAIRS)


def test_days_amounts_and_quantities_are_written_as_the_language_does() -> None:
    values = {
        "security": "Siemens Energy",
        "price": Decimal("1410.5"),
        "close": 14.1,
        "currency": "EUR",
        "day": date(2024, 3, 5),
    }
    finding = Finding("doubtful:1", "price_doubtful", Severity.WARNING, values)
    words = finding_words(finding, DE)
    assert "1.410,50\N{NO-BREAK SPACE}EUR" in words
    assert "14,10\N{NO-BREAK SPACE}EUR" in words
    quantity = {"security": "A", "account": "B", "quantity": Decimal("1234.5"), "day": date.min}
    finding = Finding("negative:1", "holding_negative", Severity.ERROR, quantity)
    assert finding_words(finding, EN).endswith("Shares missing: 1,234.5.")


def test_a_repair_reads_as_on_a_button() -> None:
    assert repair_words(Repair("date_today", RemoveAccount(1))) == "Date it today"
