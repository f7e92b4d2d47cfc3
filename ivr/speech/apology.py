"""The apology where Asterisk finds it without us: <language>/apology, and `apology` in all languages in a row."""

from collections.abc import Sequence
from pathlib import Path

from ivr.calls.commands import Say
from ivr.speech.audio import Sound, encodings
from ivr.speech.clip import ClipCache, complete, write_clip
from ivr.spoken.plan import plan
from ivr.spoken.prompt import PromptBook

APOLOGY = "apology"


def apology_path(sounds_dir: Path, language: str | None = None) -> Path:
    """Where the apology is, without ending; in all languages when none is named."""
    return (sounds_dir / language if language else sounds_dir) / APOLOGY


def write_apologies(cache: ClipCache, book: PromptBook, languages: Sequence[str]) -> None:
    """Render the apology of each language and the one of all, anew where the text or a recording has changed."""
    whole = Sound(b"")
    for language in languages:
        fragments = plan(Say(APOLOGY), book, language, cache.recordings.recorded)
        sound = Sound(b"".join(Path(f"{cache.render_now(part)}.sln16").read_bytes() for part in fragments))
        _write(apology_path(cache.sounds_dir, language), sound)
        whole = Sound(whole.pcm + sound.pcm)
    _write(apology_path(cache.sounds_dir), whole)


def _write(clip: Path, sound: Sound) -> None:
    if not complete(clip) or Path(f"{clip}.sln16").read_bytes() != sound.pcm:
        write_clip(clip, encodings(sound))
