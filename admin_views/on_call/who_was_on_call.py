"""Who was on call at a moment that is asked for in the address."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from flask import request
from sqlalchemy.orm import Session

from app.core.i18n import gettext
from app.core.written_dates import read_moment
from app.models.on_call.schedule import LEVEL_LABELS
from app.policies.company_time import company_zone
from app.presenters.dates import moment
from workflows.on_call import list_who_was


@dataclass(frozen=True, slots=True)
class PastDuty:
    """`asked` as it was typed; `at` empty where nothing was asked or it cannot be read, which `error` says."""

    asked: str = ""
    at: str = ""
    error: str = ""
    people: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])  # level, name


def read_past_duty(session: Session, now: datetime) -> PastDuty:
    """`was_at`: as people write a moment, on the company's clock."""
    asked = request.args.get("was_at", "").strip()[:60]
    if not asked:
        return PastDuty()
    try:
        at = read_moment(asked, now=now.astimezone(ZoneInfo(company_zone(session)))).astimezone(UTC)
    except (ValueError, OverflowError):
        return PastDuty(asked, error=gettext("Tulis tanggal dan jam, misalnya 30/11/2026 08.00 atau besok 9."))
    if at > now:
        return PastDuty(asked, error=gettext("Waktu ini di masa depan."))
    people = [(str(LEVEL_LABELS[level]), person.name) for level, person in list_who_was(session, at=at)]
    return PastDuty(asked, moment(at), people=people)
