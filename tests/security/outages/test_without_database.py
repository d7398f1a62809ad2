"""With PostgreSQL away every page and every claim answers 503 with a sentence, and says when to come back."""

import pytest
from flask import Flask

from app.core.identifiers import new_key
from app.factory import create_app
from tests.support.programs.databases import NO_REDIS
from tests.support.settings import settings_for_tests

AWAY = "postgresql://sigap@127.0.0.1:1/sigap"
PAGES = (
    "/admin/",
    "/admin/visits/",
    "/technician/",
    "/technician/pool",
    "/portal/",
    "/account",
    "/account/two-factor",
    "/profile",
    "/notifications",
    "/feedback",
)


@pytest.fixture(scope="module")
def away(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    place = tmp_path_factory.mktemp("away")
    given = {"database_url": AWAY, "redis_url": NO_REDIS, "storage_dir": place, "instance_dir": place}
    return create_app(settings_for_tests(**given))


@pytest.fixture
def logged_in(away: Flask):
    client = away.test_client()
    client.set_cookie("sigap_login", "x" * 43)
    return client


@pytest.mark.parametrize("path", PAGES)
def test_every_page_of_somebody_who_is_logged_in_says_so(logged_in, path: str) -> None:
    answer = logged_in.get(path)
    assert answer.status_code == 503, answer.text[:200]
    assert "Coba lagi" in answer.text
    assert int(answer.headers["Retry-After"]) > 0


@pytest.mark.parametrize("path", ["/technician/visits/1/claim", "/api/v1/visits/1/claim", "/logout"])
def test_a_claim_says_so_too(logged_in, away: Flask, path: str) -> None:
    away.config["WTF_CSRF_ENABLED"] = False
    headers = {"Authorization": "Bearer sgp_" + "x" * 43, "Idempotency-Key": new_key()}
    answer = logged_in.post(path, data={"idempotency_key": new_key()}, headers=headers)
    assert answer.status_code == 503, answer.text[:200]
    assert int(answer.headers["Retry-After"]) > 0


def test_readiness_names_the_database(away: Flask) -> None:
    answer = away.test_client().get("/readyz")
    assert (answer.status_code, answer.json["database"]) == (503, "OperationalError")
    assert int(answer.headers["Retry-After"]) > 0
