"""Prepared replies for a composer, with their variables filled in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.i18n import N_, Sentence
from app.models.accounts.user import User
from app.models.feedback.bug import BugReport
from app.models.feedback.feedback import Feedback
from app.models.messaging.contact import WhatsAppContact
from app.models.support.settings.macros import SupportMacro
from app.models.support.ticket import SupportTicket
from app.policies.company_time import company_zone
from app.policies.service_levels.reply_variables import fill_in, greeting
from workflows.support.macros.reply_values import office_hours, reply_values

PLACES: Mapping[str, Sentence] = {
    "support_tickets": N_("Tiket dukungan"),
    "whatsapp_contacts": N_("Percakapan WhatsApp"),
    "feedback": N_("Masukan"),
    "bug_reports": N_("Laporan bug"),
}


@dataclass(frozen=True, slots=True)
class CannedText:
    """`empty`: variables without a value here; with one of them the text is not offered for sending."""

    name: str
    text: str
    empty: tuple[str, ...]


def list_canned(session: Session, record: Any, *, actor: User, now: datetime) -> list[CannedText]:
    """Those that are used at this kind of record, by name, in the reader's language."""
    place = record.__tablename__
    used = select(SupportMacro).where(
        SupportMacro.is_active, SupportMacro.text != "", SupportMacro.places.contains([place])
    )
    values, locale = _values(session, record, actor=actor, now=now)
    found = []
    for macro in session.scalars(used.order_by(SupportMacro.name)):
        written = macro.text_en if locale == "en" and macro.text_en.strip() else macro.text
        text, empty = fill_in(written, values)
        found.append(CannedText(macro.name, text, tuple(empty)))
    return found


def _values(session: Session, record: Any, *, actor: User, now: datetime) -> tuple[dict[str, str], str]:
    if isinstance(record, SupportTicket):
        return reply_values(session, record, actor=actor, now=now), record.locale
    person, number, subject = _named(record)
    locale = person.locale if isinstance(person, User) else "id"
    values = {
        "pelanggan.nama": person.name if person else getattr(record, "profile_name", ""),
        "tiket.nomor": number,
        "tiket.subjek": subject,
        "agen.nama": actor.name,
        "jam_layanan": office_hours(session, locale),
        "salam": greeting(now.astimezone(ZoneInfo(company_zone(session))).hour, locale),
    }
    return values, locale


def _named(record: Any) -> tuple[Any, str, str]:
    """Who reads the answer, and what the record is called; nobody's name where its sender wants none."""
    if isinstance(record, WhatsAppContact):
        return record.customer, "", ""
    if isinstance(record, Feedback):
        return record.author, record.number, record.subject
    assert isinstance(record, BugReport)
    return record.reporter, record.number, record.title
