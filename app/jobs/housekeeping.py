"""Things that run out or come round: offers in the waiting line, reminders, the day's figures."""

from app.core.clock import utc_now
from app.core.db import unit_of_work
from workflows.api_tokens import forget_dead_tokens
from workflows.authentication.sessions import forget_old_logins
from workflows.feedback import count_feedback_days
from workflows.idempotency import forget_old_keys
from workflows.kpi import refresh_days
from workflows.ratings import remind_about_rating
from workflows.visits import expire_offers


def expire_queue_offers() -> None:
    """RQ job: pass on places whose offers have run out."""
    unit_of_work(lambda session: expire_offers(session, now=utc_now()))


def remind_customers() -> None:
    """RQ job: one reminder for each rating that is still missing a day later."""
    unit_of_work(lambda session: remind_about_rating(session, now=utc_now()))


def count_days() -> None:
    """RQ job: add up today, yesterday and the days whose facts changed."""
    unit_of_work(lambda session: refresh_days(session, now=utc_now()))


def count_feedback() -> None:
    """RQ job: add up the days of Saran & Kritik on which something changed."""
    unit_of_work(count_feedback_days)


def recount_month() -> None:
    """RQ job, nightly: add up the last forty days again, whatever may have touched them."""
    unit_of_work(lambda session: refresh_days(session, now=utc_now(), back=40))


def tidy_keys() -> None:
    """RQ job, nightly: forget the idempotency keys of last week and the machine keys of last month."""
    unit_of_work(lambda session: forget_old_keys(session, now=utc_now()))
    unit_of_work(lambda session: forget_dead_tokens(session, now=utc_now()))
    unit_of_work(lambda session: forget_old_logins(session, now=utc_now()))
