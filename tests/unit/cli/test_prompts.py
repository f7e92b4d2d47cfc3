"""`prompts`, in a folder of our own."""

import math
import struct
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from ivr.bringup.configuration import first_settings
from ivr.cli import prompts
from ivr.errors import AuthorError, SetupError
from ivr.speech.audio import RATE, Sound, decode, wav
from ivr.speech.prompts_folder import PromptsFolder
from ivr.spoken.prompt_number import numbered

TEXTS = """\
welcome: {en: Welcome., hu: Üdvözöljük!}
place: {en: "Your place: {n}. Thank you.", hu: "Helye: {n}!"}
other: {en: {hu: Magyarul kilences.}}
"""


NUMBERS = numbered(["welcome", "place.1", "place.3", "other"])


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> PromptsFolder:
    (tmp_path / "prompts.yaml").write_text(TEXTS, encoding="utf-8")
    monkeypatch.setenv("IVR_HOME", str(tmp_path))
    first_settings(tmp_path, tmp_path, "local", {})
    monkeypatch.setattr(prompts, "prompts_folder", lambda home: PromptsFolder(tmp_path, home / "recordings"))
    return PromptsFolder(tmp_path)


@pytest.fixture
def tone(tmp_path: Path) -> Path:
    samples = [round(9000 * math.sin(at / 6)) for at in range(RATE)]
    (tmp_path / "tone.wav").write_bytes(wav(Sound(struct.pack(f"<{RATE}h", *samples))))
    return tmp_path / "tone.wav"


def run(*words: object) -> Result:
    return CliRunner().invoke(prompts.app, [str(word) for word in words], catch_exceptions=False)


def test_each_prompt_is_listed_with_what_speaks_it(folder: PromptsFolder) -> None:
    folder.record("place.1", "en", b"x")
    folder.record("other", "hu", b"x")
    lines = [line.split() for line in run("list").stdout.splitlines()]
    assert lines == [
        [NUMBERS["welcome"], "welcome", "en", "voice", "hu", "voice"],
        ["place", "en", "partly", "hu", "voice"],
        [NUMBERS["place.1"], "place.1", "en", "recorded", "hu", "voice"],
        [NUMBERS["place.3"], "place.3", "en", "voice", "hu", "-"],
        [NUMBERS["other"], "other", "en", "recorded", "hu", "-"],
    ]


@pytest.mark.usefixtures("folder")
def test_pieces_of_other_languages_are_not_listed() -> None:
    assert "place.3" not in run("list", "--language", "hu").stdout


@pytest.mark.usefixtures("folder")
def test_missing_texts_are_named_and_are_an_error() -> None:
    result = run("missing")
    assert (result.exit_code, result.stdout) == (1, "hu  other\n")
    assert run("missing", "--language", "en").exit_code == 0


def test_an_imported_recording_is_levelled_and_wins(folder: PromptsFolder, tone: Path) -> None:
    said = run("import", tone, "--prompt", "welcome", "--language", "hu").stdout
    sound = decode((folder.path / "recordings" / "hu" / "welcome.wav").read_bytes())
    assert sound.lufs == pytest.approx(-23, abs=0.1)
    assert "-23.0 LUFS" in said
    assert said.endswith("It says: Üdvözöljük!\n")


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("prompt", "language", "message"),
    [
        ("nothing", "en", "no recording of this name"),
        ("place", "en", r"its fixed pieces are place\.1 \(Your place:\), place\.3 \(Thank you\.\)"),
        ("welcome", "uk", "in 'uk'"),
        ("../welcome", "en", "no recording of this name"),
    ],
)
def test_a_recording_nobody_would_hear_is_refused(tone: Path, prompt: str, language: str, message: str) -> None:
    with pytest.raises(AuthorError, match=message):
        run("import", tone, "--prompt", prompt, "--language", language)


@pytest.mark.parametrize("content", [b"", b"RIFFrubbish", wav(Sound(bytes(RATE)))])
def test_what_is_no_sound_is_refused_and_replaces_nothing(folder: PromptsFolder, tone: Path, content: bytes) -> None:
    PromptsFolder(folder.path, folder.path / "recordings").record("welcome", "en", b"the old one")
    tone.write_bytes(content)
    with pytest.raises(AuthorError, match=r"cannot be read|nothing but silence"):
        run("import", tone, "--prompt", "welcome", "--language", "en")
    assert (folder.path / "recordings" / "en" / "welcome.wav").read_bytes() == b"the old one"


@pytest.mark.usefixtures("folder")
def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match=r"gone\.wav cannot be read"):
        run("import", tmp_path / "gone.wav", "--prompt", "welcome", "--language", "en")


def test_rendering_tells_how_many_clips_there_are(folder: PromptsFolder, tone: Path) -> None:
    (folder.path / "prompts.yaml").write_text("apology: {en: Sorry.}\n", encoding="utf-8")
    run("import", tone, "--prompt", "apology", "--language", "en")
    assert run("render", "--language", "en").stdout == "1 clips (1 new)\n"
    assert run("render", "--language", "en").stdout == "1 clips (0 new)\n"


def test_rendering_one_language_leaves_the_apology_of_all_as_it_is(folder: PromptsFolder, tone: Path) -> None:
    (folder.path / "prompts.yaml").write_text("apology: {uk: Вибачте.}\n", encoding="utf-8")
    run("import", tone, "--prompt", "apology", "--language", "uk")
    assert run("render", "--language", "uk").stdout == "1 clips (1 new)\n"
    assert not list(folder.path.rglob("apology.ulaw"))
