"""Proof that an Asterisk reaches us and sees our sounds: it plays a fresh clip of odd length and tells where it ended.

    prove(host, wish, call) -> Proof       blocking; `call` has Asterisk come to the given port over AGI

A folder of the same name on its side would not hold this clip, and a clip of another length would end elsewhere.
"""

import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ivr.asterisk.agi import AgiEvent, AgiProtocol, Ended, Environment, Reply
from ivr.errors import ConnectionLost, UnexpectedReply

LIMIT_S = 5.0
CHUNK = 4096


@dataclass(frozen=True, slots=True)
class Wish:
    """What to ask: a clip by its path without ending, and modules by name."""

    clip: str
    modules: Sequence[str]


@dataclass(frozen=True, slots=True)
class Proof:
    """What came of it."""

    channel: str  # its unique id, as in Asterisk's own record
    samples: int  # how far the clip was played; 0 when it was not found
    missing: tuple[str, ...]  # modules that do not run


def prove(host: str, wish: Wish, call: Callable[[int], None]) -> Proof:
    """Let Asterisk come, play, and answer; ConnectionLost when it does not come or goes away."""
    with socket.create_server((host, 0)) as door:
        door.settimeout(LIMIT_S)
        call(door.getsockname()[1])
        try:
            peer, _ = door.accept()
        except TimeoutError:
            raise ConnectionLost(f"Asterisk did not come to us over AGI within {LIMIT_S:g} s") from None
    with peer:
        peer.settimeout(LIMIT_S)
        return _converse(peer, wish)


def _converse(peer: socket.socket, wish: Wish) -> Proof:
    agi = AgiProtocol()
    environment = _next(peer, agi)
    if not isinstance(environment, Environment):
        raise UnexpectedReply("the AGI conversation did not begin with its environment")
    played = _ask(peer, agi, "STREAM FILE", wish.clip, "")
    states = {name: _ask(peer, agi, "GET FULL VARIABLE", f"${{IFMODULE({name})}}").text for name in wish.modules}
    missing = tuple(name for name, state in states.items() if state == "0")
    if set(states.values()) - {"0", "1"}:
        missing = ("func_module.so",)  # without it nothing is known of the others
    return Proof(environment.values.get("uniqueid", ""), played.endpos or 0, missing)


def _ask(peer: socket.socket, agi: AgiProtocol, verb: str, *arguments: str) -> Reply:
    peer.sendall(agi.send(verb, *arguments))
    while not isinstance(event := _next(peer, agi), Reply):
        if isinstance(event, Ended):
            raise ConnectionLost("Asterisk ended the AGI conversation")
    return event


def _next(peer: socket.socket, agi: AgiProtocol) -> AgiEvent:
    while (event := agi.next_event()) is None:
        try:
            chunk = peer.recv(CHUNK)
        except OSError as error:
            raise ConnectionLost(f"the AGI conversation broke off ({error})") from None
        agi.receive(chunk) if chunk else agi.receive_eof()
    return event
