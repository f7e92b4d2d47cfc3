"""The apology lies where Asterisk finds it without us."""

from pathlib import Path

from ivr.speech.apology import apology_path, write_apologies
from ivr.speech.clip import ClipCache, complete
from ivr.spoken.prompt import prompt_book

BOOK = prompt_book({"apology": {"en": "We are sorry.", "hu": "Elnézést kérünk."}})


def size(path: Path) -> int:
    return Path(f"{path}.ulaw").stat().st_size


def test_each_language_has_one_and_all_together_one(cache: ClipCache) -> None:
    write_apologies(cache, BOOK, ["en", "hu"])
    both, english, hungarian = (apology_path(cache.sounds_dir, language) for language in (None, "en", "hu"))
    assert all(complete(path) for path in (both, english, hungarian))
    assert abs(size(both) - size(english) - size(hungarian)) <= 2


def test_it_is_written_anew_only_when_it_says_something_else(cache: ClipCache) -> None:
    write_apologies(cache, BOOK, ["en"])
    path = Path(f"{apology_path(cache.sounds_dir, 'en')}.ulaw")
    first = path.stat().st_ino
    write_apologies(cache, BOOK, ["en"])
    assert path.stat().st_ino == first
    write_apologies(cache, prompt_book({"apology": {"en": "We are truly sorry."}}), ["en"])
    assert path.stat().st_ino != first
