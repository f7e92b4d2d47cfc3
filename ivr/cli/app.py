"""The verbs inside the environment: one module per noun, imported only when its verb is said."""

import importlib
import sys
from collections.abc import Sequence
from typing import Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

from ivr.cli.verbs import HIDDEN, INSIDE, MODULES
from ivr.errors import IvrError


class Verbs(TyperGroup):
    """A group whose members are modules `ivr.cli.<verb>` with a typer app called `app`, or a function `main`."""

    def list_commands(self, ctx: Any) -> list[str]:
        """The verbs people use."""
        return list(INSIDE)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of one verb, None when there is no such verb."""
        if cmd_name not in INSIDE and cmd_name not in HIDDEN:
            return None
        module = importlib.import_module(f"ivr.cli.{MODULES.get(cmd_name, cmd_name)}")
        command = get_command(getattr(module, "app", None) or _of(module.main))
        command.name = cmd_name
        return command


def _of(main: Any) -> typer.Typer:
    single = typer.Typer(add_completion=False)
    single.command()(main)
    return single


app = typer.Typer(cls=Verbs, add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)


@app.callback()
def verbs() -> None:
    """A self-hosted telephony server."""


def run(argv: Sequence[str]) -> int:
    """Do one verb; the exit code."""
    try:
        app(args=list(argv), prog_name="python3 -m ivr")
    except IvrError as error:
        sys.stderr.write(f"ivr: {error}\n")
        return 1
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 1
    return 0
