"""Write down what users, customer service, the team or the figures say about a release."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.releases.after_release import ReleaseVoice, VoiceSource
from app.models.releases.release import Release
from app.models.releases.release_flow import RELEASE_FLOW
from workflows.transitions import transition


def add_voice(session: Session, *, release_id: int, actor: User, source: str, text: str, now: datetime) -> Release:
    release: Release = transition(session, RELEASE_FLOW, release_id, "add_voice", actor=actor, now=now)
    session.add(
        ReleaseVoice(
            release_id=release_id, source=VoiceSource(source), text=text.strip(), author_id=actor.id, created_at=now
        )
    )
    session.flush()
    return release
