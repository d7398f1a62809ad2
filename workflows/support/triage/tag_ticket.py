"""Give a ticket tags."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.support.ticket import SupportTicket
from app.models.support.ticket_flow import SUPPORT_FLOW
from workflows.support.rules.apply_rules import apply_rules
from workflows.transitions import transition

MOST_TAGS, LONGEST_TAG = 10, 40


def tag_ticket(session: Session, *, ticket_id: int, actor: User, tags: str, now: datetime) -> SupportTicket:
    """The words replace those before; lower case, each once, in order of the alphabet. Rules may ask for them."""
    wanted = read_tags(tags)
    ticket: SupportTicket = transition(session, SUPPORT_FLOW, ticket_id, "tag", actor=actor, now=now, tags=wanted)
    apply_rules(session, ticket, now=now)
    return ticket


def read_tags(tags: str | None) -> list[str]:
    """Raises Invalid for too many or too long ones."""
    wanted = sorted({" ".join(tag.lower().split()) for tag in (tags or "").split(",")} - {""})
    if len(wanted) > MOST_TAGS or any(len(tag) > LONGEST_TAG for tag in wanted):
        raise Invalid(N_("Paling banyak 10 tag, masing-masing paling panjang 40 huruf."), field="tags")
    return wanted
