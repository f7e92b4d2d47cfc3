"""What every template may use without being given it."""

from functools import cache
from pathlib import Path

from flask import Flask, current_app, g, request, url_for

from ivr.console import exposure, preferences, shown
from ivr.console.catalogue import LANGUAGES, language, viewers_zone
from ivr.console.engine_silence import silence
from ivr.console.gate import may
from ivr.console.navigation import places
from ivr.console.notices import notices
from ivr.console.saved_filters import address, may_share, seen
from ivr.console.source import source
from ivr.store import centre_version
from ivr.store.centre import load_settings

NAMES = "ivr_centre_names"
NAMELESS = "Call centre"
STATIC = Path(__file__).parent / "static"


def install(app: Flask) -> None:
    """Give templates their words."""
    app.jinja_env.filters.update(shown.FILTERS)
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(
        my_account=lambda: g.get("account"),
        asks=lambda: g.get("principal"),
        asset=asset,
        centre_name=centre_name,
        here=lambda: request.full_path.rstrip("?"),
        is_exposed=exposure.warns,
        known_languages=lambda: LANGUAGES,
        language=language,
        may=may,
        notices=notices,
        places=places,
        saved_filters=lambda page: [(one, address(one)) for one in seen(page)],
        may_share_filters=may_share,
        silence=silence,
        theme=preferences.theme,
        zone_name=lambda: viewers_zone().key,
    )


def forget_names(app: Flask) -> None:
    """Read anew what the centre calls itself."""
    app.extensions[NAMES] = {}


def asset(name: str) -> str:
    """The address of a file of ours, another one whenever the file changes: browsers may keep it."""
    return url_for("static", filename=name, v=_mark(name))


def centre_name() -> str:
    """What the centre calls itself, read again when the centre was changed."""
    if "centre_name" not in g:
        g.centre_name = _name()
    return str(g.centre_name)


def _name() -> str:
    known: dict[int, str] = current_app.extensions[NAMES]
    try:
        with source().database.read() as connection:
            version = centre_version.read(connection)
            if version not in known:
                known.clear()
                known[version] = str(load_settings(connection).get("name") or NAMELESS)
    except Exception:  # the page that says the database is away must still be made
        return NAMELESS
    return known[version]


@cache
def _mark(name: str) -> str:
    return f"{(STATIC / name).stat().st_mtime_ns:x}"
