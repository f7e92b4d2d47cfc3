"""How a callback stands is said in words for each state."""

from ivr.console.callback_rows import MAY_CANCEL, STATES, refused_word
from ivr.outbound.callback import CallbackState


def test_every_state_has_its_words() -> None:
    assert set(STATES) == {state.value for state in CallbackState}
    assert CallbackState.CONFIRMED not in MAY_CANCEL


def test_a_callback_that_is_gone_is_called_so(app) -> None:
    with app.test_request_context():
        assert (refused_word("merged"), refused_word("nonsense")) == ("rang in", "gone")
