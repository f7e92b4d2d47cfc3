"""A command whose options are the fields of a dataclass."""

from dataclasses import dataclass
from typing import Annotated

import typer
from typer.testing import CliRunner

from ivr.cli.option_fields import by_fields


@dataclass(frozen=True)
class Wish:
    times: Annotated[int, typer.Option("--times", help="how often")] = 1
    loud: bool = False


@by_fields(Wish)
def say(wish: Wish) -> None:
    """Say it."""
    typer.echo(f"{wish}")


def run(*words: str) -> str:
    app = typer.Typer()
    app.command()(say)
    return CliRunner().invoke(app, list(words), catch_exceptions=False).stdout


def test_options_come_as_one_value_with_their_defaults() -> None:
    assert run("--times", "3", "--loud") == "Wish(times=3, loud=True)\n"
    assert run() == "Wish(times=1, loud=False)\n"


def test_the_help_is_the_functions_and_the_fields() -> None:
    assert "Say it." in run("--help")
    assert "how often" in run("--help")
