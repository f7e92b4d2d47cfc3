"""`menus`: what a caller hears, played by keyboard, checked, and tested with whole calls."""

import difflib
import sys
from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from ivr.config import PROJECT, load_settings
from ivr.console.doorbell import ring
from ivr.errors import AuthorError, SetupError
from ivr.menus.definition import MenuTree
from ivr.menus.definition_json import to_plain
from ivr.menus.golden import HANG_UP, calls_in, replayed
from ivr.menus.loader import Reading, load, read
from ivr.menus.simulated_call import ACTIONS, SimulatedCall, act, begin, passing_time
from ivr.menus.text import by_book, outline
from ivr.menus.wording import gaps_of_menu
from ivr.speech.prompts_folder import PromptsFolder
from ivr.spoken.prompt import PromptBook

MENUS = PROJECT / "dialplans" / "menus"
PROMPTS = PROJECT / "prompts"
SCRIPT = ".calls.txt"

Files = Annotated[list[str] | None, typer.Argument(help="files or ids; all menus when none is named")]
Language = Annotated[str | None, typer.Option(help="the caller's language, when it is known")]

app = typer.Typer(add_completion=False, help="What a caller hears: play it, check it, test it with whole calls.")


@app.callback(invoke_without_command=True)
def show(context: typer.Context) -> None:
    """Without a verb: all menus as text."""
    if context.invoked_subcommand is None:
        book = _book()
        for path in _paths(None):
            tree = _load(path, book)
            typer.echo("\n".join(outline(tree, tree.languages[0], by_book(book))) + "\n")


@app.command()
def play(menu: Annotated[str, typer.Argument(help="file or id")], language: Language = None) -> None:
    """Walk through a menu with the keyboard."""
    book = _book()
    call = begin(_load(_path(menu), book), language, by_book(book))
    typer.echo(f"Type keys (0-9 * #); Enter alone lets time pass; or say: {', '.join(ACTIONS)}, {HANG_UP}.")
    _tell(call)
    for line in map(str.strip, sys.stdin):
        if line == HANG_UP:
            return
        try:
            call = act(call, _meant(call, line))
        except AuthorError as error:
            typer.echo(f"({error})")
        else:
            _tell(call)
        if call.ended:
            return


@app.command()
def lint(files: Files = None) -> None:
    """Say what is wrong (exit code 1) and what is unwise (exit code 0) in menus."""
    book, failed = _book(), False
    for path in _paths(files):
        reading = _read(path, book)
        mistakes = [*reading.mistakes, *(gaps_of_menu(reading.tree, book) if reading.tree else ())]
        for mistake in mistakes:
            typer.echo(str(mistake))
        for warning in reading.warnings:
            typer.echo(f"{warning} (warning)")
        failed = failed or bool(mistakes)
        if not mistakes:
            typer.echo(f"{_short(path)}: well formed")
    raise typer.Exit(1 if failed else 0)


@app.command("import")
def bring_in(files: Files = None) -> None:
    """Make the files' menus those that callers hear from their next call on; a file with a mistake changes nothing."""
    from ivr.store import centre_version  # noqa: PLC0415 — the other verbs need no database
    from ivr.store.centre import Menu, save_menu  # noqa: PLC0415
    from ivr.store.database import Database  # noqa: PLC0415

    settings, book = load_settings(), _book()
    trees = [_load(path, book) for path in _paths(files)]
    if gaps := [gap for tree in trees for gap in gaps_of_menu(tree, book)]:
        raise gaps[0]
    with closing(Database(settings.database_url)) as database, database.write() as connection:
        versions = [(tree.id, save_menu(connection, Menu(tree.id, to_plain(tree)))) for tree in trees]
        centre_version.bump(connection)
    ring(settings)
    for menu, version in versions:
        typer.echo(f"{menu}: version {version} is in force")


@app.command("test")
def golden_calls(
    files: Files = None,
    update: Annotated[bool, typer.Option("--update", help="write what comes of each line into the scripts")] = False,
) -> None:
    """Play the golden calls beside the menus; exit code 1 when something else is heard than written."""
    book = _book()
    results = [_tested(path, book, update) for path in _paths(files)]
    raise typer.Exit(0 if all(results) else 1)


def _tested(path: Path, book: PromptBook, update: bool) -> bool:
    script = path.with_name(path.stem + SCRIPT)
    if not script.is_file():
        typer.echo(f"{_short(path)}: no calls written down ({script.name})")
        return True
    text = _text(script)
    heard = replayed(text, _load(path, book), _short(script))
    if heard == text:
        typer.echo(f"{_short(script)}: {calls_in(text)} calls as written")
        return True
    if update:
        script.write_text(heard, encoding="utf-8")
        typer.echo(f"{_short(script)}: written anew, {calls_in(heard)} calls")
        return True
    differences = difflib.unified_diff(text.splitlines(), heard.splitlines(), _short(script), "heard now", lineterm="")
    typer.echo("\n".join(differences))
    return False


def _meant(call: SimulatedCall, line: str) -> str:
    """The action a typed line stands for."""
    if not line:
        return passing_time(call)
    return line if line.split(" ", maxsplit=1)[0] in ACTIONS else f"press {line}"


def _tell(call: SimulatedCall) -> None:
    for line in call.told:
        typer.echo(line)


def _paths(files: list[str] | None) -> list[Path]:
    return [_path(file) for file in files] if files else sorted(MENUS.glob("*.yaml"))


def _path(file: str) -> Path:
    """A file by its path, or a menu of the project by its id."""
    for path in (Path(file), MENUS / f"{file}.yaml"):
        if path.is_file():
            return path
    raise SetupError(f"there is no menu {file!r}: name a file, or one of {', '.join(p.stem for p in _paths(None))}")


def _read(path: Path, book: PromptBook) -> Reading:
    return read(_text(path), _short(path), book)


def _load(path: Path, book: PromptBook) -> MenuTree:
    return load(_text(path), _short(path), book)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise AuthorError(f"no UTF-8 text: {error}", file=_short(path)) from None


def _short(path: Path) -> str:
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)


def _book() -> PromptBook:
    return PromptsFolder(PROMPTS).book()
