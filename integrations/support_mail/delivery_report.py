"""Reports that a mail of ours did not arrive (RFC 3464)."""

from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage, Message
from typing import Literal

from integrations.shapes import clean

Weight = Literal["dead", "soft", "none"]
_DEAD = "5.1."


@dataclass(frozen=True, slots=True)
class Failure:
    """One recipient; `weight`: the address is dead, failed softly, or nothing follows from it."""

    recipient: str
    action: str
    status: str
    reason: str
    weight: Weight


def read_failures(mail: EmailMessage) -> Iterator[Failure]:
    """Every recipient the report speaks of."""
    return (_failure(block) for block in _recipient_blocks(mail))


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
    return ""


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


def _failure(block: Message) -> Failure:
    recipient = clean(str(block.get("Final-Recipient", ""))).rpartition(";")[2].strip().lower()
    action = str(block.get("Action", "")).strip().lower()
    status = "".join(clean(str(block.get("Status", ""))).split()[:1])
    reason = clean(str(block.get("Diagnostic-Code", ""))).rpartition(";")[2].strip()
    return Failure(recipient, action, status, reason, weight_of(action, status))
