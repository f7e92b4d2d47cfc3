"""The floor as plain data and back, so that a restart forgets nothing."""

from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any

from ivr.errors import Misuse
from ivr.routing.agent import Agent
from ivr.routing.demand import Demand
from ivr.routing.explanation import Explanation
from ivr.routing.floor import Floor, Offer
from ivr.routing.half_hours import HalfHours
from ivr.routing.line import Visit
from ivr.routing.rules import RoutingConfig, Terms
from ivr.routing.waits import Waits

VERSION = 3
VISIT_FIELDS = tuple(field.name for field in fields(Visit) if field.init)


def to_plain(floor: Floor) -> dict[str, Any]:
    """Return the whole floor as dicts, lists, strings and numbers."""
    return {
        "version": VERSION,
        "config": asdict(floor.config) | {"skills": list(floor.config.skills)},
        "seed": floor.seed,
        "now": floor.now,
        "sequence": floor.sequence,
        "ignored": floor.ignored,
        "waits": floor.waits.to_plain(),
        "demand": floor.demand.to_plain(),
        "half_hours": floor.half_hours.to_plain(),
        "agents": [agent.to_plain() for agent in floor.staff],
        "phones_in_use": sorted(floor.staff.phones_in_use, key=repr),
        "line": [_visit_to_plain(visit) for visit in floor.line],
        "offers": [_offer_to_plain(offer) for offer in floor.offers.values()],
    }


def from_plain(plain: Mapping[str, Any]) -> Floor:
    """Return the floor that `to_plain` described."""
    if plain.get("version") != VERSION:
        raise Misuse(f"this routing snapshot is of version {plain.get('version')}, not {VERSION}")
    config, seed = RoutingConfig.of(plain["config"]), plain["seed"]
    floor = Floor(config, seed, Waits.from_plain(config, seed, plain["waits"]))
    floor.now, floor.sequence, floor.ignored = plain["now"], plain["sequence"], plain["ignored"]
    floor.demand = Demand.from_plain(plain["demand"])
    floor.half_hours = HalfHours.from_plain(plain["half_hours"])
    for agent in plain["phones_in_use"]:
        floor.staff.phone(agent, busy=True)
    floor.take_up(map(Agent.from_plain, plain["agents"]), map(_visit, plain["line"]))
    for row in plain["offers"]:
        floor.give(Offer(_visit(row["visit"]), row["agent"], Explanation.from_plain(row["explanation"])))
    return floor


def _visit(row: Mapping[str, Any]) -> Visit:
    return Visit(**(dict(row) | {"terms": Terms.from_plain(row["terms"])}))


def _visit_to_plain(visit: Visit) -> dict[str, Any]:
    row = {name: getattr(visit, name) for name in VISIT_FIELDS}
    return row | {"terms": visit.terms.to_plain()}


def _offer_to_plain(offer: Offer) -> dict[str, Any]:
    explanation = offer.explanation.to_plain()
    return {"visit": _visit_to_plain(offer.visit), "agent": offer.agent, "explanation": explanation}
