"""The places where public posts are looked for."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.social.social import SocialSource, SourceKind


@dataclass(frozen=True, slots=True)
class ReadSource:
    id: int
    kind: SourceKind
    address: str
    last_id: str
    opens_tickets: bool


def list_sources(session: Session) -> list[ReadSource]:
    """Those that are read, the one that waited longest first."""
    wanted = select(SocialSource).where(SocialSource.is_active)
    found = session.scalars(wanted.order_by(SocialSource.polled_at.asc().nulls_first(), SocialSource.id))
    return [ReadSource(one.id, one.kind, one.address, one.last_id, one.opens_tickets) for one in found]
