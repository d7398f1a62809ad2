"""Under which Message-ID a mail of ours leaves, and what it answers."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.identifiers import new_token
from app.models.support.mail.mail import MailState, SupportMail
from workflows.support.merging.find_root import list_tree

LATEST = 10  # mails named in References behind the first
LONGEST_REFERENCES = 950  # of the 998 bytes of a line, the header's name among them
LONGEST_ID = 300  # a longer one is named by nobody


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
    usable = [row for row in before if is_usable(row.internet_id)]
    named = [row.internet_id for row in usable]
    theirs = [row.internet_id for row in usable if row.state != MailState.SENT]
    headers = {"Message-ID": own}
    if named:
        headers["In-Reply-To"] = theirs[-1] if theirs else named[-1]
        headers["References"] = name_thread(named)
    return headers


def is_usable(internet_id: str) -> bool:
    """Whether it may stand in a header: an encoded word in it would be decoded there, line ends and all."""
    return internet_id.isascii() and len(internet_id) <= LONGEST_ID and "=?" not in internet_id


def name_thread(ids: Sequence[str]) -> str:
    """The value of References: the first, and as many of the latest as one line holds (998 bytes in all)."""
    first, *others = dict.fromkeys(ids)
    named: list[str] = []
    for one in reversed(others[-LATEST:]):
        if len(" ".join((first, *named, one))) > LONGEST_REFERENCES:
            break
        named.insert(0, one)
    return " ".join((first, *named))
