"""Messages and what a queue says: every button is pressed, and its effect seen in the store or heard."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from house import eventually
from playwright.sync_api import expect

from ivr.calls.ids import fresh_id
from ivr.speech.audio import Sound, wav
from ivr.store import announcement_clips, messages
from ivr.store.messages import Message


@pytest.fixture
def stored(house: Any) -> Iterator[Callable[..., Any]]:
    """What a function of the store says now."""
    database = house.database()

    def asked(question: Callable[..., Any], *more: Any) -> Any:
        with database.read() as connection:
            return question(connection, *more)

    yield asked
    database.close()


@pytest.fixture
def left(house: Any, lived_in: None) -> Message:
    """A message a caller left for the nurse."""
    database = house.database()
    with database.read() as connection:
        call_id = connection.exec_driver_sql("SELECT call_id FROM calls LIMIT 1").scalar_one()
    message = Message(fresh_id(), call_id, "night", datetime.now(UTC), 3.0, "nurse", "+36201110077")
    with database.write() as connection:
        messages.keep(connection, [message])
    database.close()
    file = house.settings.home / "messages" / "night" / f"{message.id}.wav"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(wav(Sound(b"\0\x10\0\xf0" * 12_000)))
    return message


def test_a_message_is_played_handled_opened_and_deleted(desk: Any, stored: Any, left: Message) -> None:
    page = desk.window("supervisor")
    page.goto("/messages")
    expect(page.locator("[data-test=place-count]")).to_be_visible()
    row = page.get_by_role("row", name="+36201110077")
    row.locator("[data-test=message-play]").evaluate("audio => audio.play()")
    eventually(lambda: row.locator("audio").evaluate("audio => audio.readyState >= 2 && audio.duration > 1"))
    row.locator("[data-test=message-handle-ask]").click()
    page.get_by_role("textbox", name="Note").fill("rang back")
    page.locator("[data-test=message-handle]:visible").click()
    expect(page.get_by_text("The message is marked as handled.")).to_be_visible()
    assert stored(messages.of, left.id).note == "rang back"

    page.goto("/messages?show=all")
    row.locator("[data-test=message-reopen]").click()
    eventually(lambda: stored(messages.of, left.id).handled_at is None)
    page.goto("/messages")
    row.locator("[data-test=message-call]").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.goto("/messages")
    row.locator("[data-test=message-delete-ask]").click()
    page.locator("[data-test=message-delete]:visible").click()
    eventually(lambda: stored(messages.of, left.id) is None)


def test_what_a_queue_says_is_listened_to_in_every_language(desk: Any, stored: Any) -> None:
    eventually(lambda: stored(announcement_clips.of, "less_than.60", "hu"), within_s=120)
    page = desk.window("administrator")
    page.goto("/queues/nurse")
    page.locator("[data-test=queue-words]").click()
    row = page.get_by_role("row", name="Expected wait up to 60 s")
    sound = row.locator("[data-test=words-play]").last
    sound.evaluate("audio => audio.play()")
    eventually(lambda: sound.evaluate("audio => audio.readyState >= 2 && audio.duration > 0.5"))
