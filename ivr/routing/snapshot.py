"""The floor as plain data and back, so that a restart forgets nothing."""

from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any

from ivr.errors import Misuse
from ivr.routing.agent import Agent
from ivr.routing.choice import Explanation
from ivr.routing.floor import Floor, Offer
from ivr.routing.line import Visit
from ivr.routing.rules import RoutingConfig
from ivr.routing.wait_estimate import HandleTimes

VERSION = 2


def to_plain(floor: Floor) -> dict[str, Any]:
    """Return the whole floor as dicts, lists, strings and numbers."""
    return {
        "version": VERSION,
        "config": asdict(floor.config) | {"skills": list(floor.config.skills)},
        "seed": floor.seed,
        "now": floor.now,
        "sequence": floor.sequence,
        "ignored": floor.ignored,
        "handle_times": floor.handle_times.to_plain(),
        "agents": [agent.to_plain() for agent in floor.agents.values()],
        "phones_in_use": sorted(floor.phones_in_use, key=repr),
        "line": [_shallow(visit) for visit in floor.line],
        "offers": [_offer_to_plain(offer) for offer in floor.offers.values()],
    }


def from_plain(plain: Mapping[str, Any]) -> Floor:
    """Return the floor that `to_plain` described."""
    if plain.get("version") != VERSION:
        raise Misuse(f"this routing snapshot is of version {plain.get('version')}, not {VERSION}")
    config = RoutingConfig.of(plain["config"])
    floor = Floor(config, plain["seed"], HandleTimes.from_plain(config.handle_prior_s, plain["handle_times"]))
    floor.now, floor.sequence, floor.ignored = plain["now"], plain["sequence"], plain["ignored"]
    floor.agents = {row["id"]: Agent.from_plain(row) for row in plain["agents"]}
    floor.phones_in_use = set(plain["phones_in_use"])
    for row in plain["line"]:
        floor.line.join(Visit(**row))
    for row in plain["offers"]:
        offer = Offer(Visit(**row["visit"]), row["agent"], Explanation.from_plain(row["explanation"]))
        floor.offers[offer.visit.call] = offer
    return floor


def _offer_to_plain(offer: Offer) -> dict[str, Any]:
    why = offer.explanation
    pairs = {"excluded": [list(pair) for pair in why.excluded], "idle_s": [list(pair) for pair in why.idle_s]}
    explanation = _shallow(why) | pairs | {"eligible": list(why.eligible)}
    return {"visit": _shallow(offer.visit), "agent": offer.agent, "explanation": explanation}


def _shallow(row: Visit | Explanation) -> dict[str, Any]:
    # asdict copies deeply and costs 300 ms with 300 agents
    return {field.name: getattr(row, field.name) for field in fields(row)}
