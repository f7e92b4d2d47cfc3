"""FFmpeg reads what we cannot, opens nothing else, and its absence is said."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ivr.speech import ffmpeg
from ivr.speech.audio import Sound, wav
from ivr.speech.voice import VoiceFailed

needs_ffmpeg = pytest.mark.skipif(not ffmpeg.program(), reason="there is no ffmpeg")
Tone = Callable[..., Sound]


@pytest.fixture
def nowhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setitem(__import__("sys").modules, "imageio_ffmpeg", None)
    ffmpeg.program.cache_clear()
    yield
    ffmpeg.program.cache_clear()


@needs_ffmpeg
@pytest.mark.parametrize("ending", ["mp3", "ogg", "flac", "m4a", "webm", "aiff", "opus"])
def test_any_kind_of_sound_is_read(tone: Tone, written: Callable[[Sound, str], bytes], ending: str) -> None:
    sound = Sound(ffmpeg.converted(written(tone(seconds=1), ending)))
    assert sound.seconds == pytest.approx(1, abs=0.1)


@needs_ffmpeg
@pytest.mark.parametrize("text", ["ffconcat version 1.0\nfile '{file}'\n", "#EXTM3U\n#EXTINF:1,\n{file}\n", "rubbish"])
def test_a_play_list_opens_no_file_of_this_machine(tone: Tone, tmp_path: Path, text: str) -> None:
    (tmp_path / "a.wav").write_bytes(wav(tone()))
    with pytest.raises(VoiceFailed, match="cannot be read"):
        ffmpeg.converted(text.format(file=tmp_path / "a.wav").encode())


@needs_ffmpeg
def test_loudness_is_measured_to_a_tenth(tone: Tone) -> None:
    assert ffmpeg.measured_lufs(tone(seconds=2, frequency=1000, level=0.1).pcm) == pytest.approx(-23, abs=0.2)


@pytest.mark.usefixtures("nowhere")
def test_without_it_the_way_to_get_it_is_said(tone: Tone) -> None:
    with pytest.raises(VoiceFailed, match="apt-get install ffmpeg"):
        ffmpeg.converted(b"ID3")
    assert ffmpeg.measured_lufs(tone().pcm) is None


def test_a_program_that_cannot_be_run_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ffmpeg, "program", lambda: "/nonexistent/ffmpeg")
    with pytest.raises(VoiceFailed, match="did not run"):
        ffmpeg.converted(b"ID3")
