"""Ports of one installation: are they free, and does somebody answer there?"""

import socket

from ivr.config import Settings
from ivr.errors import SetupError


def answers(host: str, port: int, within_s: float = 0.2) -> bool:
    """Does a TCP server accept connections there?"""
    try:
        with socket.create_connection((host, port), timeout=within_s):
            return True
    except OSError:
        return False


def is_free(host: str, port: int, kind: socket.SocketKind = socket.SOCK_STREAM) -> bool:
    """Could a server of ours listen there now?"""
    with socket.socket(socket.AF_INET, kind) as probe:
        if kind is socket.SOCK_STREAM:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def busy(settings: Settings) -> list[str]:
    """Which of our ports another program occupies, as `name number`."""
    tcp = {"agi_port": settings.agi_port, "console_port": settings.console_port}
    udp = {}
    if settings.asterisk != "external":
        tcp["ami_port"] = settings.ami_port
        udp["sip_port"] = settings.sip_port
    taken = [f"{name} {port}" for name, port in tcp.items() if not is_free(settings.host, port)]
    return taken + [
        f"{name} {port}" for name, port in udp.items() if not is_free(settings.sip_host, port, socket.SOCK_DGRAM)
    ]


def require_free(settings: Settings) -> None:
    """SetupError naming every port of ours that another program occupies."""
    taken = busy(settings)
    if taken:
        raise SetupError(
            f"another program uses {', '.join(taken)} on {settings.host} or {settings.sip_host}: stop it, or write"
            f" another number into {settings.home / 'settings.json'}, and run the command again"
        )
