"""What one can choose from."""

from ivr.console.scope_choices import project_choices, queue_choices


def test_queues_are_named_by_id_and_name(app, centre) -> None:
    with app.app_context():
        assert queue_choices()["nurse"] == "Nurse"
        assert project_choices() == {}
