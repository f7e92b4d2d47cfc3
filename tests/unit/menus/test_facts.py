from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from ivr.calls.commands import Say
from ivr.calls.values import Moment, Money
from ivr.hours.holidays import Holidays
from ivr.hours.schedule import Schedule
from ivr.hours.week import Week
from ivr.menus.facts import opening_hours, reminder_words
from ivr.spoken.language import LANGUAGES
from ivr.spoken.plan import plan
from ivr.spoken.prompt_file import parse_prompts

BUDAPEST = ZoneInfo("Europe/Budapest")
CLINIC = Schedule(BUDAPEST, Week.of({"monday": ["08:00-12:00", "13:00-17:00"]}), Holidays.of({}))
CLOSED = Schedule(BUDAPEST, Week.of({}), Holidays.of({}))


def local(day: int, hour: int) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=BUDAPEST).astimezone(UTC)  # the 23rd is a Monday


def prompts(says: tuple[Say, ...]) -> list[str]:
    return [say.prompt for say in says]


def times(say: Say) -> list[str]:
    return [value.local.strftime("%H:%M") for _, value in say.values if isinstance(value, Moment)]


def test_open_now_tells_until_when() -> None:
    first = opening_hours(CLINIC, local(23, 9))[0]
    assert (first.prompt, times(first)) == ("open_until", ["12:00"])


def test_closed_in_the_lunch_break_tells_when_it_opens_again() -> None:
    says = opening_hours(CLINIC, local(23, 12))
    assert prompts(says)[:2] == ["closed_now", "next_open"]
    assert times(says[1])[-1] == "13:00"


def test_day_without_hours_is_closed_today() -> None:
    assert prompts(opening_hours(CLINIC, local(24, 9)))[:2] == ["closed_today", "next_open"]


def test_each_span_of_a_coming_day_is_said() -> None:
    assert prompts(opening_hours(CLINIC, local(22, 9)))[2:] == ["open_on", "open_on", "closed_on"]


def test_place_that_never_opens_promises_nothing() -> None:
    assert prompts(opening_hours(CLOSED, local(23, 9))) == ["closed_today", "closed_on", "closed_on"]


def test_span_over_midnight_is_open_until_the_next_day() -> None:
    night = Schedule(BUDAPEST, Week.of({"sunday": ["22:00-02:00"]}), Holidays.of({}))
    assert times(opening_hours(night, local(23, 1))[0]) == ["02:00"]


def test_reminder_greets_by_name_and_says_date_time_amount_and_text() -> None:
    says = reminder_words("Kovács Éva", local(23, 9), "Europe/Budapest", "Bring your papers.", Money(1250000, "HUF"))
    assert prompts(says) == ["reminder_greeting", "reminder_appointment", "reminder_amount", "reminder_text"]


def test_reminder_without_name_date_and_text_is_a_greeting() -> None:
    assert prompts(reminder_words(None, None, "Europe/Budapest", None, None)) == ["reminder_greeting_unnamed"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_facts_can_be_said(language: str) -> None:
    path = Path(__file__).resolve().parents[3] / "prompts" / "prompts.yaml"
    book = parse_prompts(path.read_text(encoding="utf-8"), path.name)
    facts = [
        opening_hours(place, local(day, hour)) for place in (CLINIC, CLOSED) for day in (22, 23) for hour in (9, 12)
    ]
    facts.append(reminder_words("Éva", local(23, 9), "Europe/Budapest", "Bring your papers.", Money(4990, "EUR")))
    facts.append(reminder_words(None, None, "Europe/Budapest", None, None))
    assert all(plan(say, book, language, lambda *_: False) for says in facts for say in says)


@pytest.mark.parametrize(
    "evil",
    ["${SHELL(touch x)}", "{text} {0.__class__}", "%s %(name)s", "{{ 7*7 }}", "[[phonemes]] -x --help", "$[1+1]"],
)
def test_what_is_said_to_a_person_is_never_taken_for_a_template(evil: str) -> None:
    book = parse_prompts('reminder_greeting: {en: "Good day {name}."}\nreminder_text: {en: "{text}"}', "p.yaml")

    says = reminder_words(evil, None, "Europe/Budapest", evil, None)
    texts = [fragment.text for say in says for fragment in plan(say, book, "en", lambda *_: False)]

    assert [evil in text for text in texts if text != "Good day"] == [True, True]
