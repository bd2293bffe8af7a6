"""The scorecard with what the market made of each claim about a company."""

from __future__ import annotations

import sqlite3
from contextlib import nullcontext
from datetime import date, datetime

from gridwatch.domain.thesis.claim import Claim
from gridwatch.domain.thesis.scorecard import Decision, Score, Scored, scorecard_of
from gridwatch.services.thesis.past_worth import Past, read_past
from gridwatch.store.database import one_reading
from gridwatch.store.user.claims import all_claims, all_revisions


def read_score(user: sqlite3.Connection, market: sqlite3.Connection | None, now: datetime) -> Score:
    """Read how all claims have turned out until now."""
    with one_reading(user), nullcontext() if market is None else one_reading(market):
        standing = {each.id: each for each in all_claims(user)}
        revisions = [each for each in all_revisions(user) if each.claim.id in standing]
        card = scorecard_of(revisions, _local_day)
        past = read_past(user, market, now) if standing else None
        decided = {each.claim.id for each in card.decisions}
        scored = [_scored(past, each.claim, each) for each in card.decisions]
        scored += [
            _scored(past, each, None) for each in standing.values() if each.id not in decided
        ]
    return Score(card, tuple(scored))


def _local_day(instant: datetime) -> date:
    return instant.astimezone().date()


def _scored(past: Past | None, claim: Claim, decision: Decision | None) -> Scored:
    company, until = claim.about.company_id, decision.at if decision else None
    if past is None or not company:
        return Scored(claim, decision, None, None)
    gain = past.move(company, claim.made_at, until)
    peers = None if gain is None else past.peers_move(company, claim.made_at, until)
    return Scored(claim, decision, gain, peers)
