from ivr.engine.answered_reminder import AnsweredReminder


def test_the_history_says_which_reminder_a_call_is_for() -> None:
    assert AnsweredReminder("r1", "a1", "reminder", "hu", {}).entry == "reminder:r1"
