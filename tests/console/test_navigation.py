"""The rail."""

import pytest

from ivr.access.role import Role


@pytest.mark.parametrize(
    ("role", "seen", "unseen"),
    [
        (Role.ADMINISTRATOR, "/audit", "/nowhere"),
        (Role.SUPERVISOR, "/health", "/accounts"),
        (Role.AGENT, "/account", "/audit"),
    ],
)
def test_everybody_sees_the_places_open_to_him(as_role, role, seen: str, unseen: str) -> None:
    page = as_role(role).get("/account").text
    assert f'href="{seen}"' in page
    assert f'href="{unseen}"' not in page


def test_the_place_one_is_at_is_marked(signed_in) -> None:
    line = next(
        line for line in signed_in.get("/accounts/new").text.splitlines() if 'class="place" href="/accounts"' in line
    )
    assert 'aria-current="page"' in line
