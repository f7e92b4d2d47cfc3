"""The page itself."""

from datetime import timedelta

from flask.testing import FlaskClient

from ivr.access.account import Scope
from ivr.access.role import Role
from ivr.bringup import state
from ivr.calls.events import AsteriskFound, AsteriskLost
from ivr.config import Settings
from ivr.store import call_events
from ivr.store.database import Database


def test_an_empty_centre_has_a_page(signed_in: FlaskClient) -> None:
    page = signed_in.get("/overview").text
    assert "No call in the last seven days" in page
    assert "No call joined this queue today" in page


def test_the_page_tells_a_call_with_its_legs(signed_in: FlaskClient, write, served) -> None:
    write(served)
    page = signed_in.get("/overview").text
    for told in ("+36201234567", "09:40:00", "Europe/Budapest", "no answer", "Béla", "waited 12 s", "100.0 %"):
        assert told in page


def test_the_rule_stands_beside_the_figures(signed_in: FlaskClient) -> None:
    page = signed_in.get("/overview").text
    assert "V6: answered within 20 s ÷ (answered + abandoned after more than 5 s)" in page


def test_when_asterisk_was_away_stands_under_the_figures(signed_in: FlaskClient, database: Database, clock) -> None:
    assert "Blind" not in signed_in.get("/overview/live").text
    began = clock() - timedelta(seconds=100)
    with database.write() as connection:
        lost = AsteriskLost(event_id="lost", at=began)
        found = AsteriskFound(event_id="found", at=began + timedelta(seconds=40), version="22.10.1")
        again = AsteriskLost(event_id="again", at=began + timedelta(seconds=60))
        call_events.append(connection, [lost, found, again])
    page = signed_in.get("/overview/live").text
    assert page.count("Blind from") == 2
    assert "to now: Asterisk was away" in page


def test_the_page_tells_how_to_ring(signed_in: FlaskClient, settings: Settings) -> None:
    page = signed_in.get("/overview").text
    for told in (settings.host, str(settings.sip_port), "*45", "*46", "*47", "ivr call 100"):
        assert told in page


def test_no_page_holds_the_secret_of_a_phone(signed_in: FlaskClient) -> None:
    for path in ("/overview", "/overview/live"):
        assert "a-phone-secret" not in signed_in.get(path).text


def test_a_hostile_caller_id_is_text(signed_in: FlaskClient, write, past) -> None:
    call = past(1, 2)
    call.ring('"><script>alert(1)</script>')
    write(call)
    page = signed_in.get("/overview/live").text
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_the_keepers_state_is_shown(signed_in: FlaskClient, settings: Settings) -> None:
    child = {"pid": 1, "since": "2026-11-23T08:00:00+00:00", "restarts": 2, "phase": "resting"}
    state.write(settings.state_path, state.Report("degraded", "r", 2, child["since"], {"engine": child}))
    page = signed_in.get("/overview/live").text
    for told in ("degraded", "engine", "resting", "2 restarts"):
        assert told in page


def test_who_is_held_to_a_queue_sees_only_its_figures(as_role) -> None:
    page = as_role(Role.SUPERVISOR, scope=Scope(queues=frozenset({"nurse"}))).get("/overview/live").text
    assert "Nurse" in page
    assert "Reception" not in page
