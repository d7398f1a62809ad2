"""The customer's stars: once per visit, editable for `rating_edit_hours`."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_
from app.core.text.cleaning import clear
from app.models.visits.rating import LOW_STARS, RATING_FLOW, RatedRole, RatingStars, RatingStatus, VisitRating
from app.models.visits.visit import VisitTicket
from workflows.kpi import touch_day
from workflows.ratings.find_sheet import RatingSheet, RatingTooLate, find_sheet
from workflows.transitions import note, transition

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
    rating = _rating_of(session, sheet, lowest=min(stars.values()), now=now)
    rating.comment = clear(comment).strip()[:LONGEST_COMMENT]
    known = {(str(row.rated_role), row.user_id): row for row in rating.stars}
    for (role, user_id), value in stars.items():
        if (role, user_id) in known:
            known[role, user_id].stars = value
        else:
            rating.stars.append(RatingStars(user_id=user_id, rated_role=RatedRole(role), stars=value))
    session.flush()
    note(session, "visit_tickets", sheet.visit.id, "rated", actor=None, now=now, stars=sorted(stars.values()))
    touch_day(session, moment=rating.submitted_at, now=now)
    return rating


def _rating_of(session: Session, sheet: RatingSheet, *, lowest: int, now: datetime) -> VisitRating:
    """The sheet's rating with its fewest stars. A low one is a task for CS; a desk that follows it up is waited for."""
    if sheet.rating is None:
        status = RatingStatus.FINE if lowest > LOW_STARS else RatingStatus.LOW
        about = {"visit_id": sheet.visit.id, "customer_id": sheet.visit.customer_id}
        made = VisitRating(**about, submitted_at=now, lowest_stars=lowest, status=status)
        session.add(made)
        return made
    session.refresh(sheet.rating, ["status", "lowest_stars"], with_for_update=True)
    if step := _step(sheet.rating, lowest):
        transition(session, RATING_FLOW, sheet.rating.id, step, actor=None, now=now)
    sheet.rating.lowest_stars, sheet.rating.edited_at = lowest, now
    return sheet.rating


def _step(rating: VisitRating, lowest: int) -> str:
    """What has been followed up stays so unless it becomes worse."""
    if lowest > LOW_STARS:
        return "" if rating.status == RatingStatus.FINE else "improve"
    is_worse = lowest < rating.lowest_stars
    goes_back = rating.status == RatingStatus.FINE or (rating.status == RatingStatus.FOLLOWED_UP and is_worse)
    return "worsen" if goes_back else ""
