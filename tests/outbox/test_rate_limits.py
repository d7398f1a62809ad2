"""One rate for all processes, and for each chat; held in the process while Redis is away."""

import time

from redis import Redis

from app.jobs.outbox.sending.rate_limit import RateLimiter


def test_all_processes_share_one_rate_and_one_rest(redis_url):
    redis = Redis.from_url(redis_url)
    redis.delete("sigap:rate:t")
    one, two = (RateLimiter(50, redis=redis, name="t") for _ in range(2))
    began = time.monotonic()
    for _ in range(10):
        assert one.wait() == two.wait() == 0.0
    assert time.monotonic() - began >= 19 / 50
    one.rest(20)
    assert 18 < two.wait() <= 20
    assert 18 < one.wait() <= 20


def test_each_chat_has_a_rate_of_its_own_for_all_processes(redis_url):
    redis = Redis.from_url(redis_url)
    redis.delete(*(f"sigap:rate:chat:{chat}" for chat in (1, 2)))
    one, two = (RateLimiter(5, redis=redis, name="chat") for _ in range(2))
    began = time.monotonic()
    assert one.wait("1") == two.wait("2") == 0.0
    assert one.wait("1") == two.wait("1") == 0.0
    assert time.monotonic() - began >= 2 / 5
    assert 0 < redis.pttl("sigap:rate:chat:1") <= 600_000


def test_without_redis_the_rate_holds_in_this_process():
    pace = RateLimiter(50, redis=Redis.from_url("redis://127.0.0.1:1"), name="t")
    began = time.monotonic()
    for _ in range(5):
        pace.wait()
    assert time.monotonic() - began >= 4 / 50
    pace.rest(20)
    assert pace.wait() > 18
