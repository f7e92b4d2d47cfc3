"""People in a centre's file: read whole, or refused with the line of the first mistake."""

import pytest

from ivr.cli.centre_people import read_people
from ivr.cli.centre_sheet import read_sheet
from ivr.errors import AuthorError
from ivr.store.pause_reasons import PauseReason
from ivr.store.projects import Project
from ivr.store.queues import Queue
from ivr.store.teams import Team

TEXT = """\
queues:
  reception:
    name: Reception
    skill: reception
    project: clinic
    ring_s: 12
    waiting_warn: 3
    waiting_alarm: 6
teams:
  day: {name: Day shift}
projects:
  clinic: {name: Clinic, client: Acme}
pause_reasons:
  lunch: {name: Lunch, paid: false, limit_s: 1800}
agents:
  agent-anna:
    name: Anna
    extension: "201"
    team: day
  agent-bela:
    name: Béla
    extension: "202"
"""


def test_people_are_read_whole() -> None:
    people = read_people(read_sheet(TEXT, "centre.yaml"), "centre.yaml", {"ring_s": 20, "wrap_up_s": 5}, ())

    reception = Queue("reception", "Reception", "reception", wrap_up_s=5, ring_s=12, project="clinic")
    assert people.teams == (Team("day", "Day shift"),)
    assert people.projects == (Project("clinic", "Clinic", "Acme"),)
    assert people.pause_reasons == (PauseReason("lunch", "Lunch", paid=False, limit_s=1800),)
    assert [agent.team for agent in people.agents] == ["day", None]
    found = people.queues[0]
    assert (found.waiting_warn, found.waiting_alarm) == (3, 6)
    assert (found.wrap_up_s, found.ring_s, found.project) == (reception.wrap_up_s, reception.ring_s, "clinic")


@pytest.mark.parametrize(
    ("right", "wrong", "line", "words"),
    [
        ("project: clinic", "project: cleaning", 5, "no project of this centre"),
        ("project: clinic", "project: [clinic]", 5, "no project of this centre"),
        ("ring_s: 12", "ring_s: 0", 6, "from 1 to 120"),
        ("ring_s: 12", "ring_s: soon", 6, "no whole number"),
        ("ring_s: 12", "rings: 12", 6, "unknown"),
        ("waiting_alarm: 6", "waiting_alarm: 2", 8, "warning has to come before the alarm"),
        ("name: Day shift", "title: Day shift", 10, "has no name"),
        ("  day: {", "  Day: {", 10, "an id is small letters"),
        ("Day shift", "' '", 10, "Enter a name"),
        (", client: Acme", "", 12, "has no client"),
        ("limit_s: 1800", "limit_s: long", 14, "no whole number"),
        ("limit_s: 1800", "limit_s: 0", 14, "between 1 second and 24 hours"),
        ("lunch: {name: Lunch, paid: false, limit_s: 1800}", "12: {name: Lunch, limit_s: 0}", 14, "between 1 second"),
        ("limit_s: 1800", "auto_unpause: true", 14, "end by itself"),
        ("paid: false", "paid: 0", 14, "no true or false"),
        ("lunch:", "unreachable:", 14, "The engine has a reason of this name"),
        ("agent-bela", "agent-phone", 20, "an agent's id is"),
        ("team: day", "team: night", 19, "no team of this centre"),
        ('"202"', '"201"', 22, "the extension of agent-anna"),
        ('extension: "202"', 'extension: "202"\n    skils: {}', 23, "unknown"),
    ],
)
def test_a_mistake_is_named_with_its_line(right: str, wrong: str, line: int, words: str) -> None:
    with pytest.raises(AuthorError, match=words) as mistake:
        read_people(read_sheet(TEXT.replace(right, wrong, 1), "centre.yaml"), "centre.yaml", {}, ())

    assert (mistake.value.file, mistake.value.line) == ("centre.yaml", line)
