"""The customer's stars: once per visit, editable for `rating_edit_hours`."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_
from app.core.text.cleaning import clear
from app.models.visits.rating import LOW_STARS, RatedRole, RatingStars, RatingStatus, VisitRating
from app.models.visits.visit import VisitTicket
from workflows.kpi import touch_day
from workflows.ratings.find_sheet import RatingTooLate, find_sheet
from workflows.transitions import note

LONGEST_COMMENT = 2000
MOST_STARS = 5


def submit_rating(
    session: Session, *, token: str, stars: Mapping[tuple[str, int], int], comment: str, now: datetime
) -> VisitRating:
    """`stars` by (rated role, user id), each 1–5, one for everyone on the sheet."""
    sheet = find_sheet(session, token=token, now=now)
    # two taps with two keys: the second waits here and then sees the first one's rating
    session.execute(select(VisitTicket.id).where(VisitTicket.id == sheet.visit.id).with_for_update())
    sheet = find_sheet(session, token=token, now=now)
    if not sheet.may_change(now):
        raise RatingTooLate
    asked = {(role.value, user.id) for role, user in sheet.people}
    if set(stars) != asked or not all(1 <= value <= 5 for value in stars.values()):  # noqa: PLR2004  one to five stars
        raise Invalid(N_("Pilih 1 sampai 5 bintang untuk setiap orang."), field="stars")
    rating = sheet.rating
    if rating is None:
        rating = VisitRating(
            visit_id=sheet.visit.id, customer_id=sheet.visit.customer_id, submitted_at=now, lowest_stars=MOST_STARS
        )
        session.add(rating)
    else:
        rating.edited_at = now
    rating.comment = clear(comment).strip()[:LONGEST_COMMENT]
    known = {(str(row.rated_role), row.user_id): row for row in rating.stars}
    for (role, user_id), value in stars.items():
        if (role, user_id) in known:
            known[role, user_id].stars = value
        else:
            rating.stars.append(RatingStars(user_id=user_id, rated_role=RatedRole(role), stars=value))
    _judge(rating, min(stars.values()))
    session.flush()
    note(session, "visit_tickets", sheet.visit.id, "rated", actor=None, now=now, stars=sorted(stars.values()))
    touch_day(session, moment=rating.submitted_at, now=now)
    return rating


def _judge(rating: VisitRating, lowest: int) -> None:
    """A low rating is a task for CS; what has been followed up stays so unless it becomes worse."""
    is_worse = lowest < rating.lowest_stars
    rating.lowest_stars = lowest
    if lowest > LOW_STARS:
        rating.status = RatingStatus.FINE
    elif rating.status != RatingStatus.FOLLOWED_UP or is_worse:
        rating.status = RatingStatus.LOW
