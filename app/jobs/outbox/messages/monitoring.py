"""Messages about alarms."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.jobs.outbox.messages.message import MessageBuilder, OutgoingMessage, to_member
from app.models.accounts.user import TECHNICAL, User, UserStatus
from app.models.messaging.outbox import OutboxMessage
from app.models.monitoring.alarm import Alarm, AlarmStatus


def alarm_raised(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    """The technical team; what is over meanwhile is not sent."""
    alarm = session.get_one(Alarm, message.payload["alarm_id"])
    if alarm.status != AlarmStatus.OPEN:
        return
    people = select(User).where(User.role.in_(TECHNICAL), User.status == UserStatus.ACTIVE).order_by(User.id)
    for person in session.scalars(people):
        yield from to_member(
            session, person, message.kind, {"alarm": alarm}, link=f"/admin/alarms/details/?id={alarm.id}"
        )


MESSAGE_BUILDERS: dict[str, MessageBuilder] = {"alarm.raised": alarm_raised}
