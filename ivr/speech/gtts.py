"""The online voice: Google's translation speech through gTTS, with a time limit and a circuit breaker."""

import importlib
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

from ivr.speech.voice import VoiceFailed

_LIMIT_S = 10.0
_FAILURES_ALLOWED = 3
_REST_S = 300.0

Fetch = Callable[[str, str], Iterator[bytes]]  # (text, language) -> pieces of one MP3


class Gtts:
    """gTTS, left alone for five minutes after three failures in a row, so that nothing waits for a dead network."""

    name = "gtts"

    def __init__(self, fetch: Fetch | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        self._fetch = fetch or _fetch
        self._clock = clock
        self._lock = threading.Lock()
        self._failures = 0
        self._rests_until = float("-inf")

    def speak(self, text: str, language: str) -> bytes:
        """The text as MP3, held in memory until it is whole: a failure leaves no broken file."""
        if self._clock() < self._rests_until:
            raise VoiceFailed("gTTS failed repeatedly and is left alone for a while")
        try:
            mp3 = self._within_limit(self._fetch(text, language))
        except Exception as error:  # whatever the network or the service does, the caller hears another voice
            self._note_failure()
            raise VoiceFailed(f"gTTS: {error}") from error
        with self._lock:
            self._failures = 0
        return mp3

    def _within_limit(self, pieces: Iterator[bytes]) -> bytes:
        started, mp3 = self._clock(), b""
        for piece in pieces:
            mp3 += piece
            if self._clock() - started > _LIMIT_S:
                raise VoiceFailed(f"no whole clip within {_LIMIT_S:.0f} s")
        if not mp3:
            raise VoiceFailed("an empty clip came")
        return mp3

    def _note_failure(self) -> None:
        with self._lock:
            self._failures += 1
            if self._failures >= _FAILURES_ALLOWED:
                self._failures, self._rests_until = 0, self._clock() + _REST_S


def _fetch(text: str, language: str) -> Iterator[bytes]:
    library: Any = importlib.import_module("gtts")  # 0.2 s of imports that the offline voice never needs
    yield from library.gTTS(text, lang=language, lang_check=False, timeout=_LIMIT_S).stream()
