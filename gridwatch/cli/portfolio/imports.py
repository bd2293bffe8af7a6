"""The command `portfolio imports`: what was imported, and how one import is taken back."""

from __future__ import annotations

from collections import Counter

from gridwatch.cli.call import Answer, Call, Refusal
from gridwatch.cli.documents import instant
from gridwatch.cli.portfolio.layout import parts
from gridwatch.cli.tables import Column, table
from gridwatch.cli.voice import translate
from gridwatch.services import edits
from gridwatch.services.portfolio.ledger_edits import TakeBackBatch
from gridwatch.store.user.ledger_changes import all_batches
from gridwatch.store.user.transactions import all_transactions, transactions_of_batch


def show_imports(call: Call) -> Answer:
    """Show the imports, newest first, and how many of their transactions are still there."""
    with call.user() as user:
        batches = all_batches(user)
        counts = Counter(each.batch_id for each in all_transactions(user))
    document = {
        "imports": [
            {
                "number": each.id,
                "at": instant(each.at),
                "name": each.name,
                "transactions": counts[each.id],
            }
            for each in batches
        ]
    }
    columns = (
        Column(translate("Cli", "No."), right=True),
        Column(translate("Cli", "Imported")),
        Column(translate("Cli", "File")),
        Column(translate("Cli", "Transactions"), right=True),
    )
    phrases = call.voice.phrases
    rows = [
        (str(each.id), phrases.moment(each.at), each.name, phrases.integer(counts[each.id]))
        for each in batches
    ]
    none = translate("Cli", "Nothing was imported yet.")
    return Answer(document, parts(call, table(columns, rows) if rows else none))


def undo_import(call: Call) -> Answer:
    """Take back one import: its transactions are deleted, as many as are still there."""
    number = call.asked.number
    with call.user() as user:
        batch = next((each for each in all_batches(user) if each.id == number), None)
        if batch is None:
            words = translate("Cli", "There is no import with the number {number}.")
            raise Refusal("import_unknown", words.format(number=number))
        gone = len(transactions_of_batch(user, number))
        edits.apply(user, TakeBackBatch(number), call.clock())
    document = {"undone": number, "name": batch.name, "transactions": gone}
    words = translate(
        "Cli",
        "Taken back: {name}. Transactions deleted: {number}. The accounts and securities stay.",
    )
    text = words.format(name=batch.name, number=call.voice.phrases.integer(gone))
    return Answer(document, parts(call, text))
