"""A YAML file being read: where things stand in it, and every mistake found so far."""

from dataclasses import dataclass, field, replace
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from ivr.errors import AuthorError
from ivr.graph.limits import FILE_CHARACTERS

# What the YAML reader also raises: of a letter it does not allow, a tag that does not fit, brackets nested too deep.
NOT_YAML = (YAMLError, ValueError, TypeError, AttributeError, LookupError, RecursionError)


@dataclass(slots=True)
class Sheet:
    """One file's mistakes, and the lines of its nodes, their keys and their prompts."""

    file: str
    mistakes: list[AuthorError] = field(default_factory=list)
    lines: dict[tuple[str, str | None], int] = field(default_factory=dict)

    prompt_lines: dict[tuple[str, str], int] = field(default_factory=dict)

    def line(self, node: str, label: str | None) -> int | None:
        """The line of a node's key or field, else of the node."""
        return self.lines.get((node, label)) or self.lines.get((node, None))

    def root(self, text: str) -> Any:
        """The file's content, None when it is no YAML at all."""
        if len(text) > FILE_CHARACTERS:
            self._wrong(f"more than {FILE_CHARACTERS} characters", 1)
            return None
        try:
            reader = YAML(pure=True)
            reader.composer.warn_double_anchors = False  # YAML allows it: the last one counts
            return reader.load(text)
        except MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            self._wrong(f"no valid YAML: {error.problem or error.context}", mark.line + 1 if mark else 1)
        except NOT_YAML as error:
            self._wrong(f"no valid YAML: {error}", 1)
        return None

    def _wrong(self, message: str, line: int) -> None:
        self.mistakes.append(AuthorError(message, file=self.file, line=line))


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the sheet a value stands."""

    sheet: Sheet
    line: int = 1
    node: str | None = None
    key: str | None = None

    def wrong(self, message: str) -> None:
        """Note a mistake that stands here."""
        self.sheet.mistakes.append(
            AuthorError(message, file=self.sheet.file, line=self.line, node=self.node, key=self.key)
        )

    def of_node(self, nodes: Any, node: Any) -> "Place":
        """The place of a node among the nodes."""
        place = replace(self, line=_line_of(nodes, node, self.line), node=str(node), key=None)
        self.sheet.lines[str(node), None] = place.line
        return place

    def of_key(self, mapping: Any, key: Any) -> "Place":
        """The place of a key in a mapping."""
        place = replace(self, line=_line_of(mapping, key, self.line), key=str(key))
        if self.node is not None:
            self.sheet.lines[self.node, str(key)] = place.line
        return place

    def of_item(self, sequence: Any, index: int) -> "Place":
        """The place of an item in a list; it goes by the name of its list."""
        return replace(self, line=int(sequence.lc.item(index)[0]) + 1)

    def of_prompt(self, prompt: str) -> str:
        """Remember where the node says this prompt first; the prompt."""
        self.sheet.prompt_lines.setdefault((str(self.node), prompt), self.line)
        return prompt


def _line_of(mapping: Any, key: Any, default: int) -> int:
    try:
        return int(mapping.lc.key(key)[0]) + 1
    except (KeyError, AttributeError):  # merged in from elsewhere by an alias
        return default
