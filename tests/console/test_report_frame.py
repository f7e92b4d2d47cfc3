"""What all pages of reports have in common."""

import re

from flask.testing import FlaskClient

from ivr.access.role import Role
from ivr.console.report_frame import PLACES


def ways(page: str) -> int:
    found = re.search(r'<nav class="tabs".*?</nav>', page, re.DOTALL)
    assert found
    return found[0].count("<a ")


def test_each_way_to_look_at_a_range_is_one_step_away(signed_in: FlaskClient) -> None:
    page = signed_in.get("/reports?range=week").text
    assert ways(page) == len(PLACES)
    assert "/reports/outbound?range=week&amp;period=30m" in page


def test_a_client_is_not_led_where_he_is_refused(as_role) -> None:
    page = as_role(Role.CLIENT).get("/reports").text
    assert ways(page) == len(PLACES) - 2
