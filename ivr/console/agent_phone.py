"""What an agent's telephone needs, shown once: when the agent is made, and when the secret is made anew."""

import segno
from flask import Blueprint, render_template
from markupsafe import Markup

from ivr.access.role import Permission
from ivr.calls.phone_account import PhoneAccount
from ivr.console.agent_changes import change_with_phones, rotated
from ivr.console.agent_found import found_agent
from ivr.console.catalogue import _l
from ivr.console.gate import needs
from ivr.console.source import source
from ivr.store import agents
from ivr.store.agents import Agent

pages = Blueprint("agent_phone", __name__)
LABELS = {
    "Name": _l("Name"),
    "User": _l("User"),
    "Password": _l("Password"),
    "Server": _l("Server"),
    "Port": _l("Port"),
    "Transport": _l("Transport"),
}


@pages.post("/agents/<agent_id>/phone")
@needs(Permission.EDIT_PEOPLE)
def rotate(agent_id: str) -> str:
    """Make the secret anew and show it."""
    agent = found_agent(agent_id)
    _done, wish = change_with_phones(rotated(agent.id))
    return shown_once(agent, wish)


def shown_once(agent: Agent, wish: str) -> str:
    """The page with the account of a telephone, and whether Asterisk knows it already."""
    settings = source().settings
    with source().database.read() as connection:
        secret = agents.phone_secret(connection, agent.id) or ""
    account = PhoneAccount(agent.id, settings.sip_host, settings.sip_port, secret, agent.name)
    fields = [(LABELS[label], value) for label, value in account.fields()]
    return render_template(
        "agent_phone.html", agent=agent, fields=fields, address=account.address, picture=_drawn(account), wish=wish
    )


def _drawn(account: PhoneAccount) -> Markup:
    picture = segno.make(account.text(), micro=False)
    drawn = picture.svg_inline(border=2, omitsize=True, dark="#000", light="#fff", svgclass="qr", lineclass=None)
    # The picture is only shapes: no text of anybody gets into its tags.
    return Markup(drawn)  # noqa: S704
