"""Shows the journal of the ledger as a page: each change with what it has changed below it."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from PySide6.QtCore import QCoreApplication

from gridwatch.store.user.ledger_changes import LedgerChange
from gridwatch.ui.appearance import Tones
from gridwatch.wording.ledger_history import Writer, done_words

translate = QCoreApplication.translate
MOST = 500  # changes that are shown


def history_page(changes: Iterable[LedgerChange], writer: Writer, tones: Tones) -> str:
    """Return the changes as HTML, in their order."""
    blocks = []
    for each in changes:
        told = escape(" · ".join(filter(None, (done_words(each), writer.about(each)))))
        moment = escape(writer.phrases.moment(each.at))
        lines = "<br>".join(escape(line) for line in writer.lines(each))
        blocks.append(
            f'<p style="margin-bottom: 2px;"><b>{told}</b>'
            f' <span style="color: {tones.muted};">{moment}</span></p>'
            f'<p style="margin-top: 0; margin-left: 14px; color: {tones.muted};">{lines}</p>'
        )
    if not blocks:
        words = translate("LedgerHistory", "Nothing was changed yet.")
        return f'<p style="color: {tones.muted};">{escape(words)}</p>'
    return "".join(blocks)
