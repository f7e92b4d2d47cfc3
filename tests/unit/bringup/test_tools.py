import pytest

from ivr.bringup import tools
from ivr.errors import SetupError


def silent(_text):
    """Takes what is said."""


def test_a_tree_that_is_there_is_used_as_it_is(tmp_path):
    (tmp_path / "tools" / "pip").mkdir(parents=True)
    assert tools.fetch(tmp_path, "pip", ["python3-pip-whl"], silent) == tmp_path / "tools" / "pip"


def test_a_tree_that_fails_half_way_leaves_nothing(tmp_path, monkeypatch):
    def fail():
        raise SetupError("no mirror")

    monkeypatch.setattr(tools, "own_sources", fail)
    monkeypatch.setattr(tools, "_require_apt", silent)
    with pytest.raises(SetupError, match="no mirror"):
        tools.fetch(tmp_path, "pip", ["python3-pip-whl"], silent)
    assert list((tmp_path / "tools").iterdir()) == []


def test_without_apt_the_program_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr("shutil.which", lambda name: None)
    with pytest.raises(SetupError, match="espeak-ng is not installed and this is neither Debian nor Ubuntu"):
        tools.fetch(tmp_path, "espeak-ng", ["espeak-ng"], silent)


@pytest.mark.parametrize(("machine", "name"), [("x86_64", "x86_64-linux-gnu"), ("aarch64", "aarch64-linux-gnu")])
def test_libraries_are_looked_for_where_old_and_new_packages_put_them(tmp_path, monkeypatch, machine, name):
    monkeypatch.setattr("platform.machine", lambda: machine)
    for part in ("usr/lib", "lib"):
        (tmp_path / part / name).mkdir(parents=True)
    assert tools.library_path(tmp_path) == f"{tmp_path}/usr/lib/{name}:{tmp_path}/lib/{name}"


def test_our_programs_come_after_those_of_the_system(tmp_path, monkeypatch):
    exported = {}
    (tmp_path / "tools" / "bin").mkdir(parents=True)
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    monkeypatch.setattr("ivr.bringup.process.export", lambda **values: exported.update(values))
    tools.put_on_path(tmp_path)
    assert exported == {"PATH": f"/usr/bin:/bin:{tmp_path}/tools/bin"}
