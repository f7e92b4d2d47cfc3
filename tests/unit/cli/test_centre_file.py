"""A centre written in YAML: read whole, or refused with the line of the first mistake."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.bringup.configuration import first_settings
from ivr.cli.centre_file import parse_centre
from ivr.config import PROJECT
from ivr.errors import AuthorError
from ivr.store.centre import Entry, Menu, Queue, Skill

MENUS = (Menu("main", {}), Menu("reminder", {}))
TEXT = """\
name: Clinic
timezone: Europe/Budapest
languages: [hu, en]
numbers:
  "100": menu:main
queues:
  reception: {name: Reception, skill: reception}
routing:
  ring_s: 12
agents:
  agent-anna:
    name: Anna
    extension: "201"
    skills: {reception: 7}
opening_hours:
  monday: ["08:00-18:00"]
reminder_plans:
  appointment:
    menu: reminder
    window: "09:00-20:00"
teams:
  day: {name: Day}
projects:
  clinic: {name: Clinic, client: Acme}
pause_reasons:
  lunch: {name: Lunch, limit_s: 1800}
"""


def test_a_centre_is_read_whole():
    centre = parse_centre(TEXT, "centre.yaml", MENUS)

    assert centre.skills == (Skill("reception", "Reception"),)
    assert centre.queues == (Queue("reception", "Reception", "reception", timezone="Europe/Budapest", ring_s=12),)
    assert centre.entries == (Entry("100", "menu:main"),)
    assert centre.schedules[0].definition == {"monday": ["08:00-18:00"]}
    assert (centre.settings["name"], centre.settings["languages"]) == ("Clinic", ["hu", "en"])


def test_a_queue_may_widen_and_send_on():
    text = TEXT.replace("skill: reception}", "skill: reception, widening: {0: 6, 10: 1}, overflow: menu:main}")
    queue = parse_centre(text, "centre.yaml", MENUS).queues[0]
    assert (queue.widening, queue.overflow) == ("0:6 10:1", "menu:main")


def test_each_phone_gets_a_secret_of_its_own():
    first, second = (parse_centre(TEXT, "centre.yaml", MENUS).agents[0] for _ in range(2))

    assert (first.id, first.name, first.extension, first.skills) == ("agent-anna", "Anna", "201", {"reception": 7})
    assert first.phone_secret != second.phone_secret
    assert len(first.phone_secret) >= 24


@pytest.mark.parametrize(
    ("right", "wrong", "line", "words"),
    [
        ("name: Clinic", "nmae: Clinic", 1, "unknown section"),
        ("timezone: Europe/Budapest", "timezone: Europe/Buda", 2, "not a time zone"),
        ("menu:main", "menu:mian", 5, "no menu of this centre"),
        ("menu:main", "queue:reception", 5, "no menu of this centre"),
        ("name: Reception, skill", "name: Reception, skil", 7, "has no skill"),
        ("ring_s: 12", "ring_s: soon", 9, "no number of seconds"),
        ("ring_s: 12", "ring_s: 0", 9, "no number of seconds"),
        ("ring_s: 12", "rings: 12", 9, "no rule of routing"),
        ("ring_s: 12", "promise_level: 0.7", 9, "neither 0.8 nor 0.9"),
        ("ring_s: 12", "tells_range: 1", 9, "neither true nor false"),
        ("ring_s: 12", "mode: fast", 9, "no mode; those are sla, etw"),
        ("skill: reception}", "skill: reception, overflow: queue:gone}", 7, "gone is no queue"),
        ("skill: reception}", "skill: reception, overflow: menu:gone}", 7, "gone is no menu"),
        ("skill: reception}", "skill: reception, overflow: gone}", 7, "Enter queue:"),
        ("skill: reception}", "skill: reception, widening: {10: 3, 20: 5}}", 7, "levels that go down"),
        ("agent-anna:", "Anna:", 11, "agent- and small letters"),
        ('extension: "201"', "phone: 201", 11, "has no extension"),
        ("{reception: 7}", "{billing: 7}", 11, "no queue asks for the skill billing"),
        ("{reception: 7}", "{reception: 10}", 11, "not from 1 to 9"),
        ("{reception: 7}", "reception", 14, "is to be a mapping"),
        ("monday", "mondays", 16, "not a weekday"),
        ("08:00-18:00", "8-18", 16, "not a span of hours"),
        ("menu: reminder", "menu: reminders", 19, "no menu of this centre"),
        ("menu: reminder", "retries: 3", 19, "none of a plan's"),
        ("09:00-20:00", "20:00-09:00", 20, "close later on the day"),
    ],
)
def test_a_mistake_is_named_with_its_line(right, wrong, line, words):
    with pytest.raises(AuthorError, match=words) as mistake:
        parse_centre(TEXT.replace(right, wrong, 1), "centre.yaml", MENUS)

    assert (mistake.value.file, mistake.value.line) == ("centre.yaml", line)


@pytest.mark.parametrize(
    ("text", "words"), [("a: [", "not YAML"), ("- a", "mapping of sections"), ("name: Clinic", "needs a time zone")]
)
def test_what_is_no_centre_at_all_is_said(text, words):
    with pytest.raises(AuthorError, match=words):
        parse_centre(text, "centre.yaml", MENUS)


def test_the_demo_centre_is_one_the_engine_can_work_with(tmp_path):
    file = PROJECT / "dialplans" / "centre.yaml"
    settings = first_settings(tmp_path, tmp_path, "local", {})

    centre = parse_centre(file.read_text(encoding="utf-8"), str(file), MENUS)

    assert {agent.id for agent in centre.agents} == {"agent-anna", "agent-bela", "agent-csilla"}
    assert set(centre.settings["languages"]) <= set(settings.languages)
    assert {reason.id for reason in centre.pause_reasons} >= {"break", "lunch"}
    assert {queue.project for queue in centre.queues} <= {project.id for project in centre.projects}
    assert {agent.team for agent in centre.agents} <= {team.id for team in centre.teams}


@pytest.mark.parametrize(
    "text", ["\0", "[" * 1000, "!!float y", "!!timestamp 2026-11-22T25:00:00Z", "? []", "!!set {1}"]
)
def test_what_the_yaml_reader_chokes_on_is_refused_in_our_own_words(text: str) -> None:
    with pytest.raises(AuthorError):
        parse_centre(f"name: {text}", "centre.yaml", MENUS)


@pytest.mark.parametrize(("right", "wrong"), [('["08:00-18:00"]', "2026-11-22"), ("[hu, en]", "7")])
def test_what_is_to_be_a_list_is_refused_with_its_line(right: str, wrong: str) -> None:
    with pytest.raises(AuthorError, match=r"yaml:\d+: .*is no list"):
        parse_centre(TEXT.replace(right, wrong), "centre.yaml", MENUS)


def test_file_without_end_is_refused_unread() -> None:
    with pytest.raises(AuthorError, match="more than"):
        parse_centre("a: b\n" * 1_000_000, "centre.yaml", MENUS)


def test_an_anchor_given_twice_is_no_mistake() -> None:
    assert parse_centre(TEXT.replace("name:", "&a name:", 1).replace("numbers:", "&a numbers:", 1), "c.yaml", MENUS)


SCRAPS = st.sampled_from(
    ["", "7", "{", "]", "'", ":", "\n", "- ", "&a ", "*a ", "<<: ", "!!set ", "? ", "null", "\0", "{}"]
)


@given(st.lists(st.tuples(st.integers(0, len(TEXT)), SCRAPS, st.integers(0, 20)), max_size=3))
def test_centre_spoiled_anywhere_is_read_or_refused(spoils: list[tuple[int, str, int]]) -> None:
    text = TEXT
    for at, scrap, length in spoils:
        text = text[:at] + scrap + text[at + length :]
    with suppress(AuthorError):
        parse_centre(text, "centre.yaml", MENUS)
