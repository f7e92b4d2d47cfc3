from pathlib import Path

import numpy as np

from ivr.speech.heard import Ear

SPEECH = {seed: np.random.default_rng(seed).integers(0, 255, 12_000, dtype=np.uint8).tobytes() for seed in range(3)}


def house(folder: Path) -> Path:
    for name, language, seed, text in (("a", "en", 0, "Hello."), ("b", "hu", 1, "Viszlát!")):
        (folder / language).mkdir()
        (folder / language / f"{name}.ulaw").write_bytes(SPEECH[seed])
        (folder / language / f"{name}.txt").write_text(text, encoding="utf-8")
    (folder / "moh").mkdir()
    (folder / "moh" / "tune.ulaw").write_bytes(SPEECH[2] * 2)
    return folder


def test_clips_are_known_by_what_is_written_beside_them(tmp_path: Path) -> None:
    recording = tmp_path / "call.ulaw"
    recording.write_bytes(b"\xff" * 4000 + SPEECH[1] + SPEECH[0])
    words = Ear.of(house(tmp_path)).listen(recording).words
    assert [(word.text, word.language) for word in words] == [("Viszlát!", "hu"), ("Hello.", "en")]


def test_the_music_of_the_house_is_told_from_speech(tmp_path: Path) -> None:
    recording = tmp_path / "call.ulaw"
    recording.write_bytes(SPEECH[0] + SPEECH[2] * 2)
    listened = Ear.of(house(tmp_path)).listen(recording)
    assert [word.text for word in listened.words] == ["Hello."]
    assert 2.0 <= listened.music_s <= 3.0


def test_a_call_without_recording_heard_nothing(tmp_path: Path) -> None:
    assert Ear.of(house(tmp_path)).listen(tmp_path / "none.ulaw").words == ()
