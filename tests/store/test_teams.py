"""Teams are kept by name."""

from ivr.store import teams
from ivr.store.database import Database
from ivr.store.register import Change
from ivr.store.teams import Team


def test_an_empty_team_may_go_and_come_back(database: Database) -> None:
    with database.write() as connection:
        gone = teams.deactivate(connection, teams.create(connection, Team("", "Night")).after)
        assert isinstance(gone, Change)
        back = teams.activate(connection, gone.after)
        assert isinstance(back, Change)
        assert teams.everyone(connection) == (Team("night", "Night", version=3),)
