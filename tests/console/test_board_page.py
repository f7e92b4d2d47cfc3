"""The wallboard's page and its big screen."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from ivr.access.account import PrincipalKind, Scope
from ivr.access.role import Role
from ivr.console import live_view
from ivr.console.board_page import LIVES_S, each_second, page_part, screen_part
from ivr.console.catalogue import reading_as
from ivr.console.live_view import Group, Mark
from ivr.reports.live_rows import LiveAgent, LiveChanges, LiveQueue
from ivr.store import api_tokens, live, queues
from ivr.store.api_tokens import NewToken


@pytest.fixture
def kiosk(app, database, clock):
    """A browser that a screen's link was opened in, and how to revoke its token."""
    wanted = NewToken("Hall", frozenset(), clock() + timedelta(days=1), kind=PrincipalKind.KIOSK)
    with database.write() as connection:
        token, secret = api_tokens.issue(connection, wanted, clock())
    browser = app.test_client()
    assert browser.get(f"/kiosk/{secret}").status_code == 303

    def revoke() -> None:
        with database.write() as connection:
            api_tokens.revoke(connection, token.principal.id, clock())

    return browser, revoke


def test_the_page_shows_each_queue_and_agent(as_role) -> None:
    text = as_role(Role.SUPERVISOR).get("/wallboard").text
    assert all(f'id="{name}"' in text for name in ("queue-reception", "queue-nurse", "agent-agent-bela"))


def test_a_half_hour_without_calls_shows_a_dash(as_role) -> None:
    text = as_role(Role.SUPERVISOR).get("/wallboard").text
    assert '<td class="num" data-name="Service level"><strong>-</strong></td>' in text
    assert "No calls yet in this half hour." in text


def test_a_wait_is_shown_from_its_beginning(as_role, database, clock) -> None:
    since = clock() - timedelta(seconds=75)
    with database.write() as connection:
        live.apply(connection, LiveChanges(queues=(LiveQueue("reception", 1, since),)))
    text = as_role(Role.SUPERVISOR).get("/wallboard").text
    assert '<time datetime="2026-11-23T08:58:45Z" data-running>09:58:45</time>' in text


def test_a_passed_threshold_has_a_colour_and_words(as_role, database, clock) -> None:
    with database.write() as connection:
        reception = queues.of(connection, "reception")
        queues.change(connection, type(reception)(**{**plain(reception), "waiting_warn": 1}))
        live.apply(connection, LiveChanges(queues=(LiveQueue("reception", 1, clock()),)))
    text = as_role(Role.SUPERVISOR).get("/wallboard").text
    assert '<tbody id="queue-reception" data-mood="warn">' in text
    assert 'data-alarm="reception:waiting:warn"' in text
    assert "1 waiting (limit 1)" in text


def test_a_pause_that_is_too_long_is_said(as_role, database, clock) -> None:
    ago = clock() - timedelta(minutes=20)
    row = LiveAgent("agent-anna", "paused", "no-answer", ago, pause_until=clock() - timedelta(minutes=5))
    with database.write() as connection:
        live.apply(connection, LiveChanges(agents=(row,)))
    text = as_role(Role.SUPERVISOR).get("/wallboard").text
    assert "did not answer · pause too long" in text


def test_an_agent_sees_his_own_queues(as_role) -> None:
    text = as_role(Role.AGENT, agent="agent-anna").get("/wallboard").text
    assert 'id="queue-reception"' in text
    assert "nurse" not in text


def test_an_account_without_an_agent_is_told_why_it_sees_nothing(as_role) -> None:
    text = as_role(Role.AGENT).get("/wallboard").text
    assert "No queue to show" in text
    assert "agent-anna" not in text


def test_who_is_held_to_a_queue_sees_no_other(as_role) -> None:
    text = as_role(Role.SUPERVISOR, scope=Scope(frozenset({"nurse"}))).get("/wallboard?queue=reception").text
    assert "No queue fits this choice" in text
    assert "Reception" not in text


def test_the_choice_stays_in_every_address_of_the_page(as_role) -> None:
    text = as_role(Role.SUPERVISOR).get("/wallboard?queue=nurse").text
    assert 'hx-sse:connect="/wallboard/live?queue=nurse"' in text
    assert 'href="/wallboard/screen?queue=nurse"' in text
    assert '<option value="nurse" selected>' in text


def test_a_hostile_choice_is_only_text(as_role) -> None:
    text = as_role(Role.SUPERVISOR).get('/wallboard?queue="><script>x</script>').text
    assert "<script>x" not in text


def test_a_browser_without_scripts_asks_again_by_itself(as_role) -> None:
    text = as_role(Role.SUPERVISOR).get("/wallboard").text
    assert '<noscript><meta http-equiv="refresh" content="10"></noscript>' in text


def test_the_screen_has_no_places_to_go_to(as_role) -> None:
    text = as_role(Role.SUPERVISOR).get("/wallboard/screen").text
    assert "screen-queues" in text
    assert "<nav" not in text


def sent(app, group: Group) -> str:
    """What a stream sends such readers."""
    with app.app_context(), reading_as(group.language, group.timezone):
        return page_part(group) if group.view == "wallboard" else screen_part(group)


def test_a_stream_brings_the_figures(as_role, line, first_sent) -> None:
    browser, through = as_role(Role.SUPERVISOR), {"gunicorn.socket": line[0]}
    got = first_sent(browser.get("/wallboard/live", environ_overrides=through, buffered=False))
    assert 'id="queue-reception"' in got
    assert 'id="agent-agent-anna"' in got


def test_each_reader_is_sent_his_language_and_his_queues(app) -> None:
    got = sent(app, Group("wallboard", "hu", "Europe/Budapest", Scope(frozenset({"nurse"}))))
    assert "Várakozik" in got
    assert 'id="queue-reception"' not in got


def test_the_screen_has_its_own_part(app) -> None:
    assert "screen-queues" in sent(app, Group("screen", "en", "UTC"))


def test_while_a_wait_only_goes_on_nothing_changes(app, database, clock) -> None:
    with database.write() as connection:
        live.apply(connection, LiveChanges(queues=(LiveQueue("reception", 1, clock()),)))
    before = sent(app, Group("wallboard", "en", "UTC"))
    clock.at += timedelta(seconds=2)
    assert sent(app, Group("wallboard", "en", "UTC")) == before


def test_a_wallboard_is_old_after_a_second(app, clock) -> None:
    with app.app_context():
        before = each_second(Mark(7, is_silent=False))
        clock.at += timedelta(seconds=1)
        assert each_second(Mark(7, is_silent=False)) != before


def test_who_may_look_no_longer_is_found_out_soon() -> None:
    assert LIVES_S < live_view.LIVES_S


def test_a_client_does_not_see_the_wallboard(as_role) -> None:
    assert as_role(Role.CLIENT).get("/wallboard").status_code == 403


def test_a_kiosk_shows_the_screen_and_nothing_else(kiosk) -> None:
    browser, _ = kiosk
    answer = browser.get("/wallboard", follow_redirects=True)
    assert answer.request.path == "/wallboard/screen"
    assert [browser.get(path).status_code for path in ("/accounts", "/calls", "/account")] == [403, 403, 403]


def test_a_revoked_kiosk_shows_nothing(kiosk) -> None:
    browser, revoke = kiosk
    revoke()
    answers = [browser.get(path) for path in ("/wallboard/screen", "/wallboard/screen/live")]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert answers[0].headers["Location"].startswith("/sign-in")


def plain(row: object) -> dict[str, object]:
    return {name: getattr(row, name) for name in type(row).__dataclass_fields__}


def test_nobody_sees_it_without_signing_in(client: FlaskClient) -> None:
    assert client.get("/wallboard/live").status_code == 303
