"""The commands `list` and `remove`."""

from __future__ import annotations

from gridwatch.cli.call import Answer, Call, Refusal, marked
from gridwatch.cli.companies import followed_views, list_unknown, named_list
from gridwatch.cli.documents import lists_document
from gridwatch.cli.tables import Column, table
from gridwatch.cli.voice import translate
from gridwatch.domain.company import names_in
from gridwatch.services.edits import RemoveCompanies
from gridwatch.services.overview import CompanyView, Overview
from gridwatch.services.profiles import overview_of
from gridwatch.store.database import transaction
from gridwatch.store.user.watchlists import Watchlist


def show_lists(call: Call) -> Answer:
    """Show every list with its companies, their listings, segments and targets."""
    with call.user() as user:
        overview = overview_of(call.profile, user, call.clock())
    parts = [_list_text(call, overview, each) for each in overview.watchlists]
    return Answer(lists_document(overview), marked(call.profile, "\n\n".join(parts)))


def _list_text(call: Call, overview: Overview, one: Watchlist) -> str:
    segments = {each.key: getattr(each, call.voice.language, each.en) for each in overview.segments}
    rows = [
        (
            shown_name(call, view),
            " ".join(each.symbol for each in view.company.listings),
            segments.get(view.company.segment, view.company.segment),
            targets_text(call, view),
        )
        for view in (overview.companies[each] for each in one.companies)
    ]
    if not rows:
        empty = translate("Cli", "This list is empty.")
        return f"{one.name}\n{empty}"
    columns = (
        Column(translate("Cli", "Company")),
        Column(translate("Cli", "Symbols")),
        Column(translate("Cli", "Segment")),
        Column(translate("Cli", "Targets")),
    )
    return f"{one.name}\n{table(columns, rows)}"


def shown_name(call: Call, view: CompanyView) -> str:
    """Return the name by which readers of the language know a company."""
    return names_in(view.company, call.voice.language)[0]


def targets_text(call: Call, view: CompanyView) -> str:
    """Return the targets of a company, shortened."""
    return ", ".join(
        call.voice.phrases.compact(float(each.target.amount), each.target.currency)
        for each in view.rungs
    )


def remove(call: Call) -> Answer:
    """Take companies off one list or all lists; nothing changes where one is on none of them."""
    with call.user() as user, transaction(user):
        overview = overview_of(call.profile, user, call.clock())
        views = followed_views(overview, call.asked.symbols)
        lists = _chosen_lists(overview, call.asked.watchlist)
        removed = {number: [each for each in lists if number in each.companies] for number in views}
        for number, homes in removed.items():
            if not homes:
                raise _not_on(views[number], lists[0])
        for one in lists:
            gone = tuple(number for number in views if number in one.companies)
            if gone:
                RemoveCompanies(gone, one.id).apply(user, call.clock())
    return _removed(call, [(views[number], homes) for number, homes in removed.items()])


def _chosen_lists(overview: Overview, name: str | None) -> tuple[Watchlist, ...]:
    if name is None:
        return overview.watchlists
    found = named_list(overview.watchlists, name)
    if found is None:
        raise list_unknown(overview.watchlists, name)
    return (found,)


def _not_on(view: CompanyView, one: Watchlist) -> Refusal:
    words = translate("Cli", "{name} is not on the list “{list}”.")
    return Refusal("not_listed", words.format(name=view.company.name, list=one.name))


def _removed(call: Call, removed: list[tuple[CompanyView, list[Watchlist]]]) -> Answer:
    words = translate("Cli", "Removed {name} from {lists}.")
    lines = [
        words.format(name=shown_name(call, view), lists=", ".join(each.name for each in homes))
        for view, homes in removed
    ]
    document = {
        "removed": [
            {"symbol": view.company.primary, "lists": [each.name for each in homes]}
            for view, homes in removed
        ]
    }
    return Answer(document, "\n".join(lines))
