"""The list of calls: found by what was asked, for who may see them, harmless whatever callers send."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from ivr.access.account import Scope
from ivr.access.role import Role
from ivr.calls.disposition import Disposition, VisitOutcome
from ivr.calls.events import VisitEnded
from ivr.calls.ids import uuid7
from ivr.config import Settings
from ivr.console import calls_csv
from ivr.reports.live_rows import LiveCall, LiveChanges
from ivr.store import live
from ivr.store.database import Database
from ivr.store.folding import refresh

NURSES = Scope(queues=frozenset({"nurse"}))
HOSTILE = (
    '"><script>alert(1)</script>',
    "=cmd|'/c calc'!A1",
    "+36\u2028<b>1</b>",
    "\u202e7654321\u202c",
    "'; DROP TABLE calls;--",
)


@pytest.fixture
def folded(write, database: Database):
    def fold(*pasts) -> None:
        write(*pasts)
        refresh(database)

    return fold


@pytest.fixture
def gave_up(past):
    call = past(2, minutes_ago=10)
    call.ring("+36301112222")
    call.wait(2, "nurse")
    call.add(50, VisitEnded, visit_id=f"{call.call_id}-v", outcome=VisitOutcome.ABANDONED)
    call.end(50, Disposition.ABANDONED)
    return call


def test_without_any_call_the_page_says_what_to_do(signed_in: FlaskClient) -> None:
    page = signed_in.get("/calls").text
    assert "No calls yet" in page
    assert "Ring 100" in page


def test_the_page_tells_how_to_ring(signed_in: FlaskClient, settings: Settings) -> None:
    page = signed_in.get("/calls").text
    for told in (settings.host, str(settings.sip_port), "*45", "*46", "*47", "ivr call 100"):
        assert told in page
    assert "a-phone-secret" not in page


def test_the_latest_call_comes_first(signed_in: FlaskClient, folded, served, gave_up) -> None:
    folded(served, gave_up)
    page = signed_in.get("/calls").text
    assert page.index("+36301112222") < page.index("+36201234567")
    for told in ("Béla", "Reception", "gave up waiting", "12 s", "1 min 20 s"):
        assert told in page


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("number=1234", True),
        ("number=(1) 112", False),
        ("queue=reception", True),
        ("queue=nurse", False),
        ("agent=agent-bela", True),
        ("agent=agent-anna", False),
        ("outcome=served", True),
        ("outcome=failed", False),
    ],
)
def test_a_call_is_found_by_what_is_known_of_it(
    signed_in: FlaskClient, folded, served, asked: str, found: bool
) -> None:
    folded(served)
    assert ("+36201234567" in signed_in.get(f"/calls?{asked}").text) is found


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("since=2026-11-23T09:40&until=2026-11-23T09:41", True),
        ("since=2026-11-23T09:41", False),
        ("until=2026-11-22", False),
        ("since=2026-11-23&until=2026-11-23", True),
    ],
)
def test_times_are_those_of_the_reader(signed_in: FlaskClient, folded, past, asked: str, found: bool) -> None:
    call = past(1, minutes_ago=20)  # at 9:40 in Budapest
    call.call_id = uuid7(int(call.start.timestamp() * 1000), bytes(10))
    call.ring("+36201234567")
    folded(call)
    assert ("+36201234567" in signed_in.get(f"/calls?{asked}").text) is found


def test_names_lead_to_the_agent_and_the_queue_where_one_may_go_there(signed_in, as_role, folded, served) -> None:
    folded(served)
    links = ('<a href="/agents/agent-bela">Béla</a>', '<a href="/queues/reception">Reception</a>')
    page, planners = signed_in.get("/calls").text, as_role(Role.PLANNER).get("/calls").text
    assert all(link in page and link not in planners for link in links)


def test_when_nothing_matches_the_way_out_is_offered(signed_in: FlaskClient, folded, served) -> None:
    folded(served)
    page = signed_in.get("/calls?number=999999").text
    assert "No call matches" in page
    assert "Clear the search" in page


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("number=abc", "Enter digits of the number."),
        ("since=yesterday", "Enter a day, or a day and a time."),
        ("since=9999-12-31", "Enter a day, or a day and a time."),
        ("since=2026-11-23&until=2026-11-20", "The end lies before the beginning."),
        ("outcome=bribed", "There is no such outcome."),
    ],
)
def test_a_mistake_is_named_beside_its_field(signed_in: FlaskClient, asked: str, sentence: str) -> None:
    answer = signed_in.get(f"/calls?{asked}")
    assert answer.status_code == 200
    assert sentence in answer.text


def test_what_was_typed_stays_in_the_form(signed_in: FlaskClient) -> None:
    page = signed_in.get("/calls?number=1234&since=2026-11-23T09:40&queue=nurse").text
    for kept in ('value="1234"', 'value="2026-11-23T09:40"', '<option value="nurse" selected>'):
        assert kept in page


def test_pages_follow_each_other_without_gap(signed_in: FlaskClient, folded, past) -> None:
    pasts = [past(number, minutes_ago=number) for number in range(1, 54)]
    for number, one in enumerate(pasts):
        one.ring(f"+3630{number:07}")
    folded(*pasts)
    first = signed_in.get("/calls").text
    older = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    second = signed_in.get(older).text
    assert first.count('data-test="call-open"') + second.count('data-test="call-open"') == len(pasts)
    assert 'data-test="calls-newest"' in second


def test_who_is_held_to_a_queue_sees_only_calls_that_visited_it(as_role, folded, served, gave_up) -> None:
    folded(served, gave_up)
    page = as_role(Role.SUPERVISOR, scope=NURSES).get("/calls").text
    assert "+36301112222" in page
    for hidden in ("+36201234567", "Reception", "Béla"):
        assert hidden not in page


def test_a_queue_outside_the_scope_is_not_searched(as_role, folded, served) -> None:
    folded(served)
    supervisor = as_role(Role.SUPERVISOR, scope=NURSES)
    assert "+36201234567" not in supervisor.get("/calls?queue=reception&number=1234").text
    assert "+36201234567" not in supervisor.get("/calls?format=csv&queue=reception").text


@pytest.mark.parametrize("role", [Role.AGENT, Role.CLIENT])
def test_agents_and_clients_see_no_calls(as_role, role: Role) -> None:
    browser = as_role(role)
    assert browser.get("/calls").status_code == 403
    assert browser.get("/calls/live").status_code == 403
    assert 'href="/calls"' not in browser.get("/account").text


@pytest.fixture
def now_live(database: Database, clock):
    began = clock() - timedelta(seconds=30)
    calls = (
        LiveCall("c-1", "+36305550001", "menu:main", began, "waiting", "nurse", queued_at=began),
        LiveCall("c-2", '"><img src=x>', "menu:main", began, "on_call", "reception", "agent-bela"),
        LiveCall("c-3", None, "menu:main", began, "menu"),
    )
    with database.write() as connection:
        live.apply(connection, LiveChanges(calls=calls))


def test_the_calls_of_now_stand_on_top(signed_in: FlaskClient, now_live) -> None:
    page = signed_in.get("/calls").text
    for told in ("3 calls", "+36305550001", "waiting", "0:30", "talking", "Béla", "in the menu", "number withheld"):
        assert told in page
    assert "<img" not in page.partition("now-title")[2].partition("found-title")[0]


def test_calls_of_now_outside_the_scope_are_not_shown(as_role, now_live) -> None:
    page = as_role(Role.SUPERVISOR, scope=NURSES).get("/calls").text
    assert "1 call<" in page
    assert "Béla" not in page


def test_the_file_holds_the_calls_found(signed_in: FlaskClient, folded, served, gave_up) -> None:
    folded(served, gave_up)
    answer = signed_in.get("/calls?format=csv&outcome=served")
    assert answer.mimetype == "text/csv"
    head, row = answer.text.splitlines()
    assert head.startswith("\ufeffCall,Began,Ended,Direction,Caller")
    assert row.endswith("2026-11-23 09:40:00,2026-11-23 09:41:20,incoming,'+36201234567,100,Reception,Béla,12.0,served")


def test_a_long_file_ends_with_a_sentence(signed_in: FlaskClient, folded, served, gave_up, monkeypatch) -> None:
    monkeypatch.setattr(calls_csv, "LONGEST", 1)
    folded(served, gave_up)
    lines = signed_in.get("/calls?format=csv").text.splitlines()
    assert len(lines) == 3
    assert lines[-1] == "There are more calls than 1: narrow the search."


@pytest.mark.parametrize("number", HOSTILE)
def test_what_callers_send_does_no_harm(signed_in: FlaskClient, folded, past, number: str) -> None:
    call = past(1, 2)
    call.ring(number)
    call.end(4, Disposition.LEFT_MENU)
    folded(call)
    for path in ("/calls", f"/calls/{call.call_id}"):
        page = signed_in.get(path).text
        for harm in ("<script>alert", "<b>1", "\u202e", "\u2028"):
            assert harm not in page
    line = signed_in.get("/calls?format=csv").text.split("\r\n")[1]
    assert "incoming,=" not in line
    assert "\u202e" not in line
    assert "\u2028" not in line


@pytest.mark.parametrize("number", HOSTILE)
def test_what_is_typed_does_no_harm(signed_in: FlaskClient, folded, served, number: str) -> None:
    folded(served)
    for name in ("number", "queue", "agent", "outcome", "since", "before"):
        answer = signed_in.get("/calls", query_string={name: f"1{number}"})
        assert answer.status_code == 200
        assert "<script>alert" not in answer.text
