"""Messages about exports: to whoever asked for the file."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from app.jobs.outbox.messages.message import MessageBuilder, OutgoingMessage, to_member
from app.models.accounts.user import User
from app.models.files.exports import Export
from app.models.messaging.outbox import OutboxMessage


def export_finished(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    export = session.get_one(Export, message.payload["export_id"])
    person = session.get_one(User, export.user_id)
    facts = {"name": f"{export.name} ({export.kind.upper()})", "rows": f"{export.rows_done:,}".replace(",", ".")}
    yield from to_member(session, person, message.kind, facts, link="/admin/exports/")


MESSAGE_BUILDERS: dict[str, MessageBuilder] = {"export.ready": export_finished, "export.failed": export_finished}
