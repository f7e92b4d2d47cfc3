import numpy as np
import pytest

from ivr.speech.recognise import RATE, Clip, Heard, music_seconds, recognise, unexplained

WHOLE_S = 1.5


def speech(seed: int, seconds: float = WHOLE_S) -> np.ndarray:
    """Something as unlike anything else as speech is: noise with syllables."""
    noise = np.random.default_rng(seed).standard_normal(int(seconds * RATE))
    syllables = 0.2 + np.abs(np.sin(np.arange(noise.size) * np.pi * 4 / RATE))
    return (0.1 * noise * syllables).astype(np.float32)


def silence(seconds: float) -> np.ndarray:
    return np.zeros(int(seconds * RATE), dtype=np.float32)


def tune(seconds: float) -> np.ndarray:
    at = np.arange(int(seconds * RATE)) / RATE
    return (0.1 * sum(np.sin(2 * np.pi * f * at * (1 + 0.05 * at)) for f in (262, 330, 392))).astype(np.float32)


CLIPS = [Clip(f"clip {seed}", speech(seed)) for seed in range(5)]


def heard_in(*parts: np.ndarray, clips: list[Clip] = CLIPS) -> list[Heard]:
    return recognise(np.concatenate(parts), clips)


def test_clips_are_named_in_the_order_they_were_heard() -> None:
    heard = heard_in(silence(0.5), speech(3), silence(1), speech(1))
    assert [h.label for h in heard] == ["clip 3", "clip 1"]
    assert [(h.at_s, h.until_s) for h in heard] == [
        (pytest.approx(0.5), pytest.approx(2.0)),
        (pytest.approx(3.0), pytest.approx(4.5)),
    ]
    assert all(h.completed and h.score > 0.99 for h in heard)


def test_a_repeated_clip_is_found_each_time() -> None:
    assert [h.label for h in heard_in(speech(2), speech(2), silence(0.3), speech(2))] == ["clip 2"] * 3


def test_a_clip_cut_short_is_recognised_by_its_first_part() -> None:
    (heard,) = heard_in(speech(4)[: RATE * 6 // 10], silence(1))
    assert heard.label == "clip 4"
    assert not heard.completed
    assert heard.until_s == pytest.approx(0.6, abs=0.06)


def test_a_clip_cut_short_by_the_end_of_the_recording_is_recognised() -> None:
    (heard,) = heard_in(silence(1), speech(4)[: RATE * 7 // 10])
    assert (heard.label, heard.completed) == ("clip 4", False)


def test_music_and_other_speech_are_nothing() -> None:
    assert heard_in(tune(4), speech(99), silence(1)) == []


def test_a_clip_is_found_in_noise_and_at_another_loudness() -> None:
    (heard,) = heard_in(0.5 * speech(0) + 0.05 * speech(77))
    assert heard.label == "clip 0"


def test_of_clips_with_the_same_beginning_the_one_heard_further_wins() -> None:
    shared = speech(10)
    clips = [Clip("two", np.concatenate([shared, speech(11)])), Clip("five", np.concatenate([shared, speech(12)]))]
    assert [h.label for h in heard_in(shared, speech(12), clips=clips)] == ["five"]


def test_a_clip_inside_a_longer_one_is_not_heard_beside_it() -> None:
    clips = [Clip("word", speech(20, 0.4)), Clip("sentence", np.concatenate([speech(21), speech(20, 0.4), speech(22)]))]
    assert [h.label for h in heard_in(speech(21), speech(20, 0.4), speech(22), clips=clips)] == ["sentence"]


def test_a_silent_recording_or_clip_holds_nothing() -> None:
    assert heard_in(silence(2)) == []
    assert recognise(np.zeros(0, dtype=np.float32), CLIPS) == []
    assert heard_in(speech(1), clips=[Clip("silence", silence(1))]) == []


def test_music_is_measured_wherever_it_began() -> None:
    music = tune(6)
    recording = np.concatenate([speech(0), music[3 * RATE :], music[:RATE]])
    rest = unexplained(recording, recognise(recording, CLIPS))
    assert music_seconds(rest, music) == pytest.approx(4, abs=1)
    assert music_seconds(speech(5), music) == 0


def test_a_lost_packet_does_not_end_a_clip() -> None:
    (heard,) = heard_in(speech(3)[:6000], speech(3)[6160:], silence(0.5))
    assert (heard.label, heard.completed) == ("clip 3", True)
