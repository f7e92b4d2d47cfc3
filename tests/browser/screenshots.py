"""The pictures of the documents: a morning of an invented clinic, looked at in Chromium. Run by hand after a change.

    IVR_TEST_CHROMIUM=/usr/bin/chromium .ivr/venv/bin/python tests/browser/screenshots.py docs/images

Names and numbers are made up (nobody's mobile number goes on with two zeros). FFmpeg makes the files small.
"""

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "benchmarks"))
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from centre_day import Day, centre_of, fill
from page_times import cookie_of, prepared
from playwright.sync_api import Browser, Page, sync_playwright
from sqlalchemy import func, select
from viewers import console

from ivr.calls.ids import uuid7
from ivr.config import Settings
from ivr.reports.live_rows import LiveAgent, LiveCall, LiveChanges, LiveQueue
from ivr.speech import ffmpeg
from ivr.store import live
from ivr.store.centre import Centre, Entry, PauseReason, Team, save_centre
from ivr.store.database import Database
from ivr.store.migration import migrate
from ivr.store.visits import visits

FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")
QUEUES = (("Reception", 20), ("Nurse line", 30), ("Prescriptions", 30), ("Laboratory", 20))
SKILLS = ("Reception", "Nursing", "Prescriptions", "Laboratory")
AGENTS = (
    "Anna Kis", "Bence Török", "Csilla Varga", "Dániel Nagy", "Emese Balogh", "Ferenc Lakatos", "Gitta Somogyi",
    "Hajnal Pintér", "Imre Vadász", "Júlia Hegedűs", "Kata Bodnár", "Levente Orosz",
)  # fmt: skip
DOING = ("on_call", "on_call", "available", "wrap_up", "on_call", "paused", "available", "ringing", "on_call")
PALETTE = "split[one][two];[one]palettegen=max_colors=64:reserve_transparent=0[p];[two][p]paletteuse=dither=none"
A_WHILE_S = 600.0
MORNING = timedelta(hours=3)


@dataclass(frozen=True)
class Shot:
    """One picture: of which page, how large, in which colours, by whom."""

    name: str
    path: str
    size: tuple[int, int] = (1440, 900)
    dark: bool = False
    signed_in: bool = True
    whole: bool = field(default=False)  # the whole length of the page


SHOTS = (
    Shot("wallboard", "/wallboard", (1440, 1080)),
    Shot("big-screen", "/wallboard/screen", (1600, 900), dark=True),
    Shot("call", "/calls/{call}", whole=True),
    Shot("levels", "/levels", (1440, 860)),
    Shot("agents-phone", "/agents", (390, 844)),
    Shot("sign-in", "/sign-in", (1024, 640), signed_in=False),
)


def clinic(day: Day) -> Centre:
    """Who works there, for what."""
    plain = centre_of(day)
    skills = tuple(replace(skill, name=name) for skill, name in zip(plain.skills, SKILLS, strict=True))
    teams = (Team("front-desk", "Front desk"), Team("ward", "Ward"))
    agents = tuple(
        replace(
            agent, name=name, extension=f"{201 + n}", team=teams[n % 2].id,
            skills={skill: 9 - (5 * n + 3 * k) % 7 for k, skill in enumerate(agent.skills)},
        )
        for n, (agent, name) in enumerate(zip(plain.agents, AGENTS, strict=True))
    )  # fmt: skip
    queues = tuple(
        replace(queue, name=name, service_level_s=limit, timezone="Europe/Budapest", waiting_warn=2, waiting_alarm=5,
                longest_wait_warn_s=60, service_level_warn_percent=80)
        for queue, (name, limit) in zip(plain.queues, QUEUES, strict=True)
    )  # fmt: skip
    return Centre(skills=skills, agents=agents, queues=queues, entries=(Entry("100", "menu:main"),), teams=teams,
                  pause_reasons=(PauseReason("break", "Break", limit_s=900),),
                  settings={"name": "Clinic by the Park", "timezone": "Europe/Budapest"})  # fmt: skip


def just_now(day: Day, centre: Centre) -> LiveChanges:
    """What goes on when the pictures are taken."""
    now = day.until
    states = [DOING[n] if n < len(DOING) else "logged_out" for n in range(day.agents)]
    agents = tuple(
        LiveAgent(agent.id, state, "break" if state == "paused" else None, now - timedelta(seconds=37 * n + 11),
                  queue=centre.queues[n % 4].id if state in ("on_call", "ringing") else None)
        for n, (agent, state) in enumerate(zip(centre.agents, states, strict=True))
    )  # fmt: skip
    nurses = centre.queues[1].id
    begun = [now - timedelta(seconds=14 + 31 * n) for n in range(3)]
    calls = tuple(
        LiveCall(uuid7(int(at.timestamp() * 1000), bytes(10)), f"+363000{40_000 + n}", "menu:main", at, "waiting",
                 queue=nurses, queued_at=at + timedelta(seconds=8))
        for n, at in enumerate(begun)
    )  # fmt: skip
    return LiveChanges(agents, (LiveQueue(nurses, len(calls), begun[-1] + timedelta(seconds=8)),), calls)


def filled(database: Database) -> str:
    """Put the morning into a database: the call to be looked at."""
    now = datetime.now(UTC)
    day = Day(now - MORNING, now, calls=1500, agents=len(AGENTS), queues=len(QUEUES), people=100_000)
    centre = clinic(day)
    migrate(database)
    with database.write() as connection:
        save_centre(connection, centre)
    fill(database, day)
    with database.write() as connection:
        live.apply(connection, just_now(day, centre))
        waited = func.julianday(visits.c.left_at) - func.julianday(visits.c.joined_at)
        told = select(visits.c.call_id).where(visits.c.outcome == "answered", visits.c.wrap_ended_at.is_not(None))
        return str(connection.execute(told.order_by(waited.desc()).limit(1)).scalar_one())


def taken(browser: Browser, shot: Shot, house: tuple[Settings, str], call_id: str) -> bytes:
    """The picture."""
    settings, cookie = house
    across, down = shot.size
    context = browser.new_context(
        base_url=settings.console_url, viewport={"width": across, "height": down}, reduced_motion="reduce",
        color_scheme="dark" if shot.dark else "light", locale="en-GB",
    )  # fmt: skip
    if shot.signed_in:
        name, _, value = cookie.partition("=")
        context.add_cookies([{"name": name, "value": value, "url": settings.console_url}])
    page: Page = context.new_page()
    page.goto(shot.path.format(call=call_id))
    page.wait_for_timeout(700)  # fonts, and what is sent live
    picture: Any = page.screenshot(full_page=shot.whole)
    context.close()
    return bytes(picture)


def made_small(picture: bytes, path: Path) -> None:
    """Keep it with fewer colours."""
    words = (ffmpeg.program() or "ffmpeg", "-y", "-v", "error", "-i", "-", "-vf", PALETTE, "-pred", "mixed", str(path))
    subprocess.run(words, check=True, timeout=60, input=picture)
    print(f"{path}: {path.stat().st_size // 1024} KB")


def main() -> None:
    """Take every picture."""
    target = Path(sys.argv[1]).resolve()
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        url = f"sqlite:///{folder}/day.sqlite"
        database = Database(url)
        call_id = filled(database)
        settings = prepared(Path(folder), url)
        settings.heartbeat_path.write_text("{}")
        os.utime(settings.heartbeat_path, (time.time() + A_WHILE_S,) * 2)  # an engine that beats: it told what is shown
        house = settings, cookie_of(settings, database, "Zsófia Kelemen")
        browser = playwright.chromium.launch(executable_path=os.environ["IVR_TEST_CHROMIUM"], args=list(FLAGS))
        with console(settings):
            for shot in SHOTS:
                made_small(taken(browser, shot, house, call_id), target / f"{shot.name}.png")
        browser.close()
        database.close()


if __name__ == "__main__":
    main()
