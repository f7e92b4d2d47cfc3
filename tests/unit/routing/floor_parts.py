"""Agents, visits, scenes and floors in few words."""

from ivr.routing.agent import Agent, AgentEvent
from ivr.routing.floor import Floor
from ivr.routing.line import Visit
from ivr.routing.rules import RoutingConfig
from ivr.routing.scene import Scene
from ivr.routing.waits import Waits

CONFIG = RoutingConfig(skills=("tech", "english"))


def agent(name, t=0.0, **skills):
    made = Agent(name, skills, order=0)
    made.receive(AgentEvent.LOGIN, t)
    return made


def talking(name, since, skill, **skills):
    made = agent(name, since, **skills)
    made.receive(AgentEvent.OFFER, since)
    made.receive(AgentEvent.ANSWER, since)
    made.answered_at, made.skill = since, skill
    return made


def visit(call, skill="tech", entered_at=0.0, sequence=0, **more):
    fields = {"min_level": 1, "priority": 0, "preferred_agent": None, "joined_at": entered_at, "announce_at": 0.0}
    return Visit(call=call, skill=skill, entered_at=entered_at, sequence=sequence, **(fields | more))


def scene(t, waiting=(), agents=(), **more):
    return Scene(t, tuple(waiting), tuple(agents), **more)


def floor_with(**skills):
    floor = Floor(CONFIG, 0, Waits(CONFIG, 0))
    for name, levels in skills.items():
        floor.refresh(agent(name, **levels), 0)
    return floor
