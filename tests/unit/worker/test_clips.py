"""Clips are made before they are needed, and one that cannot be made does not stop the others."""

from pathlib import Path

from ivr.speech.clip import ClipCache
from ivr.speech.prompts_folder import PromptsFolder
from ivr.speech.voice import VoiceFailed
from ivr.spoken.plan import Spoken
from ivr.spoken.prompt import prompt_book
from ivr.worker.clips import Rendered, render, waiting_fragments

GOOD, BAD = Spoken("Welcome.", "en"), Spoken("Unspeakable.", "en")


class Picky:
    """A voice that cannot say one text."""

    name = "picky"

    def speak(self, text: str, _language: str) -> bytes:
        if text == BAD.text:
            raise VoiceFailed(text)
        return (
            b"RIFF"
            + bytes.fromhex("24f00000")
            + b"WAVEfmt "
            + bytes.fromhex("10000000 01000100 803e0000 007d0000 02001000")
            + b"data"
            + bytes.fromhex("00f00000")
            + b"\x00\x10\x00\xf0" * 4000
        )


def cache(folder: Path) -> ClipCache:
    return ClipCache(folder / "sounds", PromptsFolder(folder / "prompts"), Picky(), Picky())


def test_what_cannot_be_rendered_is_reported_and_the_rest_is_there(tmp_path: Path) -> None:
    clips = cache(tmp_path)
    assert render(clips, [BAD, GOOD, GOOD]) == Rendered(clips=1, made=1, failed=(BAD,))
    assert clips.path(GOOD)


def test_a_second_time_there_is_nothing_to_make(tmp_path: Path) -> None:
    clips = cache(tmp_path)
    render(clips, [GOOD])
    assert render(clips, [GOOD]) == Rendered(clips=1, made=0)


def test_places_in_the_queue_and_expected_waits_are_foreseen(tmp_path: Path) -> None:
    book = prompt_book({"position": {"en": "Place {position}."}, "expected_wait": {"en": "Under {duration}."}})
    texts = [part.text for part in waiting_fragments(book, "en", PromptsFolder(tmp_path))]
    assert {"Place one.", "Place sixty.", "Under five minutes."} <= set(texts)
    assert list(waiting_fragments(book, "hu", PromptsFolder(tmp_path))) == []
