"""Follows the links of an entry, and says where they lead: the same in the editor and to read."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject, Signal

from gridwatch.domain.company import names_in
from gridwatch.domain.problem import Problem
from gridwatch.domain.thesis.links import Lead, Way, lead_of
from gridwatch.ui.thesis.journal.linkable import Linkable
from gridwatch.ui.thesis.place import PageName, Place
from gridwatch.ui.words import problem_words

translate = QCoreApplication.translate


class Leads(QObject):
    """Knows what links lead to. `left` carries a Lead out of the program that is to be confirmed.

    `opened` carries a Place, `selected` a company; `said` why a link is not followed.
    """

    left = Signal(object)
    opened = Signal(object)
    selected = Signal(int)
    said = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.linkable = Linkable()

    def follow(self, target: str) -> None:
        """Go where a link leads, or say why not."""
        try:
            lead = lead_of(target)
        except Problem as problem:
            self.said.emit(problem_words(problem))
            return
        if lead.way is Way.OUTSIDE:
            self.left.emit(lead)
        elif lead.way is Way.COMPANY:
            self._select(lead)
        else:
            self._open(lead)

    def _select(self, lead: Lead) -> None:
        company = self.linkable.company_of(lead.target)
        if company is None:
            self.said.emit(self.words_of(f"company:{lead.target}", ""))
        else:
            self.selected.emit(company.id)

    def _open(self, lead: Lead) -> None:
        claim = self.linkable.claim_of(int(lead.target))
        if claim is None:
            self.said.emit(self.words_of(f"claim:{lead.target}", ""))
        else:
            self.opened.emit(Place(claim.about, PageName.CLAIMS, claim.id))

    def words_of(self, target: str, language: str) -> str:
        """Return where a link leads in words, "" for none."""
        try:
            lead = lead_of(target) if target else None
        except Problem as problem:
            return problem_words(problem)
        if lead is None:
            return ""
        if lead.way is Way.COMPANY:
            company = self.linkable.company_of(lead.target)
            if company is None:
                words = translate("Journal", "No company in your lists has the symbol {symbol}.")
                return words.format(symbol=lead.target)
            return f"{names_in(company, language)[0]} · {lead.target}"
        if lead.way is Way.CLAIM:
            claim = self.linkable.claim_of(int(lead.target))
            if claim is None:
                return translate("Journal", "There is no such claim any more.")
            return translate("Journal", "Claim: {statement}").format(statement=claim.statement)
        return lead.target
