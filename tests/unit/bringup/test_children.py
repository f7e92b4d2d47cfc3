from pathlib import Path

from ivr.bringup.children import container_name


def test_a_container_is_named_after_its_home():
    assert container_name(Path("/a")) == container_name(Path("/a"))
    assert container_name(Path("/a")) != container_name(Path("/b"))
