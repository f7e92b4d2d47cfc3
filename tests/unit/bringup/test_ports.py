import socket

from ivr.bringup import ports


def test_a_port_with_a_listener_answers_and_is_not_free():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        assert ports.answers("127.0.0.1", port)
        assert not ports.is_free("127.0.0.1", port)


def test_a_port_nobody_has_is_free_and_does_not_answer():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    assert ports.is_free("127.0.0.1", port)
    assert not ports.answers("127.0.0.1", port)


def test_a_datagram_port_is_asked_for_by_its_kind():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as taken:
        taken.bind(("127.0.0.1", 0))
        assert not ports.is_free("127.0.0.1", taken.getsockname()[1], socket.SOCK_DGRAM)
