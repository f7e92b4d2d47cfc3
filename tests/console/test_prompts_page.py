"""Prompts: who speaks them, heard in the browser, and recordings handed in, removed and put back."""

import pytest

from ivr.access.role import Role
from ivr.spoken.plan import LARGEST_RECORDING_BYTES
from ivr.store import prompt_clips, recording_wishes
from ivr.store.prompt_clips import PromptClip
from ivr.store.recording_wishes import RecordingDeed, RecordingOutcome, handed_in

CLIPS = (
    PromptClip("en", "welcome", "Welcome <all>.", "espeak", "en/0123"),
    PromptClip("hu", "welcome", "Üdvözöljük!", "recording", "hu/4567", own=True),
    PromptClip("en", "place", "You are number {n}.", recordable=False),
    PromptClip("en", "later", "Later.", None),
)
HERE = "/prompts/en/welcome"


@pytest.fixture(autouse=True)
def told(database, centre) -> None:
    with database.write() as connection:
        prompt_clips.tell(connection, CLIPS)


@pytest.fixture
def wishes(database):
    def found(name: str = "welcome", language: str = "en"):
        with database.read() as connection:
            return recording_wishes.about(connection, name, language)

    return found


@pytest.fixture
def hand_in():
    def handed(browser, content: bytes, path: str = HERE):
        mark = browser.get("/account").text.split('name="csrf_token" value="')[1].split('"')[0]
        head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.wav"\r\n\r\n'
        sent = {"content_type": "multipart/form-data; boundary=x", "headers": {"X-CSRFToken": mark}}
        return browser.post(f"{path}/recording", data=head + content + b"\r\n--x--\r\n", **sent)

    return handed


def test_each_prompt_is_shown_with_its_text_and_who_speaks_it(signed_in) -> None:
    page = signed_in.get("/prompts").text
    assert all(text in page for text in ("Welcome &lt;all&gt;.", "voice espeak", "not made yet", "voice, with values"))
    assert page.count("<audio") == 2
    assert signed_in.get("/prompts?language=hu").text.count('data-test="prompt-open"') == 1
    assert "Üdvözöljük!" in signed_in.get("/prompts?format=csv").text


def test_before_the_worker_told_of_any_the_page_says_so(signed_in, database) -> None:
    with database.write() as connection:
        prompt_clips.tell(connection, [])
    assert "No prompts are known yet" in signed_in.get("/prompts").text


def test_the_clip_callers_hear_is_played(signed_in, settings) -> None:
    (settings.sounds_dir / "en").mkdir(parents=True)
    (settings.sounds_dir / "en" / "0123.wav16").write_bytes(b"RIFF")
    with signed_in.get(f"{HERE}/sound") as answer:
        assert (answer.status_code, answer.mimetype, answer.data) == (200, "audio/wav", b"RIFF")
    assert "media-src 'self'" in answer.headers["Content-Security-Policy"]
    assert signed_in.get("/prompts/hu/welcome/sound").status_code == 404  # told of, but gone


@pytest.mark.parametrize(
    "path",
    [
        "en/later/sound",
        "en/nothing/sound",
        "en/..%2f..%2fsettings.json/sound",
        "../../settings.json",
        "xx/welcome/sound",
    ],
)
def test_nothing_but_a_clip_of_a_prompt_is_sent(signed_in, path) -> None:
    assert signed_in.get(f"/prompts/{path}").status_code == 404


def test_a_place_that_leads_out_of_the_folder_of_sounds_is_not_sent(signed_in, database, settings) -> None:
    (settings.home / "secret.wav16").write_bytes(b"not for browsers")
    with database.write() as connection:
        prompt_clips.tell(connection, [PromptClip("en", "welcome", "Welcome.", "espeak", "../secret")])
    assert signed_in.get(f"{HERE}/sound").status_code == 404


def test_a_recording_handed_in_waits_for_the_worker(signed_in, hand_in, wishes, settings, audited) -> None:
    answer = hand_in(signed_in, b"any sound")
    (wish,) = wishes()
    assert (answer.status_code, answer.location) == (303, HERE)
    assert (wish.deed, wish.outcome) == (RecordingDeed.HAND_IN, None)
    assert handed_in(settings.home, wish.id).read_bytes() == b"any sound"
    assert (audited()[0].verb, audited()[0].id) == ("hand in recording", "welcome en")
    page = signed_in.get(HERE).text
    assert 'data-open="yes"' in page
    assert "being done" in page


@pytest.mark.parametrize("content", [b"", b"x" * (LARGEST_RECORDING_BYTES + 1)])
def test_a_file_of_no_or_too_many_bytes_is_refused_and_leaves_nothing(
    signed_in, hand_in, wishes, settings, content
) -> None:
    answer = hand_in(signed_in, content)
    assert answer.status_code == 400
    assert 'role="alert"' in answer.text
    assert wishes() == ()
    assert list((settings.home / "handed-in").iterdir()) == []


def test_no_file_is_asked_for_again(signed_in, press, wishes) -> None:
    answer = press(signed_in, f"{HERE}/recording", {})
    assert answer.status_code == 400
    assert "Choose a sound file." in answer.text
    assert wishes() == ()


def test_more_than_a_recording_is_not_even_read(signed_in, hand_in, press) -> None:
    assert hand_in(signed_in, b"x" * (LARGEST_RECORDING_BYTES + 200_000)).status_code == 413
    assert press(signed_in, "/queues/new", {"name": "x" * 70_000}).status_code == 413


def test_what_became_of_it_is_told_in_the_readers_words(signed_in, hand_in, wishes, database) -> None:
    hand_in(signed_in, b"any sound")
    with database.write() as connection:
        recording_wishes.close(
            connection, wishes()[0].id, RecordingOutcome.REFUSED, "130 s are too long, 120 s at most"
        )
    state = signed_in.get(f"{HERE}/state").text
    assert "It is 130 s long; 120 s are allowed." in state
    assert 'data-open="no"' in state
    assert "recording-undo" not in state


def test_a_recording_is_removed_and_that_taken_back(signed_in, press, wishes, database) -> None:
    here = "/prompts/hu/welcome"
    assert 'data-test="recording-remove"' in signed_in.get(here).text
    press(signed_in, f"{here}/remove")
    (removal,) = wishes("welcome", "hu")
    with database.write() as connection:
        recording_wishes.close(connection, removal.id, RecordingOutcome.DONE)
    assert 'data-test="recording-undo"' in signed_in.get(here).text
    press(signed_in, f"{here}/undo", {"wish": removal.id})
    back = wishes("welcome", "hu")[0]
    assert (back.deed, back.undone) == (RecordingDeed.PUT_BACK, removal.id)


def test_only_what_was_done_to_this_prompt_is_taken_back(signed_in, press, wishes, database) -> None:
    press(signed_in, "/prompts/hu/welcome/remove")
    (removal,) = wishes("welcome", "hu")
    assert press(signed_in, f"{HERE}/undo", {"wish": removal.id}).status_code == 404
    assert press(signed_in, f"{HERE}/undo", {"wish": "nothing"}).status_code == 404
    with database.write() as connection:
        recording_wishes.close(connection, removal.id, RecordingOutcome.REFUSED, "x")
    press(signed_in, "/prompts/hu/welcome/undo", {"wish": removal.id})
    assert len(wishes("welcome", "hu")) == 1


def test_a_prompt_with_values_cannot_be_recorded(signed_in, hand_in) -> None:
    assert "recording-hand-in" not in signed_in.get("/prompts/en/place").text
    assert hand_in(signed_in, b"any sound", "/prompts/en/place").status_code == 404


def test_who_may_not_edit_prompts_hears_and_changes_nothing(as_role, hand_in, press, wishes) -> None:
    for role in (Role.SUPERVISOR, Role.PLANNER, Role.AGENT, Role.CLIENT):
        browser = as_role(role)
        assert browser.get("/prompts").status_code == browser.get(f"{HERE}/sound").status_code == 403
        assert hand_in(browser, b"any sound").status_code == 403
        assert press(browser, f"{HERE}/remove").status_code == 403
    assert wishes() == ()
