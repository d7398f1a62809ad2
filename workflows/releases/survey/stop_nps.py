"""Never ask this person again, by the link that was sent to them."""

from sqlalchemy.orm import Session

from workflows.releases.survey.answer_invitation import find_invitation


def stop_nps(session: Session, *, invitation_id: int) -> None:
    """An answer that was given stays, and may still be given."""
    find_invitation(session, invitation_id, lock=True).never = True
    session.flush()
