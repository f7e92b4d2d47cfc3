"""What the API says of itself."""

from flask import Flask


def test_the_description_is_openapi_3_1_and_names_every_operation(app: Flask, client) -> None:
    spec = client.get("/api/openapi.json").json
    assert spec["openapi"] == "3.1.0"
    ours = {rule.rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/api/v1")}
    assert {path.replace("{", "<").replace("}", ">") for path in spec["paths"]} == ours


def test_every_operation_asks_for_a_token_and_tells_its_refusals(client) -> None:
    operations = [one for path in client.get("/api/openapi.json").json["paths"].values() for one in path.values()]
    assert [one for one in operations if "token" not in str(one.get("security"))] == []
    assert [one for one in operations if not {"400", "401", "403", "429"} <= one["responses"].keys()] == []


def test_writes_take_an_idempotency_key(client) -> None:
    paths = client.get("/api/openapi.json").json["paths"]
    assert paths["/api/v1/accounts"]["post"]["parameters"][-1]["name"] == "Idempotency-Key"
    assert "Idempotency-Key" not in str(paths["/api/v1/accounts"]["get"])
