"""The page of health."""


def test_an_engine_that_is_silent_is_said_with_what_happens(signed_in) -> None:
    page = signed_in.get("/health").text
    for told in ("The engine does not answer", "The keeper has not reported", "Europe/Budapest"):
        assert told in page


def test_jobs_of_the_worker_are_listed(signed_in, settings) -> None:
    job = '{"last_run": "2026-11-23T08:00:00+00:00", "seconds": 0.2, "failures": 3, "failure": "OSError"}'
    settings.worker_heartbeat_path.write_text('{"jobs": {"clips that callers needed": ' + job + "}}")
    page = signed_in.get("/health").text
    assert "clips that callers needed" in page
    assert "failed: OSError" in page


def test_processes_are_listed(signed_in, settings) -> None:
    settings.state_path.parent.mkdir(parents=True, exist_ok=True)
    settings.state_path.write_text(
        '{"state": "ready", "since": "2026-11-23T08:00:00+00:00", "children": '
        '{"worker": {"pid": 1, "phase": "up", "since": "2026-11-23T08:00:00+00:00", "restarts": 3}}}'
    )
    page = signed_in.get("/health").text
    assert "worker" in page
    assert "23 Nov 2026, 09:00:00" in page
