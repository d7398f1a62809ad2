"""Who answers for a ticket that somebody of the team goes on with."""

from typing import Any

from sqlalchemy import func

from app.models.accounts.user import User
from app.models.support.ticket import SupportTicket


def owner_or(actor: User) -> dict[str, Any]:
    """The column for a transition: its owner keeps the ticket, one that had none is the actor's."""
    return {"assignee_id": func.coalesce(SupportTicket.assignee_id, actor.id)}
