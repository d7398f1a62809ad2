"""How on-call duty was shared: hours, nights, weekends, holidays and calls of each person, from past shifts."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.on_call.escalation import EscalationCall
from app.models.on_call.schedule import OnCallShift
from app.policies.company_time import company_zone
from workflows.on_call.who import list_holidays

NIGHT_FROM, NIGHT_UNTIL, SATURDAY = 22, 6, 5
HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class DutyShare:
    """Hours on the company's wall clock; `night`: 22.00 to 06.00; `weekend`: Saturday and Sunday.

    `holiday`: accepted holidays and joint leave of every calendar; a holiday on a Saturday is both.
    """

    name: str
    hours: float
    night: float
    weekend: float
    holiday: float
    calls: int


def read_fairness(session: Session, *, since: datetime, until: datetime) -> list[DutyShare]:
    """Everybody who was on call or was called in between, the most hours first."""
    zone = ZoneInfo(company_zone(session))
    days = list_holidays(session, first=since.astimezone(zone).date(), last=until.astimezone(zone).date())
    holidays = {one.day for one in days}
    hours, night, weekend, holiday = Counter[int](), Counter[int](), Counter[int](), Counter[int]()
    shifts = select(OnCallShift).where(
        OnCallShift.started_at < until, (OnCallShift.ended_at.is_(None)) | (OnCallShift.ended_at > since)
    )
    for shift in session.scalars(shifts):
        for at, seconds in _pieces(max(shift.started_at, since), min(shift.ended_at or until, until)):
            wall = at.astimezone(zone)
            hours[shift.user_id] += seconds
            night[shift.user_id] += seconds if wall.hour >= NIGHT_FROM or wall.hour < NIGHT_UNTIL else 0
            weekend[shift.user_id] += seconds if wall.weekday() >= SATURDAY else 0
            holiday[shift.user_id] += seconds if wall.date() in holidays else 0
    calls = _calls(session, since, until)
    people = session.execute(select(User.id, User.name).where(User.id.in_({*hours, *calls})).order_by(User.name))
    lines = [
        DutyShare(
            name,
            hours[one] / 3600,
            night[one] / 3600,
            weekend[one] / 3600,
            holiday[one] / 3600,
            calls.get(one, 0),
        )
        for one, name in people
    ]
    return sorted(lines, key=lambda line: -line.hours)


def _pieces(since: datetime, until: datetime) -> Iterator[tuple[datetime, int]]:
    """Cut at full hours: the beginning and the seconds of each piece."""
    while since < until:
        end = min(since.replace(minute=0, second=0, microsecond=0) + HOUR, until)
        yield since, round((end - since).total_seconds())
        since = end


def _calls(session: Session, since: datetime, until: datetime) -> dict[int, int]:
    counted = select(EscalationCall.user_id, func.count()).where(
        EscalationCall.created_at >= since, EscalationCall.created_at < until
    )
    return {row[0]: row[1] for row in session.execute(counted.group_by(EscalationCall.user_id))}
