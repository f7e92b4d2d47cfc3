"""Every page, for everybody who may see it: at three widths, light and dark, by keyboard, in English and Hungarian."""

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from conftest import PEOPLE
from flask import Flask
from sqlalchemy import text as sql
from tour import TEXTS, WIDER

from ivr.access.role import PERMISSIONS, Role
from ivr.console.catalogue import LANGUAGES, texts
from ivr.console.gate import declared

KNOWN = {"accounts.edit", "own_account.page", "audit.page"}
SAME = {
    *LANGUAGES.values(),
    *("ASA", "AHT", "CSV", "PDF", "XLSX", "UDP", "SIP", "min", "true", "false", "Delete", "Europe/Budapest", "root"),
    *("Asterisk", "asterisk", "engine", "worker", "console"),  # processes, called so in the log too
    *("CDR", "CEL", "queue_log"),  # Asterisk's records
}
BETWEEN = re.compile(r"\s*[·:,→()]\s*|\d+ ")


def test_the_tour_comes_to_pages(tour: Any) -> None:
    assert {seen.endpoint for seen in tour} >= KNOWN


def test_pages_have_one_heading_a_title_and_a_language(tour: Any) -> None:
    wrong = {seen.path: seen.headed for seen in tour if not _is_headed(seen.headed)}

    assert not wrong


def test_pages_fit_are_accessible_and_show_where_one_is(tour: Any) -> None:
    faults = [f"{seen.path}: {fault}" for seen in tour for fault in seen.faults]

    assert not faults, "\n".join(faults)


def test_pages_complain_of_nothing(tour: Any) -> None:
    complaints = [f"{seen.path}: {complaint}" for seen in tour for complaint in seen.complaints]

    assert not complaints, "\n".join(complaints)


@pytest.mark.parametrize("person", [person for person in PEOPLE if PEOPLE[person][0] != "administrator"])
def test_others_see_their_pages_and_no_other(desk: Any, tour: Any, console: Flask, person: str) -> None:
    page, rights = desk.window(person, "phone"), PERMISSIONS[Role(PEOPLE[person][0])]
    wrong = []
    for seen in tour:
        permission = declared(console, seen.endpoint).permission
        if permission is None or permission in rights:
            status, expected = page.goto(seen.path).status, (200, 403, 404)  # it may be of a project not his
        else:
            status, expected = page.context.request.get(seen.path).status, (403,)
        if status not in expected:
            wrong.append(f"{seen.path}: {status}")
    desk.expect_refusal()

    assert not wrong, "\n".join(wrong)


def test_in_hungarian_nothing_is_english_or_too_wide(desk: Any, house: Any, tour: Any) -> None:
    page, hungarian = desk.window("hungarian", "phone"), texts("hu")
    ours, wrong = set(_stored(house)), []
    for seen in tour:
        page.goto(seen.path)
        assert page.locator("html").get_attribute("lang") == "hu", seen.path
        wider = page.evaluate(WIDER)
        wrong += [f"{seen.path}: wider than a phone: {wider}"] if wider else []
        left = set(page.evaluate(TEXTS)) & seen.texts
        wrong += [f"{seen.path}: {one}" for one in left if _is_english(one, ours, hungarian)]

    assert not wrong, "\n".join(wrong)


def _is_headed(headed: dict[str, Any]) -> bool:
    return headed["h1"] == 1 and headed["lang"] == "en" and not headed["title"].startswith(" ")


def _stored(house: Any) -> Iterator[str]:
    """Every text of the store: names and ids are the same in all languages."""
    with house.database().read() as connection:
        tables = connection.execute(sql("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars().all()
        for table in tables:
            for row in connection.execute(sql(f'SELECT * FROM "{table}"')):
                for value in row:
                    yield from _strings(value)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield " ".join(value.split())
        with suppress(ValueError):
            inner = json.loads(value)
            yield from (inner,) if isinstance(inner, str) else _strings(inner)
    elif isinstance(value, dict):
        for inner in (*value, *value.values()):
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)


def _is_english(one: str, ours: set[str], hungarian: Any) -> bool:
    """Whether a text that both languages show is neither a name, a figure nor the same word in both."""
    unnamed = " · ".join(part for part in one.split(" · ") if part not in ours)  # a name may hold what parts others
    parts = [part for part in BETWEEN.split(unnamed) if re.search(r"[A-Za-z]{3}", part)]
    return any(not {part, one} & (ours | SAME) and not _is_the_same(part, hungarian) for part in parts)


def _is_the_same(word: str, hungarian: Any) -> bool:
    return word in hungarian._catalog and hungarian.gettext(word) == word
