"""The rating sheet behind a link: who can be rated, what was said already, until when it may change."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from app.core.errors import DomainError, NotFound
from app.core.i18n import N_
from app.models.access_links import AccessLink, LinkKind
from app.models.accounts.user import User
from app.models.company import Company
from app.models.visits.assignment import Assignment, ReleaseReason
from app.models.visits.rating import RatedRole, VisitRating
from app.models.visits.visit import VisitTicket


class LinkExpired(DomainError):
    code = "link_expired"
    status = 410
    sentence = N_("Tautan ini sudah tidak berlaku. Terima kasih atas perhatian Anda.")


class RatingTooLate(DomainError):
    code = "rating_too_late"
    status = 410
    sentence = N_("Penilaian Anda sudah kami terima dan tidak dapat diubah lagi. Terima kasih.")


@dataclass(frozen=True, slots=True)
class RatingSheet:
    """`people`: (role, user) pairs to be rated; `given`: the stars so far by (role, user id)."""

    link: AccessLink
    visit: VisitTicket
    people: Sequence[tuple[RatedRole, User]]
    rating: VisitRating | None
    open_until: datetime | None

    @property
    def given(self) -> dict[tuple[str, int], int]:
        return {(row.rated_role, row.user_id): row.stars for row in self.rating.stars} if self.rating else {}

    def may_change(self, now: datetime) -> bool:
        return self.open_until is None or now < self.open_until


def find_sheet(session: Session, *, token: str, now: datetime) -> RatingSheet:
    """Raises NotFound for an unknown token, LinkExpired for one that no longer counts and was not used."""
    link = session.scalars(
        select(AccessLink).where(AccessLink.token == token, AccessLink.kind == LinkKind.RATING)
    ).one_or_none()
    if link is None or link.visit_id is None:
        raise NotFound
    rating = session.scalars(
        select(VisitRating).where(VisitRating.visit_id == link.visit_id).options(selectinload(VisitRating.stars))
    ).one_or_none()
    if link.revoked_at is not None or (rating is None and not link.is_live(now)):
        raise LinkExpired
    visit = session.scalars(
        select(VisitTicket).where(VisitTicket.id == link.visit_id).options(joinedload(VisitTicket.created_by))
    ).one()
    hours = session.scalars(select(Company.rating_edit_hours)).one()
    until = rating.submitted_at + timedelta(hours=hours) if rating else None
    return RatingSheet(link, visit, _people(session, visit), rating, until)


def _people(session: Session, visit: VisitTicket) -> Sequence[tuple[RatedRole, User]]:
    """Everyone who worked there, those who left before an extension included, and the CS who opened the ticket."""
    worked = Assignment.released_at.is_(None) | (Assignment.release_reason == ReleaseReason.LEFT_EXTENSION)
    team = session.scalars(
        select(User)
        .join(Assignment, Assignment.technician_id == User.id)
        .where(Assignment.visit_id == visit.id, worked)
    ).unique()
    people = [(RatedRole.TECHNICIAN, user) for user in sorted(team, key=lambda user: user.id)]
    desk = visit.created_by or (session.get(User, visit.closed_by_id) if visit.closed_by_id else None)
    return [*people, (RatedRole.CS, desk)] if desk else people
