"""The command `portfolio check`: what is doubtful in the ledger, and what would mend it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from gridwatch.cli.call import Answer, Call, Exit
from gridwatch.cli.documents import day_text
from gridwatch.cli.portfolio.documents import number, security_document
from gridwatch.cli.portfolio.holdings import nothing_yet
from gridwatch.cli.portfolio.layout import parts
from gridwatch.cli.portfolio.reading import Ledger, ledger_of
from gridwatch.cli.tables import one_line
from gridwatch.cli.voice import translate
from gridwatch.services.portfolio.auditing import audit_of
from gridwatch.services.portfolio.findings import findings
from gridwatch.services.portfolio.views import Finding, Severity
from gridwatch.store.user.portfolio_choices import dismissed_keys
from gridwatch.wording.findings import finding_words, repair_words


def check_ledger(call: Call) -> Answer:
    """Show what is doubtful, what matters most first."""
    with ledger_of(call) as ledger:
        hidden = dismissed_keys(ledger.user)
        every = findings(audit_of(ledger.book, ledger.market))
        shown = [each for each in every if call.asked.all or each.key not in hidden]
        counts = Counter(each.severity for each in shown)
        document = {
            "findings": [_finding_document(ledger, each, hidden) for each in shown],
            **{f"{each.value}s": counts[each] for each in Severity},
            "dismissed": sum(each.key in hidden for each in every),
        }
        text = _text(ledger, shown, hidden, len(every) - len(shown))
    bad = call.asked.exit_code and counts[Severity.ERROR]
    return Answer(document, text, Exit.UNDONE if bad else Exit.FINE)


def _finding_document(ledger: Ledger, each: Finding, hidden: Collection[str]) -> dict[str, Any]:
    return {
        "key": each.key,
        "code": each.code,
        "severity": str(each.severity),
        "message": finding_words(each, ledger.call.voice.phrases),
        "values": {name: _plain(value) for name, value in each.values.items()},
        "transactions": list(each.transactions),
        "security": security_document(ledger, each.security_id),
        "account": ledger.account(each.account_id) or None,
        "repairs": [{"code": one.code, "message": repair_words(one)} for one in each.repairs],
        "dismissed": each.key in hidden,
    }


def _plain(value: object) -> object:
    if isinstance(value, date):
        return day_text(value)
    if isinstance(value, Decimal | float):
        return number(value)
    return value if isinstance(value, str | int) or value is None else str(value)


def _text(ledger: Ledger, shown: Sequence[Finding], hidden: Collection[str], left_out: int) -> str:
    call = ledger.call
    if not ledger.book.accounts:
        return parts(call, nothing_yet())
    blocks = ["\n".join(finding_lines(ledger, each, each.key in hidden)) for each in shown]
    if not shown:
        blocks.append(translate("Cli", "Nothing in the portfolio is doubtful."))
    if left_out:
        words = translate("Cli", "Dismissed and not shown: {number}. Show them with --all.")
        blocks.append(words.format(number=left_out))
    return parts(call, *blocks)


def finding_lines(ledger: Ledger, each: Finding, dismissed: bool = False) -> list[str]:
    """Return a finding, the transactions that it is about, and what would mend it."""
    head = f"{severity_words(each.severity)}: {finding_words(each, ledger.call.voice.phrases)}"
    lines = [one_line(head)]
    if dismissed:
        gone = translate("Cli", "Dismissed.")
        lines.append(f"  {gone}")
    if each.transactions:
        concerned = translate("Cli", "Transactions: {numbers}")
        numbers = ", ".join(map(str, each.transactions))
        lines.append(f"  {concerned.format(numbers=numbers)}")
    mends = [repair_words(one) for one in each.repairs]
    if mends:
        words = translate("Cli", "In the window one click mends it: {repairs}")
        lines.append(f"  {words.format(repairs=' / '.join(mends))}")
    return lines


def severity_words(severity: Severity) -> str:
    """Return how much a finding matters."""
    match severity:
        case Severity.ERROR:
            return translate("Cli", "Wrong")
        case Severity.WARNING:
            return translate("Cli", "Doubtful")
        case Severity.HINT:
            return translate("Cli", "Worth a look")
