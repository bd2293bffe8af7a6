"""The command `portfolio history`: what was booked, changed and deleted, and when."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from gridwatch.cli.call import Answer, Call
from gridwatch.cli.documents import instant
from gridwatch.cli.portfolio.amounts import Amounts
from gridwatch.cli.portfolio.layout import parts
from gridwatch.cli.portfolio.reading import ledger_of
from gridwatch.cli.tables import one_line
from gridwatch.cli.voice import translate
from gridwatch.store.user.ledger_changes import LedgerChange, Noun, changes_of
from gridwatch.wording.ledger_history import Writer, done_words


@dataclass(frozen=True, slots=True)
class _Exact:
    """Amounts as the journal writes them: none of their decimals is lost."""

    amounts: Amounts

    def number(self, value: Decimal | None) -> str:
        """Return a number."""
        return self.amounts.number(value)

    def with_unit(self, value: Decimal | None, currency: str) -> str:
        """Return an amount with its currency."""
        return self.amounts.exact(value, currency)


def show_history(call: Call) -> Answer:
    """Show the newest changes of the ledger first."""
    asked = call.asked
    with ledger_of(call) as ledger:
        noun = Noun.TRANSACTION if asked.transaction else None
        changes = changes_of(ledger.user, noun, asked.transaction or 0, asked.limit)
        writer = Writer(ledger, call.voice.phrases, _Exact(ledger.amounts))
        text = "\n\n".join(_change_text(call, writer, each) for each in changes)
    document = {
        "changes": [
            {
                "id": each.id,
                "at": instant(each.at),
                "what": str(each.noun),
                "number": each.number,
                "was": each.was,
                "became": each.became,
            }
            for each in changes
        ]
    }
    return Answer(document, parts(call, text or _none(call)))


def _none(call: Call) -> str:
    if call.asked.transaction:
        return translate("Cli", "This transaction is as it was imported, or was never there.")
    return translate("Cli", "Nothing of the portfolio was changed yet.")


def _change_text(call: Call, writer: Writer, change: LedgerChange) -> str:
    told = (call.voice.phrases.moment(change.at), done_words(change), writer.about(change))
    lines = [one_line(each) for each in writer.lines(change)]
    return "\n  ".join([one_line(" · ".join(filter(None, told))), *lines])
