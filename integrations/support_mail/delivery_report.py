"""Reports that a mail of ours did not arrive: RFC 3464, and the texts of qmail and Exim."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage, Message
from email.utils import getaddresses
from typing import Literal

from integrations.shapes import clean
from integrations.support_mail.mail_text import plain_and_html

Weight = Literal["dead", "soft", "none"]
_DEAD = "5.1."
_STATUS = re.compile(r"(?<![\d.])[45]\.\d{1,3}\.\d{1,3}(?![\d.])")
_QMAIL = re.compile(r"^Hi\. This is the ")  # qmail's QSBMF: the first words of every such report
_QMAIL_RECIPIENT = re.compile(r"^<([^<>\s]+@[^<>\s]+)>:\n?((?:.+\n?)*)", re.MULTILINE)
_COPY = re.compile(r"^-{2,}.*\bcopy of (?:the|your) message.*$", re.MULTILINE)
_ID_LINE = re.compile(r"^Message-ID:\s*(<[^<>\s]{1,490}>)", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Failure:
    """One recipient; `weight`: the address is dead, failed softly, or nothing follows from it."""

    recipient: str
    action: str
    status: str
    reason: str
    weight: Weight


def read_failures(mail: EmailMessage) -> Iterator[Failure]:
    """Every recipient the report speaks of, in blocks of headers or else in words."""
    blocks = [_failure(block) for block in _recipient_blocks(mail)]
    return iter(blocks or _in_words(mail))


def original_message_id(mail: EmailMessage) -> str:
    """The Message-ID of our own mail where the report carries it back; empty where it does not."""
    for part in mail.walk():
        if part.get_content_type() == "message/rfc822" and part.is_multipart():
            inner = part.get_payload()[0]  # type: ignore[index]
            return str(inner.get("Message-ID", "")).strip()  # type: ignore[union-attr]
        if part.get_content_type() == "text/rfc822-headers":
            for line in str(part.get_payload()).splitlines():
                name, _, value = line.partition(":")
                if name.strip().lower() == "message-id":
                    return value.strip()
    copied = _ID_LINE.search(_split_copy(plain_and_html(mail)[0])[1])
    return copied.group(1) if copied else ""


def weight_of(action: str, status: str) -> Weight:
    """5.1.x: no such address. 5.2.2 (full), 5.7.x and 4.x.x: three within a week. A delay changes nothing."""
    if action != "failed":
        return "none"
    return "dead" if status.startswith(_DEAD) else "soft"


def _recipient_blocks(mail: EmailMessage) -> Iterator[Message]:
    """The first block of headers is about the mail, the others about a recipient each."""
    for part in mail.walk():
        if part.get_content_type() == "message/delivery-status" and part.is_multipart():
            yield from part.get_payload()[1:]  # type: ignore[misc,index]


def _in_words(mail: EmailMessage) -> list[Failure]:
    """Qmail writes a paragraph for each recipient; Exim lists them in a header and says why in the text."""
    said = _split_copy(plain_and_html(mail)[0])[0]
    if _QMAIL.match(said.lstrip()):
        return [_of_words(recipient, why) for recipient, why in _QMAIL_RECIPIENT.findall(said)]
    listed = getaddresses([str(value) for value in mail.get_all("X-Failed-Recipients", [])])
    return [_of_words(recipient, said.partition(recipient)[2]) for _name, recipient in listed if "@" in recipient]


def _split_copy(text: str) -> tuple[str, str]:
    """What the server says, and the copy of our mail below it."""
    text = text.replace("\r\n", "\n")
    found = _COPY.search(text)
    return (text[: found.start()], text[found.end() :]) if found else (text, "")


def _of_words(recipient: str, why: str) -> Failure:
    status = found.group() if (found := _STATUS.search(why)) else ""
    return Failure(recipient.lower(), "failed", status, " ".join(why.split())[:300], weight_of("failed", status))


def _failure(block: Message) -> Failure:
    recipient = clean(str(block.get("Final-Recipient", ""))).rpartition(";")[2].strip().lower()
    action = str(block.get("Action", "")).strip().lower()
    status = "".join(clean(str(block.get("Status", ""))).split()[:1])
    reason = clean(str(block.get("Diagnostic-Code", ""))).rpartition(";")[2].strip()
    return Failure(recipient, action, status, reason, weight_of(action, status))
