"""The words of prompts."""

from pathlib import Path

from ivr.console.prompt_texts import prompt_text


def test_a_prompt_is_told_in_the_language_it_was_heard_in() -> None:
    assert prompt_text("welcome", "en") == "Welcome to the demo clinic."
    assert prompt_text("welcome", "hu") == "Üdvözöljük a bemutató klinikán!"


def test_values_are_named(tmp_path: Path) -> None:
    file = tmp_path / "prompts.yaml"
    file.write_text("wait:\n  en: You are {place:count} of {all_waiting}. Please hold.\n")
    assert prompt_text("wait", "en", file) == "You are [place] of [all waiting]. Please hold."


def test_what_is_not_known_is_none() -> None:
    assert prompt_text("nothing", "en") is None
    assert prompt_text("welcome", "xx") is None


def test_prompts_that_cannot_be_read_are_not_known(tmp_path: Path) -> None:
    file = tmp_path / "prompts.yaml"
    assert prompt_text("welcome", "en", file) is None
    file.write_text("welcome: [")
    assert prompt_text("welcome", "en", file) is None


def test_a_changed_text_is_read_again(tmp_path: Path) -> None:
    file = tmp_path / "prompts.yaml"
    file.write_text("one:\n  en: First.\n")
    assert prompt_text("one", "en", file) == "First."
    file.write_text("one:\n  en: Second.\n")
    assert prompt_text("one", "en", file) == "Second."
