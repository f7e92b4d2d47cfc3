from ivr.bringup import postgres


def test_root_hands_the_server_over_to_postgres(monkeypatch):
    monkeypatch.setattr("os.geteuid", lambda: 0)
    assert (postgres._owner(), postgres._groups()) == ("postgres", [])


def test_anybody_else_runs_it_himself(monkeypatch):
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    assert (postgres._owner(), postgres._groups()) == (None, None)
