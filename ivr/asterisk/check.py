"""A look at Asterisk's manager for `ivr check`, blocking, over asterisk-ami (only here): connect, log in, ask, log off.

    ping(host, port, user, secret) -> str       version of the protocol; ConnectionLost, ActionRefused
    version(host, port, user, secret) -> str    version of Asterisk
    originate(host, port, login, local, variable)
    reload(host, port, login, module)           for the worker, when a file Asterisk holds open was put aside

Modules are not asked for here: ModuleCheck wants the write class `system` and takes a module that declined to run for
loaded; only the listing of `module show` tells.
asterisk-ami serves for one short conversation only: after 3 s of silence its reader dies, so each call makes its own;
and it dies noisily on a peer that is no Asterisk, so the greeting is looked at first.
"""

import contextlib
import socket
from collections.abc import Iterator

from asterisk.ami import AMIClient, SimpleAction

from ivr.errors import ActionRefused, ConnectionLost

LIMIT_S = 3.0
GREETING = "Asterisk Call Manager/"


def ping(host: str, port: int, user: str, secret: str) -> str:
    """The version of the manager protocol, when Asterisk answers and takes the secret."""
    with _logged_in(host, port, user, secret) as (client, version):
        _ask(client, SimpleAction("Ping"))
    return version


def version(host: str, port: int, user: str, secret: str) -> str:
    """The version of Asterisk itself, such as 22.10.1."""
    with _logged_in(host, port, user, secret) as (client, _):
        response = client.send_action(SimpleAction("CoreSettings")).response
    _expect(response, "CoreSettings")
    return str(response.keys.get("AsteriskVersion", "unknown"))


def originate(host: str, port: int, login: tuple[str, str], local: str, variable: str) -> None:
    """Have a Local channel run an extension, its other end only waiting; ActionRefused when there is none such."""
    wish = {"Channel": f"Local/{local}/n", "Application": "Wait", "Data": "10", "Variable": variable}
    with _logged_in(host, port, *login) as (client, _):
        _expect(client.send_action(SimpleAction("Originate", Async="true", **wish)).response, f"a call to {local}")


def reload(host: str, port: int, login: tuple[str, str], module: str) -> None:
    """Have a part of Asterisk read its configuration and open its files again."""
    with _logged_in(host, port, *login) as (client, _):
        _ask(client, SimpleAction("Reload", Module=module))


@contextlib.contextmanager
def _logged_in(host: str, port: int, user: str, secret: str) -> Iterator[tuple[AMIClient, str]]:
    version = _greeting(host, port)
    client = AMIClient(address=host, port=port, timeout=LIMIT_S)
    try:
        client.connect()
    except OSError:
        raise ConnectionLost(f"Asterisk's manager went away on {host}:{port}") from None
    try:
        _expect(client.login(user, secret).response, f"the manager user {user!r}")
        yield client, version
        client.logoff()
    finally:
        client.disconnect()


def _greeting(host: str, port: int) -> str:
    try:
        with socket.create_connection((host, port), LIMIT_S) as peer:
            line = peer.recv(80).decode("ascii", "replace").strip()
    except OSError:
        raise ConnectionLost(f"nothing answers as Asterisk's manager on {host}:{port}") from None
    if not line.startswith(GREETING):
        raise ConnectionLost(f"what listens on {host}:{port} is not Asterisk's manager")
    return line.removeprefix(GREETING)


def _ask(client: AMIClient, action: SimpleAction) -> None:
    _expect(client.send_action(action).response, action.name)


def _expect(response: object, what: str) -> None:
    if response is None:
        raise ConnectionLost(f"Asterisk's manager did not answer within {LIMIT_S:g} s")
    if getattr(response, "status", "") not in {"Success", "Goodbye"}:
        raise ActionRefused(
            f"Asterisk refused {what}: {getattr(response, 'keys', {}).get('Message', 'no reason given')}"
        )
