"""Every text of the pages in the reader's language: English is written in the code, others in translations/."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations
from flask import Flask, g, has_app_context, has_request_context, request
from flask_babel import Babel, force_locale, get_locale  # type: ignore[import-untyped]
from flask_babel.speaklater import LazyString  # type: ignore[import-untyped]

from ivr.console.source import source
from ivr.hours.zone import zone

LANGUAGES = {"en": "English", "hu": "magyar"}
FOLDER = Path(__file__).parent / "translations"
CHOSEN = "language"  # the cookie of who is not signed in


def _(text: str, **values: Any) -> str:
    """A text in the reader's language, with values filled in."""
    found = _written(text)
    return found % values if values else found


def _n(one: str, many: str, num: int, **values: Any) -> str:
    """A text for so many, `num` and other values filled in."""
    return _counted(one, many, num) % {"num": num, **values}


def _l(text: str, **values: Any) -> Any:
    """A text whose language is chosen when it is shown."""
    return LazyString(_, text, **values)


def _written(text: str) -> str:
    return texts(language()).gettext(text)


def _counted(one: str, many: str, num: int) -> str:
    return texts(language()).ngettext(one, many, num)


@cache
def texts(name: str) -> Translations:
    """The texts of one language, of all its files."""
    merged = Translations()
    for path in sorted((FOLDER / name).glob("*.po")):
        with path.open("rb") as file:
            compiled = BytesIO()
            write_mo(compiled, read_po(file, locale=Locale.parse(name)))
        compiled.seek(0)
        merged.add(Translations(compiled), merge=True)
        merged.plural = Translations(BytesIO(compiled.getvalue())).plural
    return merged


def install(app: Flask) -> None:
    """Give the application its texts."""
    Babel(app, locale_selector=_chosen, timezone_selector=viewers_zone)
    # A page has hundreds of texts: they are looked up without asking Babel each time what it serves.
    app.jinja_env.install_gettext_callables(_written, _counted, newstyle=True)  # type: ignore[attr-defined]


def language() -> str:
    """The reader's language: `en` or `hu`."""
    if not has_app_context():
        return "en"
    if "language" not in g:
        found = get_locale()
        g.language = found.language if found and found.language in LANGUAGES else "en"
    return str(g.language)


def viewers_zone() -> ZoneInfo:
    """The reader's time zone: his account's, else the centre's."""
    forced: str | None = g.get("zone")
    asking = g.get("principal")
    return zone(forced or (asking.timezone if asking else None) or source().settings.timezone)


@contextmanager
def reading_as(name: str, timezone: str) -> Iterator[None]:
    """Write texts and times for a reader who does not ask just now."""
    g.zone = timezone
    before, g.language = g.get("language"), name
    try:
        with force_locale(name):
            yield
    finally:
        g.language = before
        if before is None:
            g.pop("language")


def _chosen() -> str:
    asking = g.get("principal")
    if asking is not None and asking.language in LANGUAGES:
        return str(asking.language)
    if not has_request_context():
        return "en"
    if request.cookies.get(CHOSEN) in LANGUAGES:
        return str(request.cookies[CHOSEN])
    return request.accept_languages.best_match(list(LANGUAGES), "en") or "en"
