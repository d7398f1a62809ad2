"""The Host header is whatever a client sends."""

import pytest


@pytest.mark.parametrize("host", ["x" * 64 + ".example", "x" * 300])
def test_a_host_that_cannot_be_is_refused_without_an_error_of_ours(client, host):
    answer = client.get("/login", headers={"Host": host})
    assert (answer.status_code, answer.mimetype) == (400, "text/plain")


def test_a_forged_host_stands_in_no_address_of_the_page(client):
    forged = {"Host": "jahat.example", "X-Forwarded-Host": "jahat.example", "X-Forwarded-For": "10.9.8.7"}
    assert "jahat.example" not in client.get("/login", headers=forged).text
    assert client.get("/admin/visits/", headers=forged).location.startswith("/login")
