"""What happens by the clock: `rq cron app.jobs.schedule`, exactly one. Every job here may run twice without harm."""

from functools import partial

from rq import Queue, cron
from rq.serializers import JSONSerializer

from app.jobs.bell import BELL, DEFAULT, SLOW
from app.jobs.hourglass import expire_queue_offers
from app.jobs.inbox import apply_inbox
from app.jobs.papers import render_papers
from app.jobs.relay import relay

# rq cron pickles whatever its -S says, and our workers read JSON only: who can write to Redis cannot run code here
cron.Queue = partial(Queue, serializer=JSONSerializer)  # type: ignore[assignment,misc]

cron.register(relay, queue_name=BELL, interval=5, name="relay", result_ttl=0, failure_ttl=3600)
cron.register(apply_inbox, queue_name=DEFAULT, interval=10, name="inbox", result_ttl=0, failure_ttl=3600)
cron.register(expire_queue_offers, queue_name=DEFAULT, interval=20, name="queue offers", result_ttl=0, failure_ttl=3600)
cron.register(render_papers, queue_name=SLOW, interval=30, name="papers", result_ttl=0, failure_ttl=3600)
