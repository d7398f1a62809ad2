"""One incoming mail as plain values."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from email import message_from_bytes
from email.errors import MessageError
from email.message import EmailMessage, Message
from email.policy import default
from email.utils import getaddresses
from hashlib import sha256
from itertools import islice
from typing import cast

from integrations.shapes import clean
from integrations.support_mail.delivery_report import Failure, original_message_id, read_failures
from integrations.support_mail.html_text import split_html
from integrations.support_mail.mail_class import MailClass, class_of
from integrations.support_mail.mail_text import decode, leaves, plain_and_html
from integrations.support_mail.quoted_reply import Reply, split_reply
from integrations.support_mail.signed_address import find_bounced, find_signed

MOST_FILES = 20
MOST_BYTES = 25 * 1024 * 1024
MOST_REFERENCES = 20
LARGEST_OF_SIGNATURE = 10 * 1024
MOST_FAILURES = 100
MOST_HEAD, LONGEST_FIELD = 64 * 1024, 2_000  # bytes of the headers that a glance looks at, and of one of them
_ID = re.compile(r"<[^<>\s]{1,490}>")
_ADDRESS = re.compile(r"[^@\s<>,;]{1,64}@[^@\s<>,;]{1,189}")
UNREADABLE = (ValueError, LookupError, TypeError, AttributeError, RecursionError, MessageError)


@dataclass(frozen=True, slots=True)
class MailFile:
    """`name` is the sender's word for it."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class IncomingMail:
    """`references`: the Message-IDs it answers, nearest first. `left_out`: names of the first files over the limit."""

    mail_class: MailClass
    internet_id: str
    references: tuple[str, ...]
    signed_ticket_id: int | None
    sender: str
    sender_name: str
    subject: str
    body: Reply
    files: tuple[MailFile, ...]
    left_out: tuple[str, ...]
    failures: tuple[Failure, ...]
    failed_mail_id: int | None  # of ours, by the address that the report came back to
    failed_id: str  # Message-ID of ours that a report speaks of


def read_mail(
    raw: bytes, *, own_host: str, keys: Sequence[bytes], envelope_sender: str | None = None
) -> IncomingMail | None:
    """None: nothing can be made of it. Never raises."""
    try:
        return _read(_parse(raw), own_host, keys, envelope_sender)
    except UNREADABLE:
        return None


def key_and_line(raw: bytes, recipient: str) -> tuple[str, str]:
    """A key that is the same however often the mail is brought to this address, and a line for a list."""
    try:
        mail = _parse(_head(raw))
        found = _ID.search(str(mail.get("Message-ID", "")))
        line = f"{_sender(mail)[1]}: {header_text(mail, 'Subject')}"
    except UNREADABLE:
        found, line = None, ""
    same = f"{found.group()}|{recipient.strip().lower()}".encode() if found else raw
    return f"mail:{sha256(same).hexdigest()}", " ".join(line.split())


def _head(raw: bytes) -> bytes:
    """The headers alone, each cut where no person's program writes more: reading them takes no time to speak of."""
    head = re.split(rb"\r?\n\r?\n", raw[:MOST_HEAD], maxsplit=1)[0]
    fields = re.split(rb"\r?\n(?![ \t])", head)
    return b"\r\n".join(field[:LONGEST_FIELD] for field in fields) + b"\r\n\r\n"


def _parse(raw: bytes) -> EmailMessage:
    return message_from_bytes(raw, policy=default)


def _read(mail: EmailMessage, own_host: str, keys: Sequence[bytes], envelope_sender: str | None) -> IncomingMail:
    name, sender = _sender(mail)
    files = _files(mail)
    kind = class_of(mail, own_host=own_host, envelope_sender=envelope_sender)
    is_bounce = kind == MailClass.BOUNCE
    is_report = is_bounce or kind == MailClass.COMPLAINT  # which bears our mail, too
    return IncomingMail(
        mail_class=kind,
        internet_id="".join(_ID.findall(clean(str(mail.get("Message-ID", ""))))[:1]),
        references=_references(mail),
        signed_ticket_id=find_signed(mail, keys),
        sender=sender,
        sender_name=name,
        subject=" ".join(header_text(mail, "Subject").split()),
        body=_body(mail),
        files=tuple(files[:MOST_FILES]),
        left_out=tuple(one.name for one in files[MOST_FILES : 2 * MOST_FILES]),
        failures=tuple(islice(read_failures(mail), MOST_FAILURES)) if is_bounce else (),
        failed_mail_id=find_bounced(mail, keys) if is_report else None,
        failed_id=clean(original_message_id(mail)) if is_report else "",
    )


def header_text(mail: EmailMessage, name: str) -> str:
    """Words of a header, also where somebody wrote eight-bit letters without saying which."""
    for found, value in mail.raw_items():
        if found.lower() == name.lower():
            raw = str(value)
            if raw.isascii():
                return clean(str(mail.get(name, "")))
            return decode(raw.encode("utf-8", "surrogateescape"), None)
    return ""


def _sender(mail: EmailMessage) -> tuple[str, str]:
    """The first valid address of From; empty where there is none."""
    for name, address in getaddresses([header_text(mail, "From")]):
        if _ADDRESS.fullmatch(address):
            return " ".join(name.split()), address.lower()
    return "", ""


def _references(mail: EmailMessage) -> tuple[str, ...]:
    answered = _ID.findall(clean(str(mail.get("In-Reply-To", ""))))
    older = _ID.findall(clean(str(mail.get("References", ""))))
    return tuple(dict.fromkeys([*answered, *reversed(older)]))[:MOST_REFERENCES]


def _body(mail: EmailMessage) -> Reply:
    """Some programs send an empty text beside a full HTML."""
    plain, html = plain_and_html(mail)
    if plain.strip():
        return split_reply(plain)
    found = split_html(html)
    again = split_reply(found.shown)
    return Reply(again.shown, "\n".join(part for part in (again.hidden, found.hidden) if part))


def _files(mail: EmailMessage) -> list[MailFile]:
    """What is no text of the mail; an attached mail is a file, too."""
    return [
        MailFile(_file_name(part, place), content)
        for place, (part, _level) in enumerate(leaves(mail), 1)
        if _is_file(part) and (content := _content(part)) and not _is_of_signature(part, content)
    ]


def _is_file(part: Message) -> bool:
    if part.get_content_disposition() == "attachment" or part.get_filename():
        return True
    return part.get_content_maintype() not in {"text", "multipart"} and part.get_content_type() not in {
        "message/delivery-status",
        "message/disposition-notification",
    }


def _is_of_signature(part: Message, content: bytes) -> bool:
    """A small picture within the text, such as a logo: whoever opens the mail as it was sent sees it."""
    within = part.get("Content-ID") is not None and part.get_content_disposition() != "attachment"
    return within and part.get_content_maintype() == "image" and len(content) <= LARGEST_OF_SIGNATURE


def _content(part: Message) -> bytes:
    if part.get_content_type() == "message/rfc822" and part.is_multipart():
        return cast("list[Message]", part.get_payload())[0].as_bytes()
    found = part.get_payload(decode=True)
    return found if isinstance(found, bytes) else b""


def _file_name(part: Message, place: int) -> str:
    """Without the folders that its sender names."""
    return re.split(r"[/\\]", clean(str(part.get_filename() or f"lampiran-{place}")))[-1][:120]
