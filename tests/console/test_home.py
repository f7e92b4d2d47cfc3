"""The first page."""

import pytest

from ivr.access.role import Role


@pytest.mark.parametrize(
    ("role", "place"), [(Role.SUPERVISOR, "/wallboard"), (Role.AGENT, "/wallboard"), (Role.CLIENT, "/service-level")]
)
def test_it_is_the_first_place_one_may_see(as_role, role, place) -> None:
    assert as_role(role).get("/").headers["Location"] == place
