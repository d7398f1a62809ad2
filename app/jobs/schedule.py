"""What happens by the clock: enqueued by `app.scheduler`, exactly one. Every job here may run twice without harm."""

from functools import partial

from rq import Queue, cron
from rq.serializers import JSONSerializer

from app.jobs.analytics import mirror_analytics
from app.jobs.bulk import run_bulk
from app.jobs.chat import end_left_chats
from app.jobs.documents.articles import draw_articles
from app.jobs.documents.emergency_card import draw_emergency_card
from app.jobs.documents.maintenance_month import draw_maintenance_month
from app.jobs.documents.readiness import draw_readiness
from app.jobs.documents.render import render_documents
from app.jobs.documents.service_levels import draw_sla
from app.jobs.documents.support_month import draw_support_month
from app.jobs.documents.tickets import draw_tickets
from app.jobs.exports import delete_old_exports, write_exports
from app.jobs.forum import forward_questions
from app.jobs.heartbeats import check_storage
from app.jobs.housekeeping import (
    announce_overdue_invoices,
    ask_for_nps,
    check_exp_totals,
    count_days,
    count_feedback,
    expire_queue_offers,
    recount_month,
    remind_customers,
)
from app.jobs.imports import import_customers
from app.jobs.inbox.apply import apply_inbox
from app.jobs.inbox.media import fetch_media
from app.jobs.inbox.poll_mailbox import poll_mailboxes
from app.jobs.inbox.poll_social import poll_social
from app.jobs.incidents import remind_of_items, watch_incidents
from app.jobs.maintenance import plan_maintenance_work
from app.jobs.monitoring.run_checks import run_checks
from app.jobs.monitoring.watch_parts import ping_dead_man, watch_parts
from app.jobs.no_show_alerts import watch_arrivals
from app.jobs.outbox.held_messages import send_held_messages
from app.jobs.outbox.relay import relay
from app.jobs.outbox.wake_up import DEFAULT, MESSAGES, SLOW
from app.jobs.payment_polling import check_payments
from app.jobs.releases.backups import ask_nightly_backup, ask_weekly_drill, make_backups, run_drills, watch_backups
from app.jobs.releases.rollback_chain import finish_rollback_chain
from app.jobs.status.write_status import write_status
from app.jobs.support_desk import watch_tickets
from app.jobs.upkeep.database import mend_indexes, vacuum_database, watch_queries
from app.jobs.upkeep.dependencies import read_dependencies
from app.jobs.upkeep.files import measure_sizes, sweep_orphans
from app.jobs.upkeep.retention import take_out_old_rows
from app.models.releases.backup import NIGHTLY_BACKUP, WEEKLY_DRILL

# rq cron pickles whatever its -S says, and our workers read JSON only: who can write to Redis cannot run code here
cron.Queue = partial(Queue, serializer=JSONSerializer)  # type: ignore[assignment,misc]

_EVERY = (  # job, queue, seconds
    (relay, MESSAGES, 5),
    (send_held_messages, MESSAGES, 5),
    (apply_inbox, MESSAGES, 10),
    (expire_queue_offers, DEFAULT, 20),
    (run_bulk, DEFAULT, 30),
    (fetch_media, SLOW, 30),
    (poll_mailboxes, SLOW, 30),
    (poll_social, SLOW, 300),
    (render_documents, SLOW, 30),
    (draw_readiness, SLOW, 300),
    (draw_sla, SLOW, 300),
    (draw_emergency_card, SLOW, 300),
    (draw_articles, SLOW, 120),
    (draw_tickets, SLOW, 60),
    (write_exports, SLOW, 60),
    (import_customers, SLOW, 60),
    (delete_old_exports, SLOW, 3600),
    (check_payments, SLOW, 30),
    (watch_arrivals, DEFAULT, 30),
    (watch_tickets, DEFAULT, 30),
    (end_left_chats, DEFAULT, 60),
    (forward_questions, DEFAULT, 600),
    (count_days, DEFAULT, 60),
    (count_feedback, DEFAULT, 60),
    (check_storage, SLOW, 60),
    (remind_customers, DEFAULT, 300),
    (make_backups, SLOW, 60),
    (run_drills, SLOW, 60),
    (watch_backups, DEFAULT, 600),
    (finish_rollback_chain, DEFAULT, 60),
    (run_checks, DEFAULT, 10),
    (watch_parts, DEFAULT, 60),
    (watch_incidents, DEFAULT, 10),
    (write_status, DEFAULT, 30),
    (ping_dead_man, DEFAULT, 60),
    (watch_queries, DEFAULT, 60),
)
_AT = (  # cron in UTC
    (mirror_analytics, DEFAULT, "20 17 * * *"),  # 00.20 WIB
    (recount_month, DEFAULT, "0 19 * * *"),  # 02.00 WIB
    (check_exp_totals, DEFAULT, "15 19 * * *"),
    (take_out_old_rows, SLOW, "30 19 * * *"),
    (vacuum_database, SLOW, "0 20 * * *"),  # 03.00 WIB
    (mend_indexes, SLOW, "20 20 * * *"),
    (sweep_orphans, SLOW, "40 20 * * *"),
    (measure_sizes, SLOW, "50 20 * * *"),
    (read_dependencies, SLOW, "10 21 * * *"),
    (draw_maintenance_month, SLOW, "40 0 * * *"),  # 07.40 WIB
    (draw_support_month, SLOW, "30 0 * * *"),  # 07.30 WIB
    (ask_nightly_backup, DEFAULT, f"{NIGHTLY_BACKUP:%M %H} * * *"),
    (remind_of_items, DEFAULT, "0 2 * * *"),
    (plan_maintenance_work, DEFAULT, "0 23 * * *"),  # 06.00 WIB
    (announce_overdue_invoices, DEFAULT, "0 1 * * *"),  # 08.00 WIB
    (ask_for_nps, DEFAULT, "0 3 * * *"),  # 10.00 WIB
)

_WEEKLY = ((ask_weekly_drill, DEFAULT, f"{WEEKLY_DRILL:%M %H} * * 6"),)
JOBS = tuple((job, queue) for job, queue, _ in (*_EVERY, *_AT, *_WEEKLY))

# seconds of silence that are no fault, by job: three runs and a minute; a daily one a day and two hours
ALLOWED_SILENCE = {job.__name__: 3 * seconds + 60 for job, _, seconds in _EVERY}
ALLOWED_SILENCE |= {job.__name__: 26 * 3600 for job, _, _ in _AT}
ALLOWED_SILENCE |= {job.__name__: 8 * 24 * 3600 for job, _, _ in _WEEKLY}

for job, queue, seconds in _EVERY:
    cron.register(job, queue_name=queue, interval=seconds, name=job.__name__, result_ttl=0, failure_ttl=3600)
for job, queue, when in (*_AT, *_WEEKLY):
    cron.register(job, queue_name=queue, cron=when, name=job.__name__, result_ttl=0, failure_ttl=3600)
