"""Agents with what they do just now."""

from datetime import timedelta

from ivr.access.account import ALL, Scope
from ivr.console.agent_rows import Asked, agent_rows
from ivr.reports.live_rows import LiveAgent, LiveChanges
from ivr.store import levels, live, pause_reasons
from ivr.store.levels import Level
from ivr.store.pause_reasons import PauseReason

EVERYBODY = Asked()


def rows(app, database, clock, asked: Asked = EVERYBODY, scope: Scope = ALL, *doing: LiveAgent):
    with database.write() as connection:
        live.apply(connection, LiveChanges(agents=doing))
    with app.test_request_context(), database.read() as connection:
        return [(row.id, row.says, row.mood) for row in agent_rows(connection, asked, scope)]


def test_who_did_nothing_is_logged_out(app, database, clock) -> None:
    assert rows(app, database, clock)[0] == ("agent-anna", "Logged out", "off")


def test_a_pause_is_named_and_one_that_is_too_long_stands_out(app, database, clock) -> None:
    with database.write() as connection:
        pause_reasons.create(connection, PauseReason("", "Tea break", limit_s=60))
    doing = LiveAgent("agent-bela", "paused", "tea-break", clock(), pause_until=clock() - timedelta(seconds=1))
    assert rows(app, database, clock, Asked(state="paused"), ALL, doing) == [
        ("agent-bela", "Paused: Tea break, too long", "bad")
    ]


def test_found_by_part_of_a_name_without_accents(app, database, clock) -> None:
    assert [row[0] for row in rows(app, database, clock, Asked(text="bela"))] == ["agent-bela"]


def test_a_scope_shows_the_agents_of_its_queues(app, database, clock) -> None:
    with database.write() as connection:
        levels.set_level(connection, Level("agent-anna", "nurse", None), 3)
    scope = Scope(queues=frozenset({"nurse"}))
    assert [row[0] for row in rows(app, database, clock, Asked(), scope)] == ["agent-anna"]
