from ivr.bringup import voice


def test_a_voice_that_is_there_is_not_installed_again(monkeypatch):
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    said = []
    voice.ensure_espeak(said.append)
    assert said == []
