"""A recording that is handed in finds its place, or is refused with a reason and replaces nothing."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ivr.errors import AuthorError
from ivr.speech.audio import Sound, decode, wav
from ivr.speech.ffmpeg import program
from ivr.speech.level import LOUDNESS_LUFS, PEAK_DB
from ivr.speech.prompts_folder import PromptsFolder
from ivr.speech.upload import LARGEST_BYTES, LONGEST_S, keep_recording
from ivr.spoken.plan import Recorded

Tone = Callable[..., Sound]
OLD = Recorded("welcome", "hu", "")


@pytest.fixture
def prompts(tmp_path: Path) -> PromptsFolder:
    texts = 'welcome: {en: Welcome., hu: Üdvözöljük!}\nplace: {hu: "Helye: {n}. Köszönjük."}\n'
    (tmp_path / "prompts.yaml").write_text(texts, encoding="utf-8")
    folder = PromptsFolder(tmp_path, tmp_path / "own")
    folder.record("welcome", "hu", b"the old one")
    return folder


def test_what_is_handed_in_is_what_callers_hear_at_our_loudness(prompts: PromptsFolder, tone: Tone) -> None:
    kept = keep_recording(wav(tone(seconds=1, level=0.9)), "welcome", "hu", prompts)
    heard = decode(prompts.recording(OLD))
    assert (kept.recording, kept.language, kept.text) == ("welcome", "hu", "Üdvözöljük!")
    assert heard == kept.sound
    assert heard.lufs == pytest.approx(LOUDNESS_LUFS, abs=0.1)
    assert heard.peak_db <= PEAK_DB


@pytest.mark.parametrize(
    ("recording", "language"),
    [("nothing", "hu"), ("../welcome", "hu"), ("welcome.wav", "hu"), ("welcome", "../hu"), ("welcome", "de"), ("", "")],
)
def test_a_place_no_prompt_has_is_refused_before_anything_is_read(
    prompts: PromptsFolder, recording: str, language: str
) -> None:
    with pytest.raises(AuthorError, match="no recording of this name"):
        keep_recording(b"", recording, language, prompts)


def test_of_a_prompt_with_values_the_fixed_pieces_are_named(prompts: PromptsFolder) -> None:
    with pytest.raises(AuthorError, match=r"place\.1 \(Helye:\), place\.3 \(Köszönjük\.\)"):
        keep_recording(b"", "place", "hu", prompts)


@pytest.mark.parametrize("file", [b"", b"RIFFrubbish", b"%PDF-1.7", b"<html>", wav(Sound(bytes(32_000)))])
def test_what_holds_nothing_to_be_heard_replaces_nothing(prompts: PromptsFolder, file: bytes) -> None:
    with pytest.raises(AuthorError, match=r"cannot be read|nothing but silence|need ffmpeg"):
        keep_recording(file, "welcome", "hu", prompts)
    assert prompts.recording(OLD) == b"the old one"


def test_a_file_too_large_is_not_even_looked_at(prompts: PromptsFolder, tone: Tone) -> None:
    with pytest.raises(AuthorError, match="larger than 20 MB"):
        keep_recording(wav(tone(seconds=1)) + bytes(LARGEST_BYTES), "welcome", "hu", prompts)


def test_a_recording_too_long_is_refused(prompts: PromptsFolder) -> None:
    with pytest.raises(AuthorError, match="121 s are too long, 120 s at most"):
        keep_recording(wav(Sound(bytes(2 * 16_000 * (LONGEST_S + 1)))), "welcome", "hu", prompts)


@pytest.mark.skipif(not program(), reason="there is no ffmpeg")
@pytest.mark.parametrize("kind", ["mp3", "ogg", "m4a"])
def test_the_kind_of_a_file_is_read_from_its_bytes(
    prompts: PromptsFolder, tone: Tone, written: Callable[[Sound, str], bytes], kind: str
) -> None:
    kept = keep_recording(written(tone(seconds=1), kind), "welcome", "hu", prompts)
    assert kept.sound.seconds == pytest.approx(1.2, abs=0.2)
