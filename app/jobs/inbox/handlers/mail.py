"""A mail to the support desk: read, its files checked, and given to the ticket it belongs to."""

import resource
from datetime import datetime

import structlog
from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import gettext
from app.http.files.reading.limited_process import Busy
from app.http.files.reading.mails import read_mail
from app.http.files.storage import storage
from app.http.security.public_address import public_host
from app.http.security.support_mail import mail_keys
from app.jobs.inbox.handlers.outcome import NotApplied, Receiver
from app.jobs.inbox.media import store_checked
from app.models.files.document import StoredFile
from app.models.messaging.inbox import InboxEvent, Provider
from app.models.support.mail.mail import MailState, SupportMail
from app.models.support.ticket_steps import LONGEST_MESSAGE
from integrations.support_mail.incoming import IncomingMail
from workflows.documents import store_file
from workflows.support import MailFailure, ReceivedMail, hold_unreadable, receive_mail

MOST_FILE_BYTES = 12 * 1024 * 1024
MOST_SECONDS = 20  # of computing, for the files of one mail; an honest photo takes a third of one
HIDDEN_LENGTH = 1_000_000
_WITHOUT_FILES = {"OWN_LOOP", "BOUNCE", "COMPLAINT", "RECEIPT"}
log = structlog.get_logger()


def mail_came(session: Session, event: InboxEvent, now: datetime) -> NotApplied | None:
    raw_file = session.get_one(StoredFile, event.raw["file_id"])
    mail = read_mail(
        _bytes_of(raw_file),
        own_host=public_host(),
        keys=mail_keys(),
        envelope_sender=event.raw.get("sender"),
    )
    if mail is None:
        return _outcome_of(hold_unreadable(session, event_id=event.id, raw_file_id=raw_file.id, now=now))
    files, notices = ([], []) if mail.mail_class in _WITHOUT_FILES else _store_files(session, mail)
    text = "\n\n".join([mail.body.shown, *notices]).strip()
    received = ReceivedMail(
        event_id=event.id,
        mail_class=str(mail.mail_class),
        internet_id=mail.internet_id,
        references=mail.references,
        signed_ticket_id=mail.signed_ticket_id,
        sender=mail.sender,
        sender_name=mail.sender_name,
        subject=mail.subject,
        text=text[:LONGEST_MESSAGE],
        quoted="\n".join(part for part in (text[LONGEST_MESSAGE:], mail.body.hidden) if part)[:HIDDEN_LENGTH],
        file_ids=files,
        raw_file_id=raw_file.id,
        failed_id=mail.failed_id,
        failed_mail_id=mail.failed_mail_id,
        failures=[
            MailFailure(one.recipient, f"{one.status} {one.reason}".strip(), is_final=one.weight == "dead")
            for one in mail.failures
            if one.action == "failed"
        ],
    )
    return _outcome_of(receive_mail(session, received, now=now))


def _bytes_of(raw_file: StoredFile) -> bytes:
    with storage().open(raw_file.storage_key) as stored:
        return stored.read()


def _outcome_of(row: SupportMail) -> NotApplied | None:
    """Who looks at the inbound events reads why."""
    if row.state in {MailState.OPENED, MailState.THREADED, MailState.REPORTED}:
        return None
    return NotApplied(row.reason, held=row.state == MailState.HELD)


def _store_files(session: Session, mail: IncomingMail) -> tuple[list[int], list[str]]:
    """What may not be kept is named in the text, so that nobody misses it unknowingly."""
    kept: list[int] = []
    notices = [
        gettext("[Lampiran %(name)s tidak disimpan: terlalu banyak berkas.]", name=name) for name in mail.left_out
    ]
    begun = _seconds_of_children()
    for one in mail.files:
        if _seconds_of_children() - begun > MOST_SECONDS:
            notices.append(gettext("[Lampiran %(name)s tidak disimpan: terlalu lama dibuka.]", name=one.name))
            continue
        if len(one.content) > MOST_FILE_BYTES:
            notices.append(gettext("[Lampiran %(name)s tidak disimpan: lebih dari 12 MB.]", name=one.name))
            continue
        try:
            kept.append(store_file(session, store_checked(one.content, "document", one.name), actor=None).id)
        except Busy:
            raise
        except Invalid as refusal:
            log.info("mail.file_refused", code=refusal.code)
            notices.append(gettext("[Lampiran %(name)s tidak disimpan: berkas tidak aman.]", name=one.name))
    return kept, notices


def _seconds_of_children() -> float:
    """Computing of the processes that have opened files: twenty PDFs that unfold keep nobody's messages waiting."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


RECEIVERS: dict[tuple[Provider | str, str], Receiver] = {(Provider.MAIL, "mail"): mail_came}
