"""`prepare` (said by `up`, not by people): what has to be there before the first process starts."""

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import typer

from ivr.app import prompts_folder
from ivr.asterisk.endpoints import Phone
from ivr.asterisk.phones_file import write_phones
from ivr.cli.centre_file import parse_centre
from ivr.config import PROJECT, Settings, environment, load_settings
from ivr.errors import SetupError
from ivr.menus.definition_json import from_plain, to_plain
from ivr.menus.loader import load
from ivr.menus.wording import gaps_of_language, gaps_of_menu
from ivr.spoken.prompt import PromptBook
from ivr.store import first_alert_rules, queue_rules
from ivr.store.centre import Agent, Menu, is_empty, load_centre, save_centre
from ivr.store.database import Database
from ivr.store.migration import migrate
from ivr.worker.clips import render_first

CENTRE = PROJECT / "dialplans" / "centre.yaml"
MENUS = PROJECT / "dialplans" / "menus"


def main() -> None:
    """Bring the database up to date, load the demo centre into an empty one, write phones and clips."""
    settings = load_settings()
    prompts = prompts_folder(settings.home)
    book = prompts.book()
    database = Database(settings.database_url)
    migrate(database)
    with database.write() as connection:
        if is_empty(connection):
            file = Path(environment("CENTRE") or CENTRE)
            save_centre(connection, parse_centre(_text(file), str(file), _menus(book, file.parent / MENUS.name)))
            first_alert_rules.begin(connection, settings.languages[0])  # of a new installation only
        queue_rules.keep(connection, datetime.now(UTC))
        centre = load_centre(connection)
    database.close()
    _write_phones(settings, centre.agents)
    rendered = render_first(settings, prompts, _languages(settings, centre.menus, book))
    if rendered.failed:
        names = ", ".join(repr(fragment.text) for fragment in rendered.failed[:3])
        raise SetupError(f"{len(rendered.failed)} prompts cannot be spoken ({names}): run `python3 -m ivr check`")
    typer.echo(f"{len(centre.agents)} agents, {len(centre.menus)} menus, {rendered.clips} clips ({rendered.made} new)")


def _languages(settings: Settings, menus: Iterable[Menu], book: PromptBook) -> tuple[str, ...]:
    """Those of the installation and of every menu; AuthorError for the first thing that has no text in one of them."""
    trees = [from_plain(menu.definition) for menu in menus]
    gaps = [gap for language in settings.languages for gap in gaps_of_language(language, book)]
    gaps += [gap for tree in trees for gap in gaps_of_menu(tree, book)]
    if gaps:
        raise gaps[0]
    return tuple(dict.fromkeys([*settings.languages, *(language for tree in trees for language in tree.languages)]))


def _menus(book: PromptBook, beside: Path) -> tuple[Menu, ...]:
    """The demo's menus, and those beside a centre of one's own, which come before them."""
    files = {file.name: file for folder in (MENUS, beside) for file in sorted(folder.glob("*.yaml"))}
    trees = (load(_text(file), str(file), book) for file in files.values())
    return tuple(Menu(tree.id, to_plain(tree)) for tree in trees)


def _write_phones(settings: Settings, agents: Iterable[Agent]) -> None:
    phones = [Phone(agent.id, agent.phone_secret, agent.extension, agent.name) for agent in agents]
    write_phones(settings.asterisk_dir / "etc", phones)


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SetupError(f"{file} cannot be read ({error}): restore it or name another") from None
