"""Who is on call at a moment: exceptions first, then the rotations; the past as it was written down."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.models.accounts.user import Leave, User
from app.models.on_call.schedule import CoverKind, OnCallCover, OnCallLayer, OnCallShift
from app.models.support.settings.service_plan import CalendarDay, DayKind
from app.policies.company_time import company_zone
from app.policies.on_call import may_be_on_call
from workflows.on_call.rotation import Rotation

LEVELS = (1, 2, 3, 4)
ORDER = {CoverKind.TAKEN: 0, CoverKind.OVERRIDE: 0, CoverKind.SWAP: 1}


def rotation_of(layer: OnCallLayer, zone: ZoneInfo) -> Rotation:
    start = layer.started_at.astimezone(zone).replace(tzinfo=None)
    length = timedelta(hours=layer.length_hours) if layer.length_hours else None
    return Rotation(layer.people, start, zone, length)


def covers_moment(layer: OnCallLayer, at: datetime, zone: ZoneInfo) -> bool:
    """Whether the layer's hours and weekdays hold the moment; from 22 until 6 reaches over midnight."""
    wall = at.astimezone(zone)
    first, last = layer.from_hour, layer.until_hour
    day = wall.weekday()
    if first < last:
        inside = first <= wall.hour < last
    else:
        inside = wall.hour >= first or wall.hour < last
        day = (day - 1) % 7 if wall.hour < last else day  # the night belongs to the day on which it began
    return inside and (not layer.weekdays or day in layer.weekdays)


def person_at(
    layers: Sequence[OnCallLayer], covers: Sequence[OnCallCover], *, level: int, at: datetime, zone: ZoneInfo
) -> int | None:
    """Pure: whose turn it is on this level. Of several exceptions the one written last counts."""
    standing_in = [one for one in covers if one.level == level and one.starts_at <= at < one.ends_at]
    if standing_in:
        return min(standing_in, key=lambda one: (ORDER[one.kind], -one.id)).user_id
    for layer in sorted((one for one in layers if one.level == level), key=lambda one: (-one.rank, one.id)):
        if covers_moment(layer, at, zone) and (person := rotation_of(layer, zone).person_at(at)) is not None:
            return person
    return None


def get_plan(session: Session, *, since: datetime) -> tuple[list[OnCallLayer], list[OnCallCover], ZoneInfo]:
    """What `person_at` needs, in two statements."""
    layers = list(session.scalars(select(OnCallLayer).order_by(OnCallLayer.id)))
    covers = list(session.scalars(select(OnCallCover).where(OnCallCover.ends_at > since)))
    return layers, covers, ZoneInfo(company_zone(session))


def find_on_call(session: Session, *, level: int, at: datetime) -> User | None:
    """The person of a level; None when nobody is, or somebody who may no longer be."""
    layers, covers, zone = get_plan(session, since=at)
    turn = person_at(layers, covers, level=level, at=at, zone=zone)
    return session.scalars(select(User).where(User.id == turn, may_be_on_call())).one_or_none()


def list_on_call(session: Session, *, at: datetime) -> list[tuple[int, User | None]]:
    """Each level that has a rotation, with its person; None where nobody is."""
    layers, covers, zone = get_plan(session, since=at)
    turns = {
        level: person_at(layers, covers, level=level, at=at, zone=zone)
        for level in LEVELS
        if any(layer.level == level for layer in layers)
    }
    asked = select(User).where(User.id.in_({one for one in turns.values() if one}), may_be_on_call())
    people = {person.id: person for person in session.scalars(asked)}
    return [(level, people.get(person or 0)) for level, person in turns.items()]


def find_who_was(session: Session, *, level: int, at: datetime) -> User | None:
    """Who was on call at a past moment, as it was written down."""
    shift = (
        select(User)
        .join(OnCallShift, OnCallShift.user_id == User.id)
        .where(
            OnCallShift.level == level,
            OnCallShift.started_at <= at,
            (OnCallShift.ended_at.is_(None)) | (OnCallShift.ended_at > at),
        )
    )
    return session.scalars(shift).one_or_none()


def list_who_was(session: Session, *, at: datetime) -> list[tuple[int, User]]:
    """The same of every level that somebody was on call for."""
    was = select(OnCallShift).where(
        OnCallShift.started_at <= at, (OnCallShift.ended_at.is_(None)) | (OnCallShift.ended_at > at)
    )
    shifts = session.scalars(was.order_by(OnCallShift.level, OnCallShift.id)).all()
    people = {one.id: one for one in session.scalars(select(User).where(User.id.in_({it.user_id for it in shifts})))}
    return [(shift.level, people[shift.user_id]) for shift in shifts]


def list_absences(session: Session, *, user_ids: Iterable[int], first: date, last: date) -> Sequence[Leave]:
    """Leave of these people that shares a day with the period, in order."""
    shared = select(Leave).where(Leave.user_id.in_(list(user_ids)), Leave.first_date <= last, Leave.last_date >= first)
    return session.scalars(shared.options(joinedload(Leave.user)).order_by(Leave.first_date, Leave.id)).all()


def list_holidays(session: Session, *, first: date, last: date) -> Sequence[CalendarDay]:
    """Accepted holidays of every calendar within the period, in order."""
    days = select(CalendarDay).where(
        CalendarDay.accepted_at.is_not(None), CalendarDay.kind != DayKind.EXCEPTION, CalendarDay.calendar_id.is_(None)
    )
    return session.scalars(days.where(CalendarDay.day.between(first, last)).order_by(CalendarDay.day)).all()
