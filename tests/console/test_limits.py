"""How often one may ask."""


def test_an_address_that_asks_too_often_is_refused_and_another_is_not(client) -> None:
    codes = [client.get("/sign-in/x").status_code for _ in range(61)]
    assert codes[-1] == 429
    assert client.get("/sign-in/x", environ_base={"REMOTE_ADDR": "127.0.0.9"}).status_code == 403
