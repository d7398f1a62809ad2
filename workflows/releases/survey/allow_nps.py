"""A person changed their mind: asked again as rarely as everybody."""

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.models.releases.survey import NpsInvitation
from workflows.releases.survey.answer_invitation import find_invitation


def allow_nps(session: Session, *, invitation_id: int) -> None:
    """Undoes `stop_nps` of any of their invitations."""
    person = find_invitation(session, invitation_id, lock=True)
    theirs = (
        NpsInvitation.customer_id == person.customer_id
        if person.customer_id is not None
        else NpsInvitation.user_id == person.user_id
    )
    session.execute(update(NpsInvitation).where(theirs, NpsInvitation.never).values(never=False))
