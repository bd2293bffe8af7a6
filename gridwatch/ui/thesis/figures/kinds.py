"""Ready-made kinds of series: what investors in grid equipment count most often."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from gridwatch.domain.thesis.figures import Frequency
from gridwatch.ui.marking import QT_TRANSLATE_NOOP


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind by its key; name and unit as the translators find them."""

    key: str
    name: str
    unit: str
    frequency: Frequency

    @property
    def words(self) -> str:
        """Return its name in the reader's language."""
        return QCoreApplication.translate("Figures", self.name)

    @property
    def unit_words(self) -> str:
        """Return its unit in the reader's language."""
        return QCoreApplication.translate("Figures", self.unit)


KINDS = (
    Kind(
        "order_backlog",
        QT_TRANSLATE_NOOP("Figures", "Order backlog"),
        QT_TRANSLATE_NOOP("Figures", "bn CNY"),
        Frequency.QUARTER,
    ),
    Kind(
        "book_to_bill",
        QT_TRANSLATE_NOOP("Figures", "Book-to-bill"),
        QT_TRANSLATE_NOOP("Figures", "x"),
        Frequency.QUARTER,
    ),
    Kind(
        "transformer_lead_time",
        QT_TRANSLATE_NOOP("Figures", "Transformer lead time"),
        QT_TRANSLATE_NOOP("Figures", "weeks"),
        Frequency.QUARTER,
    ),
    Kind(
        "tender_volume",
        QT_TRANSLATE_NOOP("Figures", "Tender volume"),
        QT_TRANSLATE_NOOP("Figures", "bn CNY"),
        Frequency.MONTH,
    ),
    Kind(
        "gross_margin",
        QT_TRANSLATE_NOOP("Figures", "Gross margin"),
        QT_TRANSLATE_NOOP("Figures", "%"),
        Frequency.QUARTER,
    ),
    Kind(
        "weekly_tokens",
        QT_TRANSLATE_NOOP("Figures", "Weekly tokens"),
        QT_TRANSLATE_NOOP("Figures", "tn"),
        Frequency.WEEK,
    ),
    Kind(
        "token_price",
        QT_TRANSLATE_NOOP("Figures", "Price per million tokens"),
        QT_TRANSLATE_NOOP("Figures", "USD"),
        Frequency.MONTH,
    ),
    Kind(
        "data_centre_demand",
        QT_TRANSLATE_NOOP("Figures", "Data-centre demand"),
        QT_TRANSLATE_NOOP("Figures", "TWh"),
        Frequency.YEAR,
    ),
)
