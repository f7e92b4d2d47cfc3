"""Gunicorn around the console: one process, eight threads, loopback, gone within two seconds of a SIGTERM."""

from collections.abc import Callable
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]

THREADS = 8
GRACE_S = 1


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn is not typed
    """A gunicorn whose settings are ours and no command line's."""

    def __init__(self, build: Callable[[], Flask], bind: str) -> None:
        self._build = build
        self._bind = bind
        super().__init__()

    def load_config(self) -> None:
        """Tell gunicorn how to run."""
        options: dict[str, Any] = {
            "bind": self._bind,
            "worker_class": "gthread",
            "workers": 1,
            "threads": THREADS,
            "graceful_timeout": GRACE_S,
            "timeout": 30,
            "errorlog": "-",
            "accesslog": None,  # addresses of sign-in pages hold their tokens
            "control_socket_disable": True,
            "proc_name": "ivr-console",
        }
        for name, value in options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """The application, built in the process that serves it: no connection is shared over a fork."""
        return self._build()


def serve(build: Callable[[], Flask], host: str, port: int) -> None:
    """Serve until SIGTERM."""
    Server(build, f"{host}:{port}").run()
