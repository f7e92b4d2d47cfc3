"""gTTS itself against a server of our own on the loopback, with everything a network does.

gTTS asks translate.google.com through the proxy of the environment and takes any certificate, so no line of it has to
be replaced: the proxy is ours, and answers in Google's place.
"""

import base64
import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ivr.speech.audio import decode
from ivr.speech.clip import ClipCache, complete
from ivr.speech.ffmpeg import program
from ivr.speech.gtts import Gtts
from ivr.speech.level import LOUDNESS_LUFS
from ivr.speech.voice import VoiceFailed
from ivr.spoken.plan import Spoken

pytestmark = pytest.mark.skipif(not shutil.which("openssl"), reason="openssl makes the certificate")

LIMIT_S = 1.0
PATIENT_S = 60.0  # on a full machine a good answer takes its time
MP3 = b"ID3" + bytes(300)
LONG_TEXT = "This sentence has more than a hundred letters, which gTTS asks for one by one, and its third part is here"

Answer = Callable[[ssl.SSLSocket, threading.Event], None]


def line(mp3: bytes) -> bytes:
    return b'[["wrb.fr","jQ1olc","[\\"' + base64.b64encode(mp3) + b'\\"]",null]]\n'


LINE = line(MP3)


def http(body: bytes, status: str = "200 OK", length: int | None = None) -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Length: {len(body) if length is None else length}\r\n\r\n".encode() + body


def sends(*answer: bytes) -> Answer:
    return lambda tls, _: tls.sendall(b"".join(answer))


def hangs(_tls: ssl.SSLSocket, closing: threading.Event) -> None:
    closing.wait(10)


def drips(tls: ssl.SSLSocket, closing: threading.Event) -> None:
    """A byte now and then: no read ever times out."""
    for byte in http(LINE):
        if closing.wait(0.1):
            return
        tls.sendall(bytes([byte]))


def _read_request(tls: ssl.SSLSocket) -> None:
    """All of it: closing a connection on unread bytes resets it, and the client loses the answer."""
    with tls.makefile("rb") as lines:
        length = 0
        while (line := lines.readline().strip().lower()) != b"":
            if line.startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        lines.read(length)


class Google:
    """A proxy that answers for the host behind it; each request takes the next answer, the last one is kept."""

    def __init__(self, certificate: Path) -> None:
        self.answers: list[Answer] = []
        self.asked = 0
        self.closing = threading.Event()
        self.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.tls.load_cert_chain(certificate)
        self.door = socket.create_server(("127.0.0.1", 0))
        self.threads: list[threading.Thread] = []
        self._start(self._listen)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.door.getsockname()[1]}"

    def close(self) -> None:
        self.closing.set()
        self.door.shutdown(socket.SHUT_RDWR)
        self.door.close()
        for thread in self.threads:
            thread.join(5)

    def _start(self, work: Callable[..., None], *arguments: object) -> None:
        self.threads.append(threading.Thread(target=work, args=arguments, daemon=True))
        self.threads[-1].start()

    def _listen(self) -> None:
        while True:
            try:
                visitor, _ = self.door.accept()
            except OSError:
                return
            self._start(self._serve, visitor)

    def _serve(self, visitor: socket.socket) -> None:
        with visitor:
            try:
                visitor.recv(4096)
                visitor.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
                with self.tls.wrap_socket(visitor, server_side=True) as tls:
                    _read_request(tls)
                    answer = self.answers[min(self.asked, len(self.answers) - 1)]
                    self.asked += 1
                    answer(tls, self.closing)
            except OSError:
                return


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pem = tmp_path_factory.mktemp("tls") / "server.pem"
    words = "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -keyout -"
    made = subprocess.run(["openssl", *words.split()], capture_output=True, check=True)
    pem.write_bytes(made.stdout)
    return pem


@pytest.fixture
def google(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Google]:
    server = Google(certificate)
    for name in ("https_proxy", "HTTPS_PROXY"):
        monkeypatch.setenv(name, server.url)
    yield server
    server.close()


def test_a_whole_answer_is_a_clip(google: Google) -> None:
    google.answers = [sends(http(LINE))]
    assert Gtts(limit_s=PATIENT_S).speak("Hello", "en") == MP3


def test_a_long_text_is_the_answers_to_several_requests(google: Google) -> None:
    google.answers = [sends(http(LINE))]
    assert Gtts(limit_s=PATIENT_S).speak(LONG_TEXT, "en") == MP3 * 3
    assert google.asked == 3


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(hangs, id="hangs"),
        pytest.param(drips, id="drips"),
        pytest.param(sends(), id="closes at once"),
        pytest.param(sends(http(b"busy", "503 Service Unavailable")), id="refuses"),
        pytest.param(sends(http(b"<html>Please accept our cookies</html>\n")), id="another page"),
        pytest.param(sends(b"\x00\xff garbage \r\n\r\n"), id="no HTTP"),
        pytest.param(sends(http(b"\xff\xfe\x00\n")), id="no text"),
        pytest.param(sends(http(b'"jQ1olc","[\\"!"]\n')), id="no base64"),
        pytest.param(sends(http(LINE[:200], length=len(LINE))), id="half an answer"),
        pytest.param(sends(http(LINE[:200])), id="half a line"),
        pytest.param(sends(http(LINE.replace(base64.b64encode(MP3), base64.b64encode(b"<html>"), 1))), id="no MP3"),
    ],
)
def test_whatever_else_comes_fails_within_the_limit(google: Google, answer: Answer) -> None:
    google.answers = [answer]
    with pytest.raises(VoiceFailed, match="gTTS"):
        Gtts(limit_s=LIMIT_S).speak("Hello", "en")


def test_half_a_text_is_not_taken_for_the_whole(google: Google) -> None:
    google.answers = [sends(http(LINE)), sends(http(b"[]\n"))]
    with pytest.raises(VoiceFailed, match="a part of the text"):
        Gtts(limit_s=PATIENT_S).speak(LONG_TEXT, "en")


def test_a_refused_connection_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    for name in ("https_proxy", "HTTPS_PROXY"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{port}")
    with pytest.raises(VoiceFailed, match="gTTS"):
        Gtts(limit_s=LIMIT_S).speak("Hello", "en")


def test_a_dead_network_is_asked_three_times_and_every_clip_is_spoken(
    google: Google, cache: ClipCache, offline
) -> None:
    google.answers = [sends()]
    cache = ClipCache(cache.sounds_dir, cache.recordings, Gtts(limit_s=LIMIT_S), offline)
    texts = [f"Clip {number}." for number in range(6)]
    assert all(complete(cache.render(Spoken(text, "en"))) for text in texts)
    assert (google.asked, offline.said) == (3, texts)


def test_an_mp3_that_cannot_be_decoded_is_spoken_offline(google: Google, cache: ClipCache, offline) -> None:
    google.answers = [sends(http(LINE))]
    cache = ClipCache(cache.sounds_dir, cache.recordings, Gtts(limit_s=5), offline)
    assert complete(cache.render(Spoken("Hello.", "en")))
    assert offline.said == ["Hello."]


@pytest.mark.skipif(not program(), reason="there is no ffmpeg")
def test_a_real_mp3_becomes_a_clip_of_the_chosen_voice(
    google: Google, cache: ClipCache, offline, tone, written
) -> None:
    google.answers = [sends(http(line(written(tone(seconds=1), "mp3"))))]
    cache = ClipCache(cache.sounds_dir, cache.recordings, Gtts(limit_s=5), offline)
    clip = cache.render(Spoken("Hello.", "en"))
    assert offline.said == []
    assert cache.path(Spoken("Hello.", "en")) == clip
    sound = decode(clip.with_suffix(".wav16").read_bytes())
    assert sound.seconds == pytest.approx(1.2, abs=0.2)
    assert sound.lufs == pytest.approx(LOUDNESS_LUFS, abs=0.1)
