"""`prompts`: what can be said in which language, and recordings that win over the voice."""

from pathlib import Path
from typing import Annotated

import typer

from ivr.app import prompts_folder
from ivr.config import home_dir, load_settings
from ivr.errors import SetupError
from ivr.speech.ffmpeg import measured_lufs
from ivr.speech.prompts_folder import PromptsFolder
from ivr.speech.upload import LARGEST_BYTES, keep_recording
from ivr.spoken.plan import recordable
from ivr.spoken.prompt import PromptBook
from ivr.spoken.prompt_number import numbers
from ivr.worker.clips import render_ahead, render_language

Language = Annotated[str | None, typer.Option(help="one language instead of all of this installation")]

app = typer.Typer(no_args_is_help=True, add_completion=False, help="What can be said, and recorded clips.")


@app.command("list")
def list_prompts(language: Language = None) -> None:
    """Each prompt, and the pieces of one that holds values, with the number to record it under by telephone (*48).

    In each language it is spoken by the voice, recorded (all of it or in part), or not there.
    """
    prompts, languages = _prompts(), _languages(language)
    book = prompts.book()
    number_of = numbers(book)
    for prompt in book.prompts:
        for name in [prompt, *(name for name in number_of if name.startswith(f"{prompt}."))]:
            states = [_state(prompts, book, name, each) for each in languages]
            if name != prompt and set(states) == {"-"}:
                continue  # a piece of other languages only
            told = "  ".join(f"{each} {state:<8}" for each, state in zip(languages, states, strict=True))
            shown = name if name == prompt else f"  {name}"
            typer.echo(f"{number_of.get(name, ''):<6}{shown:<28}{told}".rstrip())


@app.command()
def missing(language: Language = None) -> None:
    """Prompts without a text; exit code 1 when there are any."""
    book = _prompts().book()
    lacking = [(each, prompt) for each in _languages(language) for prompt in book.missing(each)]
    for each, prompt in lacking:
        typer.echo(f"{each}  {prompt}")
    raise typer.Exit(1 if lacking else 0)


@app.command("import")
def import_recording(
    file: Annotated[Path, typer.Argument(help="WAV, or anything ffmpeg reads")],
    prompt: Annotated[str, typer.Option(help="prompt id, or `id.3` for the third piece of one that holds values")],
    language: Annotated[str, typer.Option(help="the language spoken in it")],
) -> None:
    """Take a recording over: mono, 16 kHz, -23 LUFS, peaks below -3 dBFS."""
    try:
        with file.open("rb") as opened:
            content = opened.read(LARGEST_BYTES + 1)
    except OSError as error:
        raise SetupError(f"{file} cannot be read: {error}") from None
    kept = keep_recording(content, prompt, language, _prompts())
    sound, lufs = kept.sound, measured_lufs(kept.sound.pcm)
    loudness = f"{sound.lufs:.1f} LUFS{'' if lufs is None else f' (ffmpeg: {lufs:.1f})'}"
    typer.echo(f"{prompt} in {language}: {sound.seconds:.1f} s, {loudness}, peak {sound.peak_db:.1f} dBFS")
    typer.echo(f"It says: {kept.text}")


@app.command()
def render(language: Language = None) -> None:
    """Make all clips that can be known before a call; a caller hears new ones at once, without a restart."""
    settings = load_settings()
    if language is None:
        rendered = render_ahead(settings, _prompts(), settings.languages)
    else:
        rendered = render_language(settings, _prompts(), language)
    typer.echo(f"{rendered.clips} clips ({rendered.made} new)")
    if rendered.failed:
        raise SetupError(f"{len(rendered.failed)} clips cannot be made, the first: {rendered.failed[0].text!r}")


def _prompts() -> PromptsFolder:
    return prompts_folder(home_dir())


def _state(prompts: PromptsFolder, book: PromptBook, prompt: str, language: str) -> str:
    """What speaks a prompt or a piece of one."""
    whole = prompt.partition(".")[0]
    if language not in book.prompts[whole]:
        return "-"
    spoken_in = book.template(whole, language).voice or language
    names = [name for name in recordable(book, spoken_in) if name == prompt or name.startswith(f"{prompt}.")]
    if not names and prompt != whole:
        return "-"
    recorded = [name for name in names if prompts.recorded(name, spoken_in)]
    if not recorded:
        return "voice"
    return "recorded" if len(recorded) == len(names) else "partly"


def _languages(language: str | None) -> tuple[str, ...]:
    return (language,) if language else load_settings().languages
