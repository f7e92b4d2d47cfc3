"""Every text of the pages in the reader's language: English is written in the code, others in translations/."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations
from flask import Flask, g, has_request_context, request
from flask_babel import (  # type: ignore[import-untyped]
    Babel,
    Domain,
    force_locale,
    get_locale,
    gettext,
    lazy_gettext,
    ngettext,
)

from ivr.console.source import source
from ivr.hours.zone import zone

LANGUAGES = {"en": "English", "hu": "magyar"}
FOLDER = Path(__file__).parent / "translations"
CHOSEN = "language"  # the cookie of who is not signed in

_ = gettext
_l = lazy_gettext
_n = ngettext


class PoDomain(Domain):  # type: ignore[misc]  # flask-babel is not typed
    """Reads the translators' own files, so that there is no compiled copy to forget."""

    def get_translations(self) -> Translations:
        """The texts in the reader's language."""
        return texts(language())


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
    babel = Babel(app, locale_selector=_chosen, timezone_selector=viewers_zone)
    babel.domain_instance = PoDomain()


def language() -> str:
    """The reader's language: `en` or `hu`."""
    found = get_locale()
    return found.language if found and found.language in LANGUAGES else "en"


def viewers_zone() -> ZoneInfo:
    """The reader's time zone: his account's, else the centre's."""
    forced: str | None = g.get("zone")
    asking = g.get("principal")
    return zone(forced or (asking.timezone if asking else None) or source().settings.timezone)


@contextmanager
def reading_as(name: str, timezone: str) -> Iterator[None]:
    """Write texts and times for a reader who does not ask just now."""
    g.zone = timezone
    with force_locale(name):
        yield


def _chosen() -> str:
    asking = g.get("principal")
    if asking is not None and asking.language in LANGUAGES:
        return str(asking.language)
    if not has_request_context():
        return "en"
    if request.cookies.get(CHOSEN) in LANGUAGES:
        return str(request.cookies[CHOSEN])
    return request.accept_languages.best_match(list(LANGUAGES), "en") or "en"
