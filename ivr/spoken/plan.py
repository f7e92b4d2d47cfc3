"""A prompt and its values become an ordered row of fragments, each one clip."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ivr.calls.commands import Say
from ivr.calls.values import Value
from ivr.errors import AuthorError
from ivr.spoken.prompt import PromptBook, Slot
from ivr.spoken.value import words

LARGEST_RECORDING_BYTES = 20_000_000  # of a sound file somebody hands in

IsRecorded = Callable[[str, str], bool]  # (recording, language): is there one? Recordings win over a voice


@dataclass(frozen=True, slots=True)
class Recorded:
    """A clip somebody spoke: a prompt by its id, or its third piece as `id.3`; a voice says `text` if it is bad."""

    recording: str
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Spoken:
    """Words for a voice."""

    text: str
    language: str


Fragment = Recorded | Spoken


def plan(say: Say, book: PromptBook, language: str, recorded: IsRecorded) -> tuple[Fragment, ...]:
    """What is played for `say`, in order; AuthorError for an unknown prompt, a missing language or value."""
    template = book.template(say.prompt, language)
    values, language = dict(say.values), template.voice or language
    if not template.names and recorded(say.prompt, language):
        text = " ".join(str(piece) for piece in template.pieces)
        return (Recorded(say.prompt, language, text),)
    fragments: list[Fragment] = []
    for number, piece in enumerate(template.pieces, start=1):
        if isinstance(piece, str):
            fragments.append(fixed(piece, f"{say.prompt}.{number}", language, recorded))
        elif text := _text(piece, values, say.prompt, language):
            fragments.append(Spoken(text, language))
    return tuple(fragments)


def fixed_fragments(book: PromptBook, language: str, recorded: IsRecorded) -> Iterator[Fragment]:
    """Everything in the book that can be rendered before anybody calls; prompts without this language are left out."""
    for prompt, texts in book.prompts.items():
        if language not in texts:
            continue
        template = texts[language]
        if not template.names:
            yield from plan(Say(prompt), book, language, recorded)
            continue
        for number, piece in enumerate(template.pieces, start=1):
            if isinstance(piece, str):
                yield fixed(piece, f"{prompt}.{number}", template.voice or language, recorded)


def fixed(text: str, recording: str, language: str, recorded: IsRecorded) -> Fragment:
    """Fixed words under the name of their recording: that, or a voice."""
    return Recorded(recording, language, text) if recorded(recording, language) else Spoken(text, language)


def recordable(book: PromptBook, language: str) -> dict[str, str]:
    """Recording -> what it says, for every recording spoken in this language that would be played."""
    found: dict[str, str] = {}
    for prompt, texts in book.prompts.items():
        for written_in, template in texts.items():
            if (template.voice or written_in) != language:
                continue
            pieces = {f"{prompt}.{number}": text for number, text in enumerate(template.pieces, start=1)}
            whole = {prompt: " ".join(map(str, template.pieces))}
            spoken = {name: text for name, text in pieces.items() if isinstance(text, str)}
            found |= spoken if template.names else whole
    return found


def _text(piece: Sequence[str | Slot], values: Mapping[str, Value], prompt: str, language: str) -> str:
    said = "".join(part if isinstance(part, str) else _said(part, values, prompt, language) for part in piece)
    said = " ".join(said.split())
    return said if any(letter.isalnum() for letter in said) else ""  # an empty value leaves only its full stop


def _said(slot: Slot, values: Mapping[str, Value], prompt: str, language: str) -> str:
    if slot.name not in values:
        raise AuthorError(f"no value is given for {{{slot.name}}}", key=prompt)
    try:
        return words(values[slot.name], slot.form, language)
    except AuthorError as error:
        raise AuthorError(f"{{{slot.name}}}: {error}", key=prompt) from None
