"""espeak-ng as a program: these tests run it, or small programs in its place."""

import shutil
import stat
from pathlib import Path

import pytest

from ivr.errors import SetupError
from ivr.speech.audio import decode
from ivr.speech.espeak import Espeak
from ivr.speech.level import levelled
from ivr.speech.voice import VoiceFailed

needs_espeak = pytest.mark.skipif(not shutil.which("espeak-ng"), reason="espeak-ng is not installed")


def program(folder: Path, script: str) -> Espeak:
    path = folder / "espeak-ng"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return Espeak(program=str(path))


@needs_espeak
@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Welcome to the clinic."),
        ("hu", "Üdvözöljük a klinikán!"),
        ("uk", "Вітаємо в нашій клініці!"),
        ("ru", "Добро пожаловать в клинику!"),
        ("vi", "Chào mừng quý khách!"),
    ],
)
def test_a_phrase_is_heard_at_once_and_not_clipped(language: str, text: str) -> None:
    sound = levelled(decode(Espeak().speak(text, language)))
    assert 1 < sound.seconds < 3
    assert sound.peak_db < -2.9


@needs_espeak
@pytest.mark.parametrize("text", ["-v nothing", "--help", "$(false) `false`; exit 1", "<speak>&"])
def test_no_text_is_taken_for_an_option_or_a_command(text: str) -> None:
    assert levelled(decode(Espeak().speak(text, "en"))).seconds > 0.2


@needs_espeak
def test_the_apostrophe_that_is_a_letter_is_not_spelt_out() -> None:
    assert Espeak().speak("пʼять", "uk") == Espeak().speak("п'ять", "uk")


@needs_espeak
def test_a_language_it_does_not_know_is_a_failure() -> None:
    with pytest.raises(VoiceFailed, match="'xx'"):
        Espeak().speak("Hello", "xx")


def test_a_missing_program_says_what_to_do() -> None:
    with pytest.raises(SetupError, match="apt-get install espeak-ng"):
        Espeak(program="/nonexistent/espeak-ng").speak("Hello", "en")


@pytest.mark.parametrize("script", ["echo broken >&2; exit 3", "exit 0", "echo no sound"])
def test_a_program_that_gives_no_sound_is_a_failure(tmp_path: Path, script: str) -> None:
    with pytest.raises(VoiceFailed, match="cannot speak 'en'"):
        program(tmp_path, script).speak("Hello", "en")


def test_the_speed_is_part_of_the_name() -> None:
    assert Espeak(130).name != Espeak(150).name
