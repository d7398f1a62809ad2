"""Never ask this person again, or again as before, by the link that was sent to them."""

from datetime import datetime

from sqlalchemy import or_, update
from sqlalchemy.orm import Session

from app.core.errors import NotFound
from app.models.releases.survey import NpsAnswer, NpsInvitation
from workflows.releases.survey.answer_invitation import answer_invitation, find_answer


def stop_nps(session: Session, *, invitation_id: int, now: datetime) -> NpsAnswer:
    """An answer that was given stays."""
    if session.get(NpsInvitation, invitation_id, with_for_update=True) is None:
        raise NotFound
    given = find_answer(session, invitation_id=invitation_id)
    given = given or answer_invitation(session, invitation_id=invitation_id, score=None, comment="", now=now)
    given.never = True
    session.flush()
    return given


def allow_nps(session: Session, *, invitation_id: int) -> None:
    """They changed their mind: asked again as rarely as everybody."""
    person = session.get(NpsInvitation, invitation_id, with_for_update=True)
    if person is None:
        raise NotFound
    theirs = or_(NpsAnswer.customer_id == person.customer_id, NpsAnswer.user_id == person.user_id)
    session.execute(update(NpsAnswer).where(theirs, NpsAnswer.never).values(never=False))
