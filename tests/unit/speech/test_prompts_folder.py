"""The folder prompts/, ours and small ones."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ivr.config import PROJECT
from ivr.errors import SetupError
from ivr.speech.prompts_folder import PromptsFolder, load_prompts
from ivr.spoken.language import LANGUAGES
from ivr.spoken.plan import Fragment, Recorded
from ivr.spoken.prompt_number import numbers

BOOK = PromptsFolder(PROJECT / "prompts").book()
Shipped = Callable[[str], list[Fragment]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_prompt_of_the_demo_clinic_can_be_said_in_every_language(language: str) -> None:
    assert BOOK.missing(language) == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_value_of_the_demo_clinics_prompts_has_the_form_its_place_asks_for(
    shipped: Shipped, language: str
) -> None:
    for fragment in shipped(language):
        assert not set(fragment.text) & set("0123456789{}")


@pytest.mark.parametrize("prompt", BOOK.prompts)
def test_no_text_is_forgotten_in_the_language_it_was_translated_from(prompt: str) -> None:
    templates = BOOK.prompts[prompt]
    texts = [template.pieces for template in templates.values() if template.voice is None]
    assert len(set(texts)) == len(texts) or prompt == "reminder_text"


@pytest.mark.parametrize(
    "prompt", ["logged_in", "logged_out", "paused", "unpaused", "not_an_agent", "apology", "no_agents", "you_are_next"]
)
def test_the_prompts_our_code_names_are_there_and_need_no_value(prompt: str) -> None:
    assert BOOK.names(prompt, "hu") == frozenset()


def test_a_recording_is_put_in_its_place(tmp_path: Path) -> None:
    folder = PromptsFolder(tmp_path)
    folder.record("welcome", "uk", b"sound")
    assert folder.recording(Recorded("welcome", "uk", "")) == b"sound"
    assert [path.name for path in (tmp_path / "uk").iterdir()] == ["welcome.wav"]


def test_a_recording_of_the_installation_wins_over_the_projects(tmp_path: Path) -> None:
    fragment = Recorded("welcome", "uk", "")
    PromptsFolder(tmp_path / "project").record("welcome", "uk", b"the author's")
    folder = PromptsFolder(tmp_path / "project", tmp_path / "own")
    assert folder.recorded("welcome", "uk")
    assert folder.recording(fragment) == b"the author's"
    before = folder.version(fragment)
    folder.record("welcome", "uk", b"our own")
    assert folder.recording(fragment) == b"our own"
    assert folder.version(fragment) != before
    assert (tmp_path / "project" / "uk" / "welcome.wav").read_bytes() == b"the author's"


def test_every_recording_of_the_demo_clinic_has_a_number_of_its_own() -> None:
    found = numbers(BOOK)
    assert len(set(found.values())) == len(found) > 50


def test_a_folder_that_refuses_is_named(tmp_path: Path) -> None:
    (tmp_path / "uk").write_text("a file, no folder")
    with pytest.raises(SetupError, match=r"make .*uk writable"):
        PromptsFolder(tmp_path).record("welcome", "uk", b"sound")


def test_a_missing_file_says_what_to_restore(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match=r"restore .*prompts\.yaml"):
        load_prompts(tmp_path / "prompts.yaml")


def test_a_recording_has_a_new_version_when_it_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    folder, fragment = PromptsFolder(tmp_path), Recorded("welcome", "en", "Welcome.")
    assert (folder.recorded("welcome", "en"), folder.version(fragment)) == (False, "")
    (tmp_path / "en" / "welcome.wav").write_bytes(b"one")
    first = folder.version(fragment)
    (tmp_path / "en" / "welcome.wav").write_bytes(b"another")
    assert folder.recorded("welcome", "en")
    assert folder.version(fragment) != first
    assert folder.recording(fragment) == b"another"


def test_only_the_installations_own_recording_is_taken_away(tmp_path: Path) -> None:
    project = PromptsFolder(tmp_path / "project")
    folder = PromptsFolder(tmp_path / "project", tmp_path / "own")
    project.record("welcome", "uk", b"ours")
    folder.record("welcome", "uk", b"theirs")
    assert folder.own_recording("welcome", "uk") == tmp_path / "own" / "uk" / "welcome.wav"
    folder.withdraw("welcome", "uk")
    folder.withdraw("welcome", "uk")
    assert folder.own_recording("welcome", "uk") is None
    assert project.own_recording("welcome", "uk") is None
    assert folder.recording(Recorded("welcome", "uk", "")) == b"ours"
