"""Calls: those of this moment, and those that are found by number, time, queue, agent and how they ended."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, render_template, request

from ivr.access.role import Permission
from ivr.console import call_words
from ivr.console.call_wish import asked_of
from ivr.console.calls_csv import LONGEST, calls_csv
from ivr.console.catalogue import viewers_zone
from ivr.console.gate import needs, principal
from ivr.console.live_calls import VIEW, live_calls
from ivr.console.live_page import stream
from ivr.console.outside_text import outside
from ivr.console.report_wish import PRESETS, SPANS
from ivr.console.seen_queues import scope_of, seen_queues
from ivr.console.source import source
from ivr.store import agents, call_search
from ivr.store.call_search import CallPage
from ivr.store.centre import load_entries
from ivr.store.queues import Queue

pages = Blueprint("calls", __name__)


pages.add_app_template_filter(outside, "outside")
pages.add_app_template_filter(call_words.ending, "ending")
pages.add_app_template_filter(call_words.live_state, "live_state")


@dataclass(frozen=True, slots=True)
class Names:
    """What queues and agents are called, as far as who asks may see them."""

    queues: Mapping[str, str]
    agents: Mapping[str, str]


@pages.get("/calls")
@needs(Permission.SEE_CALLS)
def page() -> Response | str:
    """The calls of now, and a page of those found."""
    scope = principal().scope
    with source().database.read() as connection:
        queues = seen_queues(connection, scope)
        people = agents.names(connection)
        mine = people if scope.is_all else _mine(connection, queues)
        numbers = [number for number, to in load_entries(connection).items() if to.startswith("menu:")]
        today = source().now().astimezone(viewers_zone()).date()
        asked = asked_of(request.args, viewers_zone(), scope_of(queues, scope), today)
        as_csv = request.args.get("format") == "csv" and not asked.mistakes
        found = CallPage((), None) if asked.mistakes or as_csv else call_search.search(connection, asked.wish)
    names = Names({queue.id: queue.name for queue in queues}, people)
    if as_csv:
        return calls_csv(asked.wish, names.queues, names.agents)
    return render_template(
        "calls.html",
        asked=asked,
        found=found,
        names=names,
        live=live_calls(scope),
        choices=_choices(names.queues, mine),
        csv_rows=LONGEST,
        numbers=numbers,
        settings=source().settings,
    )


@pages.get("/calls/live")
@needs(Permission.SEE_CALLS)
def live() -> Response:
    """The calls of now, sent anew when they change."""
    return stream(VIEW)


def _mine(connection: Any, queues: tuple[Queue, ...]) -> dict[str, str]:
    skills = {queue.skill for queue in queues}
    return {agent.id: agent.name for agent in agents.everyone(connection) if not skills.isdisjoint(agent.skills)}


def _choices(queues: Mapping[str, str], people: Mapping[str, str]) -> dict[str, list[tuple[str, str]]]:
    return {
        "range": [(name, str(PRESETS[name])) for name in SPANS],
        "queue": sorted(queues.items(), key=_by_name),
        "agent": sorted(people.items(), key=_by_name),
        "outcome": [(name, str(word)) for name, word in call_words.ENDINGS.items()],
    }


def _by_name(choice: tuple[str, str]) -> str:
    return choice[1].casefold()
