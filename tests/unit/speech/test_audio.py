"""Sound is read, levelled and encoded without clipping, clicks or aliases."""

import math
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.speech.audio import ENDINGS, PEAK_DB, RATE, Sound, at_loudness, decode, encodings, levelled, wav
from ivr.speech.voice import VoiceFailed

Tone = Callable[..., Sound]
QUIET = bytes(2 * RATE)  # one second


@pytest.mark.parametrize("level", [0.02, 0.3, 0.99])
def test_every_clip_ends_up_equally_loud(tone: Tone, level: float) -> None:
    assert levelled(tone(level=level)).loudness_db == pytest.approx(-23, abs=0.5)


def test_a_sharp_peak_limits_the_loudness_instead_of_being_clipped(tone: Tone) -> None:
    click = (30000).to_bytes(2, "little", signed=True)
    sharp = levelled(Sound(tone(level=0.02).pcm + click + tone(level=0.02).pcm))
    assert sharp.peak_db == pytest.approx(PEAK_DB, abs=0.01)
    assert sharp.loudness_db < -23


def test_silence_is_trimmed_to_a_breath_at_both_ends(tone: Tone) -> None:
    trimmed = levelled(Sound(QUIET + tone(seconds=0.5).pcm + QUIET))
    assert trimmed.seconds == pytest.approx(0.04 + 0.5 + 0.18, abs=0.02)


def test_a_clip_cut_short_by_its_voice_still_ends_with_a_pause(tone: Tone) -> None:
    assert levelled(tone(seconds=0.5)).seconds == pytest.approx(0.5 + 0.18, abs=0.02)


def test_a_clip_of_silence_is_no_clip() -> None:
    with pytest.raises(VoiceFailed, match="nothing but silence"):
        levelled(Sound(QUIET))


def test_all_encodings_last_equally_long(tone: Tone) -> None:
    files = encodings(tone(seconds=1))
    assert tuple(files) == ENDINGS
    assert (len(files["sln16"]), len(files["ulaw"]), len(files["alaw"])) == (32000, 8000, 8000)
    assert decode(files["wav16"]).pcm == files["sln16"]


def test_what_a_telephone_cannot_carry_does_not_fold_into_the_voice(tone: Tone) -> None:
    carried, lost = (encodings(tone(seconds=0.5, frequency=hertz))["alaw"] for hertz in (1003, 6011))
    assert len(set(carried)) > 50
    assert len(set(lost[50:-50])) < 8  # near the quietest steps of the scale


def test_no_sound_is_raised_beyond_the_peak_limit(tone: Tone) -> None:
    assert at_loudness(tone(level=0.5), 0).peak_db == pytest.approx(PEAK_DB, abs=0.01)


def test_silence_stays_silence() -> None:
    assert at_loudness(Sound(QUIET), -23).pcm == QUIET
    assert Sound(QUIET).loudness_db == -math.inf


def test_an_mp3_without_ffmpeg_or_with_rubbish_in_it_fails_as_a_voice_fails() -> None:
    with pytest.raises(VoiceFailed, match="ffmpeg"):
        decode(b"ID3" + bytes(100))


@given(st.binary(max_size=200))
def test_bytes_that_are_no_sound_fail_as_a_voice_fails(junk: bytes) -> None:
    with pytest.raises(VoiceFailed):
        levelled(decode(b"RIFF" + junk))


def test_a_sound_of_another_rate_keeps_its_length(tone: Tone) -> None:
    slow = bytearray(wav(tone(seconds=1)))
    slow[24:28] = (22_050).to_bytes(4, "little")
    assert decode(bytes(slow)).seconds == pytest.approx(RATE / 22_050, abs=0.001)
