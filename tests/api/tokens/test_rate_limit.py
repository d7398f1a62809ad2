"""A token that asks too fast is told how long to wait."""

from redis.exceptions import ConnectionError as RedisConnectionError

from app.http.security.rate_limits import limiter
from tests.api.conftest import Program, key_of
from tests.factories import make_company, make_cs


def test_too_fast_is_told_how_long_to_wait(app_with, session):
    make_company(session)
    machine = Program(app_with(api_rate="3 per minute").test_client(), key_of(session, make_cs(session)))
    answers = [machine.get("/customers") for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert answers[0].headers["RateLimit-Policy"] == '"default";q=3;w=60'
    assert [answer.headers["RateLimit"].split(";")[1] for answer in answers] == ["r=2", "r=1", "r=0", "r=0"]
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 62  # Redis counts by its own clock, which runs on
    assert answers[-1].json["code"] == "too_many_requests"


def test_the_pace_of_one_key_is_no_others(app_with, session):
    make_company(session)
    app = app_with(api_rate="1 per minute")
    machines = [Program(app.test_client(), key_of(session, make_cs(session, name))) for name in ("Dewi", "Dina")]
    assert [machine.get("/customers").status_code for machine in machines] == [200, 200]


def test_the_pace_is_kept_in_memory_while_redis_is_away(app_with, session, monkeypatch):
    make_company(session)
    machine = Program(app_with(api_rate="2 per minute").test_client(), key_of(session, make_cs(session)))

    def away(*_given, **_named):
        raise RedisConnectionError

    monkeypatch.setattr(limiter, "_storage_dead", False)  # put back afterwards
    monkeypatch.setattr(limiter.storage, "incr", away)
    assert [machine.get("/customers").status_code for _ in range(4)] == [200, 200, 429, 429]
