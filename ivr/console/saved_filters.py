"""Saved filters: which pages have them, what is kept, who sees and changes which; opening one widens no right."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any
from urllib.parse import parse_qsl

from flask import abort, g, url_for

from ivr.access.account import Principal
from ivr.access.role import Permission
from ivr.calls.ids import fresh_id
from ivr.console.catalogue import _, _l
from ivr.console.changes import Changed, Deed
from ivr.console.gate import may, principal, require
from ivr.console.seen_queues import seen_queues
from ivr.console.source import source
from ivr.errors import FieldError
from ivr.store import saved_filters
from ivr.store.saved_filters import SavedFilter

NOUN = "saved filter"
RANGE = ("range", "first", "last", "period", "queue", "project")
LONGEST_VALUE, LONGEST_QUERY = 64, 4000
# Written in English where they arise (store/saved_filters); shown by `_(sentence)`.
REFUSALS = (
    _l("You have %(most)s saved filters already: delete one first."),
    _l("Choose a page."),
    _l("You have a filter called %(name)s on this page already."),
)


@dataclass(frozen=True, slots=True)
class FilteredPage:
    """A page whose choice can be kept: its view, whom it is for, and what of its address is kept."""

    endpoint: str
    label: Any
    permission: Permission
    kept: tuple[str, ...]


PAGES: Mapping[str, FilteredPage] = {
    "reports": FilteredPage("reports.page", _l("Intervals"), Permission.SEE_REPORTS, (*RANGE, "variants")),
    "queues": FilteredPage("reports.of_queues", _l("Queues"), Permission.SEE_REPORTS, (*RANGE, "more")),
    "heat": FilteredPage("reports.heat", _l("Heat map"), Permission.SEE_REPORTS, (*RANGE, "measure")),
    "agents": FilteredPage("reports.of_agents", _l("Agents"), Permission.SEE_CALLS, RANGE),
    "menus": FilteredPage("report_menus.page", _l("Menus"), Permission.SEE_REPORTS, (*RANGE, "menu")),
    "outbound": FilteredPage("report_outbound.page", _l("Outbound"), Permission.SEE_REPORTS, RANGE),
    # Numbers of people are kept in no filter.
    "calls": FilteredPage(
        "calls.page", _l("Calls"), Permission.SEE_CALLS, ("range", "since", "until", "queue", "agent", "outcome")
    ),
}


def seen(page: str | None = None) -> list[SavedFilter]:
    """Those of one page, or of all, that who asks may open: whose page and whose queue and project he may see."""
    asking: Principal | None = g.get("principal")
    if asking is None or (page is not None and not may(PAGES[page].permission)):
        return []
    with source().database.read() as connection:
        found = saved_filters.seen_by(connection, asking.id, page)
        if asking.scope.is_all:
            return [one for one in found if _is_open(one)]
        queues = seen_queues(connection, asking.scope)
    inside = {"": True} | {queue.id: True for queue in queues} | {queue.project or "": True for queue in queues}
    return [
        one
        for one in found
        if _is_open(one) and all(inside.get(one.query.get(name, "")) for name in ("queue", "project"))
    ]


def address(one: SavedFilter) -> str:
    """Where it leads: the page itself looks at what who opens it may see."""
    page = PAGES[one.page]
    query: dict[str, Any] = {name: value for name, value in one.query.items() if name in page.kept}
    return url_for(page.endpoint, **query)


def mine(filter_id: str) -> SavedFilter:
    """One that who asks may change: his own, a shared one by who keeps accounts; 404 or 403 otherwise."""
    with source().database.read() as connection:
        found = saved_filters.of(connection, filter_id[:36])
    if found is None or not (found.shared or found.owner == principal().id):
        abort(404, _("There is nothing of this id."))
    if found.owner != principal().id:
        require(Permission.EDIT_ACCOUNTS)
    return found


def may_change(one: SavedFilter) -> bool:
    """Whether who asks may rename or delete it."""
    return one.owner == principal().id or may(Permission.EDIT_ACCOUNTS)


def may_share() -> bool:
    """Whether who asks may let others open his filters: clients keep theirs to themselves."""
    return may(Permission.SEE_CALLS)


def choice_of(page: FilteredPage, query: str | Mapping[str, str]) -> dict[str, Any]:
    """What of an address is kept for a page: printable values of what it knows."""
    typed = dict(parse_qsl(query[:LONGEST_QUERY])) if isinstance(query, str) else query
    short = {name: typed.get(name, "")[:LONGEST_VALUE] for name in page.kept}
    return {name: value for name, value in short.items() if value and value.isprintable()}


def kept(page: str, query: str | Mapping[str, str], name: str, shared: bool) -> Deed:
    """Keep a choice under a name; `query` as an address carries it."""
    known = PAGES.get(page)
    if known is None:
        raise FieldError("page", "Choose a page.")
    require(known.permission)
    choice = choice_of(known, query)
    asking, now = principal(), source().now()
    wanted = SavedFilter(
        fresh_id(), asking.id, asking.name, page, name.strip(), choice, shared and may_share(), now
    )  # fmt: skip

    def act(connection: Any) -> Changed:
        return Changed(NOUN, wanted.id, None, said(saved_filters.add(connection, wanted)))

    return Deed("add saved filter", act, of_centre=False)


def renamed(before: SavedFilter, name: str, shared: bool) -> Deed:
    """Another name, shared or not."""
    wanted = replace(before, name=name.strip(), shared=shared and may_share(), changed_at=source().now())

    def act(connection: Any) -> Changed:
        return Changed(NOUN, before.id, said(before), said(saved_filters.change(connection, wanted)))

    return Deed("edit saved filter", act, of_centre=False)


def removed(before: SavedFilter) -> Deed:
    """It is gone."""

    def act(connection: Any) -> Changed:
        saved_filters.remove(connection, before.id)
        return Changed(NOUN, before.id, said(before), None)

    return Deed("delete saved filter", act, of_centre=False)


def said(one: SavedFilter) -> dict[str, Any]:
    """A filter as the audit and programs are told of it."""
    return asdict(one) | {"query": dict(one.query), "changed_at": one.changed_at.isoformat()}


def _is_open(one: SavedFilter) -> bool:
    return one.page in PAGES and may(PAGES[one.page].permission)
