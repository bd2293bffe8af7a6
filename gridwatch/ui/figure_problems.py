"""The sentences for what is wrong with a series, a figure or a table of them, by their codes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from PySide6.QtCore import QT_TRANSLATE_NOOP

FIGURE_PROBLEMS = cast(
    "Mapping[str, str]",
    {
        "day_unreadable": QT_TRANSLATE_NOOP(
            "Problem", "“{text}” is no day. Write it like {example}."
        ),
        "figure_band": QT_TRANSLATE_NOOP("Problem", "A band has a lower and a higher edge."),
        "figure_number": QT_TRANSLATE_NOOP("Problem", "A figure has to be a plain number."),
        "figure_outside": QT_TRANSLATE_NOOP(
            "Problem", "The figure has to lie between the edges of its band."
        ),
        "figure_period": QT_TRANSLATE_NOOP(
            "Problem", "There is a figure of {period} already. Change that one."
        ),
        "figure_twice": QT_TRANSLATE_NOOP(
            "Problem", "Line {number} has another figure of this period, known on the same day."
        ),
        "figure_unknown": QT_TRANSLATE_NOOP("Problem", "There is no such figure any more."),
        "figures_many": QT_TRANSLATE_NOOP("Problem", "A series takes at most {most} figures."),
        "forecast_unreadable": QT_TRANSLATE_NOOP(
            "Problem", "“{text}” does not say whether it is a forecast. Write yes or no."
        ),
        "number_ambiguous": QT_TRANSLATE_NOOP(
            "Problem",
            "“{text}” could mean thousands or decimals. Say which mark is the decimal one.",
        ),
        "number_percent": QT_TRANSLATE_NOOP(
            "Problem", "“{text}” is in per cent, and this series is in {unit}."
        ),
        "number_unreadable": QT_TRANSLATE_NOOP("Problem", "“{text}” is no number."),
        "period_ambiguous": QT_TRANSLATE_NOOP(
            "Problem",
            "“{text}” could be two days. Say whether the day or the month comes first, or write"
            " it like 2025-09-30.",
        ),
        "period_other": QT_TRANSLATE_NOOP(
            "Problem", "“{text}” is no period of this series. Write it like {example}."
        ),
        "period_serial": QT_TRANSLATE_NOOP(
            "Problem",
            "“{text}” is a day as a spreadsheet counts it. Format its column as a date, then copy"
            " or save it again.",
        ),
        "period_unreadable": QT_TRANSLATE_NOOP(
            "Problem", "“{text}” is no period. Write it like {example}."
        ),
        "series_about": QT_TRANSLATE_NOOP("Problem", "A series is about one company or one theme."),
        "series_exists": QT_TRANSLATE_NOOP(
            "Problem", "There is a series “{key}” here already: {name}."
        ),
        "series_key": QT_TRANSLATE_NOOP(
            "Problem",
            "“{text}” can't be the short name of a series: use letters, digits and _, as in"
            " gross_margin.",
        ),
        "series_name": QT_TRANSLATE_NOOP("Problem", "A series needs a name."),
        "series_unknown": QT_TRANSLATE_NOOP("Problem", "There is no such series any more."),
        "table_columns": QT_TRANSLATE_NOOP(
            "Problem", "Say which column has the period and which one the figure."
        ),
        "table_encoding": QT_TRANSLATE_NOOP(
            "Problem", "Line {line} is not in the encoding {encoding}. Choose another one."
        ),
        "table_large": QT_TRANSLATE_NOOP(
            "Problem",
            "This has {size} MB; a table of figures takes at most {most} MB and {lines} lines.",
        ),
        "table_long": QT_TRANSLATE_NOOP(
            "Problem",
            "This table has {number} lines; at most {most} lines can be taken at once.",
        ),
        "table_nul": QT_TRANSLATE_NOOP(
            "Problem",
            "There is a NUL in this line, which no text has: it is damaged or in another encoding.",
        ),
        "table_quote": QT_TRANSLATE_NOOP(
            "Problem",
            "A quotation mark in this line is not closed, or closed in the middle of a cell.",
        ),
        "table_ragged": QT_TRANSLATE_NOOP(
            "Problem", "This line has {number} cells, and the table {width} columns."
        ),
        "table_unreadable": QT_TRANSLATE_NOOP("Problem", "{path} can't be read ({reason})."),
    },
)
