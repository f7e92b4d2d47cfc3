import pytest

from ivr.errors import AuthorError
from ivr.menus.definition import MenuTree
from ivr.menus.golden import calls_in, replayed

SCRIPT = """\
# a comment stays
call somebody who asks for the desk
  hear en: welcome; ask
press 1
  reach queue reception, skill reception, level 2
hang up

call [hu] somebody who is served
  hear hu: welcome; ask
press 1
  reach queue reception, skill reception, level 2
served
  end
"""


def test_script_that_keeps_its_word_comes_back_as_it_is(tree: MenuTree) -> None:
    assert replayed(SCRIPT, tree, "demo.calls.txt") == SCRIPT


def test_what_is_heard_is_written_anew(tree: MenuTree) -> None:
    bare = "".join(line + "\n" for line in SCRIPT.splitlines() if not line.startswith("  "))
    wrong = SCRIPT.replace("welcome", "good morning")
    assert replayed(bare, tree, "x") == replayed(wrong, tree, "x") == SCRIPT


def test_calls_are_counted() -> None:
    assert calls_in(SCRIPT) == 2


@pytest.mark.parametrize(
    ("script", "message"),
    [
        ("press 1\n", "x:1: there is no call here"),
        ("call a\ndance\n", "x:2: expected one of press"),
        ("call a\npress 1\n", "x:2: the last call has no end"),
        ("call a\npress 1\ncall b\n", "x:3: the call before this one has no end"),
        ("call a\npress 1\nserved\nhang up\n", "x:4: there is no call here"),
        ("call\n", "x:1: there is no call here"),
    ],
)
def test_wrong_script_is_named_with_its_line(tree: MenuTree, script: str, message: str) -> None:
    with pytest.raises(AuthorError, match=message):
        replayed(script, tree, "x")
