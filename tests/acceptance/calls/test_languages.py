"""A Hungarian and a Ukrainian are told a date, a time and an amount: heard at the far end, clip by clip.

What they should hear is put together here from the prompts' texts and from babel's and num2words' words, without
anything of ours: the house has to arrive at the same words, in the same order, with nothing between them.
"""

import asyncio
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import pytest_asyncio
from babel.dates import format_date
from babel.numbers import get_currency_name
from num2words import num2words
from ruamel.yaml import YAML

from ivr.asterisk.far_end_call import FarEndCall
from ivr.asterisk.far_end_phones import answers
from ivr.config import PROJECT
from ivr.speech.clip import ClipCache
from ivr.speech.espeak import Espeak
from ivr.speech.heard import Ear
from ivr.speech.prompts_folder import PromptsFolder
from ivr.spoken.plan import Spoken

APPOINTMENT = datetime.fromisoformat("2026-12-24T15:30+01:00")  # the 24th in every zone of ZONES
ROAD = ("reminder_greeting", "reminder_appointment", "reminder_amount", "reminder_menu", "reminder_confirmed")
PEOPLE = {"hu": ("+36205552001", "Kovács Anna"), "uk": ("+36205552002", "Олена Бондар")}
SURE = 0.9  # mean correlation of a clip that was heard; measured 1.00
TEXTS = YAML(pure=True).load((PROJECT / "prompts" / "prompts.yaml").read_text(encoding="utf-8"))


def hungarian(local: datetime, forints: int) -> dict[str, str]:
    month, weekday = (format_date(local, pattern, locale="hu") for pattern in ("MMMM", "EEEE"))
    hour, minute = num2words(local.hour, lang="hu"), num2words(local.minute, lang="hu")
    unit = get_currency_name("HUF", forints, locale="hu").split()[-1]
    return {
        "date": f"{month} {num2words(local.day, lang='hu', to='ordinal')}én, {weekday}ön",
        "time": f"{hour} óra {minute} perckor",
        "amount": f"{num2words(forints, lang='hu')} {unit}",
    }


def ukrainian(local: datetime, hryvnias: int) -> dict[str, str]:
    month, weekday = format_date(local, "d MMMM", locale="uk").split()[1], format_date(local, "EEEE", locale="uk")
    day, hour = (num2words(number, lang="uk", to="ordinal") for number in (local.day, local.hour))
    whole = num2words(hryvnias, lang="uk", gender="feminine")
    unit = get_currency_name("UAH", hryvnias, locale="uk").split()[-1]
    return {
        "date": f"у {weekday}, {day.removesuffix('ий')}ого {month}",
        "time": f"о {re.sub('[иі]й$', 'ій', hour)} годині {num2words(local.minute, lang='uk')} хвилин",
        "amount": f"{whole} {unit} {num2words(2, lang='uk', gender='feminine')} копійки",
    }


@dataclass(frozen=True)
class Told:
    """What one person is rung for, in words of babel and num2words; and clips that would say something else."""

    number: str
    name: str
    language: str
    amount: str
    values: Mapping[str, str]
    untrue: tuple[str, ...]

    @property
    def words(self) -> str:
        """Everything, from the greeting to the thanks for pressing 1."""
        return " ".join(filled(prompt, self.language, self.values | {"name": self.name}) for prompt in ROAD)


def filled(prompt: str, language: str, values: Mapping[str, str]) -> str:
    return re.sub(r"{(\w+)[^}]*}", lambda place: values[place[1]], TEXTS[prompt][language])


def told(language: str, zone: str) -> Told:
    local = APPOINTMENT.astimezone(ZoneInfo(zone))
    if language == "hu":
        read, amount, near, written = hungarian, 18_750, 18_751, "18750 HUF"
    else:
        read, amount, near, written = ukrainian, 2_521, 2_522, "2521.02 UAH"
    another = read(local.replace(hour=local.hour - 1), amount - 100)
    wrong = [("reminder_amount", another), ("reminder_amount", read(local, near)), ("reminder_appointment", another)]
    untrue = tuple(filled(prompt, language, values).split(": ")[-1] for prompt, values in wrong)
    return Told(*PEOPLE[language], language, written, read(local, amount), untrue)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def calls(world_of_all, day_zone, tmp_path_factory) -> dict[str, tuple[Told, FarEndCall]]:
    """Language -> who was rung, and the call: both at once, in a menu an author has taught Ukrainian."""
    house, file = world_of_all.house, tmp_path_factory.mktemp("menus") / "reminder.yaml"
    menu = (PROJECT / "dialplans" / "menus" / "reminder.yaml").read_text(encoding="utf-8")
    file.write_text(menu.replace("languages: [en, hu]", "languages: [en, hu, uk]"), encoding="utf-8")
    await house.verb("menus", "import", str(file))
    people = [told(language, day_zone) for language in ("hu", "uk")]
    for person in people:
        world_of_all.far_end.phone(person.number).behave(answers("silence:1 1 wait:30"))
        said = ("--name", person.name, "--appointment", APPOINTMENT.isoformat(), "--amount", person.amount)
        where = ("--to", person.number, "--at", "now", "--language", person.language, "--timezone", day_zone)
        await house.verb("reminders", "add", *where, *said)
    arrived = await asyncio.gather(*(world_of_all.arrival(person.number, within_s=10.0) for person in people))
    await asyncio.gather(*(asyncio.wait_for(call.over.wait(), 60.0) for call in arrived))
    return {person.language: (person, call) for person, call in zip(people, arrived, strict=True)}


def ear_for_untrue(person: Told, place: Path) -> Ear:
    """An ear that knows the clips of another amount and another hour only, made as the house makes its own."""
    cache = ClipCache(place, PromptsFolder(place), Espeak())
    for text in person.untrue:
        cache.render(Spoken(text, person.language))
    return Ear.of(place)


@pytest.mark.parametrize("language", ["hu", "uk"])
async def test_date_time_and_amount_are_heard_clip_by_clip_in_order(world, calls, language) -> None:
    person, call = calls[language]
    words = world.listen(call).words
    assert " ".join(clip.text for clip in words) == person.words
    assert len(words) >= len(ROAD)
    assert {clip.language for clip in words} == {language}
    assert all(clip.completed and clip.score >= SURE for clip in words), words


@pytest.mark.parametrize("language", ["hu", "uk"])
async def test_another_amount_and_another_hour_are_not_heard(calls, tmp_path, language) -> None:
    person, call = calls[language]
    ear = ear_for_untrue(person, tmp_path)
    assert {text for text, _ in ear.spoken} == set(person.untrue)
    assert not [clip for clip in ear.listen(call.recording).words if clip.completed]


@pytest.mark.parametrize("language", ["hu", "uk"])
async def test_words_that_are_almost_the_same_do_not_take_the_place_of_the_true_ones(
    world, calls, tmp_path, language
) -> None:
    person, call = calls[language]
    half_written = shutil.ignore_patterns(".new-*")
    shutil.copytree(world.house.settings.sounds_dir / language, tmp_path / language, ignore=half_written)
    words = ear_for_untrue(person, tmp_path).listen(call.recording).words
    assert " ".join(clip.text for clip in words) == person.words
