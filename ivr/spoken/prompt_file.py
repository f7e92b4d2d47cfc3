"""The text of prompts.yaml read into a prompt book, every mistake with its line."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from ivr.errors import AuthorError
from ivr.spoken.prompt import PromptBook, Template, templates

FILE_CHARACTERS = 1_000_000  # some thousand prompts in five languages
# What the YAML reader also raises: of a letter it does not allow, a tag that does not fit, brackets nested too deep.
NOT_YAML = (YAMLError, ValueError, TypeError, AttributeError, LookupError, RecursionError)


def parse_prompts(text: str, file: str) -> PromptBook:
    """The book written in `text`; AuthorError naming `file`, line and prompt when it is wrong."""
    root = _yaml(text, file)
    if not isinstance(root, dict) or not root:
        raise AuthorError("expected prompt ids, each with a text per language", file=file, line=1)
    return PromptBook(MappingProxyType({str(prompt): _prompt(root, prompt, file) for prompt in root}))


def _yaml(text: str, file: str) -> Any:
    if len(text) > FILE_CHARACTERS:
        raise AuthorError(f"more than {FILE_CHARACTERS} characters", file=file)
    try:
        reader = YAML(pure=True)
        reader.composer.warn_double_anchors = False  # YAML allows it: the last one counts
        return reader.load(text)
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise AuthorError(f"no valid YAML: {error.problem}", file=file, line=line) from None
    except NOT_YAML as error:
        raise AuthorError(f"no valid YAML: {error}", file=file) from None


def _prompt(root: Any, prompt: Any, file: str) -> Mapping[str, Template]:
    line, texts = _line(root, prompt), root[prompt]
    if not isinstance(texts, dict) or not texts:
        raise AuthorError("expected a text per language", file=file, line=line, key=str(prompt))
    for language, said in texts.items():
        if not (isinstance(language, str) and _is_wording(said)):
            message = f"the text in {language!r} is no text (quote it)"
            raise AuthorError(message, file=file, line=_line(texts, language), key=str(prompt))
    try:
        return templates(str(prompt), texts)
    except AuthorError as error:
        message = str(error).removeprefix(f"key {prompt}: ")
        raise AuthorError(message, file=file, line=line, key=str(prompt)) from None


def _is_wording(said: Any) -> bool:
    texts = [*said, *said.values()] if isinstance(said, dict) else [said]
    return all(isinstance(text, str) for text in texts)


def _line(mapping: Any, key: Any) -> int:
    return int(mapping.lc.key(key)[0]) + 1
