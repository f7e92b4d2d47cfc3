"""A change of the centre reaches every part of the room."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from ivr.bringup.configuration import first_settings
from ivr.engine.centre import Rules, rules_of
from ivr.engine.in_force import Reached, terms_of
from ivr.routing.acd import Acd
from ivr.store.centre import Centre, Queue, Skill

STORED = Centre(
    skills=(Skill("nurse", "Nurse"),),
    queues=(Queue("nurse", "Nurse", "nurse"), Queue("ward", "Ward", "nurse")),
    settings={"timezone": "Europe/Budapest", "languages": ["en"]},
)


@pytest.fixture
def rules() -> Rules:
    return rules_of(STORED)


@pytest.fixture
def room(tmp_path, rules: Rules) -> SimpleNamespace:
    """The parts, each keeping what it was told."""
    told = SimpleNamespace(door=[], dispatcher=[], desk=[], wishes=[])
    return SimpleNamespace(
        told=told,
        settings=first_settings(tmp_path, tmp_path, "local", {}),
        door=SimpleNamespace(use=told.door.append),
        dispatcher=SimpleNamespace(tell=lambda *event: told.dispatcher.append(event)),
        desk=SimpleNamespace(use=lambda *now: told.desk.append(now) or ["agent-anna"]),
        terms=terms_of(rules),
        legs=SimpleNamespace(trunk=None),
        callback_book=SimpleNamespace(rule=None),
        live=SimpleNamespace(view=SimpleNamespace(pause_limits_s=None)),
        wishes=SimpleNamespace(silence=told.wishes.append),
    )


def put(room: SimpleNamespace, fresh: Rules) -> None:
    Reached(**{name: part for name, part in vars(room).items() if name != "told"}).use(fresh)


def test_callers_of_a_queue_that_is_gone_are_sent_on(room, rules: Rules) -> None:
    put(room, rules_of(replace(STORED, queues=STORED.queues[:1])))
    assert (Acd.close_queue, "ward") in room.told.dispatcher
    assert set(room.terms.own) == {"nurse"}


def test_every_part_goes_by_what_is_in_force_now(room, rules: Rules) -> None:
    put(room, rules)
    assert room.told.door == [rules.centre]
    assert room.told.dispatcher == [(Acd.set_mode, rules.routing.mode)]
    assert (room.callback_book.rule, room.live.view.pause_limits_s) == (rules.callbacks, rules.pauses.limits_s)


def test_phones_of_agents_who_are_gone_fall_silent(room, rules: Rules) -> None:
    put(room, rules)
    assert room.told.desk == [(rules.agents, rules.pauses.end_s)]
    assert room.told.wishes == [["agent-anna"]]
