"""The page by which a supervisor listens in: offered on the call's page, refused with the reason."""

from dataclasses import replace

from ivr.access.account import Scope
from ivr.access.role import Role
from ivr.calls.listening_events import ListeningAsked, ListeningBegan, ListeningSwitched
from ivr.reports.live_rows import LiveChanges
from ivr.store import call_events, intentions, live, queues

FORM = {"mode": "whisper", "reason": "coaching", "extension": "202"}


def waiting(database):
    with database.read() as connection:
        return [row.wish for row in intentions.waiting(connection)]


def test_a_supervisor_is_offered_it_and_is_told_what_became_of_it(as_role, press, talk, database) -> None:
    browser = as_role(Role.SUPERVISOR)
    assert "call-listen" in browser.get(f"/calls/{talk.call_id}").text
    assert "Listen in on Anna" in browser.get(f"/calls/{talk.call_id}/listen").text
    answer = press(browser, f"/calls/{talk.call_id}/listen", FORM)
    assert (answer.status_code, waiting(database)[0].mode) == (303, "whisper")
    assert answer.location.startswith("/wishes/")


def test_a_queue_that_allows_nobody_offers_nothing_and_says_why(as_role, press, talk, database) -> None:
    with database.write() as connection:
        connection.execute(queues.queues.update().values(listening="never"))
    browser = as_role(Role.SUPERVISOR)
    assert "call-listen" not in browser.get(f"/calls/{talk.call_id}").text
    answer = press(browser, f"/calls/{talk.call_id}/listen", FORM)
    assert answer.status_code == 400
    assert "Talks of this queue may not be listened in on: its settings say so." in answer.text
    assert waiting(database) == []


def test_a_reason_has_to_be_given(as_role, press, talk, database) -> None:
    answer = press(as_role(Role.SUPERVISOR), f"/calls/{talk.call_id}/listen", FORM | {"reason": " "})
    assert (answer.status_code, waiting(database)) == (400, [])
    assert "Say why, in at most 200 characters of one line." in answer.text


def test_who_has_not_the_right_is_refused(as_role, press, talk, database) -> None:
    nurses = Scope(queues=frozenset({"nurse"}))
    for browser in (as_role(Role.PLANNER), as_role(Role.SUPERVISOR, scope=nurses)):
        assert press(browser, f"/calls/{talk.call_id}/listen", FORM).status_code == 403
        assert browser.get(f"/calls/{talk.call_id}/listen").status_code == 403
    assert waiting(database) == []


def test_a_talk_that_has_just_ended_is_said_to_be_over(as_role, press, talk, database) -> None:
    with database.write() as connection:
        live.apply(connection, LiveChanges(calls=(replace(talk, state="menu", agent=None),)))
    browser = as_role(Role.SUPERVISOR)
    answer = press(browser, f"/calls/{talk.call_id}/listen", FORM, follow_redirects=True)
    assert "The talk is over." in answer.text
    assert press(browser, "/calls/nobody/listen", FORM).status_code == 404


def test_the_journey_tells_who_listened(as_role, talk, database, clock) -> None:
    who = {"agent": "agent-anna", "account": "Sára <account:1>", "phone": "agent-bela", "mode": "listen"}
    of = {"call_id": talk.call_id, "leg_id": f"{talk.call_id}-s1", "at": clock()}
    asked = ListeningAsked(event_id="1", **of, **who, rule="told")
    later = [ListeningBegan(event_id="2", **of), ListeningSwitched(event_id="3", **of, mode="barge")]
    with database.write() as connection:
        call_events.append(connection, [asked, *later])
    page = as_role(Role.PLANNER).get(f"/calls/{talk.call_id}").text
    assert "Sára had a telephone ring to listen in on" in page
    assert "both hear the supervisor" in page
    assert "Supervisor, listening in" in page
    assert "account:1" not in page
