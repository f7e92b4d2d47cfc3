"""All pages about people."""

from ivr.access.role import Role
from ivr.console.people import PAGES


def test_every_page_about_people_is_part_of_the_console(app) -> None:
    assert {pages.name for pages in PAGES} <= set(app.blueprints)


def test_the_rail_leads_an_administrator_to_all_of_them(signed_in, as_role) -> None:
    rail = signed_in.get("/agents").text
    assert all(f'href="{path}"' in rail for path in ("/agents", "/levels", "/teams", "/pause-reasons"))
    assert 'href="/agents"' not in as_role(Role.PLANNER).get("/account").text
