"""A wake-up is enqueued after a commit, and only then."""

from flask import Flask
from redis import Redis
from rq import Queue
from rq.serializers import JSONSerializer

from app.core.db import db, transaction
from app.core.units import RELAY, unit_of


def _waiting(redis_url: str) -> list[str]:
    queue = Queue("messages", connection=Redis.from_url(redis_url), serializer=JSONSerializer)
    return [job.func_name for job in queue.jobs]


def test_a_commit_that_emitted_something_wakes_the_relay_once(app: Flask, redis_url: str) -> None:
    with app.app_context(), transaction() as session:
        session.connection()
        unit_of(session).wake.add(RELAY)
        assert _waiting(redis_url) == []
    assert _waiting(redis_url) == ["app.jobs.outbox.relay.relay"]


def test_what_is_rolled_back_wakes_nobody(app: Flask, redis_url: str) -> None:
    with app.app_context():
        session = db.session()
        session.connection()
        unit_of(session).wake.add(RELAY)
        session.rollback()
        session.connection()
        session.commit()
    assert _waiting(redis_url) == []
