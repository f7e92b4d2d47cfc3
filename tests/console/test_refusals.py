"""What is answered when something cannot be done."""

from ivr.access.role import Permission, Role


def test_people_get_a_page_and_programs_json(client) -> None:
    assert "<h1>Not found</h1>" in client.get("/nowhere").text
    assert client.get("/api/v1/nowhere").json["message"]


def test_a_fragment_gets_a_notice(signed_in, as_role) -> None:
    answer = as_role(Role.AGENT).get("/accounts", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["HX-Reswap"]) == (403, "none")
    assert 'hx-swap-oob="beforeend"' in answer.text


def test_a_wrong_method_says_which_are_right(client) -> None:
    answer = client.post("/healthz")
    assert (answer.status_code, "GET" in answer.headers["Allow"]) == (405, True)


def test_a_fault_tells_a_program_nothing_of_the_inside(client, bearer, database) -> None:
    headers = bearer(Permission.EDIT_ACCOUNTS)
    with database.write() as connection:
        connection.exec_driver_sql("ALTER TABLE accounts RENAME TO gone")
    answer = client.get("/api/v1/accounts", headers=headers)
    assert (answer.status_code, answer.json["message"]) == (500, "The console could not do this.")


def test_what_nothing_can_be_is_a_refusal_not_a_fault(client, bearer) -> None:
    body = {"name": "two\nlines", "permissions": ["see_health"]}
    answer = client.post("/api/v1/tokens", json=body, headers=bearer(Permission.EDIT_TOKENS, Permission.SEE_HEALTH))
    assert (answer.status_code, answer.json["message"]) == (422, "A name has 1 to 100 characters in one line.")
