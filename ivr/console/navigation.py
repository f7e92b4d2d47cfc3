"""The places of the console, in the order of the rail; each is shown to whom its view lets in."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from flask import current_app, request, url_for

from ivr.console.alerts_page import unacknowledged
from ivr.console.catalogue import _l
from ivr.console.gate import declared, may
from ivr.console.messages_page import unheard


@dataclass(frozen=True, slots=True)
class Place:
    """One line of the rail: the view it leads to, its words and its icon (macros/icon.html)."""

    endpoint: str
    label: Any  # translated when it is shown
    icon: str
    counts: Callable[[], int] | None = None  # what waits for somebody there, shown beside the words

    @property
    def is_here(self) -> bool:
        """Whether the page shown is this place, or lies in it."""
        inside = request.path.startswith(f"{url_for(self.endpoint)}/")
        return inside or request.blueprint == self.endpoint.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Group:
    """Places that belong together."""

    label: Any
    places: tuple[Place, ...]


GROUPS = (
    Group(
        None,
        (
            Place("wallboard.page", _l("Wallboard"), "board"),
            Place("alerts.page", _l("Alerts"), "alerts", unacknowledged),
            Place("calls.page", _l("Calls"), "calls"),
            Place("callbacks.page", _l("Callbacks"), "callbacks"),
            Place("messages.page", _l("Messages"), "messages", unheard),
            Place("service_level.page", _l("Service level"), "reports"),
            Place("reports.page", _l("Reports"), "grid"),
            Place("promises.page", _l("Promises"), "clock"),
            Place("reconciliation.page", _l("Reconciliation"), "audit"),
            Place("client_reports.page", _l("Client reports"), "projects"),
            Place("report_schedules.page", _l("Report schedules"), "clock"),
            Place("what_if.page", _l("What if"), "what_if"),
        ),
    ),
    Group(
        _l("People"),
        (
            Place("agents.page", _l("Agents"), "agents"),
            Place("levels.page", _l("Skills"), "skills"),
            Place("teams.page", _l("Teams"), "teams"),
            Place("pause_reasons.page", _l("Pause reasons"), "pauses"),
        ),
    ),
    Group(
        _l("Centre"),
        (
            Place("queues.page", _l("Queues"), "queues"),
            Place("routing.page", _l("Routing"), "routing"),
            Place("projects.page", _l("Projects"), "projects"),
            Place("prompts.page", _l("Prompts"), "sound"),
        ),
    ),
    Group(
        _l("System"),
        (
            Place("health_page.page", _l("Health"), "health"),
            Place("accounts.page", _l("Accounts"), "accounts"),
            Place("tokens.page", _l("Access tokens"), "keys"),
            Place("mails.page", _l("Mails sent"), "out"),
            Place("erasures.page", _l("Erase a person"), "shield"),
            Place("audit.page", _l("Audit"), "audit"),
        ),
    ),
)


def places() -> Iterator[Group]:
    """The groups with the places that are open to who asks."""
    for group in GROUPS:
        open_ones = tuple(place for place in group.places if is_open(place))
        if open_ones:
            yield Group(group.label, open_ones)


def first_place() -> str | None:
    """The view where one begins: the first of the rail that is open."""
    return next((place.endpoint for group in places() for place in group.places), None)


def is_open(place: Place) -> bool:
    """Whether who asks may go there."""
    rule = declared(current_app, place.endpoint)
    return rule is not None and (rule.permission is None or may(rule.permission))
