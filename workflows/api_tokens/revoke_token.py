"""Revoke an API token; cannot be undone."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.errors import NotFound
from app.models.accounts.api_token import TOKEN_FLOW, ApiToken
from app.models.accounts.user import Role, User
from workflows.authentication.sessions import Change, notify_of_change
from workflows.transitions import transition


def revoke_token(session: Session, *, token_id: int, actor: User, now: datetime) -> ApiToken:
    """The owner's own, or any by an admin; somebody else's is as good as none."""
    token = session.get(ApiToken, token_id)
    if token is None or (token.user_id != actor.id and actor.role != Role.ADMIN):
        raise NotFound
    revoked = transition(session, TOKEN_FLOW, token_id, "revoke", actor=actor, now=now, revoked_at=now)
    if not token.user.is_service:
        notify_of_change(session, token.user, Change.TOKEN_REVOKED, now=now, detail=token.name)
    return revoked
