"""All pages about people: agents, their levels, skills, teams, pause reasons."""

from ivr.console import (
    agent_control,
    agent_edit,
    agent_phone,
    agents_api,
    agents_page,
    control_api,
    kept_pages,
    level_changes,
    levels_page,
    people_api,
    wishes,
)

APIS = (*people_api.APIS, agents_api.api, control_api.api)
PAGES = (
    agents_page.pages,
    agent_edit.pages,
    agent_phone.pages,
    agent_control.pages,
    levels_page.pages,
    level_changes.pages,
    wishes.pages,
    *kept_pages.BLUEPRINTS,
    *APIS,
)
