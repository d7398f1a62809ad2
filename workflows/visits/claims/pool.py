"""The open pool: what one technician may take now, and a cheap version that changes when it does."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, String, and_, case, cast, exists, func, literal, literal_column, or_, select, tuple_
from sqlalchemy.orm import Bundle, Session, aliased, contains_eager, joinedload

from app.models.accounts.user import Leave, Skill, User, user_skills
from app.models.customers.address import ADDRESS_PARTS
from app.models.visits.assignment import IN_LINE, QueueEntry
from app.models.visits.visit import ACTIVE, VisitStatus, VisitTicket
from workflows.visits.claims.eligibility import SITE, TECHNICIAN, VISIT, may_take

POOL_LIMIT = 100
_CARD = (
    VISIT.id,
    VISIT.number,
    func.left(VISIT.problem, 100).label("problem"),
    VISIT.priority,
    VISIT.emergency,
    VISIT.quota,
    (VISIT.places_offered - VISIT.places_taken - VISIT.places_reserved).label("places_free"),
    VISIT.planned_start,
    VISIT.planned_end,
    VISIT.queue_tail,
    Skill.name.label("skill_name"),
    Bundle("site", *(getattr(SITE, name) for name in ("name", "latitude", "longitude", "time_zone", *ADDRESS_PARTS))),
)


@dataclass(frozen=True, slots=True)
class WaitingPlace:
    """A technician's place on the waiting list: number drawn, people before them, and an offer while it lasts."""

    position: int
    ahead: int
    offer_expires_at: datetime | None


def list_open_pool(
    session: Session, *, technician: User, now: datetime, after: int | None = None
) -> Sequence[VisitTicket]:
    """Visits with a free place, or whose waiting list the person is on, soonest first; `after`: the visit before."""
    return session.scalars(_page(session, _pool(technician, now), after)).all()


def list_pool_cards(
    session: Session, *, technician: User, now: datetime, after: int | None = None
) -> Sequence[Row[Any]]:
    """The same visits with only what a card shows; two equal rows look the same. `site`: columns of a Site."""
    cards = _in_pool(select(*_CARD, *_opens_later(now)), technician, now).outerjoin(Skill, Skill.id == VISIT.skill_id)
    return session.execute(_page(session, cards, after)).all()


def find_in_pool(session: Session, *, visit_id: int, technician: User, now: datetime) -> VisitTicket | None:
    """One visit, if it is in this technician's pool."""
    return session.scalars(_pool(technician, now).where(VISIT.id == visit_id)).one_or_none()


def list_waiting_places(
    session: Session, *, technician: User, visit_ids: Collection[int], now: datetime
) -> dict[int, WaitingPlace]:
    """By visit: where this technician is on its waiting list; an offer that has run out counts as none."""
    before = aliased(QueueEntry)
    ahead = (
        select(func.count())
        .where(
            before.visit_id == QueueEntry.visit_id,
            before.status.in_(IN_LINE),
            before.position < QueueEntry.position,
        )
        .scalar_subquery()
    )
    mine = select(QueueEntry.visit_id, QueueEntry.position, ahead, QueueEntry.offer_expires_at).where(
        QueueEntry.technician_id == technician.id, QueueEntry.status.in_(IN_LINE), QueueEntry.visit_id.in_(visit_ids)
    )
    return {
        visit_id: WaitingPlace(position, count, until if until is not None and until > now else None)
        for visit_id, position, count, until in session.execute(mine)
    }


def pool_version(session: Session, *, technician: User, now: datetime) -> str:
    """Changes whenever this technician's pool may: asked first, because it is cheap.

    The clock counts too: a race that opens and a visit that is over change the page without anybody writing.
    """
    tickets = select(
        func.count(),
        func.sum(VisitTicket.version),
        func.sum(VisitTicket.queue_tail),
        func.sum(VisitTicket.places_taken),
        func.sum(VisitTicket.places_reserved),
        func.sum(VisitTicket.places_offered),
        func.count().filter(VisitTicket.race_opens_at > now),
        func.count().filter(VisitTicket.planned_end > now),
        select(func.sum(user_skills.c.skill_id)).where(user_skills.c.user_id == technician.id).scalar_subquery(),
        _leave_days(technician),
    ).where(VisitTicket.status.in_(ACTIVE))
    return "-".join(str(value or 0) for value in session.execute(tickets).one())


def _leave_days(technician: User) -> Any:
    days = func.concat(cast(Leave.first_date, String), cast(Leave.last_date, String))
    return select(func.string_agg(days, literal_column("','"))).where(Leave.user_id == technician.id).scalar_subquery()


def _opens_later(now: datetime) -> tuple[Any, ...]:
    """When the race opens, as long as it has not."""
    return (case((VISIT.race_opens_at > now, VISIT.race_opens_at)).label("race_opens_at"),)


def _page(session: Session, query: Any, after: int | None) -> Any:
    last = session.get(VisitTicket, after) if after else None
    if last is not None:
        query = query.where(
            tuple_(VISIT.planned_start, VISIT.id) > tuple_(literal(last.planned_start), literal(last.id))
        )
    return query.order_by(VISIT.planned_start, VISIT.id).limit(POOL_LIMIT)


def _pool(technician: User, now: datetime) -> Any:
    loads = (contains_eager(VISIT.site.of_type(SITE)), joinedload(VISIT.customer), joinedload(VISIT.skill))
    return _in_pool(select(VISIT), technician, now).options(*loads)


def _in_pool(query: Any, technician: User, now: datetime) -> Any:
    free = VISIT.places_taken + VISIT.places_reserved < VISIT.places_offered
    in_line = exists().where(
        QueueEntry.visit_id == VISIT.id, QueueEntry.technician_id == technician.id, QueueEntry.status.in_(IN_LINE)
    )
    return (
        query.join(SITE, SITE.id == VISIT.site_id)
        .join(TECHNICIAN, TECHNICIAN.id == technician.id)
        .where(
            VISIT.status.in_(ACTIVE),
            VISIT.planned_end > now,
            or_(and_(VISIT.status != VisitStatus.ASSIGNED, free), in_line),
            may_take(now),
        )
    )
