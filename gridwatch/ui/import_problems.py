"""The sentence for every problem and remark of an import from a broker's table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from PySide6.QtCore import QT_TRANSLATE_NOOP

IMPORT_PROBLEMS = cast(
    "Mapping[str, str]",
    {
        "import_amount_differs": QT_TRANSLATE_NOOP(
            "Problem", "The amount is not quantity times price; what moved in the account is taken."
        ),
        "import_beside": QT_TRANSLATE_NOOP("Problem", "This line is not part of the table."),
        "import_binary": QT_TRANSLATE_NOOP(
            "Problem", "This file is no text. Export a table as CSV."
        ),
        "import_cash_row": QT_TRANSLATE_NOOP(
            "Problem", "This is a balance and says not when the money came."
        ),
        "import_cell": QT_TRANSLATE_NOOP(
            "Problem", "A cell of this line has more than {most} letters."
        ),
        "import_columns": QT_TRANSLATE_NOOP(
            "Problem", "Say which column has the day, and which ones the amounts."
        ),
        "import_corporate": QT_TRANSLATE_NOOP(
            "Problem", "A corporate action needs more than this line says. Enter it by hand."
        ),
        "import_currency": QT_TRANSLATE_NOOP("Problem", "The currency of this line is not told."),
        "import_day_ambiguous": QT_TRANSLATE_NOOP(
            "Problem", "“{text}” could be two days. Say whether the day or the month comes first."
        ),
        "import_day_future": QT_TRANSLATE_NOOP("Problem", "{day} is in the future."),
        "import_day_missing": QT_TRANSLATE_NOOP("Problem", "This line has no day."),
        "import_day_unreadable": QT_TRANSLATE_NOOP("Problem", "“{text}” is no day."),
        "import_detail": QT_TRANSLATE_NOOP("Problem", "Another line tells this as well."),
        "import_empty": QT_TRANSLATE_NOOP("Problem", "There is nothing in this file."),
        "import_exchange": QT_TRANSLATE_NOOP(
            "Problem", "The other side of this exchange or transfer is not in the file."
        ),
        "import_exchange_currency": QT_TRANSLATE_NOOP(
            "Problem",
            "This line names neither a security nor the currencies of an exchange. Export it with"
            " the column Symbol.",
        ),
        "import_header_again": QT_TRANSLATE_NOOP("Problem", "These are the headings."),
        "import_internal": QT_TRANSLATE_NOOP("Problem", "This money goes round within the broker."),
        "import_joined": QT_TRANSLATE_NOOP("Problem", "It belongs to line {line}."),
        "import_known": QT_TRANSLATE_NOOP(
            "Problem", "It only tells of a security; nothing is booked."
        ),
        "import_mapping": QT_TRANSLATE_NOOP(
            "Problem", "What was learned of this table can't be read."
        ),
        "import_markup": QT_TRANSLATE_NOOP(
            "Problem", "This is HTML, XML or JSON and no table of text."
        ),
        "import_no_value": QT_TRANSLATE_NOOP(
            "Problem", "No value of these shares is told: enter it by hand."
        ),
        "import_not_done": QT_TRANSLATE_NOOP("Problem", "“{word}”: it was not carried out."),
        "import_other_section": QT_TRANSLATE_NOOP(
            "Problem", "This belongs to the section “{section}”, which has no transactions."
        ),
        "import_pence": QT_TRANSLATE_NOOP(
            "Problem", "The price is taken to be in pence, as Yahoo tells it."
        ),
        "import_preset": QT_TRANSLATE_NOOP("Problem", "There is no preset “{key}”."),
        "import_price": QT_TRANSLATE_NOOP("Problem", "Neither a price nor an amount is told."),
        "import_prices": QT_TRANSLATE_NOOP(
            "Problem",
            "This is a price and the file does not say of what. Enter it at its security.",
        ),
        "import_rate_left": QT_TRANSLATE_NOOP(
            "Problem",
            "The exchange rate {rate} is left out: the currency of the price is not told.",
        ),
        "import_reinvested": QT_TRANSLATE_NOOP(
            "Problem", "It was reinvested, but the price is not told: enter the purchase by hand."
        ),
        "import_reversed": QT_TRANSLATE_NOOP(
            "Problem", "This takes an earlier line back. Correct that by hand."
        ),
        "import_security": QT_TRANSLATE_NOOP("Problem", "This line names no security."),
        "import_split": QT_TRANSLATE_NOOP(
            "Problem",
            "Splits come with the prices. Enter this one by hand where it is missing there.",
        ),
        "import_spreadsheet": QT_TRANSLATE_NOOP(
            "Problem", "This is a spreadsheet. Save its table as CSV and take that."
        ),
        "import_statement": QT_TRANSLATE_NOOP("Problem", "No money moves here."),
        "import_tax_currency": QT_TRANSLATE_NOOP(
            "Problem",
            "The tax of {amount} {currency} is left out: no rate is told for it. What was"
            " paid out is right.",
        ),
        "import_watch_only": QT_TRANSLATE_NOOP("Problem", "“{symbol}” is watched and not held."),
        "import_wide": QT_TRANSLATE_NOOP(
            "Problem", "This line has {number} cells; a table takes at most {most}."
        ),
        "import_word": QT_TRANSLATE_NOOP("Problem", "It is not known what “{word}” means."),
        "import_year_short": QT_TRANSLATE_NOOP(
            "Problem", "The year of “{text}” needs four digits."
        ),
    },
)
