"""Messages about maintenance."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.jobs.outbox.messages.message import MessageBuilder, OutgoingMessage, to_member
from app.jobs.outbox.messages.owners import owner_or_admins
from app.models.accounts.user import Role, User, UserStatus
from app.models.maintenance.record import MaintenanceRecord
from app.models.maintenance.record_flow import OPEN
from app.models.maintenance.upkeep import MaintenanceMonth
from app.models.messaging.outbox import OutboxMessage


def maintenance_due(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    """Its owner, unless it is done meanwhile; who has left is replaced by the admins."""
    record = session.get_one(MaintenanceRecord, message.payload["record_id"])
    if record.status in OPEN:
        link = f"/admin/maintenance-records/details/?id={record.id}"
        for person in owner_or_admins(session, record.owner):
            yield from to_member(session, person, message.kind, {"record": record, "reader": person}, link=link)


def month_ready(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    """The technical people and the managers, by name of the month."""
    kept = session.get_one(MaintenanceMonth, message.payload["month_id"])
    leads = select(User).where(
        User.role.in_((Role.ADMIN, Role.DEVOPS, Role.MANAGER)),
        User.status == UserStatus.ACTIVE,
        ~User.is_service,
    )
    for person in session.scalars(leads.order_by(User.id)):
        link = f"/admin/maintenance-care/months/{kept.id}"
        yield from to_member(session, person, message.kind, {"month": f"{kept.month:%m/%Y}"}, link=link)


MESSAGE_BUILDERS: dict[str, MessageBuilder] = {
    "maintenance.due": maintenance_due,
    "maintenance.month_ready": month_ready,
}
