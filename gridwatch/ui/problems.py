"""The sentence for every problem by its code, where the translators find it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from PySide6.QtCore import QT_TRANSLATE_NOOP

# Each sentence is the one that the code raises, so that a log and the screen say the same.
PROBLEMS = cast(
    "Mapping[str, str]",
    {
        "already_listed": QT_TRANSLATE_NOOP("Problem", "{name} is on this list already."),
        "amount_ambiguous": QT_TRANSLATE_NOOP(
            "Problem", "“{text}” could mean thousands or decimals. Write it without the mark."
        ),
        "amount_range": QT_TRANSLATE_NOOP("Problem", "“{text}” is not an amount above zero."),
        "amount_unreadable": QT_TRANSLATE_NOOP(
            "Problem",
            "“{text}” is not an amount."
            " Write it like 100bn CNY, 1000亿, 100 Mrd. CNY or 12.5bn USD.",
        ),
        "cache_newer": QT_TRANSLATE_NOOP(
            "Problem",
            "{path} was written by a newer GridWatch. Install that version, or delete the file:"
            " all that is in it is fetched again.",
        ),
        "collector_running": QT_TRANSLATE_NOOP(
            "Problem", "GridWatch is fetching for this profile already. Its data appears by itself."
        ),
        "company_unknown": QT_TRANSLATE_NOOP("Problem", "This company is not in your lists."),
        "currency_unknown": QT_TRANSLATE_NOOP(
            "Problem", "The source declares no usable currency ({code})."
        ),
        "database_damaged": QT_TRANSLATE_NOOP(
            "Problem",
            "{path} is damaged and was left as it is. Put back a copy, or move it away.",
        ),
        "database_newer": QT_TRANSLATE_NOOP(
            "Problem",
            "{path} was written by a newer GridWatch. Install that version, or put back a copy.",
        ),
        "database_unreachable": QT_TRANSLATE_NOOP(
            "Problem",
            "{path} can't be opened ({reason}). Check the disk and the permissions of the folder.",
        ),
        "demo_profile": QT_TRANSLATE_NOOP(
            "Problem", "{path} holds a demo. Open it with --demo and the folder above it."
        ),
        "last_list": QT_TRANSLATE_NOOP("Problem", "“{list}” is the only list; it stays."),
        "list_exists": QT_TRANSLATE_NOOP("Problem", "There is a list “{list}” already."),
        "list_unknown": QT_TRANSLATE_NOOP("Problem", "There is no such list any more."),
        "list_unnamed": QT_TRANSLATE_NOOP("Problem", "A list needs a name."),
        "mixed_profile": QT_TRANSLATE_NOOP(
            "Problem", "{path} mixes simulated and real data and is not used. Move it away."
        ),
        "not_listed": QT_TRANSLATE_NOOP("Problem", "This company is not on the list “{list}”."),
        "picture_name": QT_TRANSLATE_NOOP(
            "Problem", "{path} is no name for a picture. End it in .png."
        ),
        "picture_size": QT_TRANSLATE_NOOP(
            "Problem",
            "A picture of {width}x{height} can't be made: from 320x240 to 7680x4320 it can.",
        ),
        "picture_unwritable": QT_TRANSLATE_NOOP(
            "Problem",
            "{path} can't be written."
            " Name a file in a folder that exists and that you may write to.",
        ),
        "profile_not_folder": QT_TRANSLATE_NOOP("Problem", "{path} is no folder."),
        "setting_value": QT_TRANSLATE_NOOP("Problem", "“{text}” is not a value of {name}."),
        "symbol_malformed": QT_TRANSLATE_NOOP(
            "Problem", "“{symbol}” is not a symbol. Symbols look like 601179.SS, GEV or ABBN.SW."
        ),
        "target_exists": QT_TRANSLATE_NOOP("Problem", "This target is set already."),
        "target_small": QT_TRANSLATE_NOOP(
            "Problem",
            "{amount} {currency} is too small for a market cap. Write it like 100bn or 1000亿.",
        ),
    },
)
