"""What all pages of reports have in common: the range asked for, the ways to look at it, passports of its figures."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from flask import request

from ivr.access.role import Permission
from ivr.console import report_words
from ivr.console.catalogue import _, _l, viewers_zone
from ivr.console.gate import may, principal
from ivr.console.report_seen import Choices
from ivr.console.report_wish import PERIODS, PRESETS, ReportWish, asked_of
from ivr.console.source import source
from ivr.reports.blind import blind_between
from ivr.reports.figure_list import FIGURES
from ivr.reports.figures_beside import FIGURES_BESIDE
from ivr.reports.passport import Completeness, Passport, passport
from ivr.store import call_events

PLACES: Mapping[str, Any] = {
    "reports.page": _l("Intervals"),
    "reports.of_queues": _l("Queues"),
    "reports.heat": _l("Heat map"),
    "reports.of_agents": _l("Agents"),
    "report_menus.page": _l("Menus"),
    "report_outbound.page": _l("Outbound"),
}


def wish_asked(usual: str = "today") -> ReportWish:
    """What the address asks for, by the reader's day."""
    return asked_of({"range": usual, **request.args}, source().now().astimezone(viewers_zone()).date())


def frame(wish: ReportWish, found: Choices) -> dict[str, Any]:
    """What the head of each page is made from."""
    return {
        "wish": wish,
        "found": found,
        "presets": PRESETS,
        "periods": PERIODS,
        "words": report_words,
        "ways": [(endpoint, label) for endpoint, label in PLACES.items() if _is_open(endpoint)],
    }


def file_name(name: str, wish: ReportWish) -> str:
    """What a report is called as a file."""
    return f"{name}-{wish.first}-{wish.last}"


def passports_beside(
    connection: Any, names: Iterable[str], within: tuple[datetime, datetime], now: datetime
) -> dict[str, Passport]:
    """The passports of figures that are of no queue; `offered` tells the blind intervals of the range."""
    since, until = within[0], min(within[1], now)
    events = call_events.asterisk_seen(connection, since, until + timedelta(seconds=1))
    complete = Completeness(blind=tuple(blind_between(events, since, until)))
    known = FIGURES | FIGURES_BESIDE
    return {name: passport(known[name], (), complete) for name in ("offered", *names)}


def may_see_menus() -> bool:
    """Whether who asks may see callers who joined no queue: these are in nobody's scope but the whole centre's."""
    return principal().scope.is_all


def refused_menus() -> str:
    """Why somebody may not."""
    return str(_("Menus are of no queue and no project: an account that sees the whole centre can open this."))


def _is_open(endpoint: str) -> bool:
    if endpoint == "report_menus.page":
        return may_see_menus()
    return endpoint != "reports.of_agents" or may(Permission.SEE_CALLS)
