"""Never ask this person again, or again as before, by the link that was sent to them."""

from sqlalchemy import or_, update
from sqlalchemy.orm import Session

from app.models.releases.survey import NpsInvitation
from workflows.releases.survey.answer_invitation import find_invitation


def stop_nps(session: Session, *, invitation_id: int) -> None:
    """An answer that was given stays, and may still be given."""
    find_invitation(session, invitation_id, lock=True).never = True
    session.flush()


def allow_nps(session: Session, *, invitation_id: int) -> None:
    """They changed their mind: asked again as rarely as everybody."""
    person = find_invitation(session, invitation_id, lock=True)
    theirs = or_(NpsInvitation.customer_id == person.customer_id, NpsInvitation.user_id == person.user_id)
    session.execute(update(NpsInvitation).where(theirs, NpsInvitation.never).values(never=False))
