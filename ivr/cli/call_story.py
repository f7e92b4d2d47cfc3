"""A test call as it is told: moments in order, wishes fulfilled or not. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ivr.asterisk.far_end_call import FarEndCall, Seen
from ivr.speech.heard import Listened, Words
from ivr.spoken.prompt import Piece, PromptBook


@dataclass(frozen=True, slots=True)
class Moment:
    """One line of the story, in seconds from the answer (or from placing the call when nobody answered)."""

    at_s: float
    kind: str  # placed | ringing | answered | heard | key | hung up
    text: str

    def __str__(self) -> str:
        return f"{self.at_s:8.2f} s  {self.kind:<9} {self.text}".rstrip()


def story(call: FarEndCall, listened: Listened) -> list[Moment]:
    """Everything that happened and was heard, in order."""
    start = call.at(Seen.ANSWERED) or call.marks[0].at
    moments = [
        Moment(mark.at - start, mark.seen.value, _mark_text(mark.seen, mark.detail, call)) for mark in call.marks
    ]
    moments += [Moment(words.at_s, "heard", _words_text(words)) for words in listened.words]
    return sorted(moments, key=lambda moment: moment.at_s)


def as_plain(call: FarEndCall, listened: Listened) -> dict[str, Any]:
    """The same for programs."""
    start = call.at(Seen.ANSWERED)
    return {
        "number": call.number,
        "caller_id": call.caller_id,
        "answered": start is not None,
        "moments": [_plain_moment(moment) for moment in story(call, listened)],
        "heard": [_plain_words(words) for words in listened.words],
        "keys": "".join(mark.detail for mark in call.marks if mark.seen is Seen.KEY),
        "music_s": round(listened.music_s, 1),
        "recorded_s": round(listened.seconds, 2),
        "ended_by": call.ended_by,
        "cause": call.cause,
    }


def not_heard(wishes: Sequence[str], words: Sequence[Words], book: PromptBook) -> list[str]:
    """Those of the wishes (a prompt's id, or a part of its text) that were not heard."""
    return [wish for wish in wishes if not _was_heard(wish, words, book)]


def _was_heard(wish: str, words: Sequence[Words], book: PromptBook) -> bool:
    templates = book.prompts.get(wish)
    if templates is None:
        return wish.casefold() in " ".join(each.text for each in words).casefold()
    return any(all(_piece_heard(piece, words) for piece in template.pieces) for template in templates.values())


def _piece_heard(piece: Piece, words: Sequence[Words]) -> bool:
    parts = (piece,) if isinstance(piece, str) else piece
    pattern = re.compile("".join(re.escape(part) if isinstance(part, str) else ".+" for part in parts))
    return any(pattern.fullmatch(each.text) for each in words)


def _mark_text(seen: Seen, detail: str, call: FarEndCall) -> str:
    return {
        Seen.PLACED: f"to {call.number} as {call.caller_id}",
        Seen.KEY: detail,
        Seen.HUNG_UP: f"by the {detail}, cause {call.cause}",
    }.get(seen, "")


def _words_text(words: Words) -> str:
    cut = "" if words.completed else f", cut short after {words.until_s - words.at_s:.1f} s"
    return f'"{words.text}" ({words.language}{cut})'


def _plain_moment(moment: Moment) -> dict[str, Any]:
    return {"at_s": round(moment.at_s, 3), "kind": moment.kind, "text": moment.text}


def _plain_words(words: Words) -> dict[str, Any]:
    return {
        "text": words.text,
        "language": words.language,
        "at_s": round(words.at_s, 3),
        "until_s": round(words.until_s, 3),
        "score": round(words.score, 3),
        "completed": words.completed,
    }


def lines(call: FarEndCall, listened: Listened) -> Iterator[str]:
    """The story for the eye."""
    yield from map(str, story(call, listened))
    if listened.music_s:
        yield f"           music     {listened.music_s:.1f} s of it while waiting"
