"""What an answer, or the lack of one, means for a message."""

import random
from dataclasses import replace
from datetime import datetime, timedelta

import structlog

from app.core.clock import utc_now
from app.jobs.outbox.sending.channels import Send
from app.jobs.outbox.sending.leased_delivery import WORKS, LeasedDelivery, Result
from app.models.messaging.outbox import Channel, DeliveryStatus
from integrations.outcome import ChannelDown, DeliveryProblem, Refused, TryLater
from integrations.whatsapp.errors import ACCOUNT_RESTRICTED, TEMPLATE_OUT_OF_USE
from workflows.outbox import CODE_WAITS, OUTSIDE_WINDOW, TEMPLATE_STOPPED, after_window_closed, is_sealed

LONGEST_PAUSE = 60.0  # seconds: a backlog is gone within two minutes of the provider's recovery
GIVE_UP_AFTER = timedelta(hours=6)
# a subscriber's server may be down over a weekend: tried for three days, in the end once an hour
HOOK_PAUSE, HOOK_GIVE_UP = 3600.0, timedelta(days=3)
# Telegram: nothing arrives in this chat any more
SHUT_OUT = {"blocked", "chat_moved", "chat_not_found", "deactivated", "forbidden", "not_started"}
BROWSER_GONE = "gone"
TOO_LATE = "query_too_old"  # a pressed button's notice nobody looks for any more

log = structlog.get_logger()


def send_delivery(send: Send, leased: LeasedDelivery) -> Result:
    """Send it, with no transaction open, and say what to write."""
    try:
        provider_id = send(leased)
    except TryLater as problem:
        return _later(leased, problem, problem.retry_after)
    except ChannelDown as problem:
        log.error("channel.down", channel=leased.channel, code=problem.code)  # noqa: TRY400  the code says it all
        restricted = problem.code in ACCOUNT_RESTRICTED and leased.channel == Channel.WHATSAPP
        left = _by_hand(leased, problem.code, problem.detail) if restricted else None
        account = problem.code if restricted else ""
        return replace(left or _later(leased, problem, LONGEST_PAUSE), stopped=True, account=account)
    except Refused as problem:
        return _refused(leased, problem)
    except DeliveryProblem as problem:
        return _later(leased, problem, None)
    except Exception as problem:
        log.exception("delivery.broken", delivery_id=leased.id)
        return _parked(leased, "broken", f"{type(problem).__name__}: {problem}")
    account = WORKS if leased.channel == Channel.WHATSAPP else ""
    sent = Result(leased.id, leased.tries, DeliveryStatus.SENT, provider_id=provider_id, sent_at=utc_now())
    return replace(sent, account=account)


def _refused(leased: LeasedDelivery, problem: Refused) -> Result:
    if problem.code == TOO_LATE:
        return _with(leased, DeliveryStatus.CANCELLED, problem)
    if problem.code == BROWSER_GONE and leased.channel == Channel.PUSH:
        return replace(_with(leased, DeliveryStatus.CANCELLED, problem), blocked=True)
    template = leased.payload.get("template")
    if problem.code in TEMPLATE_OUT_OF_USE and template:
        stopped = replace(_by_hand(leased, TEMPLATE_STOPPED, problem.detail), template=template["name"])
        return replace(stopped, template_status=TEMPLATE_OUT_OF_USE[problem.code])
    if problem.code == OUTSIDE_WINDOW:
        second = after_window_closed(leased.payload)
        if second is None:
            return _by_hand(leased, problem.code, problem.detail)
        return Result(
            leased.id,
            leased.tries,
            DeliveryStatus.QUEUED,
            due_at=utc_now(),
            error_code=problem.code,
            error_detail=problem.detail[:1000],
            payload=second,
        )
    shut_out = leased.channel == Channel.TELEGRAM and problem.code in SHUT_OUT
    return _parked(leased, problem.code, problem.detail, blocked=shut_out)


def _by_hand(leased: LeasedDelivery, code: str, detail: str) -> Result:
    """A person sends it; a code waits until its owner writes, for nobody else may read it."""
    payload = {name: value for name, value in leased.payload.items() if name != "template"}
    if is_sealed(payload):
        return replace(_parked(leased, CODE_WAITS, detail), payload=payload)
    result = Result(leased.id, leased.tries, DeliveryStatus.BY_HAND, error_code=code, error_detail=detail[:1000])
    return replace(result, payload=payload)


def _later(leased: LeasedDelivery, problem: DeliveryProblem, retry_after: float | None) -> Result:
    now = utc_now()
    is_hook = leased.channel == Channel.WEBHOOK
    if now - leased.created_at > (HOOK_GIVE_UP if is_hook else GIVE_UP_AFTER):
        return _parked(leased, problem.code, problem.detail)
    pause = pause_before(leased.tries + 1, retry_after, longest=HOOK_PAUSE if is_hook else LONGEST_PAUSE)
    return _with(leased, DeliveryStatus.QUEUED, problem, due_at=now + pause)


def pause_before(tries: int, retry_after: float | None = None, *, longest: float = LONGEST_PAUSE) -> timedelta:
    """Growing, capped at `longest` seconds and jittered; never shorter than the provider asked for."""
    seconds = retry_after if retry_after is not None else min(2.0 ** min(tries - 1, 12), longest)
    return timedelta(seconds=seconds * random.uniform(1.0, 1.25))  # noqa: S311  jitter, not a secret


def _with(
    leased: LeasedDelivery, status: DeliveryStatus, problem: DeliveryProblem, *, due_at: datetime | None = None
) -> Result:
    return Result(
        leased.id,
        leased.tries,
        status,
        due_at=due_at,
        error_code=problem.code[:60],
        error_detail=problem.detail[:1000],
    )


def _parked(leased: LeasedDelivery, code: str, detail: str, *, blocked: bool = False) -> Result:
    return Result(
        leased.id,
        leased.tries,
        DeliveryStatus.PARKED,
        error_code=code[:60],
        error_detail=detail[:1000],
        blocked=blocked,
    )
