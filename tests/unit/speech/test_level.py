"""Every clip ends up equally loud, and no louder than a telephone carries."""

import math
import shutil
from collections.abc import Callable

import pytest

from ivr.speech.audio import RATE, Sound, audioop, decode, encodings
from ivr.speech.espeak import Espeak
from ivr.speech.ffmpeg import measured_lufs, program
from ivr.speech.level import LOUDNESS_LUFS, PEAK_DB, at_loudness, levelled
from ivr.speech.voice import VoiceFailed
from ivr.spoken.language import LANGUAGES
from ivr.spoken.plan import Fragment

Tone = Callable[..., Sound]
Shipped = Callable[[str], list[Fragment]]
QUIET = bytes(2 * RATE)  # one second
CLICK = (30000).to_bytes(2, "little", signed=True)


def said(fragment: Fragment) -> Sound:
    return levelled(decode(Espeak().speak(fragment.text, fragment.language)))


@pytest.mark.skipif(not shutil.which("espeak-ng"), reason="espeak-ng is not installed")
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_shipped_clip_has_the_loudness_and_the_peak_it_should(shipped: Shipped, language: str) -> None:
    for fragment in shipped(language):
        clip = said(fragment)
        assert clip.lufs == pytest.approx(LOUDNESS_LUFS, abs=0.1), fragment
        files = encodings(clip)
        heard = [audioop.ulaw2lin(files["ulaw"], 2), audioop.alaw2lin(files["alaw"], 2), clip.pcm]
        assert max(Sound(pcm).peak_db for pcm in heard) <= PEAK_DB, fragment


@pytest.mark.skipif(not (shutil.which("espeak-ng") and program()), reason="espeak-ng or ffmpeg is not installed")
@pytest.mark.parametrize("language", LANGUAGES)
def test_ffmpeg_finds_the_same_loudness_in_shipped_clips(shipped: Shipped, language: str) -> None:
    for fragment in shipped(language)[::20]:  # one that differs from ffmpeg does so for every voice and text
        assert measured_lufs(said(fragment).pcm) == pytest.approx(LOUDNESS_LUFS, abs=0.1), fragment


@pytest.mark.parametrize("level", [0.01, 0.3, 0.99])
def test_a_quiet_and_a_loud_clip_end_up_equally_loud(tone: Tone, level: float) -> None:
    assert levelled(tone(level=level)).lufs == pytest.approx(LOUDNESS_LUFS, abs=0.1)


def test_a_sharp_peak_is_pulled_down_alone(tone: Tone) -> None:
    sharp = levelled(Sound(tone(level=0.02).pcm + CLICK + tone(level=0.02).pcm))
    assert sharp.peak_db < PEAK_DB
    assert sharp.lufs == pytest.approx(LOUDNESS_LUFS, abs=0.1)


def test_a_limited_sound_keeps_its_shape_between_the_peaks(tone: Tone) -> None:
    quiet, loud = tone(seconds=1, level=0.05), tone(seconds=0.01, level=0.9)
    limited = at_loudness(Sound(quiet.pcm + loud.pcm + quiet.pcm), -16).samples[: RATE // 2]
    assert abs(limited).max() == pytest.approx(abs(limited[100:200]).max(), rel=0.01)


def test_silence_is_trimmed_to_a_breath_at_both_ends(tone: Tone) -> None:
    trimmed = levelled(Sound(QUIET + tone(seconds=0.5).pcm + QUIET))
    assert trimmed.seconds == pytest.approx(0.04 + 0.5 + 0.18, abs=0.02)


def test_a_clip_cut_short_by_its_voice_still_ends_with_a_pause(tone: Tone) -> None:
    assert levelled(tone(seconds=0.5)).seconds == pytest.approx(0.5 + 0.18, abs=0.02)


def test_a_clip_of_silence_is_no_clip() -> None:
    with pytest.raises(VoiceFailed, match="nothing but silence"):
        levelled(Sound(QUIET))


def test_silence_stays_silence() -> None:
    assert at_loudness(Sound(QUIET), -23).pcm == QUIET
    assert Sound(QUIET).lufs == -math.inf
