"""What the variables of a prepared reply stand for in one ticket."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.core.units import unit_of
from app.models.accounts.user import User
from app.models.customers.customer import Site
from app.models.support.settings.service_plan import SupportCalendar, SupportSettings
from app.models.support.ticket import SupportTicket
from app.policies.company_time import company_zone
from app.policies.service_levels.hours_text import write_blocks
from app.policies.service_levels.reply_variables import greeting
from workflows.support.customer.ensure_ticket_link import ensure_ticket_link

DAYS = {
    "id": ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}


def reply_values(session: Session, ticket: SupportTicket, *, actor: User, now: datetime) -> dict[str, str]:
    """Empty where nothing is known; in the customer's language and their site's zone."""
    site = session.get(Site, ticket.site_id) if ticket.site_id else None
    zone = site.time_zone if site and site.time_zone else company_zone(session)
    name = ticket.customer.name if ticket.customer else ticket.requester.name if ticket.requester else ""
    base = unit_of(session).public_url
    return {
        "pelanggan.nama": name or ticket.requester_name,
        "tiket.nomor": ticket.number,
        "tiket.subjek": ticket.subject,
        "agen.nama": actor.name,
        "tautan.tiket": f"{base}/ticket/{ensure_ticket_link(session, ticket_id=ticket.id).token}" if base else "",
        "jam_layanan": office_hours(session, ticket.locale),
        "salam": greeting(now.astimezone(ZoneInfo(zone)).hour, ticket.locale),
    }


def office_hours(session: Session, locale: str) -> str:
    """`Senin–Kamis 08.00-12.00, 13.00-17.00; Jumat …` of the desk's calendar."""
    settings = session.get(SupportSettings, 1)
    calendar = session.get(SupportCalendar, settings.calendar_id) if settings else None
    if calendar is None:
        return ""
    names, spans = DAYS[locale], list[tuple[int, int, str]]()
    for day in range(7):
        hours = write_blocks(calendar.week.get(str(day), ()))
        if spans and spans[-1][1] == day - 1 and spans[-1][2] == hours:
            spans[-1] = (spans[-1][0], day, hours)
        else:
            spans.append((day, day, hours))
    entries = [
        f"{names[first]}{f'–{names[last]}' if last > first else ''} {hours}" for first, last, hours in spans if hours
    ]
    return "; ".join(entries)
