from ivr.bringup import removal
from ivr.bringup.configuration import first_settings


def filled(home, cache):
    first_settings(home, cache, "local")
    for folder in (home / "sounds", home / "logs", cache / "venv"):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "file").write_bytes(bytes(1_500_000))
    (home / "ivr.sqlite-wal").touch()


def test_everything_deleted_is_said_with_its_size(tmp_path):
    said = []
    filled(tmp_path, tmp_path)
    removal.remove(tmp_path, tmp_path, said.append)
    assert f"1.5 MB  {tmp_path}/venv" in said[0]
    assert "4.5 MB  together" in said[0]
    assert not tmp_path.exists()


def test_a_strangers_file_stays(tmp_path):
    filled(tmp_path, tmp_path)
    (tmp_path / "letters").mkdir()
    removal.remove(tmp_path, tmp_path, lambda said: None)
    assert [path.name for path in tmp_path.iterdir()] == ["letters"]


def test_a_cache_of_its_own_is_kept_and_said(tmp_path):
    said = []
    filled(tmp_path / "home", tmp_path / "cache")
    removal.remove(tmp_path / "home", tmp_path / "cache", said.append)
    assert (tmp_path / "cache" / "venv").is_dir()
    assert said[-1].startswith(f"kept: {tmp_path}/cache")


def test_a_database_elsewhere_is_kept_and_its_password_not_said(tmp_path):
    said = []
    first_settings(tmp_path, tmp_path, "local", {"database_url": "postgresql://ivr:secret@db.example/centre"})
    removal.remove(tmp_path, tmp_path, said.append)
    assert said[-1] == "kept: the database centre on db.example"


def test_where_nothing_is_that_is_said(tmp_path):
    said = []
    removal.remove(tmp_path / "home", tmp_path / "home", said.append)
    assert said == [f"nothing of an installation is in {tmp_path}/home"]
