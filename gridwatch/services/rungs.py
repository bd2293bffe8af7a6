"""Which market caps each company is measured against: its targets and its ladder."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from gridwatch.domain.milestones.ladder import ladders_of
from gridwatch.domain.money import Money
from gridwatch.domain.targets import Target
from gridwatch.store.user.ladders import OwnLadder
from gridwatch.store.user.watchlists import Watchlist


@dataclass(frozen=True, slots=True)
class Plans:
    """All that the user has set: targets, ladders, and the lists that ladders belong to."""

    targets: Sequence[Target]
    ladders: Sequence[OwnLadder] = ()
    watchlists: Sequence[Watchlist] = ()

    def ladders_for(self, company: int) -> tuple[OwnLadder, ...]:
        """Return a company's own ladder, or else those of the lists that it is on."""
        own = tuple(each for each in self.ladders if each.company_id == company)
        homes = {each.id for each in self.watchlists if company in each.companies}
        return own or tuple(each for each in self.ladders if each.watchlist_id in homes)

    def rungs_for(
        self, company: int, now: datetime, added: Iterable[Money] = ()
    ) -> tuple[Target, ...]:
        """Return the targets of a company and behind them what its ladders and `added` add.

        What is of a ladder has the id 0. Raises Problem for an amount that is not above zero.
        """
        own = [each for each in self.targets if each.company_id == company]
        taken = {(each.amount, each.currency) for each in own}
        rungs = [money for each in self.ladders_for(company) for money in rungs_of(each)]
        return (
            *own,
            *(
                Target(0, company, amount, ladder.currency, now)
                for ladder in ladders_of([*rungs, *added])
                for amount in ladder.amounts
                if (amount, ladder.currency) not in taken
            ),
        )


def rungs_of(ladder: OwnLadder) -> tuple[Money, ...]:
    """Return the rungs of a stored ladder as amounts of money."""
    return tuple(Money(each, ladder.currency) for each in ladder.amounts)


def rungs_by_company(
    plans: Plans, companies: Iterable[int], now: datetime, added: Mapping[int, Sequence[Money]]
) -> dict[int, tuple[Target, ...]]:
    """Return the rungs of each company; `added` are further ones by its id."""
    return {each: plans.rungs_for(each, now, added.get(each, ())) for each in companies}
