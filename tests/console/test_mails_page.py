"""The log of mails."""

import pytest

from ivr.access.account import Scope
from ivr.access.role import Role
from ivr.store import mails
from ivr.store.mails import Mail


@pytest.fixture
def sent(database, clock) -> None:
    with database.write() as connection:
        for number in range(60):
            project = "spring" if number == 7 else None
            to, at = f"a{number}@example.org", clock()
            mail = Mail(f"m{number:02d}", f"k{number}", to, "<b>Report", "text", "alert:1", at, at, project=project)
            mails.queue(connection, mail)


def test_the_newest_come_first_and_the_older_on_the_next_page(signed_in, sent) -> None:
    page = signed_in.get("/mails").text
    assert "a59@example.org" in page
    assert "a9@example.org" not in page
    assert "&lt;b&gt;Report" in page
    older = page.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    assert "a9@example.org" in signed_in.get(older).text


def test_it_is_narrowed_by_text_and_state(signed_in, sent) -> None:
    assert "a7@example.org" in signed_in.get("/mails?q=a7@").text
    assert "No mails" in signed_in.get("/mails?state=sent").text
    assert "a59@example.org" in signed_in.get("/mails?state=nonsense").text


def test_without_a_mail_server_it_says_what_to_do(signed_in) -> None:
    assert "mail_host" in signed_in.get("/mails").text


def test_who_is_held_to_a_project_sees_its_mails_only(as_role, sent) -> None:
    page = as_role(Role.SUPERVISOR, scope=Scope(projects=frozenset({"spring"}))).get("/mails").text

    assert "a7@example.org" in page
    assert "a59@example.org" not in page


@pytest.mark.parametrize("role", [Role.AGENT, Role.PLANNER, Role.CLIENT])
def test_others_do_not_see_it(as_role, role) -> None:
    assert as_role(role).get("/mails").status_code == 403
