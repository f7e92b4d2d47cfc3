from ivr.bringup import postgres


def test_root_hands_the_server_over_to_postgres(monkeypatch):
    monkeypatch.setattr("os.geteuid", lambda: 0)
    assert (postgres._owner(), postgres._groups()) == ("postgres", [])


def test_anybody_else_runs_it_himself(monkeypatch):
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    assert (postgres._owner(), postgres._groups()) == (None, None)


def test_an_unpacked_server_runs_with_its_own_libraries(tmp_path):
    programs = postgres.Programs(tmp_path, "/tree/usr/lib")
    assert programs.command("initdb") == ["env", "LD_LIBRARY_PATH=/tree/usr/lib", f"{tmp_path}/initdb"]
    assert postgres.Programs(tmp_path).command("initdb") == [f"{tmp_path}/initdb"]


def test_the_newest_version_is_taken(tmp_path):
    for version in ("9.6", "15", "17"):
        (tmp_path / "usr/lib/postgresql" / version / "bin").mkdir(parents=True)
        (tmp_path / "usr/lib/postgresql" / version / "bin" / "initdb").touch()
    assert postgres._newest(tmp_path) == tmp_path / "usr/lib/postgresql/17/bin"
