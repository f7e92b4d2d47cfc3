"""What waiting callers are told, one example of each, written down with its clips for the pages that play it."""

from collections.abc import Sequence

from ivr.calls.commands import Say
from ivr.errors import AuthorError
from ivr.routing.wait_examples import examples
from ivr.speech.clip import ClipCache
from ivr.spoken.plan import Fragment, plan
from ivr.spoken.prompt import PromptBook
from ivr.store import announcement_clips
from ivr.store.announcement_clips import AnnouncementClips
from ivr.store.database import Database
from ivr.worker.clips import render
from ivr.worker.prompt_board import Book, changes_of


class AnnouncementBoard:
    """Looks at the times of a few folders; only when one changed it looks at every clip, and makes what is missing."""

    def __init__(self, database: Database, cache: ClipCache, languages: Sequence[str]) -> None:
        self._database, self._cache, self._languages = database, cache, tuple(languages)
        self._book = Book(cache)
        self._seen: tuple[int, ...] | None = None
        self._told: list[AnnouncementClips] | None = None

    def round(self) -> bool:
        """Write down what changed; whether anything did."""
        seen = changes_of(self._cache, self._languages)
        if seen == self._seen:
            return False
        told = [one for language in self._languages for one in self._examples(self._book.read(), language)]
        changed = told != self._told
        if changed:
            with self._database.write() as connection:
                announcement_clips.tell(connection, told)
        self._seen, self._told = seen, told
        return changed

    def _examples(self, book: PromptBook, language: str) -> list[AnnouncementClips]:
        planned = {name: self._planned(says, book, language) for name, says in examples().items()}
        render(self._cache, [part for parts in planned.values() for part in parts])
        return [self._one(name, parts, language) for name, parts in planned.items() if parts]

    def _planned(self, says: tuple[Say, ...], book: PromptBook, language: str) -> list[Fragment]:
        try:
            return [part for say in says for part in plan(say, book, language, self._cache.recordings.recorded)]
        except AuthorError:  # the project's prompts lack it in this language: nobody hears it, so nobody listens to it
            return []

    def _one(self, name: str, parts: Sequence[Fragment], language: str) -> AnnouncementClips:
        heard = [self._cache.speaker_of(part) for part in parts]
        clips = tuple(str(one[1].relative_to(self._cache.sounds_dir)) for one in heard if one)
        return AnnouncementClips(language, name, " ".join(part.text for part in parts), clips if all(heard) else ())
