"""Golden call scripts: whole calls through a menu with what is heard; beside main.yaml stands main.calls.txt.

    # comment
    call somebody who asks for the opening hours
      hear en: welcome; main_menu
    press 2
      hear en: <opening_hours>
    hang up

What the person does stands at the margin, what comes of it is indented. A call ends by `hang up` or in the menu's end;
`call [hu] ...` is one whose language is known beforehand.
"""

import re
from collections.abc import Iterator

from ivr.errors import AuthorError
from ivr.menus.definition import MenuTree
from ivr.menus.simulated_call import SimulatedCall, act, begin

INDENT = "  "
HANG_UP = "hang up"
CALL = re.compile(r"call (?:\[(?P<language>\S+)\] )?\S.*")


def replayed(text: str, tree: MenuTree, file: str) -> str:
    """The script with what really comes of each line; equal to `text` when the menu keeps its promises."""
    return "".join(f"{line}\n" for line in _replay(text, tree, file))


def calls_in(text: str) -> int:
    """Number of calls in a script."""
    return sum(bool(CALL.fullmatch(line)) for line in text.splitlines())


def _replay(text: str, tree: MenuTree, file: str) -> Iterator[str]:
    call: SimulatedCall | None = None
    number = 0
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith(INDENT):
            continue  # what is expected; what comes of it is written anew
        yield line.rstrip()
        if not line.strip() or line.startswith("#"):
            continue
        try:
            call = _played(call, line.rstrip(), tree)
        except AuthorError as error:
            raise AuthorError(str(error), file=file, line=number) from None
        if call is not None:
            yield from (f"{INDENT}{told}" for told in call.told)
    if call is not None and not call.ended:
        raise AuthorError(f"the last call has no end: write `{HANG_UP}`", file=file, line=number)


def _played(call: SimulatedCall | None, line: str, tree: MenuTree) -> SimulatedCall | None:
    opening = CALL.fullmatch(line)
    if opening:
        if call is not None and not call.ended:
            raise AuthorError(f"the call before this one has no end: write `{HANG_UP}`")
        return begin(tree, opening["language"])
    if call is None or call.ended:
        raise AuthorError("there is no call here: begin one, as in `call somebody who asks for the nurse`")
    return None if line == HANG_UP else act(call, line)
