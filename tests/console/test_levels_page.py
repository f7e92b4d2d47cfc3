"""The page of levels."""

from ivr.access.role import Role


def test_the_grid_has_a_field_for_each_cell(signed_in) -> None:
    page = signed_in.get("/levels").text
    assert page.count('class="level"') == 6
    assert 'aria-label="Anna: Reception"' in page


def test_who_may_not_see_agents_is_refused(as_role) -> None:
    assert as_role(Role.PLANNER).get("/levels").status_code == 403


def test_the_grid_is_written_as_csv(signed_in) -> None:
    lines = signed_in.get("/levels?q=anna&format=csv").text.splitlines()
    assert lines == ["\ufeffAgent,Extension,Nurse,Reception", "Anna,200,,5"]
