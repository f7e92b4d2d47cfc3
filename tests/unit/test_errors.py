"""What an error says, and to which branch of the tree it belongs."""

import pytest

from ivr.errors import (
    ActionRefused,
    AsteriskError,
    AuthorError,
    ConnectionLost,
    IllegalTransition,
    IvrError,
    Misuse,
    OurFault,
    SetupError,
    UnexpectedReply,
)


def test_an_authors_mistake_names_its_place() -> None:
    error = AuthorError("no such prompt", file="main.yaml", line=7, node="hours", key="say")

    assert str(error) == "main.yaml:7: node hours, key say: no such prompt"
    assert (error.file, error.line, error.node, error.key) == ("main.yaml", 7, "hours", "say")


def test_a_mistake_without_a_place_is_the_sentence_alone() -> None:
    assert str(AuthorError("too long")) == "too long"


def test_an_error_without_words_says_what_it_is() -> None:
    assert str(ConnectionLost()) == "The connection to Asterisk is lost."


def test_an_illegal_move_names_state_and_event() -> None:
    assert (
        str(IllegalTransition("agent anna", "paused", "answer")) == "agent anna: answer may not follow in state paused"
    )


@pytest.mark.parametrize(
    ("branch", "errors"),
    [
        (AsteriskError, [ConnectionLost, UnexpectedReply, ActionRefused]),
        (OurFault, [IllegalTransition, Misuse]),
        (IvrError, [AuthorError, SetupError, AsteriskError, OurFault]),
    ],
)
def test_their_faults_and_ours_are_different_branches(branch: type, errors: list[type]) -> None:
    assert all(issubclass(error, branch) for error in errors)
    assert not issubclass(AsteriskError, OurFault)
