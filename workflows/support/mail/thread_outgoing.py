"""Under which Message-ID a mail of ours leaves, and what it answers."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.identifiers import new_token
from app.models.support.mail import MailState, SupportMail
from workflows.support.merging.find_root import list_tree

LATEST = 10  # mails named in References behind the first


def thread_outgoing(
    session: Session, *, ticket_id: int, message_id: int | None, host: str, now: datetime
) -> dict[str, str]:
    """The headers Message-ID, In-Reply-To and References; the first is stored before anything is sent."""
    wanted = (
        select(SupportMail.internet_id, SupportMail.state)
        .where(SupportMail.ticket_id.in_(list_tree(session, ticket_id)), SupportMail.internet_id != "")
        .where(SupportMail.state.in_((MailState.OPENED, MailState.THREADED, MailState.SENT)))
        .order_by(SupportMail.id)
    )
    before = session.execute(wanted).all()
    own = f"<t{ticket_id}.m{message_id or 0}.{new_token()[:16]}@{host}>"
    session.add(
        SupportMail(internet_id=own, state=MailState.SENT, ticket_id=ticket_id, message_id=message_id, created_at=now)
    )
    session.flush()
    named = [row.internet_id for row in before]
    theirs = [row.internet_id for row in before if row.state != MailState.SENT]
    headers = {"Message-ID": own}
    if named:
        headers["In-Reply-To"] = theirs[-1] if theirs else named[-1]
        headers["References"] = " ".join(dict.fromkeys([named[0], *named[-LATEST:]]))
    return headers
