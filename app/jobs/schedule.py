"""What happens by the clock: `rq cron app.jobs.schedule`, exactly one. Every job here may run twice without harm."""

from rq import cron

from app.jobs.bell import BELL, DEFAULT
from app.jobs.hourglass import expire_queue_offers
from app.jobs.inbox import apply_inbox
from app.jobs.relay import relay

cron.register(relay, queue_name=BELL, interval=5, name="relay", result_ttl=0, failure_ttl=3600)
cron.register(apply_inbox, queue_name=DEFAULT, interval=10, name="inbox", result_ttl=0, failure_ttl=3600)
cron.register(expire_queue_offers, queue_name=DEFAULT, interval=20, name="queue offers", result_ttl=0, failure_ttl=3600)
