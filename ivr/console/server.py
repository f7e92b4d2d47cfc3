"""Gunicorn around the console: one process of many threads (an open live page holds one), gone soon after a SIGTERM."""

from collections.abc import Callable, Sequence
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]

THREADS = 400  # 350 live pages at most (live_stream.MOST_CLIENTS), and enough for everything else
GRACE_S = 1


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn is not typed
    """A gunicorn whose settings are ours and no command line's."""

    def __init__(self, build: Callable[[], Flask], bind: str, proxies: Sequence[str]) -> None:
        self._build = build
        self._bind = bind
        self._proxies = ",".join(proxies)
        super().__init__()

    def load_config(self) -> None:
        """Tell gunicorn how to run."""
        options: dict[str, Any] = {
            "bind": self._bind,
            "worker_class": "gthread",
            "workers": 1,
            "threads": THREADS,
            "worker_connections": THREADS * 2,
            "graceful_timeout": GRACE_S,
            "timeout": 30,
            "errorlog": "-",
            "accesslog": None,  # addresses of sign-in pages hold their tokens
            "control_socket_disable": True,
            "forwarded_allow_ips": self._proxies,  # by default gunicorn believes whatever comes from this computer
            "proc_name": "ivr-console",
        }
        for name, value in options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """The application, built in the process that serves it: no connection is shared over a fork."""
        return self._build()


def serve(build: Callable[[], Flask], host: str, port: int, proxies: Sequence[str] = ()) -> None:
    """Serve until SIGTERM."""
    Server(build, f"{host}:{port}", proxies).run()
