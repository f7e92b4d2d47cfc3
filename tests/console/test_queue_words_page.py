"""What a queue says is listened to on its page."""

import wave
from dataclasses import replace
from io import BytesIO

import pytest

from ivr.access.account import Scope
from ivr.access.role import Role
from ivr.console.queue_words_page import situation
from ivr.menus.definition_json import to_plain
from ivr.menus.loader import load
from ivr.reports.promises import Calibration
from ivr.routing.wait_examples import examples
from ivr.store import announcement_clips, promises, queues
from ivr.store.announcement_clips import AnnouncementClips
from ivr.store.menus import Menu, save_menu

HERE = "/queues/nurse/words"
MENU = """\
menu: main
languages: [en]
start: nurse
on_failure: nurse
nodes:
  nurse: {kind: queue, queue: nurse, skill: nurse, keys: {"2": call}, then: bye}
  call: {kind: callback, then: bye}
  bye: {kind: hang_up, say: goodbye}
"""


@pytest.fixture(autouse=True)
def told(database, centre, settings) -> None:
    for name, frames in (("a", b"\1\0" * 3), ("b", b"\2\0" * 2)):
        file = settings.sounds_dir / "en" / f"{name}.wav16"
        file.parent.mkdir(parents=True, exist_ok=True)
        with wave.open(str(file), "wb") as sound:
            sound.setparams((1, 2, 16000, 0, "NONE", ""))
            sound.writeframes(frames)
    with database.write() as connection:
        announcement_clips.tell(
            connection,
            [
                AnnouncementClips("en", "less_than.30", "Less than half a minute.", ("en/a", "en/b")),
                AnnouncementClips("en", "place.1", "You are next."),
                AnnouncementClips("en", "callback.2", "Press two."),
            ],
        )


def test_clips_are_joined_as_callers_hear_them(signed_in) -> None:
    with wave.open(BytesIO(signed_in.get(f"{HERE}/en/less_than.30").data)) as sound:
        assert sound.readframes(9) == b"\1\0" * 3 + b"\2\0" * 2
    part = signed_in.get(f"{HERE}/en/less_than.30", headers={"Range": "bytes=0-3"})
    assert (part.status_code, part.data) == (206, b"RIFF")


def test_the_page_lists_what_this_queue_says(signed_in, database, clock) -> None:
    page = signed_in.get(HERE).text
    assert "Less than half a minute." in page
    assert page.count('data-test="words-play"') == 1
    assert "You are next." not in page
    with database.write() as connection:
        queues.change(connection, replace(queues.of(connection, "nurse"), tells_position=True))
        save_menu(connection, Menu("main", to_plain(load(MENU, "main.yaml"))))
        promises.set_calibration(connection, "nurse", Calibration(100, 10, False), clock.at)
    page = signed_in.get(HERE).text
    assert all(words in page for words in ("You are next.", "not made yet", "Press two.", "did not hold"))


def test_what_is_not_made_or_not_known_is_not_found(signed_in) -> None:
    for name in ("en/place.1", "en/nothing", "xx/less_than.30"):
        assert signed_in.get(f"{HERE}/{name}").status_code == 404


def test_every_example_has_a_situation(app) -> None:
    with app.test_request_context():
        assert all(situation(name) for name in examples())


def test_only_who_edits_the_queue_listens(as_role) -> None:
    assert as_role(Role.SUPERVISOR).get(HERE).status_code == 403
    other = as_role(Role.ADMINISTRATOR, scope=Scope(queues=frozenset({"reception"})))
    assert other.get(f"{HERE}/en/less_than.30").status_code == 403
