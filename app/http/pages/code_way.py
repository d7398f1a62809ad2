"""How a code can reach whoever asks for one: told to everybody alike, so that it says nothing about who is known."""

from dataclasses import dataclass

from flask import current_app
from sqlalchemy.orm import Session

from app.core.i18n import gettext
from app.models.company import Company
from app.presenters.messaging.deliveries import wa_me
from workflows.outbox import has_template


@dataclass(frozen=True, slots=True)
class CodeWay:
    """`by_whatsapp`, `by_mail`: the channel sends at all. `write_first`: codes go only to who has just written."""

    by_whatsapp: bool
    by_mail: bool
    write_first: bool
    chat: str | None  # opens a chat with us, the word already typed
    phone: str


def mail_leaves() -> bool:
    """Whether e-mail is sent at all here."""
    return current_app.config["SETTINGS"].mail_carrier is not None


def code_way(session: Session, kind: str) -> CodeWay:
    """For the message kind that carries the code."""
    settings = current_app.config["SETTINGS"]
    company = session.get(Company, 1)
    phone = company.phone if company else ""
    by_whatsapp = bool(settings.wa_token and settings.wa_phone_number_id)
    number = settings.wa_display_number
    return CodeWay(
        by_whatsapp=by_whatsapp,
        by_mail=mail_leaves(),
        write_first=by_whatsapp and not has_template(session, kind=kind),
        chat=wa_me("".join(sign for sign in number if sign.isdigit()), gettext("KODE")) if number else None,
        phone=phone,
    )
