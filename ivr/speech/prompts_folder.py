"""The folder prompts/: prompts.yaml, and recordings in one folder a language; an installation's own win."""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from ivr.calls.ids import fresh_id
from ivr.errors import SetupError
from ivr.spoken.plan import Recorded
from ivr.spoken.prompt import PromptBook
from ivr.spoken.prompt_file import parse_prompts


def load_prompts(path: Path) -> PromptBook:
    """The book in a prompts.yaml; AuthorError names file, line and prompt."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SetupError(f"the prompts cannot be read, restore {path} ({error})") from None
    return parse_prompts(text, str(path))


@dataclass(frozen=True, slots=True)
class PromptsFolder:
    """Where the author keeps prompts and recordings; `own` is the folder of the installation's recordings."""

    path: Path
    own: Path | None = None

    def book(self) -> PromptBook:
        """The prompts as they are written now."""
        return load_prompts(self.path / "prompts.yaml")

    def recorded(self, recording: str, language: str) -> bool:
        """Whether there is a recording of this name."""
        return any(file.is_file() for file in self._files(recording, language))

    def recording(self, fragment: Recorded) -> bytes:
        """The recorded WAV file; OSError when it went away."""
        return self._file(fragment).read_bytes()

    def record(self, recording: str, language: str, file: bytes) -> None:
        """Put a WAV file in the place of a recording, whole or not at all; SetupError when the folder refuses."""
        place = self._files(recording, language)[0]
        fresh = place.with_name(f"{recording}.{fresh_id()}.new")  # two who record at once do not write into one file
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            fresh.write_bytes(file)
            fresh.replace(place)
        except OSError as error:
            raise SetupError(f"the recording cannot be written, make {place.parent} writable ({error})") from None
        finally:
            with suppress(OSError):
                fresh.unlink(missing_ok=True)

    def own_recording(self, recording: str, language: str) -> Path | None:
        """The installation's own file of this name; None when it has none."""
        place = self._files(recording, language)[0]
        return place if self.own and place.is_file() else None

    def withdraw(self, recording: str, language: str) -> None:
        """Take the installation's own recording away; SetupError when the folder refuses."""
        place = self.own_recording(recording, language)
        try:
            if place:
                place.unlink(missing_ok=True)
        except OSError as error:
            raise SetupError(f"the recording cannot be removed, make {place} writable ({error})") from None

    def version(self, fragment: Recorded) -> str:
        """Changes whenever the recording is replaced; empty when it went away."""
        try:
            found = self._file(fragment).stat()
        except OSError:
            return ""
        return f"{found.st_mtime_ns}-{found.st_size}"

    def _file(self, fragment: Recorded) -> Path:
        files = self._files(fragment.recording, fragment.language)
        return next((file for file in files if file.is_file()), files[-1])

    def _files(self, recording: str, language: str) -> list[Path]:
        """Where a recording may be, the one that wins first."""
        folders = [self.own, self.path] if self.own else [self.path]
        return [folder / language / f"{recording}.wav" for folder in folders]
