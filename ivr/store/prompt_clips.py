"""What speaks each prompt in each language just now: told by the worker, shown by the pages."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import Boolean, Column, Connection, String, Table, Text, delete, insert, select

from ivr.store.columns import metadata

prompt_clips = Table(
    "prompt_clips",
    metadata,
    Column("language", String(16), primary_key=True),
    Column("name", String(128), primary_key=True),
    Column("text", Text, nullable=False),
    Column("spoken_by", String(16)),
    Column("clip", Text),
    Column("own", Boolean, nullable=False),
    Column("recordable", Boolean, nullable=False),
)


@dataclass(frozen=True, slots=True)
class PromptClip:
    """A prompt, or a fixed piece of one that holds values, in the language it is spoken in."""

    language: str
    name: str
    text: str
    spoken_by: str | None = None  # recording, or the name of a voice; None: there is no clip yet
    clip: str | None = None  # its place in the folder of sounds, without ending
    own: bool = False  # whether it is a recording of this installation, which can be taken away
    recordable: bool = True  # a prompt with values is spoken whole by a voice


def tell(connection: Connection, clips: Sequence[PromptClip]) -> None:
    """Let this be all there is."""
    connection.execute(delete(prompt_clips))
    if clips:
        connection.execute(insert(prompt_clips), [asdict(clip) for clip in clips])


def everyone(connection: Connection) -> tuple[PromptClip, ...]:
    """All prompts, by name and language."""
    wish = select(prompt_clips).order_by(prompt_clips.c.name, prompt_clips.c.language)
    return tuple(PromptClip(**row) for row in connection.execute(wish).mappings())


def of(connection: Connection, name: str, language: str) -> PromptClip | None:
    """One prompt in one language; None when nobody speaks it there."""
    wish = select(prompt_clips).where(prompt_clips.c.name == name, prompt_clips.c.language == language)
    row = connection.execute(wish).mappings().first()
    return None if row is None else PromptClip(**row)
