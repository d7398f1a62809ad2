"""Messages to whoever runs the support desk: its figures of a month, and mails that are held."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.http.pages.links.report_link import report_link, report_stop_path
from app.jobs.outbox.messages.message import MessageBuilder, OutgoingMessage, to_member
from app.models.accounts.user import DESK, Role, User, UserStatus
from app.models.company import Company
from app.models.messaging.notification import topic_of
from app.models.messaging.outbox import Channel, OutboxMessage
from app.models.support.monthly import ReportRecipient, SupportMonth
from workflows.support import list_recipients


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
    people = session.scalars(wanted).all()
    for person in people:
        facts = {"month": f"{found.month:%m/%Y}"}
        link = f"/admin/support_report/month/{found.id}"
        yield from to_member(session, person, message.kind, facts, link=link, extra={"attachments": [attached]})
    for one in list_recipients(session, besides=people):
        stop = {"path": report_stop_path(one.id), "topic": str(topic_of(message.kind))}
        extra = {"address": one.email, "locale": one.locale, "attachments": [attached], "stop": stop}
        values = {"month": f"{found.month:%m/%Y}"}
        yield OutgoingMessage(channel=Channel.EMAIL, template=message.kind, facts=values, extra=extra, key=f"r{one.id}")


def report_asked(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    """Nothing else goes to an address before its owner has said yes."""
    one = session.get_one(ReportRecipient, message.payload["recipient_id"])
    if one.confirmed_at is None and one.stopped_at is None:
        link, sealed = report_link(one.id, one.email, utc_now())
        yield OutgoingMessage(
            channel=Channel.EMAIL,
            template=message.kind,
            facts={"company": session.get(Company, 1)},
            link=link,
            extra={"address": one.email, "locale": one.locale, "sealed": sealed},
        )


MESSAGE_BUILDERS: dict[str, MessageBuilder] = {
    "ticket.mail_storm": mail_storm,
    "ticket.month_ready": month_ready,
    "ticket.report_asked": report_asked,
}
