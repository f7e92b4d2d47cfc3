"""What the console wishes happens on the telephones: written into the store and rung for, as the console does it."""

import asyncio

from wishing import Desk

from ivr.asterisk.far_end_phones import RINGS, answers, phone_secrets, phones_conf
from ivr.calls.intentions import HangUpCall, LogOutAgent, Outcome, PauseAgent, ReloadPhones, UnpauseAgent
from ivr.cli.outside import far_end_place
from ivr.config import Settings
from ivr.store import agents, centre_version, levels
from ivr.store.agents import Agent

CSILLA, DORA = "agent-csilla", "agent-dora"
NURSE = "wait:1 3"
SOON_S = 2.0


async def test_a_paused_agent_gets_no_calls_until_the_pause_ends(world, desk: Desk) -> None:
    await world.log_in(CSILLA)
    world.far_end.phone(CSILLA).behave(answers("wait:0.5 hangup"))
    assert (await desk.wish(PauseAgent(CSILLA, "lunch"))).outcome is Outcome.DONE
    call = await world.call(NURSE)
    assert (await desk.live_call(call.caller_id, "waiting")).queue == "nurse"
    await asyncio.sleep(1.0)
    assert CSILLA not in [arrived.number for arrived in world.arrived]
    assert (await world.house.fallback())[0] == {CSILLA: True}
    assert (desk.live_agent(CSILLA).state, desk.live_agent(CSILLA).reason) == ("paused", "lunch")
    assert (await desk.wish(UnpauseAgent(CSILLA))).outcome is Outcome.DONE
    assert (await world.arrival(CSILLA, within_s=SOON_S)).caller_id == call.caller_id
    await asyncio.wait_for(call.over.wait(), 10.0)
    assert (await world.record(call))["disposition"] == "served"


async def test_the_ringing_phone_of_an_agent_who_is_logged_out_falls_silent(world, desk: Desk) -> None:
    await world.log_in(CSILLA)
    world.far_end.phone(CSILLA).behave(RINGS)
    call = await world.call(NURSE)
    ringing = await world.arrival(CSILLA)
    assert (await desk.live_call(call.caller_id, "ringing")).agent == CSILLA
    world.far_end.phone(DORA).behave(answers("wait:0.5 hangup"))
    assert (await desk.wish(LogOutAgent(CSILLA))).outcome is Outcome.DONE
    await asyncio.wait_for(ringing.over.wait(), SOON_S)
    assert ringing.ended_by == "other side"
    await world.log_in(DORA)
    assert (await world.arrival(DORA)).caller_id == call.caller_id
    await asyncio.wait_for(call.over.wait(), 10.0)
    assert (await world.record(call))["disposition"] == "served"


async def test_a_call_is_ended_at_a_click(world, desk: Desk) -> None:
    call = await world.call(NURSE)
    seen = await desk.live_call(call.caller_id, "waiting")
    assert (await desk.wish(HangUpCall(seen.call_id))).outcome is Outcome.DONE
    await asyncio.wait_for(call.over.wait(), SOON_S)
    assert call.ended_by == "other side"
    record = await world.record(call)
    assert (record["disposition"], record["hung_up_by"]) == ("abandoned", "system")
    assert (await desk.wish(HangUpCall(seen.call_id))).outcome is Outcome.REFUSED


async def test_a_click_that_comes_too_late_is_written_expired_and_does_nothing(world, desk: Desk) -> None:
    await world.log_in(CSILLA)
    row = await desk.wish(PauseAgent(CSILLA, "lunch"), age_s=6.0)
    assert row.outcome is Outcome.EXPIRED
    assert (await world.house.fallback())[0] == {CSILLA: False}


async def test_a_new_phone_and_a_new_secret_work_while_calls_go_on(world, desk: Desk) -> None:
    await world.log_in(CSILLA)
    world.far_end.phone(CSILLA).behave(answers("wait:30"))
    talk = await world.call(NURSE)
    await desk.live_call(talk.caller_id, "on_call")
    with desk.database.write() as connection:
        eva = agents.create(connection, Agent("", "Eva", extension="299")).after
        levels.set_level(connection, levels.level_of(connection, eva.id, "nurse"), 9)
        centre_version.bump(connection)
    assert await registers(world, desk, eva.id)
    world.far_end.phone(eva.id).behave(answers("wait:0.5 hangup"))
    await world.log_in(eva.id)
    call = await world.call(NURSE)
    assert (await world.arrival(eva.id)).caller_id == call.caller_id
    await asyncio.wait_for(call.over.wait(), 10.0)
    old = phone_secrets(phones_of(desk.settings))[eva.id]
    with desk.database.write() as connection:
        agents.rotate_phone(connection, eva.id)
    assert await falls_silent(world, desk, eva.id, old)
    assert await registers(world, desk, eva.id)
    with desk.database.write() as connection:
        found = agents.of(connection, eva.id)
        assert found is not None
        agents.deactivate(connection, found)
        centre_version.bump(connection)
    assert await falls_silent(world, desk, eva.id, old)
    assert (await world.house.fallback())[0] == {CSILLA: False}  # whoever is deactivated is logged out
    assert not talk.over.is_set()


def phones_of(settings: Settings) -> str:
    return (settings.asterisk_dir / "etc" / "pjsip_phones.conf").read_text()


async def falls_silent(world, desk: Desk, agent: str, secret: str) -> bool:
    """Whether the phone is refused with this secret, soon: Asterisk reloads its phones beside everything else."""
    for _ in range(5):
        if not await registers(world, desk, agent, secret):
            return True
        await asyncio.sleep(1.0)
    return False


async def registers(world, desk: Desk, agent: str, secret: str | None = None) -> bool:
    """Whether this agent's phone registers, after a reload, with the secret of now or another one."""
    row = await desk.wish(ReloadPhones())
    assert row.outcome is Outcome.DONE, row.reason
    settings = desk.settings
    secrets = phone_secrets(phones_of(settings))
    secrets[agent] = secret or secrets[agent]
    conf = phones_conf(secrets, f"{settings.host}:{settings.sip_port}")
    (far_end_place(settings).folder / "etc" / "pjsip_phones.conf").write_text(conf)
    if agent in world.far_end.registered:
        await world.far_end.unregister(agent)
    world.far_end.registered.discard(agent)
    await world.far_end.register_phones()
    for _ in range(30):
        if agent in world.far_end.registered:
            return True
        await asyncio.sleep(0.1)
    return False
