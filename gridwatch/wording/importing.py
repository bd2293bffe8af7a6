"""The words for what an import of a thesis would do: counts, and what is refused."""

from __future__ import annotations

from gridwatch.services.thesis.folder_import import Plan, Stranger
from gridwatch.services.thesis.folder_matching import Noun, Outcome
from gridwatch.wording.speech import translate


def noun_words(noun: Noun) -> str:
    """Return what a row is about, as a heading of its own."""
    words = {
        Noun.THEME: translate("Import", "Theme"),
        Noun.COMPANY: translate("Import", "Company"),
        Noun.CLAIM: translate("Import", "Claim"),
        Noun.EVIDENCE: translate("Import", "Evidence"),
        Noun.SERIES: translate("Import", "Series"),
        Noun.FIGURES: translate("Import", "Figures"),
        Noun.ENTRY: translate("Import", "Journal entry"),
    }
    return words[noun]


def outcome_words(outcome: Outcome) -> str:
    """Return what would become of something."""
    words = {
        Outcome.NEW: translate("Import", "new"),
        Outcome.CHANGED: translate("Import", "changed"),
        Outcome.BOTH: translate("Import", "changed here too"),
        Outcome.SAME: translate("Import", "the same"),
    }
    return words[outcome]


def summary(plan: Plan) -> str:
    """Return one line for each outcome: New: 3 claims …; "" where there is nothing at all."""
    lines = []
    for outcome in Outcome:
        counts = [
            f"{noun_words(noun)} {number}"
            for noun in Noun
            if (number := plan.number(noun, outcome))
        ]
        if counts:
            lines.append(f"{outcome_words(outcome)}: {', '.join(counts)}")
    return "\n".join(lines)


def stranger_words(stranger: Stranger) -> str:
    """Return what is left out of a company that nobody knows."""
    words = translate(
        "Import",
        "Not imported: {name} ({symbols}) is in none of your lists nor in the catalog. Its claims"
        " ({claims}), series ({series}) and entries ({entries}) stay in the folder.",
    )
    return words.format(
        name=stranger.name,
        symbols=", ".join(stranger.symbols),
        claims=stranger.claims,
        series=stranger.series,
        entries=stranger.entries,
    )
