"""Alerts are seen by whose queues they are of, and one person takes care of each."""

import pytest

from ivr.access.account import Scope
from ivr.access.role import Role
from ivr.store import alerts
from ivr.store.alerts import Alert


@pytest.fixture(autouse=True)
def raised(database, centre, clock) -> None:
    with database.write() as connection:
        for name, queue in (("a1", "nurse"), ("a2", None)):
            alerts.raise_one(connection, Alert(name, "r1", f"Rule {name}", "longest_wait", queue, 180, 200, clock.at))
        alerts.raise_one(
            connection, Alert("a3", "r1", "Rule a3", "agents", "nurse", 2, 1, clock.at, cleared_at=clock.at)
        )


def test_what_is_raised_stands_above_what_was(signed_in) -> None:
    page = signed_in.get("/alerts").text
    assert page.index("Rule a1") < page.index("Past alerts") < page.index("Rule a3")
    assert "200 s" in page
    assert 'data-test="place-count">2<' in page
    assert signed_in.get("/alerts?format=csv").mimetype == "text/csv"


def test_one_person_takes_care_of_it_and_others_see_that(signed_in, press, audited) -> None:
    press(signed_in, "/alerts/a1/acknowledge", {"note": "calling two more in"})
    assert "calling two more in" in signed_in.get("/alerts").text
    press(signed_in, "/alerts/a1/acknowledge", {"note": "me too"})
    assert "Somebody takes care of it already" in signed_in.get("/alerts").text
    assert [entry.verb for entry in audited()] == ["acknowledge alert"]


def test_who_is_held_to_a_queue_sees_its_alerts_alone(as_role, press) -> None:
    other = as_role(Role.SUPERVISOR, scope=Scope(queues=frozenset({"reception"})))
    assert "Rule a" not in other.get("/alerts").text
    assert press(other, "/alerts/a1/acknowledge").status_code == 403
    assert press(other, "/alerts/a2/acknowledge").status_code == 404
    assert press(other, "/alerts/nothing/acknowledge").status_code == 404


def test_the_wallboard_and_its_big_screen_tell_of_it(signed_in) -> None:
    for page in ("/wallboard", "/wallboard/screen"):
        shown = signed_in.get(page).text
        assert "Rule a1" in shown
        assert "Rule a3" not in shown


@pytest.mark.parametrize("role", [Role.AGENT, Role.PLANNER, Role.CLIENT])
def test_without_the_right_nothing_is_seen(as_role, press, role) -> None:
    browser = as_role(role)
    assert browser.get("/alerts").status_code == 403
    assert press(browser, "/alerts/a1/acknowledge").status_code == 403
