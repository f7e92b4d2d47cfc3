"""One call: its journey, and ending it from afar."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from ivr.access.account import Scope
from ivr.access.role import Role
from ivr.calls.events import AgentOffered, CallTakenBack, NodeEntered, WaitAnnounced
from ivr.calls.ids import leg_id
from ivr.calls.intentions import CALL_IS_OVER, HangUpCall, Outcome
from ivr.calls.transfer_events import AgentConsulted, CallSentOn, Manner
from ivr.reports.live_rows import LiveCall, LiveChanges
from ivr.store import intentions, live
from ivr.store.database import Database

NURSES = Scope(queues=frozenset({"nurse"}))
RECEPTIONISTS = Scope(queues=frozenset({"reception"}))


@pytest.fixture
def told(served, write):
    visit = f"{served.call_id}-v"
    served.add(1, NodeEntered, menu="main", node="greeting", node_kind="menu")
    served.add(5, WaitAnnounced, visit_id=visit, less_than_s=60, position=2, p50_s=None, p80_s=None)
    write(served)
    return served


@pytest.fixture
def running(past, write, database: Database, clock):
    """A call that waits for reception just now."""
    call = past(7, minutes_ago=1)
    call.ring("+36207777777")
    call.wait(2, "reception")
    write(call)
    row = LiveCall(call.call_id, "+36207777777", "menu:main", call.start, "waiting", "reception", queued_at=clock())
    with database.write() as connection:
        live.apply(connection, LiveChanges(calls=(row,)))
    return call


def test_everything_that_happened_is_told(signed_in: FlaskClient, told) -> None:
    page = signed_in.get(f"/calls/{told.call_id}").text
    for said in (
        "+36201234567",
        "Welcome to the demo clinic.",
        "cut short after 2 s",
        "<kbd>1</kbd>",
        "greeting",
        "Promised less than 1 min 00 s",
        "place 2",
        "waited 11 s from then",
        "kept",
        "Béla",
        "rang 8 s",
        "no answer",
        "1 min 04 s",
        "served",
    ):
        assert said in page, said


def test_a_range_and_an_apology_are_told_as_the_caller_heard_them(signed_in: FlaskClient, served, write) -> None:
    visit, more = f"{served.call_id}-v", {"more_than_s": 300, "apologised": True}
    served.add(6, WaitAnnounced, visit_id=visit, less_than_s=600, position=2, p50_s=None, p80_s=None, **more)
    write(served)
    page = signed_in.get(f"/calls/{served.call_id}").text
    assert "Promised between 5 min 00 s and 10 min 00 s" in page
    assert "with an apology" in page


BECAUSE = {
    "call": "c",
    "rule": "least cost",
    "chosen": "agent-anna",
    "step": 1,
    "needed_level": 3,
    "eligible": [
        {"agent": "agent-anna", "level": 7, "scarcity": 0.31, "level_part": -3.5, "sticky": 0.0, "cost": -3.19,
         "idle_s": 65.0},
        {"agent": "agent-bela", "level": 5, "scarcity": 0.0, "level_part": -2.5, "sticky": 0.0, "cost": -2.5,
         "idle_s": 9.0},
    ],
    "excluded": [["agent-csilla", "on_call"], ["agent-dora", "reception level 2 under 3"]],
    "unnamed": [["no skill reception", 12]],
    "heads": [],
}  # fmt: skip


def offer(call, because) -> None:
    call.add(12, AgentOffered, visit_id=f"{call.call_id}-v", leg_id=leg_id(call.call_id, 9), agent="agent-anna",
             because=because)  # fmt: skip


def test_why_an_agent_was_rung_is_a_table(signed_in: FlaskClient, served, write) -> None:
    offer(served, BECAUSE)
    write(served)
    page = signed_in.get(f"/calls/{served.call_id}").text
    for said in (
        "needed least elsewhere, best at this",
        "Level 3 or better was asked for.",
        "agents of lower levels were let in",
        "Who could take it",
        "1 min 05 s",
        "+0.31",
        "−3.19",
        "talks with another caller",
        "reception at level 2, 3 is asked for",
        "12 more",
        "has not learned reception",
    ):
        assert said in page, said


@pytest.mark.parametrize(
    ("because", "said"),
    [("longest idle", "(idle longest among equals)"), ("<b>odd</b>", "(&lt;b&gt;odd&lt;/b&gt;)"), ({"rule": 7}, "7")],
)
def test_what_older_events_say_is_shown_in_a_word(signed_in: FlaskClient, served, write, because, said: str) -> None:
    offer(served, because)
    write(served)
    page = signed_in.get(f"/calls/{served.call_id}").text
    assert said in page
    assert "offer-could" not in page


def test_a_caller_who_was_in_asterisks_own_queue_is_told_of(signed_in: FlaskClient, served, write) -> None:
    served.add(6, CallTakenBack, visit_id=f"{served.call_id}-v")
    write(served)
    page = signed_in.get(f"/calls/{served.call_id}").text
    assert "had kept the caller while the engine was away" in page
    assert "back in the place he had in Reception" in page


@pytest.mark.parametrize(
    ("manner", "words"), [(Manner.ATTENDED, "after talking with him"), (Manner.BLIND, "by the transfer key")]
)
def test_whom_an_agent_asked_and_how_he_handed_the_caller_on(
    signed_in: FlaskClient, served, write, manner, words: str
) -> None:
    served.add(20, AgentConsulted, agent="agent-anna", colleague="agent-bela", other_call="the-other")
    served.add(30, CallSentOn, agent="agent-anna", dialled="202", target="agent:agent-bela", manner=manner)
    write(served)
    page = signed_in.get(f"/calls/{served.call_id}").text
    for said in ("rang a colleague", "/calls/the-other", "Handed on by", "to a colleague", words):
        assert said in page, said


def test_the_time_line_is_drawn_for_eyes_and_ears(signed_in: FlaskClient, told) -> None:
    page = signed_in.get(f"/calls/{told.call_id}").text
    for drawn in ('class="bar missed"', 'class="bar talking"', 'class="bar waiting"', 'class="bar heard"'):
        assert drawn in page
    assert 'aria-label="rang, from 0:12 for 4 s, talked, from 0:16 for 64 s"' in page
    assert "style=" not in page


def test_agents_and_queues_lead_on(signed_in: FlaskClient, told) -> None:
    page = signed_in.get(f"/calls/{told.call_id}").text
    assert 'href="/agents/agent-bela"' in page
    assert 'href="/queues/reception"' in page
    assert 'href="/service-level?queue=reception"' in page


def test_who_may_not_see_agents_is_led_to_their_calls(as_role, told) -> None:
    page = as_role(Role.PLANNER).get(f"/calls/{told.call_id}").text
    assert 'href="/calls?agent=agent-bela"' in page
    assert "/agents/" not in page
    assert "/queues/" not in page


def test_a_call_nobody_knows_is_not_there(signed_in: FlaskClient) -> None:
    for name in ("nothing", "..%2f..%2fetc", "a%0ab", "'%20OR%201=1"):
        assert signed_in.get(f"/calls/{name}").status_code == 404


def test_a_call_of_other_queues_is_not_there(as_role, told) -> None:
    assert as_role(Role.SUPERVISOR, scope=NURSES).get(f"/calls/{told.call_id}").status_code == 404


@pytest.mark.parametrize("role", [Role.AGENT, Role.CLIENT])
def test_agents_and_clients_see_no_call(as_role, told, role: Role) -> None:
    assert as_role(role).get(f"/calls/{told.call_id}").status_code == 403


def test_a_call_that_goes_on_looks_again_by_itself(signed_in: FlaskClient, running, told) -> None:
    assert 'hx-trigger="every 1s"' in signed_in.get(f"/calls/{running.call_id}").text
    assert "hx-trigger" not in signed_in.get(f"/calls/{told.call_id}").text.partition('id="journey"')[2]


def test_hanging_up_is_wished_and_written_down(signed_in: FlaskClient, press, running, database, audited) -> None:
    assert f"/calls/{running.call_id}/hang-up" in signed_in.get(f"/calls/{running.call_id}").text
    answer = press(signed_in, f"/calls/{running.call_id}/hang-up")
    with database.read() as connection:
        wishes = [row.wish for row in intentions.waiting(connection)]
    assert answer.status_code == 303
    assert wishes == [HangUpCall(running.call_id)]
    assert (audited()[0].verb, audited()[0].id) == ("hang up call", running.call_id)
    assert "The engine is asked to hang up" in signed_in.get(answer.headers["Location"]).text


@pytest.mark.parametrize(
    "became",
    [
        (Outcome.DONE, None, "The call was hung up."),
        (Outcome.REFUSED, CALL_IS_OVER, "The engine refused: The call is over."),
        (Outcome.EXPIRED, None, "The engine did not answer in time"),
    ],
)
def test_what_became_of_it_is_shown(signed_in, press, running, database, became) -> None:
    shown = press(signed_in, f"/calls/{running.call_id}/hang-up").headers["Location"]
    with database.write() as connection:
        [wish] = intentions.waiting(connection)
        intentions.close(connection, wish.id, *became[:2], wish.written_at)
    assert became[2] in signed_in.get(shown).text


def test_an_engine_that_is_silent_is_not_waited_for(signed_in: FlaskClient, press, running, clock) -> None:
    shown = press(signed_in, f"/calls/{running.call_id}/hang-up").headers["Location"]
    clock.at += timedelta(seconds=6)
    assert "nothing was done" in signed_in.get(shown).text


def test_a_call_that_is_over_is_not_hung_up(signed_in: FlaskClient, press, told, audited) -> None:
    answer = press(signed_in, f"/calls/{told.call_id}/hang-up")
    assert "The call is over." in signed_in.get(answer.headers["Location"]).text
    assert audited() == []


def test_who_may_only_look_is_offered_no_hang_up(as_role, press, running, database: Database) -> None:
    planner = as_role(Role.PLANNER)
    assert "hang-up" not in planner.get(f"/calls/{running.call_id}").text
    assert press(planner, f"/calls/{running.call_id}/hang-up").status_code == 403
    with database.read() as connection:
        assert intentions.waiting(connection) == []


def test_a_call_is_hung_up_within_the_scope_only(as_role, press, running, database: Database) -> None:
    supervisor = as_role(Role.SUPERVISOR, scope=RECEPTIONISTS)
    assert press(supervisor, f"/calls/{running.call_id}/hang-up").status_code == 303
    moved = LiveCall(running.call_id, None, "menu:main", running.start, "waiting", "nurse")
    with database.write() as connection:
        live.apply(connection, LiveChanges(calls=(moved,)))
    assert press(supervisor, f"/calls/{running.call_id}/hang-up").status_code == 403
