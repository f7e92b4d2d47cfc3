"""Everything that acts has a name, is pressed by a test, and is refused to whom it is not for."""

import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from conftest import PEOPLE
from flask import Flask
from tour import endpoint_of

from ivr.access.role import PERMISSIONS, Permission, Role
from ivr.console.gate import declared

HERE = Path(__file__).parent
TEMPLATES = Path(declared.__code__.co_filename).parent / "templates"
NO_SCRIPT = re.compile(r"<noscript>.*?</noscript>", re.DOTALL)  # tests have scripts
NAMED = re.compile(r'<(?:button|a)\b[^>]*\bdata-test="([a-z0-9-]+)"')


def test_everything_that_acts_has_a_name(tour: Any) -> None:
    nameless = sorted({one["seen"] for seen in tour for one in seen.acting if not one["test"]})

    assert not nameless, "\n".join(nameless)


def test_every_name_is_pressed_by_a_test(tour: Any) -> None:
    templates = (NO_SCRIPT.sub("", page.read_text()) for page in TEMPLATES.rglob("*.html"))
    written = {name for text in templates for name in NAMED.findall(text)}
    shown = {one["test"] for seen in tour for one in seen.acting if one["test"]}
    tests = [path.read_text() for path in HERE.glob("test_*.py") if path != Path(__file__)]
    unpressed = sorted(name for name in written | shown if not any(_names(test, name) for test in tests))

    assert not unpressed, "\n".join(unpressed)


def test_what_is_sent_is_refused_to_whom_it_is_not_for(desk: Any, tour: Any, console: Flask) -> None:
    asked, wrong, senders = 0, [], {}
    for action, permission, fields in _deeds(tour, console):
        person = _without(permission)
        if person is None:
            continue
        if person not in senders:
            senders[person] = _sender(desk, person)
        ask, mark = senders[person]
        answer = ask.post(action, form={**fields, "csrf_token": mark}, max_redirects=0)
        asked += 1
        if answer.status != 403:
            wrong.append(f"{person}: {action}: {answer.status}")

    assert asked
    assert not wrong, "\n".join(wrong)


def _names(test: str, name: str) -> bool:
    """Whether a test speaks of this name, or makes it of a noun of its own: f"{noun}-new"."""
    noun, _, verb = name.rpartition("-")
    return bool(re.search(rf"(?<![\w-]){name}(?![\w-])", test)) or (
        f'"{noun}"' in test and bool(re.search(rf"}}-{verb}\b", test))
    )


def _sender(desk: Any, person: str) -> tuple[Any, str]:
    """Somebody's browser without a page, and the mark his own pages carry."""
    ask = desk.window(person).context.request
    return ask, ask.get("/account").text().split('name="csrf_token" value="')[1].split('"')[0]


def _deeds(tour: Any, console: Flask) -> Any:
    """What forms send: where to, what one must be allowed to, the fields."""
    bound, found = console.url_map.bind("localhost"), {}
    for seen in tour:
        for form in seen.forms:
            endpoint = endpoint_of(bound, form["action"], "POST") if form["method"] == "post" else None
            rule = declared(console, endpoint) if endpoint else None
            if rule is not None and rule.permission is not None:
                found[endpoint] = (urlsplit(form["action"]).path, rule.permission, dict(form["fields"]))
    return found.values()


def _without(permission: Permission) -> str | None:
    """Somebody who may not do this."""
    return next((who for who, (role, *_) in PEOPLE.items() if permission not in PERMISSIONS[Role(role)]), None)
