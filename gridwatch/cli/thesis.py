"""The command `thesis`: the claims as a table, the thesis as a folder, and one of them as PDF."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path
from typing import Any

from gridwatch.cli.abouts import owners_in
from gridwatch.cli.call import Answer, Call, Exit, marked
from gridwatch.cli.documents import day_text, instant
from gridwatch.cli.tables import Column, one_line, table
from gridwatch.cli.voice import translate
from gridwatch.domain.thesis.about import About
from gridwatch.domain.thesis.claim import Claim
from gridwatch.domain.thesis.evidence import Stance
from gridwatch.files.thesis_folder import Refused
from gridwatch.services import edits
from gridwatch.services.catalog import read_catalog
from gridwatch.services.thesis.claim_keys import key_in
from gridwatch.services.thesis.folder_export import export_folder
from gridwatch.services.thesis.folder_import import Plan, plan_import
from gridwatch.services.thesis.folder_matching import Outcome
from gridwatch.store.user.claims import all_claims, revisions_of
from gridwatch.store.user.evidence import evidence_of
from gridwatch.wording.importing import noun_words, outcome_words, stranger_words, summary
from gridwatch.wording.statuses import status_words


def show_claims(call: Call) -> Answer:
    """Show every claim and how it stands."""
    today = call.clock().astimezone().date()
    with call.user() as user:
        owners = owners_in(user)
        claims = [(each, owners.text(each.about)) for each in all_claims(user)]
        # Keys are told apart within a thesis, as in its folder.
        times = defaultdict[About, Counter[str]](Counter)
        documents = [
            _claim_document(user, each, about, today, times[each.about]) for each, about in claims
        ]
    if not claims:
        words = translate("Cli", "There is no claim yet. Make one in the window, beside the chart.")
        return Answer({"claims": []}, marked(call.profile, words))
    columns = (
        Column(translate("Cli", "About")),
        Column(translate("Cli", "Claim")),
        Column(translate("Cli", "Status")),
        Column(translate("Cli", "Conviction"), right=True),
        Column(translate("Cli", "Review")),
    )
    rows = [
        (
            about,
            _shortened(each.statement),
            status_words(each.status),
            call.voice.phrases.percent(each.conviction / 100, 0, False),
            _review(call, each, today),
        )
        for each, about in claims
    ]
    return Answer({"claims": documents}, marked(call.profile, table(columns, rows)))


def _review(call: Call, claim: Claim, today: date) -> str:
    if claim.review_on is None:
        return ""
    day = call.voice.phrases.day(claim.review_on)
    due = translate("Cli", "{day} (due)")
    return due.format(day=day) if claim.is_due(today) else day


def _shortened(text: str, most: int = 90) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def _claim_document(
    user: sqlite3.Connection, claim: Claim, about: str, today: date, times: Counter[str]
) -> dict[str, Any]:
    stances = Counter(each.stance for each in evidence_of(user, claim.id))
    return {
        "key": key_in(claim, revisions_of(user, claim.id), times),
        "about": about,
        "statement": claim.statement,
        "status": claim.status,
        "conviction": claim.conviction,
        "review_on": day_text(claim.review_on),
        "due": claim.is_due(today),
        "test": claim.test,
        "tags": list(claim.tags),
        "evidence_for": stances[Stance.FOR],
        "evidence_against": stances[Stance.AGAINST],
        "made_at": instant(claim.made_at),
    }


def export_thesis(call: Call) -> Answer:
    """Write the thesis, or one of them, as a folder."""
    target = call.asked.folder.expanduser().absolute()
    with call.user() as user:
        abouts = [owners_in(user).about(call.asked.about)] if call.asked.about else None
        done = export_folder(user, target, call.clock(), abouts, call.voice.language)
    document = {
        "folder": str(done.folder),
        "theses": done.theses,
        "claims": done.claims,
        "evidence": done.evidence,
        "series": done.series,
        "entries": done.entries,
        "kept": None if done.kept is None else str(done.kept),
    }
    words = translate(
        "Cli",
        "Exported to {folder}: theses {theses}, claims {claims}, series {series}, entries"
        " {entries}",
    )
    lines = [words.format(**document)]
    if done.kept is not None:
        words = translate("Cli", "The earlier export was changed by somebody and is kept: {path}")
        lines.append(words.format(path=done.kept))
    return Answer(document, marked(call.profile, "\n".join(lines)))


def import_thesis(call: Call) -> Answer:
    """Take over what is new or changed in a folder, or only tell it."""
    root = call.asked.folder.expanduser().absolute()
    with call.user() as user:
        plan = plan_import(user, root, read_catalog(call.resources))
        does = plan.edit is not None and not call.asked.dry_run
        if does and plan.edit is not None:
            edits.apply(user, plan.edit, call.clock())
    document = {
        "imported": does,
        "steps": [
            {
                "noun": each.noun,
                "outcome": each.outcome,
                "name": each.name,
                "number": each.number,
                "file": each.spot.file,
                "line": each.spot.line,
            }
            for each in plan.steps
        ],
        "refused": [_refused_document(call, each) for each in plan.refused],
        "remarks": [_refused_document(call, each) for each in plan.remarks],
        "strangers": [
            {
                "name": each.name,
                "symbols": list(each.symbols),
                "claims": each.claims,
                "series": each.series,
                "entries": each.entries,
            }
            for each in plan.strangers
        ],
    }
    text = marked(call.profile, "\n".join(_told(call, plan, done=does)))
    return Answer(document, text, Exit.UNDONE if plan.refused else Exit.FINE)


def _refused_document(call: Call, each: Refused) -> dict[str, Any]:
    return {
        "file": each.spot.file,
        "line": each.spot.line,
        "code": each.problem.code,
        "message": call.voice.problem(each.problem),
    }


def _told(call: Call, plan: Plan, *, done: bool) -> list[str]:
    lines = [] if done else [*_steps(plan)]
    lines += [_place(call, each) for each in (*plan.remarks, *plan.refused)]
    lines += [one_line(stranger_words(each)) for each in plan.strangers]
    if plan.refused:
        lines.append(translate("Cli", "Nothing was imported: mend the places above first."))
        return lines
    if done:
        lines.append(translate("Cli", "Imported."))
    elif plan.edit is None:
        lines.append(translate("Cli", "There is nothing to import: all of it is here already."))
    else:
        lines.append(translate("Cli", "Nothing was changed: this was a dry run."))
    return [*lines, summary(plan)]


def _steps(plan: Plan) -> list[str]:
    return [
        f"{outcome_words(each.outcome)}: {noun_words(each.noun)} – {one_line(each.name)}"
        + (f" ({each.number})" if each.number > 1 else "")
        for each in plan.steps
        if each.outcome is not Outcome.SAME
    ]


def _place(call: Call, each: Refused) -> str:
    return f"{one_line(each.spot.file)}:{each.spot.line}: {call.voice.problem(each.problem)}"


def print_thesis(call: Call) -> Answer:
    """Write one thesis as PDF, with no display."""
    from gridwatch.cli.picture import offscreen

    out = Path(call.asked.out).expanduser().absolute()
    with call.user() as user:
        about = owners_in(user).about(call.asked.about)
        offscreen()
        from gridwatch.ui.thesis.print_sheet import print_to_pdf

        pages = print_to_pdf(
            user,
            about,
            out,
            call.asked.journal,
            call.clock().astimezone().date(),
            call.voice.language,
            simulated=call.profile.simulated,
        )
    words = translate("Cli", "PDF: {path} (pages: {pages})")
    return Answer({"pdf": str(out), "pages": pages}, words.format(path=out, pages=pages))
