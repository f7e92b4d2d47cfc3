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

VERSION = 4
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


def learned(floor: Floor) -> dict[str, Any]:
    """Return what was learned of waiting and demand, and nothing of who waits or works, as plain data of its own."""
    parts = {"demand": floor.demand.to_plain(), "half_hours": floor.half_hours.to_plain()}
    return {"version": VERSION, "waits": floor.waits.learned()} | parts


def take_up_learned(floor: Floor, plain: Mapping[str, Any]) -> None:
    """Let a floor know what another had learned; Misuse for what another version of this program kept."""
    _check(plain)
    try:
        waits = Waits.from_plain(floor.config, floor.seed, plain["waits"])
        demand, half_hours = Demand.from_plain(plain["demand"]), HalfHours.from_plain(plain["half_hours"])
    except (KeyError, TypeError, ValueError) as error:
        raise Misuse(f"what the router had learned cannot be read: {error}") from error
    floor.waits, floor.demand, floor.half_hours = waits, demand, half_hours


def from_plain(plain: Mapping[str, Any]) -> Floor:
    """Return the floor that `to_plain` described."""
    _check(plain)
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


def _check(plain: Mapping[str, Any]) -> None:
    if plain.get("version") != VERSION:
        raise Misuse(f"this routing snapshot is of version {plain.get('version')}, not {VERSION}")


def _visit(row: Mapping[str, Any]) -> Visit:
    return Visit(**(dict(row) | {"terms": Terms.from_plain(row["terms"])}))


def _visit_to_plain(visit: Visit) -> dict[str, Any]:
    row = {name: getattr(visit, name) for name in VISIT_FIELDS}
    return row | {"terms": visit.terms.to_plain()}


def _offer_to_plain(offer: Offer) -> dict[str, Any]:
    explanation = offer.explanation.to_plain()
    return {"visit": _visit_to_plain(offer.visit), "agent": offer.agent, "explanation": explanation}
