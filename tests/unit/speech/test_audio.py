"""Sound is read and encoded without clicks or aliases."""

import struct
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ivr.speech.audio import ENDINGS, RATE, Sound, decode, encodings, wav
from ivr.speech.ffmpeg import LONGEST_S, program
from ivr.speech.voice import VoiceFailed

Tone = Callable[..., Sound]


def test_all_encodings_last_equally_long(tone: Tone) -> None:
    files = encodings(tone(seconds=1))
    assert tuple(files) == ENDINGS
    assert (len(files["sln16"]), len(files["ulaw"]), len(files["alaw"])) == (32000, 8000, 8000)
    assert decode(files["wav16"]).pcm == files["sln16"]


def test_what_a_telephone_cannot_carry_does_not_fold_into_the_voice(tone: Tone) -> None:
    carried, lost = (encodings(tone(seconds=0.5, frequency=hertz))["alaw"] for hertz in (1003, 6011))
    assert len(set(carried)) > 50
    assert len(set(lost[50:-50])) < 8  # near the quietest steps of the scale


@settings(max_examples=25)  # ffmpeg is started for each
@given(st.binary(max_size=200))
def test_bytes_that_are_no_sound_fail_as_a_voice_fails(junk: bytes) -> None:
    with pytest.raises(VoiceFailed):
        decode(b"RIFF" + junk)


def test_a_sound_of_another_rate_keeps_its_length(tone: Tone) -> None:
    slow = bytearray(wav(tone(seconds=1)))
    slow[24:28] = (22_050).to_bytes(4, "little")
    assert decode(bytes(slow)).seconds == pytest.approx(RATE / 22_050, abs=0.001)


@pytest.mark.parametrize(("at", "value"), [(22, 0), (22, 65_535), (24, 0), (24, 1), (24, 2**32 - 1), (34, 0), (34, 64)])
def test_a_header_that_lies_costs_neither_memory_nor_another_error(tone: Tone, at: int, value: int) -> None:
    file = bytearray(wav(tone(seconds=1)))
    size = 4 if at == 24 else 2
    file[at : at + size] = value.to_bytes(size, "little")
    try:
        read = decode(bytes(file)).seconds
    except VoiceFailed:
        return
    assert read <= LONGEST_S


def test_no_more_than_ten_minutes_are_read(tone: Tone) -> None:
    slow = bytearray(wav(Sound(bytes(2 * 4_000 * (LONGEST_S + 5)))))
    slow[24:28] = (4_000).to_bytes(4, "little")
    assert decode(bytes(slow)).seconds == pytest.approx(LONGEST_S, abs=0.01)


def test_samples_and_bytes_are_the_same_sound(tone: Tone) -> None:
    sound = tone(level=0.5)
    assert Sound.of(sound.samples).pcm == sound.pcm
    assert (Sound(b"").peak_db, Sound(b"").lufs) == (-float("inf"), -float("inf"))


@pytest.mark.skipif(not program(), reason="there is no ffmpeg")
def test_a_wav_file_of_another_coding_is_read_by_ffmpeg() -> None:
    silence = b"\xff" * 8000  # a second of mu-law
    header = b"RIFF" + struct.pack("<I", 36 + len(silence)) + b"WAVEfmt \x10\0\0\0"
    file = header + struct.pack("<HHIIHH", 7, 1, 8000, 8000, 1, 8) + b"data" + struct.pack("<I", len(silence)) + silence
    assert decode(file).seconds == pytest.approx(1, abs=0.01)
