from ivr.bringup import environment


def make(cache, stamp):
    (cache / "venv" / "bin").mkdir(parents=True)
    (cache / "venv" / "bin" / "python").touch()
    (cache / "venv" / ".stamp").write_text(stamp)


def test_an_environment_without_stamp_does_not_count(tmp_path):
    make(tmp_path, "")
    (tmp_path / "venv" / ".stamp").unlink()
    assert environment.python_of(tmp_path) is None


def test_an_environment_of_another_lock_file_is_installed_again(tmp_path):
    make(tmp_path, "other")
    assert not environment._is_complete(tmp_path / "venv")


def test_a_complete_environment_is_left_alone(tmp_path):
    make(tmp_path, environment._stamp())
    said = []
    assert environment.ensure_environment(tmp_path, said.append) == tmp_path / "venv" / "bin" / "python"
    assert said == []


def test_the_lock_file_names_no_place():
    text = environment.LOCK_FILE.read_text()
    assert not [word for word in ("://", "--index-url", "--find-links", "/opt/", "/home/") if word in text]


def test_the_lock_file_has_a_hash_for_every_package():
    text = environment.LOCK_FILE.read_text()
    packages = [line for line in text.splitlines() if "==" in line and not line.lstrip().startswith("#")]
    assert packages
    assert all(line.endswith("\\") for line in packages)
