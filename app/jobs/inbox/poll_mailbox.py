"""Fetching the support desk's mails by IMAP."""

import time
from datetime import date
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import structlog
from flask import current_app

from app.core.clock import utc_now
from app.core.db import unit_of_work
from app.core.i18n import gettext
from app.http.files.store_mail import store_mail
from app.policies.company_time import company_today
from app.settings import Settings
from integrations.support_mail.incoming import MOST_BYTES
from integrations.support_mailbox import Account, MailboxAway, MailFolder, NewMail, open_folder
from workflows.support import begin_folder, list_mailboxes, note_polled, note_read

LONGEST_RUN = 25.0  # seconds; the next run goes on
MOST_AT_ONCE = 100
_OF_LARGE = (
    *("From", "To", "Cc", "Delivered-To", "X-Original-To", "Return-Path"),
    *("Subject", "Date", "Message-ID", "In-Reply-To", "References"),
    *("Auto-Submitted", "Precedence", "List-Id", "List-Unsubscribe", "X-Sigap-Loop"),
)
log = structlog.get_logger()


def poll_mailboxes() -> None:
    """RQ job: keep what is new in each folder; a folder that cannot be read says so and is this job's failure."""
    settings: Settings = current_app.config["SETTINGS"]
    account = account_of(settings)
    if account is None or not settings.support_mailbox:
        return
    end, away = time.monotonic() + LONGEST_RUN, None
    today = _today()
    for box in unit_of_work(lambda session: list_mailboxes(session, today=today)):
        try:
            _poll(box.id, box.folder, box.moved_to, account, settings.support_mailbox, end)
            error = ""
        except MailboxAway as problem:
            log.warning("mailbox.away", folder=box.folder, error=str(problem))
            error, away = str(problem), problem
        unit_of_work(
            lambda session, box=box, error=error: note_polled(  # type: ignore[misc]
                session, mailbox_id=box.id, now=utc_now(), error=error
            )
        )
    if away is not None:
        raise away


def account_of(settings: Settings) -> Account | None:
    if not settings.imap_host or not settings.imap_password:
        return None
    username = settings.imap_username or settings.support_mailbox or ""
    return Account(settings.imap_host, settings.imap_port, settings.imap_security, username, settings.imap_password)


def _today() -> date:
    return unit_of_work(lambda session: company_today(session, utc_now()))


def _poll(box_id: int, folder_name: str, moved_to: str, account: Account, recipient: str, end: float) -> None:
    """Kept, then put away, then counted: killed in between, the mail is found again and kept once."""
    with open_folder(account, folder_name) as folder:
        numbering, today = folder.validity, _today()
        last, since = unit_of_work(
            lambda session: begin_folder(
                session,
                mailbox_id=box_id,
                account=f"{account.username}@{account.host}",
                uid_validity=numbering,
                today=today,
            )
        )
        while found := folder.list_newer(last, since=since, most=MOST_AT_ONCE):
            for mail in found:
                if time.monotonic() > end:
                    return
                _fetch(folder, mail, moved_to, recipient)
                last = mail.uid
                unit_of_work(
                    lambda session, uid=last: note_read(  # type: ignore[misc]
                        session, mailbox_id=box_id, uid_validity=numbering, uid=uid
                    )
                )


def _fetch(folder: MailFolder, mail: NewMail, moved_to: str, recipient: str) -> None:
    """Of one that is too large the headers are kept with a line that says so, and it stays where it is."""
    is_large = mail.size > MOST_BYTES
    raw = folder.read(mail.uid, headers_only=is_large)
    if not raw:
        return
    store_mail(_named(raw, mail.size) if is_large else raw, recipient=recipient, sender=None)
    folder.put_away(mail.uid, to="" if is_large else moved_to)


def _named(headers: bytes, size: int) -> bytes:
    """A mail of the same sender and subject whose text names what was left in the mailbox."""
    original, short = message_from_bytes(headers), EmailMessage(policy=default.clone(refold_source="none"))
    for name in _OF_LARGE:
        for value in original.get_all(name, [])[:1]:
            short[name] = " ".join(str(value).split())
    short.set_content(
        gettext(
            "[Surel sebesar %(size)s MB tidak diambil: lebih dari 25 MB. Bacalah di kotak surel.]",
            size=size // 1024 // 1024,
        )
    )
    return short.as_bytes()
