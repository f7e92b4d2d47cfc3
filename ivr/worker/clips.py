"""Clips made before anybody calls, and those callers turned out to need."""

import logging
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from ivr.calls.commands import Say
from ivr.calls.values import Duration, Number
from ivr.config import Settings
from ivr.errors import IvrError
from ivr.routing.promises import STEPS_S, ranges
from ivr.speech.apology import write_apologies
from ivr.speech.beep import write_beep
from ivr.speech.clip import ClipCache, sweep
from ivr.speech.music import write_music
from ivr.speech.prompts_folder import PromptsFolder
from ivr.speech.voices import voice_named
from ivr.spoken.plan import Fragment, fixed_fragments, plan
from ivr.spoken.prompt import PromptBook

log = logging.getLogger(__name__)

_LEFTOVER_AGE_S = 3600
_AT_ONCE = 2  # espeak-ng is a program of its own, so two at once use two cores
_WAITING = (
    *(Say("position", (("position", Number(n)),)) for n in range(1, 61)),
    *(Say("expected_wait", (("duration", Duration(s)),)) for s in STEPS_S),
    *(Say(prompt, (("key", Number(n)),)) for prompt in ("callback_offer", "recording_refusal_key") for n in range(10)),
    *(Say("expected_range", (("least", Duration(least)), ("most", Duration(most)))) for least, most in ranges()),
)


@dataclass(frozen=True, slots=True)
class Rendered:
    """How many clips there are now, how many of them are new, and which could not be made."""

    clips: int
    made: int
    failed: tuple[Fragment, ...] = ()


def clip_cache(settings: Settings, prompts: PromptsFolder) -> ClipCache:
    """The cache of this installation in its chosen voice."""
    return ClipCache(settings.sounds_dir, prompts, voice_named(settings.voice))


def render_first(settings: Settings, prompts: PromptsFolder, languages: Sequence[str]) -> Rendered:
    """What must be there before the first call: music, beep, apologies, fixed texts."""
    book, cache = prompts.book(), clip_cache(settings, prompts)
    write_music(settings.sounds_dir)
    write_beep(settings.sounds_dir)
    write_apologies(cache, book, languages)
    return render(cache, _fixed(book, prompts, languages))


def render_ahead(settings: Settings, prompts: PromptsFolder, languages: Sequence[str]) -> Rendered:
    """All that can be known before a call: the first things, then places in the queue and expected waits."""
    sweep(settings.sounds_dir, time.time() - _LEFTOVER_AGE_S)
    render_first(settings, prompts, languages)
    book, cache = prompts.book(), clip_cache(settings, prompts)
    return render(cache, [part for language in languages for part in _ahead(book, language, prompts)])


def render_language(settings: Settings, prompts: PromptsFolder, language: str) -> Rendered:
    """All that can be known before a call in one language, of the installation or not."""
    return render(clip_cache(settings, prompts), _ahead(prompts.book(), language, prompts))


def render(cache: ClipCache, wanted: Iterable[Fragment]) -> Rendered:
    """Render what is missing, two at a time; a clip that cannot be made is reported and does not stop the others."""
    fragments = list(dict.fromkeys(wanted))
    missing = [fragment for fragment in fragments if cache.path(fragment) is None]
    with ThreadPoolExecutor(_AT_ONCE, "clips") as pool:
        paths = list(pool.map(lambda fragment: _rendered(cache, fragment), missing))
    failed = tuple(fragment for fragment, path in zip(missing, paths, strict=True) if path is None)
    return Rendered(len(fragments) - len(failed), len(missing) - len(failed), failed)


def waiting_fragments(book: PromptBook, language: str, prompts: PromptsFolder) -> Iterator[Fragment]:
    """The prompts of the waiting room with every value they usually take."""
    for say in _WAITING:
        if language in book.prompts.get(say.prompt, {}):
            yield from plan(say, book, language, prompts.recorded)


def _ahead(book: PromptBook, language: str, prompts: PromptsFolder) -> Iterator[Fragment]:
    yield from fixed_fragments(book, language, prompts.recorded)
    yield from waiting_fragments(book, language, prompts)


def _fixed(book: PromptBook, prompts: PromptsFolder, languages: Sequence[str]) -> list[Fragment]:
    return [part for language in languages for part in fixed_fragments(book, language, prompts.recorded)]


def _rendered(cache: ClipCache, fragment: Fragment) -> Path | None:
    try:
        return cache.render(fragment)
    except IvrError as error:
        log.warning("clip %s cannot be rendered: %s", fragment, error)
        return None
