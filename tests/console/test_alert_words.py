"""Every figure and every state has words."""

from ivr.console.alert_words import FIGURES, STATES, figure, value
from ivr.reports.alerts import AlertKind
from ivr.store.outbox import OutboxState


def test_figures_and_states_have_words(app) -> None:
    with app.test_request_context():
        assert set(FIGURES) == set(AlertKind)
        assert set(STATES) == set(OutboxState)
        assert (figure("agents"), value("agents", 2.0)) == ("Agents logged in", "2")
