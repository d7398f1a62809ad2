"""Messages to whoever runs the support desk: its figures of a month, and mails that are held."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.jobs.outbox.messages.message import MessageBuilder, OutgoingMessage, to_member
from app.models.accounts.user import DESK, Role, User, UserStatus
from app.models.messaging.outbox import OutboxMessage
from app.models.support.monthly import SupportMonth


def mail_storm(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    """To those who see the held mails."""
    wanted = select(User).where(User.role.in_(DESK), User.status == UserStatus.ACTIVE, ~User.is_service)
    for person in session.scalars(wanted.order_by(User.id)):
        yield from to_member(session, person, message.kind, message.payload, link="/admin/inbox/?flt_provider=MAIL")


def month_ready(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    found = session.get_one(SupportMonth, message.payload["month_id"])
    leads = User.role.in_((Role.MANAGER, Role.ADMIN))
    name = f"dukungan-{found.month:%Y-%m}.pdf"
    attached = {"key": found.file.storage_key, "type": found.file.media_type, "name": name}
    wanted = select(User).where(leads, User.status == UserStatus.ACTIVE, ~User.is_service).order_by(User.id)
    for person in session.scalars(wanted):
        facts = {"month": f"{found.month:%m/%Y}"}
        link = f"/admin/support_report/month/{found.id}"
        yield from to_member(session, person, message.kind, facts, link=link, extra={"attachments": [attached]})


MESSAGE_BUILDERS: dict[str, MessageBuilder] = {
    "ticket.mail_storm": mail_storm,
    "ticket.month_ready": month_ready,
}
