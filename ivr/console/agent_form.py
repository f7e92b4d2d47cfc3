"""The form of an agent."""

from dataclasses import replace
from typing import Any

from ivr.console.catalogue import _, _l
from ivr.console.form import SelectField, StringField, required
from ivr.console.register_form import RowForm
from ivr.console.source import source
from ivr.store import teams
from ivr.store.agents import Agent


class AgentForm(RowForm[Agent]):
    """Who an agent is; what he can do is on the page of levels."""

    extension = StringField(_l("Extension"), [required()], render_kw={"inputmode": "numeric"})
    team = SelectField(_l("Team"))

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        with source().database.read() as connection:
            every = teams.everyone(connection)
        self.team.choices = [("", str(_("no team"))), *((one.id, one.name) for one in every if one.active)]

    def show(self, row: Agent) -> None:
        """Fill in what an agent has."""
        super().show(row)
        self.extension.data, self.team.data = row.extension, row.team or ""

    def applied(self, row: Agent) -> Agent:
        """The agent with what was typed."""
        return replace(super().applied(row), extension=self.extension.data, team=self.team.data or None)
