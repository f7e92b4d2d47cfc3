"""Prompts: what can be said, as text with places for values, in each language."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from ivr.errors import AuthorError
from ivr.spoken.form import Form

_SENTENCE_END = re.compile(r"(?<=[.!?:;])\s+")  # a pause is natural here, so a clip may end here
_SLOT = re.compile(r"\{([a-z][a-z0-9_]*)(?::([a-z]+))?\}")
_PROMPT_ID = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for a value, in the form its sentence needs."""

    name: str
    form: Form = Form.PLAIN


Wording = str | Mapping[str, str]  # a text, or the one text in another language an offer of it is spoken in
Piece = str | tuple[str | Slot, ...]  # fixed words, or one sentence with at least one slot


@dataclass(frozen=True, slots=True)
class Template:
    """One prompt in one language, cut into pieces that can each be a clip of its own."""

    pieces: tuple[Piece, ...]
    voice: str | None = None  # the language it is spoken in when that is not the caller's: an offer of another language

    @property
    def names(self) -> frozenset[str]:
        """Names of the values it needs."""
        return frozenset(part.name for piece in self.pieces for part in piece if isinstance(part, Slot))


@dataclass(frozen=True, slots=True)
class PromptBook:
    """All prompts, by id and language."""

    prompts: Mapping[str, Mapping[str, Template]]

    def template(self, prompt: str, language: str) -> Template:
        """The prompt in a language; AuthorError when there is none."""
        texts = self.prompts.get(prompt)
        if texts is None:
            raise AuthorError("there is no such prompt", key=prompt)
        if language not in texts:
            raise AuthorError(f"the prompt has no text in language {language!r}", key=prompt)
        return texts[language]

    def names(self, prompt: str, language: str) -> frozenset[str]:
        """Names of the values the prompt needs."""
        return self.template(prompt, language).names

    def missing(self, language: str) -> tuple[str, ...]:
        """Prompts without text in this language."""
        return tuple(prompt for prompt, texts in self.prompts.items() if language not in texts)


def prompt_book(texts: Mapping[str, Mapping[str, Wording]]) -> PromptBook:
    """A book from plain texts, each checked: ids, places for values, the same values in all languages."""
    return PromptBook(MappingProxyType({prompt: templates(prompt, said) for prompt, said in texts.items()}))


def templates(prompt: str, texts: Mapping[str, Wording]) -> Mapping[str, Template]:
    """One prompt in all its languages; AuthorError when a text or the id is wrong."""
    if not _PROMPT_ID.fullmatch(prompt):
        raise AuthorError("a prompt's id is made of small letters, digits and _", key=prompt)
    made = {language: _template(prompt, language, text) for language, text in texts.items()}
    needed = {language: sorted(template.names) for language, template in made.items()}
    if len({tuple(names) for names in needed.values()}) > 1:
        raise AuthorError(f"the languages do not need the same values: {needed}", key=prompt)
    return MappingProxyType(made)


def _template(prompt: str, language: str, wording: Wording) -> Template:
    if isinstance(wording, str):
        return Template(_pieces(prompt, language, wording))
    if len(wording) != 1:
        raise AuthorError(f"the text in {language!r} is either a text or one language with its text", key=prompt)
    voice, text = next(iter(wording.items()))
    return Template(_pieces(prompt, language, text), voice)


def _pieces(prompt: str, language: str, text: str) -> tuple[Piece, ...]:
    if not text.strip():
        raise AuthorError(f"the text in language {language!r} is empty", key=prompt)
    pieces: list[Piece] = []
    for sentence in _SENTENCE_END.split(" ".join(text.split())):
        piece = _piece(prompt, sentence)
        if isinstance(piece, str) and pieces and isinstance(pieces[-1], str):
            pieces[-1] = f"{pieces[-1]} {piece}"  # fixed sentences in a row are one clip
        else:
            pieces.append(piece)
    return tuple(pieces)


def _piece(prompt: str, sentence: str) -> Piece:
    parts: list[str | Slot] = []
    end = 0
    for match in _SLOT.finditer(sentence):
        parts += [sentence[end : match.start()], _slot(prompt, match)]
        end = match.end()
    parts.append(sentence[end:])
    if any(brace in part for part in parts if isinstance(part, str) for brace in "{}"):
        raise AuthorError(f"{sentence!r}: a place for a value is {{name}} or {{name:form}}", key=prompt)
    return sentence if len(parts) == 1 else tuple(part for part in parts if part)


def _slot(prompt: str, match: re.Match[str]) -> Slot:
    try:
        return Slot(match[1], Form(match[2] or Form.PLAIN))
    except ValueError:
        raise AuthorError(f"{match[0]}: no such form (there are {', '.join(Form)})", key=prompt) from None
