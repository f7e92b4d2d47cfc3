"""Prompts: what callers hear in each language, who speaks it, and recordings that take the voice's place."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, send_from_directory, url_for
from werkzeug.wrappers import Response

from ivr.access.role import Permission
from ivr.console import prompt_changes, prompt_outcomes
from ivr.console.catalogue import _, _l
from ivr.console.changes import Changed, change
from ivr.console.csv_file import listing_csv
from ivr.console.gate import needs
from ivr.console.notices import say
from ivr.console.prompt_changes import RecordingRefused
from ivr.console.source import source
from ivr.console.table import Column, Wish, arrange
from ivr.spoken.plan import LARGEST_RECORDING_BYTES
from ivr.store import prompt_clips, recording_wishes
from ivr.store.prompt_clips import PromptClip

pages = Blueprint("prompts", __name__, url_prefix="/prompts")
UPLOADS = ("prompts.upload", "prompts_api.hand_in")
MULTIPART = 64 * 1024  # around the file: the mark, names, borders
FILE = "wav16"  # ending of a clip's file that a browser can play

SPEAKERS = {
    "recording": ("good", _l("recording")),
    "espeak": ("off", _l("voice espeak")),
    "gtts": ("calm", _l("voice gTTS")),
    None: ("warn", _l("not made yet")),
}


def speaker(prompt: PromptClip) -> tuple[str, str]:
    """The mood and the word of who speaks a prompt."""
    if not prompt.recordable:
        return "off", str(_("voice, with values"))
    mood, word = SPEAKERS.get(prompt.spoken_by, ("off", prompt.spoken_by))
    return mood, str(word)


COLUMNS: Sequence[Column[PromptClip]] = (
    Column("name", _l("Prompt"), lambda one: one.name),
    Column("language", _l("Language"), lambda one: one.language),
    Column("text", _l("Text"), lambda one: one.text),
    Column("spoken_by", _l("Spoken by"), lambda one: speaker(one)[1]),
    Column("play", _l("Listen"), lambda one: one.clip and "x", sortable=False),
)


@pages.before_app_request
def _hold_a_recording() -> None:
    """Only the upload may be as large as a recording."""
    if request.endpoint in UPLOADS:
        request.max_content_length = LARGEST_RECORDING_BYTES + MULTIPART


@pages.get("")
@needs(Permission.EDIT_PROMPTS)
def page() -> Response | str:
    """All prompts in all languages of the installation."""
    with source().database.read() as connection:
        every = prompt_clips.everyone(connection)
    tongues = sorted({one.language for one in every})
    chosen = request.args.get("language", "")
    wanted = [one for one in every if not chosen or one.language == chosen]
    kept = {"language": chosen} if chosen else {}
    listing = arrange(COLUMNS, wanted, Wish.of(request.args), url_for("prompts.page"), kept)
    if request.args.get("format") == "csv":
        return listing_csv("prompts", listing)
    recorded = sum(one.spoken_by == "recording" for one in wanted)
    return render_template(
        "prompts.html",
        listing=listing,
        any_prompt=bool(every),
        tongues=tongues,
        chosen=chosen,
        recorded=recorded,
        speaker=speaker,
    )


@pages.get("/<language>/<name>")
@needs(Permission.EDIT_PROMPTS)
def one(language: str, name: str) -> str:
    """One prompt in one language."""
    return _shown(found(language, name))


@pages.get("/<language>/<name>/state")
@needs(Permission.EDIT_PROMPTS)
def state(language: str, name: str) -> str:
    """Who speaks it and what became of the last recordings: the part of the page that changes."""
    return render_template("prompt_state.html", **_told(found(language, name)))


@pages.get("/<language>/<name>/sound")
@needs(Permission.EDIT_PROMPTS)
def sound(language: str, name: str) -> Response:
    """What callers hear; where the file lies is the worker's word, never the client's."""
    prompt = found(language, name)
    if prompt.clip is None:
        abort(404)
    file = f"{prompt.clip}.{FILE}"
    return send_from_directory(source().settings.sounds_dir, file, mimetype="audio/wav", max_age=0)


@pages.post("/<language>/<name>/recording")
@needs(Permission.EDIT_PROMPTS)
def upload(language: str, name: str) -> Response | tuple[str, int]:
    """Hand in a recording."""
    prompt, file = recordable(language, name), request.files.get("file")
    if file is None or not file.filename:
        return _shown(prompt, str(_("Choose a sound file."))), 400
    try:
        done = change(prompt_changes.handed_in_by(prompt, file.stream))
    except RecordingRefused as refused:
        return _shown(prompt, str(_(str(refused)))), 400
    return _said(prompt, done, _("The recording is being taken over."))


@pages.post("/<language>/<name>/remove")
@needs(Permission.EDIT_PROMPTS)
def remove(language: str, name: str) -> Response:
    """Let a voice speak again."""
    prompt = recordable(language, name)
    return _said(prompt, change(prompt_changes.removed(prompt)), _("The recording is being removed."))


@pages.post("/<language>/<name>/undo")
@needs(Permission.EDIT_PROMPTS)
def undo(language: str, name: str) -> Response:
    """Put back what was there before one of the last wishes."""
    prompt = recordable(language, name)
    with source().database.read() as connection:
        wish = recording_wishes.of(connection, request.form.get("wish", "")[:36])
    if wish is None or (wish.name, wish.language) != (name, language):
        abort(404)
    if not prompt_changes.may_take_back(wish):
        say(_("There is nothing to put back."), mood="bad")
        return redirect(_address(prompt), 303)
    return _said(prompt, change(prompt_changes.put_back(prompt, wish)), _("It is being put back as it was."))


def _said(prompt: PromptClip, done: Changed, text: str) -> Response:
    way_back = url_for("prompts.undo", language=prompt.language, name=prompt.name)
    say(text, mood="calm", undo=way_back, fields={"wish": (done.after or {})["wish"]})
    return redirect(_address(prompt), 303)


def _address(prompt: PromptClip) -> str:
    return url_for("prompts.one", language=prompt.language, name=prompt.name)


def _shown(prompt: PromptClip, mistake: str = "") -> str:
    return render_template("prompt.html", mistake=mistake, **_told(prompt))


def _told(prompt: PromptClip) -> dict[str, Any]:
    with source().database.read() as connection:
        wishes = recording_wishes.about(connection, prompt.name, prompt.language)
    is_open = any(wish.outcome is None for wish in wishes)
    told = {"speaker": speaker(prompt), "outcomes": prompt_outcomes, "is_open": is_open}
    return told | {"prompt": prompt, "wishes": wishes, "may_take_back": prompt_changes.may_take_back}


def recordable(language: str, name: str) -> PromptClip:
    """A prompt that can be recorded; 404 when there is none."""
    prompt = found(language, name)
    if not prompt.recordable:
        abort(404)
    return prompt


def found(language: str, name: str) -> PromptClip:
    """What speaks a prompt; 404 when nothing does."""
    with source().database.read() as connection:
        prompt = prompt_clips.of(connection, name, language)
    if prompt is None:
        abort(404)
    return prompt
