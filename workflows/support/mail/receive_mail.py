"""A mail to the support desk becomes a ticket or a message of one, waits for a person, or is filed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.i18n import N_
from app.models.support.mail.mail import MailState, SupportMail
from app.models.support.messages import MessageKind
from app.models.support.ticket import SupportTicket, TicketSource
from app.models.support.ticket_steps import ENDED, LONGEST_MESSAGE, PAUSING
from app.policies.mail_domain import registered_domain
from app.policies.written_language import guess_locale
from workflows.one_at_a_time import one_at_a_time
from workflows.outbox_events import emit
from workflows.support.customer.receive_customer_message import receive_customer_message
from workflows.support.events import MailStorm
from workflows.support.mail.circuit_breakers import begins_storm, is_a_storm, may_acknowledge, may_reopen
from workflows.support.mail.dead_addresses import takes_mail_again
from workflows.support.mail.find_thread import find_thread, takes_part
from workflows.support.mail.note_bounce import MailFailure, note_bounce, note_complaint
from workflows.support.merging.find_root import lock_root
from workflows.support.open_support_ticket import LONGEST_SUBJECT, Requester, open_support_ticket
from workflows.support.write_message import write_message

_DROPPED = {"OWN_LOOP"}
_MACHINES = {"AUTOMATIC", "BULK"}
STORM = N_("Terlalu banyak surel dari pengirim ini.")
_NOTHING_WRITTEN = "–"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedMail:
    """`mail_class` as integrations.support_mail tells it. `sender` is a claim, empty where From held no address."""

    event_id: int
    mail_class: str
    internet_id: str = ""
    references: Sequence[str] = ()
    signed_ticket_id: int | None = None
    sender: str = ""
    sender_name: str = ""
    subject: str = ""
    text: str = ""
    quoted: str = ""
    file_ids: Sequence[int] = ()
    raw_file_id: int | None = None
    failed_id: str = ""
    failed_mail_id: int | None = None
    failures: Sequence[MailFailure] = ()


def receive_mail(session: Session, mail: ReceivedMail, *, now: datetime) -> SupportMail:
    """What is run again after it was held or filed has been looked at by a person: it becomes a ticket."""
    row = session.scalars(select(SupportMail).where(SupportMail.event_id == mail.event_id)).one_or_none()
    looked_at = row is not None
    if row is None:
        row = SupportMail(event_id=mail.event_id, state=MailState.FILED, created_at=now)
    row.internet_id, row.quoted, row.raw_file_id = mail.internet_id, mail.quoted, mail.raw_file_id or row.raw_file_id
    row.sender, row.sender_name = mail.sender[:254], mail.sender_name[:120]
    row.sender_domain = registered_domain(mail.sender)[:254]
    came_of_it = _place(session, mail, looked_at=looked_at, now=now)
    for column, value in came_of_it.items():
        setattr(row, column, value)
    session.add(row)
    session.flush()
    return row


def _place(session: Session, mail: ReceivedMail, *, looked_at: bool, now: datetime) -> dict[str, Any]:
    """The columns that say what became of it."""
    if mail.mail_class in _DROPPED:
        return {"state": MailState.DROPPED, "reason": str(N_("Surel kita sendiri yang kembali."))}
    if mail.mail_class == "BOUNCE":
        return note_bounce(
            session, failed_id=mail.failed_id, mail_id=mail.failed_mail_id, failures=mail.failures, now=now
        )
    if mail.mail_class == "COMPLAINT":
        return note_complaint(session, failed_id=mail.failed_id, mail_id=mail.failed_mail_id, now=now)
    if mail.mail_class == "RECEIPT":
        return {"state": MailState.FILED, "reason": str(N_("Laporan mesin."))}
    thread = find_thread(
        session,
        signed_ticket_id=mail.signed_ticket_id,
        references=mail.references,
        subject=mail.subject,
        sender=mail.sender,
    )
    if mail.mail_class in _MACHINES and not looked_at:
        return _from_a_machine(session, mail, thread, now)
    return _from_a_person(session, mail, thread, looked_at=looked_at, now=now)


def _from_a_person(
    session: Session, mail: ReceivedMail, thread: SupportTicket | None, *, looked_at: bool, now: datetime
) -> dict[str, Any]:
    if not mail.sender:
        return _held(N_("Tanpa alamat pengirim."))
    takes_mail_again(session, email=mail.sender)
    domain = registered_domain(mail.sender)
    one_at_a_time(session, f"support_mail:{domain}")  # the limits of an address and its domain count what came before
    if not looked_at and is_a_storm(session, sender=mail.sender, domain=domain, now=now):
        if begins_storm(session, sender=mail.sender, domain=domain, now=now):
            emit(session, MailStorm(sender=mail.sender), now=now)
        return _held(STORM)
    if thread is None:
        return _open(session, mail, now)
    return _receive_message(session, mail, thread, looked_at=looked_at, now=now)


def _held(reason: Any) -> dict[str, Any]:
    return {"state": MailState.HELD, "reason": str(reason)}


def _from_a_machine(
    session: Session, mail: ReceivedMail, thread: SupportTicket | None, now: datetime
) -> dict[str, Any]:
    """Beside the conversation: nothing starts or stops, nobody is told."""
    if thread is None and mail.mail_class == "BULK":
        return _held(N_("Surel massal."))
    if thread is None:
        return {"state": MailState.FILED, "reason": str(N_("Balasan otomatis tanpa tiket."))}
    message = write_message(
        session,
        ticket_id=thread.id,
        kind=MessageKind.AUTOMATIC,
        text=mail.text[:LONGEST_MESSAGE] or _NOTHING_WRITTEN,
        author=None,
        now=now,
        file_ids=mail.file_ids,
    )
    return {"state": MailState.THREADED, "ticket_id": thread.id, "message_id": message.id, "reason": ""}


def _open(session: Session, mail: ReceivedMail, now: datetime) -> dict[str, Any]:
    """Whoever writes is an address and a name, never one of our accounts."""
    tell = mail.mail_class == "PERSON" and may_acknowledge(session, sender=mail.sender, now=now)
    ticket = open_support_ticket(
        session,
        subject=mail.subject[:LONGEST_SUBJECT].strip() or str(N_("(tanpa subjek)")),
        description=mail.text[:LONGEST_MESSAGE].strip() or _NOTHING_WRITTEN,
        actor=None,
        now=now,
        source=TicketSource.EMAIL,
        requester=Requester(
            name=mail.sender_name or mail.sender,
            email=mail.sender,
            locale=guess_locale(f"{mail.subject}\n{mail.text}"),
            acknowledged=tell,
        ),
        file_ids=mail.file_ids,
    )
    return {"state": MailState.OPENED, "ticket_id": ticket.id, "acknowledged": tell, "reason": ""}


def _receive_message(
    session: Session, mail: ReceivedMail, thread: SupportTicket, *, looked_at: bool, now: datetime
) -> dict[str, Any]:
    root = lock_root(session, thread.id)
    is_other = not takes_part(session, thread, mail.sender)
    reopens = root.status in PAUSING | ENDED
    if not looked_at and reopens and not may_reopen(session, ticket_id=thread.id, now=now):
        return _held(N_("Tiket ini sudah tiga kali dibuka kembali lewat surel hari ini."))
    if not looked_at and is_other and root.status in ENDED:
        return _held(N_("Pengirim lain menulis ke tiket yang sudah selesai."))
    message = receive_customer_message(
        session,
        ticket_id=thread.id,
        text=mail.text[:LONGEST_MESSAGE] or _NOTHING_WRITTEN,
        now=now,
        file_ids=mail.file_ids,
    )
    if message is None:  # it ended too long ago: a new ticket points to it
        newest = select(SupportTicket.id).where(SupportTicket.follows_id == root.id).order_by(SupportTicket.id.desc())
        return {"state": MailState.OPENED, "ticket_id": session.scalar(newest.limit(1)), "reason": ""}
    return {
        "state": MailState.THREADED,
        "ticket_id": thread.id,
        "message_id": message.id,
        "other_sender": is_other,
        "reopened": reopens,
        "reason": "",
    }
