"""A clip counts when all of it is there, and is made once."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ivr.speech.audio import ENDINGS, wav
from ivr.speech.clip import ClipCache, complete, sweep, write_clip
from ivr.speech.voice import VoiceFailed
from ivr.spoken.plan import Recorded, Spoken

HELLO = Spoken("Hello.", "en")
WELCOME = Recorded("welcome", "en", "Welcome.")


def record(cache: ClipCache, content: bytes) -> None:
    (cache.recordings.path / "en" / "welcome.wav").write_bytes(content)


def test_a_clip_is_rendered_once_and_then_found(cache: ClipCache, chosen) -> None:
    assert cache.path(HELLO) is None
    path = cache.render(HELLO)
    assert path.parent == cache.sounds_dir / "en"
    assert cache.path(HELLO) == cache.render(HELLO) == path
    assert chosen.said == ["Hello."]


def test_text_language_and_voice_each_make_another_clip(cache: ClipCache, chosen) -> None:
    others = [Spoken("Hello!", "en"), Spoken("Hello.", "hu")]
    assert len({cache.render(fragment) for fragment in (HELLO, *others)}) == 3
    chosen.name = "another"
    assert cache.path(HELLO) is None


@pytest.mark.parametrize("ending", ENDINGS)
def test_half_a_clip_does_not_count(cache: ClipCache, ending: str) -> None:
    path = Path(f"{cache.render(HELLO)}.{ending}")
    path.write_bytes(b"")
    assert cache.path(HELLO) is None
    path.unlink()
    assert cache.path(HELLO) is None
    assert complete(cache.render(HELLO))


def test_the_other_voice_speaks_when_the_chosen_one_fails(cache: ClipCache, chosen, offline) -> None:
    chosen.fails = True
    assert complete(cache.render(HELLO))
    assert offline.said == ["Hello."]
    assert cache.path(HELLO) is None  # so that the chosen voice is tried again later


def test_a_listening_caller_never_waits_for_the_chosen_voice(cache: ClipCache, chosen, offline) -> None:
    spoken_offline = cache.render_now(HELLO)
    assert (chosen.said, offline.said) == ([], ["Hello."])
    assert cache.render(HELLO) == cache.render_now(HELLO) != spoken_offline


def test_a_recording_wins_and_its_replacement_too(cache: ClipCache, tone, chosen) -> None:
    record(cache, wav(tone(seconds=1)))
    first = cache.render(WELCOME)
    record(cache, wav(tone(seconds=2)))
    assert cache.path(WELCOME) is None
    assert cache.render_now(WELCOME) != first
    assert chosen.said == []


@pytest.mark.parametrize("content", [b"", b"RIFFrubbish", b"no sound at all"])
def test_a_broken_recording_is_spoken_instead(cache: ClipCache, chosen, offline, content: bytes) -> None:
    record(cache, content)
    assert complete(cache.render(WELCOME))
    assert complete(cache.render_now(WELCOME))
    assert (chosen.said, offline.said) == (["Welcome."], [])


def test_threads_rendering_the_same_clip_do_each_other_no_harm(cache: ClipCache) -> None:
    with ThreadPoolExecutor(8) as pool:
        paths = set(pool.map(cache.render, [HELLO] * 16))
    assert [complete(path) for path in paths] == [True]
    assert len(list((cache.sounds_dir / "en").iterdir())) == len(ENDINGS) + 1


def test_a_disk_that_refuses_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "clip.sln16").mkdir()  # a file cannot be renamed onto a folder
    with pytest.raises(VoiceFailed, match="cannot be written"):
        write_clip(tmp_path / "clip", {"sln16": b"x"})
    assert [path.name for path in tmp_path.iterdir()] == ["clip.sln16"]


def test_what_a_killed_process_left_is_swept_away_when_old(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    for name, age in ((".new-old.ulaw", 100), (".new-fresh.ulaw", 10_000), ("clip.ulaw", 100)):
        (tmp_path / "en" / name).write_bytes(b"x")
        os.utime(tmp_path / "en" / name, (age, age))
    assert sweep(tmp_path, older_than=5000) == 1
    assert sorted(path.name for path in (tmp_path / "en").iterdir()) == [".new-fresh.ulaw", "clip.ulaw"]


def test_who_is_heard_just_now_is_known_with_the_clip(cache: ClipCache, tone) -> None:
    assert cache.speaker_of(HELLO) is None
    offline = cache.render_now(HELLO)
    assert cache.speaker_of(HELLO) == ("offline", offline)
    better = cache.render(HELLO)
    assert cache.speaker_of(HELLO) == ("chosen", better)


def test_a_recording_is_heard_once_its_clip_is_made_and_a_voice_until_then(cache: ClipCache, tone) -> None:
    record(cache, wav(tone()))
    voice = cache.render(Spoken(WELCOME.text, WELCOME.language))
    assert cache.speaker_of(WELCOME) == ("chosen", voice)
    recorded = cache.render(WELCOME)
    assert cache.speaker_of(WELCOME) == ("recording", recorded)
