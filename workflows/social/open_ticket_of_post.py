"""Open a support ticket of a public post."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import NotAvailable
from app.core.i18n import gettext
from app.models.accounts.user import User
from app.models.social.social import NETWORK_NAMES, SocialPost
from app.models.social.social_flow import SOCIAL_FLOW
from app.models.support.ticket import TicketKind, TicketSource
from app.policies.written_language import guess_locale
from workflows.support import Requester, ensure_ticket_link, open_support_ticket
from workflows.transitions import require_role, transition

LONGEST_START = 80


def open_ticket_of_post(
    session: Session, post_id: int, *, actor: User | None, now: datetime, file_ids: tuple[int, ...] = ()
) -> SocialPost:
    """Nobody is told by a machine: the desk answers in public, or hands the private link to its author."""
    require_role(SOCIAL_FLOW.transitions["to_ticket"], actor)
    wanted = select(SocialPost).where(SocialPost.id == post_id).with_for_update()
    post = session.scalars(wanted.execution_options(populate_existing=True)).one()
    if post.status not in SOCIAL_FLOW.transitions["to_ticket"].sources:
        raise NotAvailable
    ticket = open_support_ticket(
        session,
        subject=_subject(post),
        description="\n\n".join(part for part in (post.text, post.url) if part),
        kind=TicketKind.COMPLAINT,
        source=TicketSource.SOCIAL,
        requester=Requester(name=post.author or post.author_id, locale=guess_locale(post.text), acknowledged=False),
        file_ids=file_ids,
        actor=actor,
        now=now,
    )
    ensure_ticket_link(session, ticket_id=ticket.id)
    moved: SocialPost = transition(
        session, SOCIAL_FLOW, post_id, "to_ticket", actor=actor, now=now, ticket_id=ticket.id
    )
    return moved


def _subject(post: SocialPost) -> str:
    start = " ".join(post.text.split())
    short = start if len(start) <= LONGEST_START else f"{start[:LONGEST_START].rsplit(' ', 1)[0]}…"
    return f"{gettext(NETWORK_NAMES[post.network])}: {short}"
