"""The page of the performance: reads a period and shows it."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from gridwatch.domain.charting import SEGMENT_PREFIX
from gridwatch.runtime.session import Session
from gridwatch.services.changes import Changes
from gridwatch.services.portfolio.benchmark import LIST_PREFIX, named_benchmark, symbols_of
from gridwatch.services.portfolio.book import Book
from gridwatch.services.portfolio.performance import (
    Compared,
    Performance,
    begun_on,
    performance_of,
    read_compared_with,
)
from gridwatch.services.profiles import market_reader
from gridwatch.store.user.portfolio_choices import SavedPeriod, saved_periods
from gridwatch.ui.chart.compare.offers import INDICES, compare_offers
from gridwatch.ui.look import Look
from gridwatch.ui.portfolio.performance.view import PerformanceView
from gridwatch.ui.portfolio.place import Names
from gridwatch.ui.portfolio.worth_page import WorthPage

translate = QCoreApplication.translate


class PerformancePage(WorthPage[PerformanceView]):
    """Shows the performance of the scope in the period that is chosen."""

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(session, look, PerformanceView(look), parent)
        self.view.wanted.connect(self.read)
        self.view.benchmark_box.activated.connect(lambda _: self.looked.emit())

    def show_names(self, names: Names) -> None:
        """Offer the benchmarks that there are now."""
        super().show_names(names)
        self._offer()

    def _offer(self) -> None:
        views = {view.company.id: view for view in self.names.companies.values()}
        language = self.look.phrases.language
        found = compare_offers(views.values(), (), language)
        indices = {symbol for symbol, _, _ in INDICES}
        offers = [(each.key, each.name) for each in found if each.key in indices]
        used = {view.company.segment for view in views.values()}
        words = translate("Portfolio", "Segment “{name}”, equally weighted")
        offers += [
            (f"{SEGMENT_PREFIX}{key}", words.format(name=name))
            for key, name in self.names.segments.items()
            if key in used
        ]
        words = translate("Portfolio", "List “{name}”, equally weighted")
        offers += [
            (f"{LIST_PREFIX}{each.id}", words.format(name=each.name))
            for each in self.names.watchlists
        ]
        offers += [(each.key, each.name) for each in found if each.key not in indices]
        self.view.offer_benchmarks(offers)

    def _compared(self) -> Compared:
        box = self.view.benchmark_box
        views = {view.company.id: view for view in self.names.companies.values()}
        return Compared(
            self.view.benchmark, box.currentText(), views, self.names.watchlists, datetime.now(UTC)
        )

    def symbols(self) -> tuple[str, ...]:
        """Return what the benchmark is made of: its history is fetched while it is chosen."""
        compared = self._compared()
        if not compared.key:
            return ()
        wanted = named_benchmark(compared.key, compared.companies, compared.watchlists)
        return symbols_of(wanted, compared.companies)

    def read(self) -> None:
        """Read the period that is chosen, and which ones are saved."""
        self.session.read_user("saved periods", saved_periods, self._take_saved)
        scope, currency, dimension = self.scope, self.currency, self.view.dimension
        choice, compared, profile = (
            self.view.period_bar.choice(),
            self._compared(),
            self.session.profile,
        )

        def work(book: Book) -> Performance:
            period = choice(book.today, begun_on(book))
            with market_reader(profile) as market:
                benchmark = read_compared_with(book, market, currency, compared)
            return performance_of(book, scope, currency, period, dimension, benchmark)

        self.ask("performance", work, self._take)

    def _take(self, found: Performance) -> None:
        self.view.show_performance(found, self.view.naming)

    def _take_saved(self, saved: tuple[SavedPeriod, ...]) -> None:
        self.view.period_bar.show_saved(saved)

    def take_changes(self, changes: Changes) -> None:
        """Read anew where the ledger or a saved period is another."""
        if changes.ledger:
            self.read()

    def restyle(self, look: Look) -> None:
        """Say and colour everything in another look."""
        super().restyle(look)
        self._offer()

    def save_state(self) -> dict[str, str]:
        """Return period, benchmark, dimension and what is drawn."""
        return self.view.save_state()

    def restore_state(self, state: dict[str, str]) -> None:
        """Bring back what `save_state` returned."""
        self.view.restore_state(state)
