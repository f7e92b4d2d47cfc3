"""The online voice: Google's translation speech through gTTS, with a time limit and a circuit breaker.

A request's own timeout ends only when nothing comes at all; a server that lets a byte fall now and then would hold us
for hours. So the clip is fetched in a thread that is left behind when the limit is over.
"""

import importlib
import queue
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

from ivr.speech.voice import VoiceFailed

_LIMIT_S = 10.0
_FAILURES_ALLOWED = 3
_REST_S = 300.0
_MP3 = (b"ID3", b"\xff")  # a tag, or the first frame

Fetch = Callable[[str, str], Iterator[bytes]]  # (text, language) -> pieces of one MP3


class Gtts:
    """gTTS, left alone for five minutes after three failures in a row, so that nothing waits for a dead network."""

    name = "gtts"

    def __init__(
        self, fetch: Fetch | None = None, clock: Callable[[], float] = time.monotonic, limit_s: float = _LIMIT_S
    ) -> None:
        self._fetch = fetch or self._online
        self._clock = clock
        self._limit_s = limit_s
        self._lock = threading.Lock()
        self._failures = 0
        self._rests_until = float("-inf")

    def speak(self, text: str, language: str) -> bytes:
        """The text as MP3, held in memory until it is whole: a failure leaves no broken file."""
        if self._clock() < self._rests_until:
            raise VoiceFailed("gTTS failed repeatedly and is left alone for a while")
        try:
            mp3 = self._within_limit(text, language)
        except Exception as error:  # whatever the network or the service does, the caller hears another voice
            self._note_failure()
            raise VoiceFailed(f"gTTS: {error}") from error
        with self._lock:
            self._failures = 0
        return mp3

    def _within_limit(self, text: str, language: str) -> bytes:
        outcome: queue.SimpleQueue[bytes | Exception] = queue.SimpleQueue()
        given_up = threading.Event()

        def fetch() -> None:
            try:
                outcome.put(_whole(self._fetch(text, language), given_up))
            except Exception as error:  # it is raised by the one who waits
                outcome.put(error)

        threading.Thread(target=fetch, name="gtts", daemon=True).start()
        try:
            result = outcome.get(timeout=self._limit_s)
        except queue.Empty:
            given_up.set()
            raise VoiceFailed(f"no whole clip within {self._limit_s:g} s") from None
        if isinstance(result, Exception):
            raise result
        return result

    def _online(self, text: str, language: str) -> Iterator[bytes]:
        library: Any = importlib.import_module("gtts")  # 0.2 s of imports that the offline voice never needs
        speech = library.gTTS(text, lang=language, lang_check=False, timeout=self._limit_s)
        answers = 0
        for piece in speech.stream():
            answers += 1
            yield piece
        if answers < len(speech.get_bodies()):  # a long text goes in several requests; gTTS passes over silent answers
            raise VoiceFailed("a part of the text came back without sound")

    def _note_failure(self) -> None:
        with self._lock:
            self._failures += 1
            if self._failures >= _FAILURES_ALLOWED:
                self._failures, self._rests_until = 0, self._clock() + _REST_S


def _whole(pieces: Iterator[bytes], given_up: threading.Event) -> bytes:
    mp3 = b""
    for piece in pieces:
        mp3 += piece
        if given_up.is_set():
            break
    if not mp3:
        raise VoiceFailed("an empty clip came")
    if not mp3.startswith(_MP3):
        raise VoiceFailed("what came is no MP3")
    return mp3
