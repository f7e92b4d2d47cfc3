"""The folder prompts/, ours and small ones."""

from pathlib import Path

import pytest

from ivr.config import PROJECT
from ivr.errors import SetupError
from ivr.speech.prompts_folder import PromptsFolder, load_prompts
from ivr.spoken.plan import Recorded


def test_every_prompt_of_the_demo_clinic_can_be_said_in_english_and_hungarian() -> None:
    book = PromptsFolder(PROJECT / "prompts").book()
    assert (book.missing("en"), book.missing("hu")) == ((), ())


@pytest.mark.parametrize(
    "prompt", ["logged_in", "logged_out", "paused", "unpaused", "not_an_agent", "apology", "no_agents", "you_are_next"]
)
def test_the_prompts_our_code_names_are_there_and_need_no_value(prompt: str) -> None:
    assert PromptsFolder(PROJECT / "prompts").book().names(prompt, "hu") == frozenset()


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
