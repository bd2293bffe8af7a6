"""The sentences for ledgers that come from files or go into them, by their codes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from PySide6.QtCore import QT_TRANSLATE_NOOP

EXCHANGE_PROBLEMS = cast(
    "Mapping[str, str]",
    {
        "exchange_account_left_out": QT_TRANSLATE_NOOP(
            "Problem", "The account {name} is left out with its transactions: {reason}"
        ),
        "exchange_account_renamed": QT_TRANSLATE_NOOP(
            "Problem", "There are two accounts “{name}”: one is called “{new}” here."
        ),
        "exchange_action_left_out": QT_TRANSLATE_NOOP(
            "Problem",
            "This corporate action is left out, since the report does not say how the"
            " cost is divided: {words}. Enter it by hand.",
        ),
        "exchange_amount_missing": QT_TRANSLATE_NOOP("Problem", "An amount is missing."),
        "exchange_announced_left_out": QT_TRANSLATE_NOOP(
            "Problem", "Dividends that were announced but not booked are left out: {number}."
        ),
        "exchange_attributes_left_out": QT_TRANSLATE_NOOP(
            "Problem", "Securities whose own attributes are left out: {number}."
        ),
        "exchange_balances_left_out": QT_TRANSLATE_NOOP(
            "Problem",
            "Balances of accounts are left out: {number}. Here a balance is the sum of"
            " its transactions.",
        ),
        "exchange_base_currency": QT_TRANSLATE_NOOP(
            "Problem",
            "The file is counted in {currency}. Here the currency of the settings counts.",
        ),
        "exchange_binary": QT_TRANSLATE_NOOP(
            "Problem",
            "This is Portfolio Performance's binary format. Save the file there as XML first.",
        ),
        "exchange_bookmarks_left_out": QT_TRANSLATE_NOOP(
            "Problem", "Bookmarks are left out: {number}."
        ),
        "exchange_cancelled": QT_TRANSLATE_NOOP(
            "Problem", "This trade was cancelled: neither it nor its cancellation is booked."
        ),
        "exchange_cancels_unknown": QT_TRANSLATE_NOOP(
            "Problem", "This cancels a trade that is not in this file. Delete that one by hand."
        ),
        "exchange_category_left_out": QT_TRANSLATE_NOOP(
            "Problem",
            "Trades of this kind ({category}) are left out: their money moves day by day.",
        ),
        "exchange_client_newer": QT_TRANSLATE_NOOP(
            "Problem",
            "This file is of version {version} of Portfolio Performance's format, and"
            " up to {newest} are known. Export the transactions as CSV instead.",
        ),
        "exchange_client_older": QT_TRANSLATE_NOOP(
            "Problem",
            "This file is of an old version of Portfolio Performance. Open it there"
            " and save it again.",
        ),
        "exchange_dashboards_left_out": QT_TRANSLATE_NOOP(
            "Problem", "Dashboards are left out: {number}."
        ),
        "exchange_day": QT_TRANSLATE_NOOP("Problem", "“{text}” is not a day."),
        "exchange_dividend_back": QT_TRANSLATE_NOOP(
            "Problem",
            "A dividend was taken back here ({amount} {currency}). Correct the one"
            " that was booked.",
        ),
        "exchange_empty": QT_TRANSLATE_NOOP("Problem", "This file is empty."),
        "exchange_encrypted": QT_TRANSLATE_NOOP(
            "Problem", "This file is encrypted. Save it without a password first."
        ),
        "exchange_half": QT_TRANSLATE_NOOP(
            "Problem", "One side of this transaction is missing in the file."
        ),
        "exchange_half_taken": QT_TRANSLATE_NOOP(
            "Problem",
            "The other side of this transaction is missing in the file: it is taken as"
            " one from outside or to outside.",
        ),
        "exchange_isin_left_out": QT_TRANSLATE_NOOP(
            "Problem", "“{isin}” of {name} is not an ISIN and is left out."
        ),
        "exchange_joined": QT_TRANSLATE_NOOP("Problem", "This belongs to the dividend before it."),
        "exchange_json_broken": QT_TRANSLATE_NOOP(
            "Problem", "This is not whole JSON ({reason}). Export the file again."
        ),
        "exchange_json_deep": QT_TRANSLATE_NOOP(
            "Problem", "This file is nested too deeply to be a portfolio."
        ),
        "exchange_json_field": QT_TRANSLATE_NOOP(
            "Problem", "{place}: “{field}” is {text}, which is not {wanted}."
        ),
        "exchange_json_missing": QT_TRANSLATE_NOOP("Problem", "{place}: “{field}” is missing."),
        "exchange_json_target": QT_TRANSLATE_NOOP(
            "Problem",
            "{place} is not a target: it wants a dimension, a key and a share from 0 to 1.",
        ),
        "exchange_json_twice": QT_TRANSLATE_NOOP(
            "Problem", "{place}: the id {id} is taken already."
        ),
        "exchange_json_unknown": QT_TRANSLATE_NOOP(
            "Problem", "Fields that are not known are passed over: {fields}."
        ),
        "exchange_kind": QT_TRANSLATE_NOOP("Problem", "“{kind}” is no kind that is known here."),
        "exchange_large": QT_TRANSLATE_NOOP(
            "Problem", "This has {size} MB; a file of a portfolio takes at most {most} MB."
        ),
        "exchange_liability": QT_TRANSLATE_NOOP(
            "Problem", "A liability is left out: a ledger has none."
        ),
        "exchange_name": QT_TRANSLATE_NOOP(
            "Problem", "{path} can't be its name. End it in {ending}."
        ),
        "exchange_net_differs": QT_TRANSLATE_NOOP(
            "Problem",
            "Amount, fees and taxes make {parts}, and {moved} is told to have moved: the"
            " latter is taken.",
        ),
        "exchange_no_form": QT_TRANSLATE_NOOP(
            "Problem",
            "Transaction {id} of {day} has no form in Portfolio Performance and is left out.",
        ),
        "exchange_not_client": QT_TRANSLATE_NOOP(
            "Problem", "This XML is not a file of Portfolio Performance."
        ),
        "exchange_no_file": QT_TRANSLATE_NOOP("Problem", "{path} is not a file that can be read."),
        "exchange_not_flex": QT_TRANSLATE_NOOP(
            "Problem", "This XML is not a Flex query of Interactive Brokers."
        ),
        "exchange_notes_left_out": QT_TRANSLATE_NOOP(
            "Problem", "Notes on days of securities are left out: {number}."
        ),
        "exchange_number": QT_TRANSLATE_NOOP("Problem", "“{text}” is not a number."),
        "exchange_own_newer": QT_TRANSLATE_NOOP(
            "Problem",
            "This file was written by a newer GridWatch (version {version}, up to"
            " {newest} are known). Install that version to open it.",
        ),
        "exchange_own_version": QT_TRANSLATE_NOOP(
            "Problem", "This file does not say of which version it is."
        ),
        "exchange_page": QT_TRANSLATE_NOOP(
            "Problem",
            "This is a page of the web, whatever its name says. Export the transactions as CSV.",
        ),
        "exchange_pdf": QT_TRANSLATE_NOOP(
            "Problem", "This is a PDF. Export the transactions as CSV from your broker."
        ),
        "exchange_plans_left_out": QT_TRANSLATE_NOOP(
            "Problem", "Savings plans are left out: {number}. What they have booked is taken over."
        ),
        "exchange_platforms_left_out": QT_TRANSLATE_NOOP(
            "Problem", "Platforms are left out: {number}."
        ),
        "exchange_prices_left_out": QT_TRANSLATE_NOOP(
            "Problem", "Prices that are not above zero are left out: {number}."
        ),
        "exchange_properties_left_out": QT_TRANSLATE_NOOP(
            "Problem", "Settings of views are left out: {number}."
        ),
        "exchange_rates_left_out": QT_TRANSLATE_NOOP(
            "Problem", "Exchange rates kept as securities are left out: {number}."
        ),
        "exchange_reference": QT_TRANSLATE_NOOP(
            "Problem", "This refers to something that is not in the file. Export it again."
        ),
        "exchange_retired": QT_TRANSLATE_NOOP(
            "Problem",
            "Securities that are marked there as no longer used are taken over all the"
            " same: {number}.",
        ),
        "exchange_rows": QT_TRANSLATE_NOOP(
            "Problem", "A sheet takes at most {most} rows, and this has {number}. Export it as CSV."
        ),
        "exchange_sections_left_out": QT_TRANSLATE_NOOP(
            "Problem", "These parts of the report are left out: {names}."
        ),
        "exchange_security_left_out": QT_TRANSLATE_NOOP("Problem", "{name} is left out: {reason}"),
        "exchange_security_unread": QT_TRANSLATE_NOOP(
            "Problem", "The security of this transaction can't be taken over."
        ),
        "exchange_split_left_out": QT_TRANSLATE_NOOP(
            "Problem", "A split of {name} is left out: “{ratio}” is not a ratio of whole numbers."
        ),
        "exchange_split_noted": QT_TRANSLATE_NOOP(
            "Problem", "This split is noted: shares before it are counted in new ones."
        ),
        "exchange_symbol_left_out": QT_TRANSLATE_NOOP(
            "Problem",
            "“{symbol}” of {name} is not a symbol of Yahoo and is left out: its prices"
            " are those of the file.",
        ),
        "exchange_symbol_twice": QT_TRANSLATE_NOOP(
            "Problem", "Two securities have the symbol {symbol}: {name} goes without it."
        ),
        "exchange_tags": QT_TRANSLATE_NOOP("Problem", "The tags of this activity are left out."),
        "exchange_tags_left_out": QT_TRANSLATE_NOOP("Problem", "Tags are left out: {number}."),
        "exchange_taxonomy_countries": QT_TRANSLATE_NOOP(
            "Problem",
            "In “{name}” securities stand in classes that are not a country: {number}."
            " Their country stays open.",
        ),
        "exchange_taxonomy_divided": QT_TRANSLATE_NOOP(
            "Problem",
            "In “{name}” securities are divided or assigned in part: {number}. Each"
            " stands in the class with its greatest weight here.",
        ),
        "exchange_taxonomy_left_out": QT_TRANSLATE_NOOP(
            "Problem",
            "The taxonomy “{name}” is left out: it is neither about industries nor"
            " about countries.",
        ),
        "exchange_unknown": QT_TRANSLATE_NOOP(
            "Problem", "Nothing in this file says that it is a portfolio."
        ),
        "exchange_watchlists_left_out": QT_TRANSLATE_NOOP(
            "Problem", "Watchlists are left out: {number}."
        ),
        "exchange_workbook": QT_TRANSLATE_NOOP(
            "Problem", "This is a workbook. Save its sheet as CSV, and open that."
        ),
        "exchange_xml_broken": QT_TRANSLATE_NOOP(
            "Problem", "This is not whole XML ({reason}). Export the file again."
        ),
        "exchange_xml_deep": QT_TRANSLATE_NOOP(
            "Problem", "This file is nested too deeply or has too many parts to be a portfolio."
        ),
        "exchange_xml_entities": QT_TRANSLATE_NOOP(
            "Problem",
            "This file declares entities, which no export of a portfolio does. It is not opened.",
        ),
        "exchange_zip_bomb": QT_TRANSLATE_NOOP(
            "Problem",
            "This archive unpacks to {size} MB, more than a portfolio can be. It is not opened.",
        ),
        "exchange_zip_broken": QT_TRANSLATE_NOOP(
            "Problem", "This archive can't be unpacked ({reason})."
        ),
        "exchange_zip_nested": QT_TRANSLATE_NOOP(
            "Problem",
            "There is another archive in this one. Unpack it, and open the file with the"
            " portfolio.",
        ),
        "exchange_zip_path": QT_TRANSLATE_NOOP(
            "Problem", "This archive names a place outside itself. It is not opened."
        ),
        "exchange_zip_several": QT_TRANSLATE_NOOP(
            "Problem",
            "This archive has {number} files. Unpack it, and open the one with the portfolio.",
        ),
    },
)
