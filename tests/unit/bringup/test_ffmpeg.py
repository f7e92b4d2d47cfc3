from ivr.bringup import environment, ffmpeg


def test_an_ffmpeg_of_the_system_is_enough(tmp_path, monkeypatch):
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    said = []
    ffmpeg.ensure_ffmpeg(tmp_path, said.append)
    assert said == []


def test_without_one_the_wheel_comes_into_the_environment(tmp_path, monkeypatch):
    added = []
    monkeypatch.setattr("shutil.which", lambda name: None)
    monkeypatch.setattr(environment, "add", lambda cache, wheels, proof, say: added.append((cache, wheels)))
    ffmpeg.ensure_ffmpeg(tmp_path, print)
    assert added == [(tmp_path, ffmpeg.WHEEL)]


def test_its_lock_file_has_one_version_with_hashes_and_names_no_place():
    lines = [line for line in ffmpeg.WHEEL.lock.read_text().splitlines() if not line.startswith("#")]
    assert lines[0].startswith("imageio-ffmpeg==")
    assert all(line.strip().startswith("--hash=sha256:") for line in lines[1:])
    assert "://" not in "".join(lines)
