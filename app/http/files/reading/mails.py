"""Mails from outside are taken apart in a limited process: 200 kB of commas keep a parser busy for minutes."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from app.http.files.reading.limited_process import Limits, place, run_limited
from app.http.files.reading.limited_reader import LimitedReader
from integrations.support_mail.delivery_report import Failure
from integrations.support_mail.incoming import IncomingMail, MailFile
from integrations.support_mail.mail_class import MailClass
from integrations.support_mail.quoted_reply import Reply
from integrations.support_mail.shown_html import ShownHtml

SCRIPT = Path(__file__).with_name("mail_process.py")
LIMITS = Limits(megabytes=768, seconds=8)  # 25 MB of attachments take 300 MB and a second
READER = LimitedReader(SCRIPT, LIMITS)


def read_mail(raw: bytes, *, own_host: str, keys: Sequence[bytes], envelope_sender: str | None) -> IncomingMail | None:
    """None: nothing can be made of it within the limits. For workers, which take one mail after the other."""
    asked = {"own_host": own_host, "keys": [key.hex() for key in keys], "envelope_sender": envelope_sender}
    head, content = _taken_apart(*READER.ask(_question(raw, asked)))
    if head is None:
        return None
    values: dict[str, Any] = {
        **head,
        "mail_class": MailClass(head["mail_class"]),
        "references": tuple(head["references"]),
        "body": Reply(**head["body"]),
        "files": _files(head["files"], content),
        "left_out": tuple(head["left_out"]),
        "failures": tuple(Failure(**one) for one in head["failures"]),
    }
    return IncomingMail(**values)


def show_html(raw: bytes, *, remote_pictures: bool) -> ShownHtml | None:
    """None: the mail has no HTML that can be shown within the limits. Raises Busy."""
    with place():
        asked = _question(raw, {"remote_pictures": remote_pictures})
        head, _nothing = _taken_apart(*run_limited(SCRIPT, asked, "show", limits=LIMITS))
    return ShownHtml(**head) if head is not None else None


def _question(raw: bytes, values: dict[str, Any]) -> bytes:
    return json.dumps(values).encode() + b"\n" + raw


def _taken_apart(code: int, answer: bytes) -> tuple[dict[str, Any] | None, bytes]:
    head, _, content = answer.partition(b"\n")
    return (json.loads(head), content) if code == 0 else (None, b"")


def _files(values: Sequence[dict[str, Any]], content: bytes) -> tuple[MailFile, ...]:
    found, begin = [], 0
    for one in values:
        found.append(MailFile(one["name"], content[begin : begin + one["size"]]))
        begin += one["size"]
    return tuple(found)
