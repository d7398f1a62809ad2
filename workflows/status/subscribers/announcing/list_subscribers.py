"""Whom a piece of news concerns."""

from collections.abc import Collection, Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from app.models.status.status_page import StatusComponent
from app.models.status.subscriber import StatusSubscriber


def list_subscribers(
    session: Session, *, component_ids: Collection[int], after_id: int, limit: int
) -> Sequence[StatusSubscriber]:
    """Those who want all components or one of these, by id, after this one."""
    chosen = StatusSubscriber.component_ids
    wanted = or_(chosen == [], chosen.overlap(list(component_ids))) if component_ids else chosen == []
    found = select(StatusSubscriber).where(
        StatusSubscriber.confirmed_at.is_not(None), StatusSubscriber.id > after_id, wanted
    )
    return session.scalars(
        found.order_by(StatusSubscriber.id).limit(limit).options(joinedload(StatusSubscriber.contact))
    ).all()


def list_component_ids(session: Session, name: str) -> list[int]:
    return list(session.scalars(select(StatusComponent.id).where(StatusComponent.name == name)))
