"""The texts in every language."""

import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from flask import Flask

from ivr.console.catalogue import FOLDER, LANGUAGES, _, language, reading_as, texts, viewers_zone

CONSOLE = FOLDER.parent


def test_the_language_is_the_browsers_before_one_signs_in(client) -> None:
    assert 'lang="hu"' in client.get("/sign-in", headers={"Accept-Language": "hu-HU,en;q=0.5"}).text
    assert 'lang="en"' in client.get("/sign-in", headers={"Accept-Language": "xx"}).text


def test_without_a_request_the_readers_language_and_zone_are_taken(app: Flask) -> None:
    with app.app_context(), reading_as("hu", "Asia/Tokyo"):
        assert (language(), viewers_zone().key) == ("hu", "Asia/Tokyo")
        assert _("a text nobody translated") == "a text nobody translated"


def written() -> dict[str, str]:
    """Every text of the pages, and the file it stands in."""
    methods = [("**.py", "python"), ("templates/**.html", "jinja2")]
    keywords = {"_": None, "_l": None, "ngettext": (1, 2), "_n": (1, 2)}
    options = {"templates/**.html": {"silent": "false"}}
    found = extract_from_dir(str(CONSOLE), methods, options, keywords)
    return {(text if isinstance(text, str) else text[0]): file for file, _line, text, _notes, _context in found}


@pytest.mark.parametrize("tongue", [tongue for tongue in LANGUAGES if tongue != "en"])
def test_every_text_is_there_in_every_language(tongue: str) -> None:
    known = {text if isinstance(text, str) else text[0] for text in texts(tongue)._catalog}
    missing = {text: file for text, file in written().items() if text not in known}
    assert missing == {}


@pytest.mark.parametrize("tongue", [tongue for tongue in LANGUAGES if tongue != "en"])
def test_no_text_stays_that_nobody_reads(tongue: str) -> None:
    known = {text if isinstance(text, str) else text[0] for text in texts(tongue)._catalog}
    assert known - written().keys() == {""}


@pytest.mark.parametrize("path", sorted(FOLDER.rglob("*.po")), ids=lambda path: path.name)
def test_a_translation_is_sure_and_fills_in_the_same_values(path: Path) -> None:
    with path.open("rb") as file:
        messages = [message for message in read_po(file) if message.id]
    assert [message.id for message in messages if message.fuzzy or not message.string] == []
    assert [message.id for message in messages if values(message.id) != values(message.string)] == []


def values(text: str | tuple[str, ...]) -> set[str]:
    """The places of a text where something is filled in."""
    return set(re.findall(r"%\(\w+\)[.\d]*[a-z]", " ".join([text] if isinstance(text, str) else text)))
