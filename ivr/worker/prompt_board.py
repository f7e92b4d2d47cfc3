"""What speaks each prompt just now, written down for the pages whenever it changes."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from ivr.speech.clip import RECORDING, ClipCache
from ivr.spoken.plan import fixed, recordable
from ivr.spoken.prompt import Piece, PromptBook, Slot
from ivr.store import prompt_clips
from ivr.store.database import Database
from ivr.store.prompt_clips import PromptClip

BOOK = "prompts.yaml"


class Book:
    """The prompts, read anew only when their file changed."""

    def __init__(self, cache: ClipCache) -> None:
        self._folder = cache.recordings
        self._known: tuple[int, PromptBook] | None = None

    def read(self) -> PromptBook:
        """The prompts as they are now."""
        changed_at = _changed_at(self._folder.path / BOOK)
        if self._known is None or self._known[0] != changed_at:
            self._known = changed_at, self._folder.book()
        return self._known[1]


def changes_of(cache: ClipCache, languages: Sequence[str]) -> tuple[int, ...]:
    """When prompts, recordings and clips changed last, in nanoseconds, place by place."""
    return tuple(_changed_at(place) for place in _places(cache, languages))


class PromptBoard:
    """Looks at the times of a few folders; only when one changed it looks at every clip."""

    def __init__(self, database: Database, cache: ClipCache, languages: Sequence[str]) -> None:
        self._database, self._cache, self._languages = database, cache, tuple(languages)
        self._seen: tuple[int, ...] | None = None
        self._told: list[PromptClip] | None = None
        self._book = Book(cache)

    def round(self) -> bool:
        """Write down what changed; whether anything did."""
        times = changes_of(self._cache, self._languages)
        if times == self._seen:
            return False
        clips = [clip for language in self._languages for clip in self._clips(language)]
        changed = clips != self._told
        if changed:
            with self._database.write() as connection:
                prompt_clips.tell(connection, clips)
        self._seen, self._told = times, clips
        return changed

    def _clips(self, language: str) -> Iterator[PromptClip]:
        book = self._book.read()
        for name, text in recordable(book, language).items():
            yield self._clip(name, text, language)
        for prompt, texts in book.prompts.items():
            for written_in, template in texts.items():
                if template.names and (template.voice or written_in) == language:
                    yield PromptClip(language, prompt, " ".join(map(_written, template.pieces)), recordable=False)

    def _clip(self, name: str, text: str, language: str) -> PromptClip:
        folder = self._cache.recordings
        heard = self._cache.speaker_of(fixed(text, name, language, folder.recorded))
        if heard is None:
            return PromptClip(language, name, text)
        who, path = heard
        spoken_by = RECORDING if who == RECORDING else who.partition("-")[0]
        own = folder.own_recording(name, language) is not None
        return PromptClip(language, name, text, spoken_by, str(path.relative_to(self._cache.sounds_dir)), own)


def _places(cache: ClipCache, languages: Sequence[str]) -> Iterator[Path]:
    folder = cache.recordings
    yield folder.path / BOOK
    for language in languages:
        yield cache.sounds_dir / language
        yield from (each / language for each in (folder.path, folder.own) if each)


def _changed_at(place: Path) -> int:
    try:
        return place.stat().st_mtime_ns
    except FileNotFoundError:
        return 0


def _written(piece: Piece) -> str:
    """A piece as its author wrote it, without the forms."""
    if isinstance(piece, str):
        return piece
    return "".join(f"{{{part.name}}}" if isinstance(part, Slot) else part for part in piece)
