"""The pages of skills, teams and pause reasons."""

import pytest

from ivr.access.role import Role
from ivr.store import pause_reasons


@pytest.mark.parametrize("path", ["/skills", "/teams", "/pause-reasons"])
def test_each_has_a_page_that_tells_what_to_do_next(signed_in, path: str) -> None:
    assert f'href="{path}/new"' in signed_in.get(path).text


def test_a_pause_reason_has_its_limit_and_whether_it_is_paid(signed_in, press, database) -> None:
    press(signed_in, "/pause-reasons/new", {"name": "Lunch", "limit_s": "45", "auto_unpause": "y"})
    with database.read() as connection:
        made = pause_reasons.of(connection, "lunch")
    assert (made.limit_s, made.paid, made.auto_unpause) == (2700, False, True)
    assert ">45<" in signed_in.get("/pause-reasons").text


def test_a_pause_cannot_end_by_itself_without_a_limit(signed_in, press) -> None:
    answer = press(signed_in, "/pause-reasons/new", {"name": "Lunch", "auto_unpause": "y"})
    assert 'id="limit_s-mistake"' in answer.text


def test_a_supervisor_is_offered_the_levels_only(as_role) -> None:
    page = as_role(Role.SUPERVISOR).get("/levels").text
    assert 'href="/skills"' not in page
