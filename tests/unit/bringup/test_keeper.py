from ivr.bringup.keeper import TRANSITIONS, State, telling_lines


def test_lines_that_speak_of_an_error_are_chosen():
    assert telling_lines(["ready", "ERROR: no astdb", "bye"]) == ["ERROR: no astdb"]


def test_the_last_lines_are_chosen_when_none_speaks_of_an_error():
    assert telling_lines(["one", "two", "three"], 2) == ["two", "three"]


def test_it_can_be_told_to_stop_in_every_state_but_once():
    assert [state for state in State if "stop" not in TRANSITIONS[state]] == [State.STOPPING]
