"""What the company promises, as customers may read it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from app.models.support.settings.service_plan import (
    Blocks,
    CalendarDay,
    DayKind,
    ServicePlan,
    ServiceTarget,
    SupportCalendar,
    SupportSettings,
)
from app.policies.service_levels.calendar_days import find_counting

MOST_DAYS = 60


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """A day with hours of its own, and the calendars for which it holds; none named: for all that are promised."""

    day: date
    title: str
    kind: DayKind
    blocks: Blocks
    calendars: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ServiceLevels:
    """Plans with their targets, the calendars these count by, and the days ahead that are not like their weekday."""

    plans: Sequence[ServicePlan]
    calendars: Sequence[SupportCalendar]
    days: Sequence[SpecialDay]
    confirm_days: int
    reopen_days: int
    changed_at: datetime | None

    @property
    def digest(self) -> str:
        """The same for the same promises."""
        facts = [
            [(one.name, one.is_default, [_target(target) for target in one.targets]) for one in self.plans],
            [(one.name, one.time_zone, sorted(one.week.items()), one.joint_leave_worked) for one in self.calendars],
            [(one.day, one.kind, one.title, one.calendars, one.blocks) for one in self.days],
            [self.confirm_days, self.reopen_days],
        ]
        return sha256(repr(facts).encode()).hexdigest()


def read_sla(session: Session, *, today: date) -> ServiceLevels:
    plans = select(ServicePlan).options(selectinload(ServicePlan.targets).joinedload(ServiceTarget.calendar))
    found = session.scalars(plans.order_by(ServicePlan.is_default.desc(), ServicePlan.name)).all()
    used = {target.calendar_id: target.calendar for plan in found for target in plan.targets}
    calendars = [used[one] for one in sorted(used)]
    settings = session.get(SupportSettings, 1)
    changes = [one.updated_at for one in (*found, *calendars)]
    return ServiceLevels(
        plans=found,
        calendars=calendars,
        days=_days(session, calendars, today),
        confirm_days=settings.confirm_days if settings and settings.closes_itself else 0,
        reopen_days=settings.reopen_days if settings else 0,
        changed_at=max(changes, default=None),
    )


def _days(session: Session, calendars: Sequence[SupportCalendar], today: date) -> list[SpecialDay]:
    ahead = select(CalendarDay).where(CalendarDay.accepted_at.is_not(None), CalendarDay.day >= today)
    rows = session.scalars(ahead.order_by(CalendarDay.day, CalendarDay.id).limit(MOST_DAYS)).all()
    found = []
    for _date, group in groupby(rows, key=lambda row: row.day):
        same_day = list(group)
        counting = [(calendar, find_counting(same_day, calendar)) for calendar in calendars]
        for row in same_day:
            names = tuple(calendar.name for calendar, counts in counting if counts is row)
            if names:
                held = () if len(names) == len(calendars) else names
                found.append(SpecialDay(row.day, row.title, DayKind(row.kind), row.blocks, held))
    return found


def _target(target: ServiceTarget) -> tuple[object, ...]:
    return (target.priority, target.first_reply_s, target.next_reply_s, target.resolution_s, target.calendar_id)
