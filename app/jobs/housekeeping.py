"""Scheduled jobs that expire offers, send reminders and add up days."""

import structlog

from app.core.clock import utc_now
from app.core.db import unit_of_work
from workflows.exp import check_totals
from workflows.feedback import count_feedback_days
from workflows.invoices import announce_overdue
from workflows.kpi import refresh_days
from workflows.ratings import remind_about_rating
from workflows.releases.survey import invite_to_nps
from workflows.visits import expire_offers

log = structlog.get_logger()


def expire_queue_offers() -> None:
    """RQ job: offer places to the next in the waiting list where an offer has expired."""
    unit_of_work(lambda session: expire_offers(session, now=utc_now()))


def remind_customers() -> None:
    """RQ job: one reminder for each rating that is still missing a day later."""
    unit_of_work(lambda session: remind_about_rating(session, now=utc_now()))


def ask_for_nps() -> None:
    """RQ job, daily: invite a few people to the 0-10 survey; a second run on the same day invites nobody more."""
    unit_of_work(lambda session: invite_to_nps(session, now=utc_now()))


def announce_overdue_invoices() -> None:
    """RQ job, daily: tell CS which invoices are overdue; a second run on the same day emits nothing."""
    unit_of_work(lambda session: announce_overdue(session, now=utc_now()))


def count_days() -> None:
    """RQ job: add up today, yesterday and the days whose facts changed."""
    unit_of_work(lambda session: refresh_days(session, now=utc_now()))


def count_feedback() -> None:
    """RQ job: add up the feedback figures of the days on which something changed."""
    unit_of_work(count_feedback_days)


def recount_month() -> None:
    """RQ job, nightly: add up the last forty days again."""
    unit_of_work(lambda session: refresh_days(session, now=utc_now(), back=40))


def check_exp_totals() -> None:
    """RQ job, nightly: correct running totals that differ from the ledger's sums; log each as an error."""
    for drift in unit_of_work(lambda session: check_totals(session, now=utc_now())):
        log.error("exp.drift", user_id=drift.user_id, month=str(drift.month), total=drift.total, truth=drift.truth)
