"""AGI bytes to events and commands to bytes."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.asterisk.agi import (
    ENVIRONMENT_LINES,
    LINE_BYTES,
    USAGE_LINES,
    AgiEvent,
    AgiProtocol,
    AgiState,
    Ended,
    Environment,
    HangUpSeen,
    Reply,
    command_line,
)
from ivr.errors import IllegalTransition, Misuse, UnexpectedReply

BLOCK = (
    b"agi_network: yes\nagi_network_script: inbound\nagi_channel: PJSIP/far-end-00000001\n"
    b"agi_arg_1: a b\nagi_arg_2: \n\n"
)


def events(protocol: AgiProtocol) -> list[AgiEvent]:
    return list(iter(protocol.next_event, None))


def waiting() -> AgiProtocol:
    protocol = AgiProtocol()
    protocol.receive(BLOCK)
    events(protocol)
    protocol.send("ANSWER")
    return protocol


def replies(line: bytes) -> list[AgiEvent]:
    protocol = waiting()
    protocol.receive(line)
    return events(protocol)


def test_environment_carries_script_and_arguments() -> None:
    protocol = AgiProtocol()
    protocol.receive(BLOCK)
    (environment,) = events(protocol)
    assert isinstance(environment, Environment)
    assert environment.script == "inbound"
    assert environment.arguments == ("a b", "")
    assert environment.values["channel"] == "PJSIP/far-end-00000001"


@pytest.mark.parametrize(
    ("line", "reply"),
    [
        (b"200 result=0\n", Reply(200, "0")),
        (b"200 result=1 (PJSIP/a (x))\n", Reply(200, "1", "PJSIP/a (x)")),
        (b"200 result= (timeout)\r\n", Reply(200, "", "timeout")),
        (b"200 result=49 endpos=8000\n", Reply(200, "49", None, 8000)),
        (b"200 result=0 (dtmf) endpos=7\n", Reply(200, "0", "dtmf", 7)),
        (b"200 result=-1\n", Reply(200, "-1")),
        (b"510 Invalid or unknown command\n", Reply(510, text="Invalid or unknown command")),
        (b"511 Command Not Permitted\n", Reply(511, text="Command Not Permitted")),
        (b"520 Invalid command syntax.\n", Reply(520, text="Invalid command syntax.")),
    ],
)
def test_reply_of_one_line(line: bytes, reply: Reply) -> None:
    assert replies(line) == [reply]


def test_usage_reply_of_several_lines_is_one_reply() -> None:
    usage = b"520-Invalid command syntax.  Proper usage follows:\n Usage: ANSWER\n\n520 End of proper usage.\n"
    assert replies(usage) == [Reply(520, text="Invalid command syntax.  Proper usage follows:\n Usage: ANSWER\n")]


def test_hang_up_line_comes_before_the_reply() -> None:
    assert replies(b"HANGUP\n200 result=0\nHANGUP\n") == [HangUpSeen(), Reply(200, "0"), HangUpSeen()]


def test_hang_up_inside_a_usage_reply_is_seen() -> None:
    assert replies(b"520-Usage:\nHANGUP\n520 End\n") == [HangUpSeen(), Reply(520, text="Usage:")]


def test_provisional_reply_is_passed_over() -> None:
    assert replies(b"100 result=0 Trying...\n200 result=0\n") == [Reply(200, "0")]


@pytest.mark.parametrize("line", [b"200\n", b"hello\n", b"200 result=0 extra\n", b"\n", b"404 result=1\n"])
def test_line_that_is_no_reply_breaks_the_conversation(line: bytes) -> None:
    protocol = waiting()
    protocol.receive(line + b"200 result=0\n")
    for _ in range(2):
        with pytest.raises(UnexpectedReply):
            protocol.next_event()


def test_reply_without_command_is_refused() -> None:
    protocol = waiting()
    protocol.receive(b"200 result=0\n200 result=0\n")
    assert protocol.next_event() == Reply(200, "0")
    with pytest.raises(UnexpectedReply):
        protocol.next_event()


def test_second_command_before_the_reply_is_our_fault() -> None:
    with pytest.raises(IllegalTransition):
        waiting().send("ANSWER")


@pytest.mark.parametrize("length", range(len(BLOCK)))
def test_stream_may_end_at_any_byte_of_the_environment(length: int) -> None:
    protocol = AgiProtocol()
    protocol.receive(BLOCK[:length])
    protocol.receive_eof()
    assert events(protocol) == [Ended()]
    assert protocol.state is AgiState.ENDED


def test_half_a_reply_at_the_end_of_the_stream_is_no_reply() -> None:
    protocol = waiting()
    protocol.receive(b"200 result=4")
    protocol.receive_eof()
    assert events(protocol) == [Ended()]


@pytest.mark.parametrize(
    "flood",
    [
        b"agi_x: " + b"x" * LINE_BYTES,
        b"".join(b"agi_arg_%d: x\n" % number for number in range(ENVIRONMENT_LINES + 1)),
        (b"agi_a: " + b"x" * 8000 + b"\n") * 5,
    ],
)
def test_environment_without_end_is_refused(flood: bytes) -> None:
    protocol = AgiProtocol()
    protocol.receive(flood)
    with pytest.raises(UnexpectedReply):
        events(protocol)


def test_usage_without_end_is_refused() -> None:
    protocol = waiting()
    protocol.receive(b"520-Usage\n" + b"more\n" * USAGE_LINES)
    with pytest.raises(UnexpectedReply):
        events(protocol)


@pytest.mark.parametrize("line", [b"HANGUP\n", b"100 Trying\n"])
def test_lines_without_end_that_answer_nothing_are_refused(line: bytes) -> None:
    protocol = waiting()
    protocol.receive(line * (USAGE_LINES + 1))
    with pytest.raises(UnexpectedReply):
        events(protocol)


def test_long_call_may_have_more_lines_than_one_answer() -> None:
    protocol = waiting()
    for _ in range(2 * USAGE_LINES):
        protocol.receive(b"200 result=0\n")
        assert events(protocol) == [Reply(200, "0")]
        protocol.send("NOOP")


def told(chunks: list[bytes]) -> list[object]:
    """Everything a protocol says about these bytes; a command is outstanding whenever one may be."""
    protocol, said = AgiProtocol(), list[object]()
    for chunk in [*chunks, None]:
        protocol.receive_eof() if chunk is None else protocol.receive(chunk)
        try:
            while (event := protocol.next_event()) is not None:
                said.append(event)
                if protocol.state is AgiState.IDLE:
                    protocol.send("ANSWER")
        except UnexpectedReply:
            return [*said, "broken"]
    return said


LINES = st.sampled_from(
    [
        b"200 result=0\n",
        b"HANGUP\n",
        b"520-x\n",
        b"520 x\n",
        b"usage\n",
        b"511 x\n",
        b"100 x\n",
        b"200 result=\xff (",
        b")\n",
    ]
)
STREAMS = st.one_of(
    st.binary(max_size=300),
    st.lists(LINES, max_size=12).map(lambda lines: BLOCK + b"".join(lines)),
    st.binary(max_size=200).map(lambda tail: BLOCK + tail),
)


@given(STREAMS, st.lists(st.integers(0, 400), max_size=10))
def test_any_bytes_in_any_chunks_say_the_same_and_raise_only_our_error(stream: bytes, cuts: list[int]) -> None:
    edges = [0, *sorted(cut for cut in cuts if cut < len(stream)), len(stream)]
    chunks = [stream[start:end] for start, end in pairwise(edges)]
    assert told(chunks) == told([stream])


def test_command_quotes_its_arguments() -> None:
    assert command_line("EXEC", "Dial", 'a"b\\c,15') == b'EXEC "Dial" "a\\"b\\\\c,15"\n'
    assert command_line("STREAM FILE", "/é", "") == 'STREAM FILE "/é" ""\n'.encode()


@pytest.mark.parametrize("argument", ["a\nHANGUP", "a\rb", "a\0b", "x" * 2000])
def test_command_that_would_become_two_is_refused(argument: str) -> None:
    with pytest.raises(Misuse):
        command_line("NOOP", argument)


def test_command_verb_is_words_in_capitals() -> None:
    with pytest.raises(Misuse):
        command_line("NOOP\nHANGUP")


def asterisk_arguments(line: str) -> list[str]:
    """Arguments as res_agi reads them: quotes group, a backslash makes the next letter ordinary."""
    arguments, current, quoted, escaped = list[str](), "", False, False
    for letter in line:
        if escaped or letter not in '" \\':
            current, escaped = current + letter, False
        elif letter == "\\":
            escaped = True
        elif letter == '"':
            quoted = not quoted
            if not quoted:
                arguments, current = [*arguments, current], ""
        elif quoted:
            current += letter
    return arguments


@given(
    st.lists(st.text(st.characters(exclude_characters="\r\n\0", exclude_categories=["Cs"]), max_size=60), max_size=4)
)
def test_asterisk_reads_back_any_argument(arguments: list[str]) -> None:
    line = command_line("NOOP", *arguments)
    assert line.count(b"\n") == 1
    assert asterisk_arguments(line.decode().removeprefix("NOOP").removesuffix("\n")) == arguments
