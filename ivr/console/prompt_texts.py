"""The words of prompts, for pages that tell what a caller heard: as prompts.yaml has them now."""

from functools import lru_cache
from pathlib import Path

from ivr.config import PROJECT
from ivr.errors import AuthorError
from ivr.spoken.prompt import PromptBook, Slot, Template
from ivr.spoken.prompt_file import parse_prompts

FILE = PROJECT / "prompts" / "prompts.yaml"
NONE = PromptBook({})


def prompt_text(prompt: str, language: str, file: Path = FILE) -> str | None:
    """A prompt's words with the names of its values in brackets; None when they are not known."""
    template = _book(file, _mark(file)).prompts.get(prompt, {}).get(language)
    return _words(template) if template else None


def _words(template: Template) -> str:
    pieces = [(piece,) if isinstance(piece, str) else piece for piece in template.pieces]
    return " ".join("".join(_part(part) for part in piece) for piece in pieces)


def _part(part: str | Slot) -> str:
    return part if isinstance(part, str) else f"[{part.name.replace('_', ' ')}]"


def _mark(file: Path) -> int:
    try:
        return file.stat().st_mtime_ns
    except OSError:
        return 0


@lru_cache(maxsize=2)
def _book(file: Path, _changed: int) -> PromptBook:
    try:
        return parse_prompts(file.read_text(encoding="utf-8"), str(file))
    except (OSError, UnicodeDecodeError, AuthorError):  # the page is still of use without the words
        return NONE
