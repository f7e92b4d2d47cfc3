"""Who may listen in on which talk, by which telephone, and the wish for it."""

from dataclasses import replace

import pytest
from flask import Flask, g

from ivr.access.account import ALL, PrincipalKind, Scope, principal_of
from ivr.access.role import Role
from ivr.calls.intentions import PHONE_IN_USE, TALK_IS_OVER
from ivr.calls.listening import is_listening
from ivr.console.changes import change
from ivr.console.listening import REFUSALS, Asked, TalkIsOver, is_offered, listening_deed, may_listen, own_extension
from ivr.errors import FieldError
from ivr.reports.live_rows import LiveChanges
from ivr.store import agents, intentions, live, queues
from ivr.store.agents import Agent
from ivr.store.queues import Queue

WELL = Asked("listen", "a complaint", "201")
NURSES = Scope(queues=frozenset({"nurse"}))
RECEPTION = Queue("reception", "Reception", "reception", listening="told")


@pytest.fixture
def sara(app: Flask, account_of):
    """A supervisor's request, hers until the test is over."""
    with app.test_request_context():
        g.principal = principal_of(account_of(Role.SUPERVISOR))
        yield g


def wish(database):
    with database.read() as connection:
        return [row.wish for row in intentions.waiting(connection)]


def test_the_wish_names_the_talk_the_telephone_and_who_listens(sara, talk, database, audited) -> None:
    change(listening_deed(talk.call_id, WELL, []))
    (made,) = wish(database)
    assert (made.call_id, made.agent, made.phone, made.mode) == (talk.call_id, "agent-anna", "agent-bela", "listen")
    assert (made.account, made.rule) == ("Supervisor Person <account:supervisor-id>", "told")
    assert is_listening(made.leg_id)
    entry = audited()[0]
    assert (entry.verb, entry.id, entry.reason) == ("listen in", talk.call_id, "a complaint")
    assert (entry.after["agent"], entry.after["mode"], entry.who) == ("agent-anna", "listen", made.account)


@pytest.mark.usefixtures("sara")
@pytest.mark.parametrize(
    ("asked", "field"),
    [
        (replace(WELL, mode="all"), "mode"),
        (replace(WELL, reason=""), "reason"),
        (replace(WELL, reason="a\nb"), "reason"),
        (replace(WELL, reason="x" * 201), "reason"),
        (replace(WELL, extension=""), "extension"),
        (replace(WELL, extension="0036201234567"), "extension"),
        (replace(WELL, extension="200"), "extension"),  # Anna's own
    ],
)
def test_what_cannot_be_is_refused_and_leaves_no_trace(talk, database, audited, asked: Asked, field: str) -> None:
    with pytest.raises(FieldError) as refused:
        change(listening_deed(talk.call_id, asked, []))
    assert (refused.value.field, wish(database), audited()) == (field, [], [])


def test_a_queue_that_allows_nobody_is_kept_to(sara, talk, database) -> None:
    with database.write() as connection:
        connection.execute(queues.queues.update().values(listening="never"))
    with pytest.raises(FieldError, match="may not be listened in on"):
        change(listening_deed(talk.call_id, WELL, []))


def test_who_does_not_talk_is_not_listened_to(sara, talk, database) -> None:
    with database.write() as connection:
        live.apply(connection, LiveChanges(calls=(replace(talk, state="ringing"),)))
    with pytest.raises(TalkIsOver):
        change(listening_deed(talk.call_id, WELL, []))


def test_ones_own_telephone_rings_where_none_is_named(app: Flask, account_of, talk, database) -> None:
    with app.test_request_context(), database.write() as connection:
        own = agents.create(connection, Agent("", "Sára", extension="290")).after  # has no skill of any queue
    with app.test_request_context():
        g.principal = principal_of(account_of(Role.SUPERVISOR, agent=own.id, scope=Scope(frozenset({"reception"}))))
        with database.read() as connection:
            assert own_extension(connection) == "290"
        change(listening_deed(talk.call_id, replace(WELL, extension=""), []))
    assert wish(database)[0].phone == own.id


def test_a_program_has_no_telephone_of_its_own(sara, database) -> None:
    sara.principal = replace(sara.principal, kind=PrincipalKind.TOKEN)
    with database.read() as connection:
        assert own_extension(connection) == ""


def test_telephones_of_agents_one_may_not_see_do_not_ring(sara, talk, database) -> None:
    with database.write() as connection:
        agents.create(connection, Agent("", "Dóra", extension="291"))
    sara.principal = replace(sara.principal, scope=Scope(frozenset({"reception"})))
    with pytest.raises(FieldError, match="No agent you may see"):
        change(listening_deed(talk.call_id, replace(WELL, extension="291"), []))


@pytest.mark.parametrize(("scope", "may"), [(ALL, True), (NURSES, False)])
def test_the_queue_of_the_talk_decides_who_may(sara, talk, scope: Scope, may: bool) -> None:
    sara.principal = replace(sara.principal, scope=scope)
    assert may_listen(talk, [RECEPTION]) is may
    assert is_offered(talk, [RECEPTION]) is may


def test_nothing_is_offered_where_nobody_talks_or_the_queue_allows_nobody(sara, talk) -> None:
    assert not is_offered(replace(talk, state="waiting"), [RECEPTION])
    assert not is_offered(talk, [replace(RECEPTION, listening="never")])


def test_what_the_engine_refuses_is_said_in_the_readers_language() -> None:
    assert {TALK_IS_OVER, PHONE_IN_USE} <= {str(one) for one in REFUSALS}
