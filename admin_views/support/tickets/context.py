"""What stands around a ticket on its page: team, followers, links, time spent, and what it was split from."""

from typing import Any

from flask import url_for
from flask_login import current_user
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from admin_views.framework.navigation import record_url
from admin_views.framework.records.links import linked, record_link
from app.core.clock import utc_now
from app.core.i18n import gettext
from app.models.feedback.bug import BugReport
from app.models.finance.invoice import Invoice
from app.models.help.article import Article
from app.models.incidents.incident import Incident
from app.models.releases.release import Release
from app.models.support.collaboration import SupportTimeEntry
from app.models.support.scheduled import END_LABELS, ScheduledAnswer, ScheduleEnd
from app.models.support.settings.fields import SupportField
from app.models.support.settings.rules import SupportRuleHit
from app.models.support.ticket import SupportTicket
from app.models.support.ticket_flow import SUPPORT_FLOW
from app.models.visits.visit import VisitTicket
from app.policies.visibility import support_visible_to
from app.presenters.dates import moment
from app.presenters.support.fields import field_rows
from workflows.help import find_articles, list_beside_ticket
from workflows.support import list_alike_tickets, list_followers, list_links_of

SHOWN = 20
FITTING = 4


def links_of(session: Session, ticket: SupportTicket) -> dict[str, Any] | None:
    """A section of what the ticket is about; None when it is about nothing in particular."""
    names = {
        BugReport: gettext("Laporan bug"),
        VisitTicket: gettext("Kunjungan"),
        Invoice: gettext("Invoice"),
        Release: gettext("Rilis"),
        Incident: gettext("Insiden"),
    }
    rows = [
        (names[model], linked(number, record_url(model, record_id)))
        for model, record_id, number in list_links_of(session, ticket.id, reader=current_user)
    ]
    rows += [(gettext("Dipisah dari"), _line(ticket.split_from))] if is_seen(session, ticket.split_from) else []
    split_off = select(SupportTicket).where(SupportTicket.split_from_id == ticket.id, support_visible_to(current_user))
    rows += [(gettext("Dipisah ke"), _line(one)) for one in session.scalars(split_off.order_by(SupportTicket.id))]
    return {"title": gettext("Tautan"), "rows": rows} if rows else None


def alike_of(session: Session, ticket: SupportTicket) -> dict[str, Any] | None:
    """What may be the same request, to be merged."""
    found = list_alike_tickets(session, ticket, visible=support_visible_to(current_user))
    rows = [(str(SUPPORT_FLOW.labels[one.status]), _line(one)) for one in found]
    return {"title": gettext("Mungkin permintaan yang sama"), "rows": rows} if rows else None


def is_seen(session: Session, ticket: SupportTicket | None) -> bool:
    """Whether there is one, and the reader may see it."""
    seen = select(SupportTicket.id).where(SupportTicket.id == (ticket.id if ticket else 0))
    return ticket is not None and session.scalar(seen.where(support_visible_to(current_user))) is not None


def instructions_of(session: Session, ticket: SupportTicket) -> dict[str, Any] | None:
    """SOPs and articles for tickets of this kind, and public articles that fit its subject."""
    now = utc_now()
    here = list(list_beside_ticket(session, kind=ticket.kind, now=now))
    fitting = find_articles(session, ticket.subject, ticket.locale, now=now, internal=True, most=FITTING)
    here += [one for one in fitting.articles if one not in here]
    rows = [
        (gettext("SOP") if one.is_internal else gettext("Artikel"), linked(one.title, _page_of(one))) for one in here
    ]
    return {"title": gettext("Panduan"), "rows": rows} if rows else None


def _page_of(article: Article) -> str:
    return url_for("help_pages.article", slug=article.slug)


def people_of(session: Session, ticket: SupportTicket) -> dict[str, Any] | None:
    rows = [(gettext("Tim"), ticket.team.name)] if ticket.team else []
    followers = ", ".join(one.name for one in list_followers(session, ticket))
    rows += [(gettext("Mengikuti"), followers)] if followers else []
    hit = session.scalars(select(SupportRuleHit).where(SupportRuleHit.ticket_id == ticket.id)).one_or_none()
    rows += [(gettext("Dibagi oleh aturan"), record_link(hit.rule, hit.rule.name))] if hit else []
    return {"title": gettext("Rekan"), "rows": rows} if rows else None


def scheduled_of(session: Session, ticket: SupportTicket) -> dict[str, Any] | None:
    """The answer that waits to leave, or how the latest one ended."""
    latest = select(ScheduledAnswer).where(ScheduledAnswer.ticket_id == ticket.id).order_by(ScheduledAnswer.id.desc())
    answer = session.scalars(latest.limit(1)).one_or_none()
    if answer is None or answer.end == ScheduleEnd.SENT:
        return None
    state = gettext("Menunggu waktunya") if answer.end is None else str(END_LABELS[answer.end])
    rows = [
        (gettext("Dikirim pada"), moment(answer.due_at)),
        (gettext("Oleh"), answer.author.name),
        (gettext("Keadaan"), state),
        (gettext("Isi"), answer.text),
    ]
    return {"title": gettext("Jawaban terjadwal"), "rows": rows}


def time_of(session: Session, ticket: SupportTicket) -> dict[str, Any] | None:
    """The sum, and the latest entries."""
    spent = select(func.sum(SupportTimeEntry.minutes)).where(SupportTimeEntry.ticket_id == ticket.id)
    total = session.scalar(spent)
    if not total:
        return None
    entries = select(SupportTimeEntry).where(SupportTimeEntry.ticket_id == ticket.id)
    rows = [(gettext("Jumlah"), _minutes(total))]
    rows += [
        (f"{one.user.name}, {moment(one.created_at)}", f"{_minutes(one.minutes)} {one.about}".strip())
        for one in session.scalars(entries.order_by(SupportTimeEntry.id.desc()).limit(SHOWN))
    ]
    return {"title": gettext("Waktu kerja"), "rows": rows}


def _minutes(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    if not hours:
        return gettext("%(n)d menit", n=rest)
    return gettext("%(hours)d jam %(minutes)d menit", hours=hours, minutes=rest)


def _line(ticket: SupportTicket) -> Any:
    return linked(f"{ticket.number} {ticket.subject}", url_for("support.details_view", id=ticket.id))


def fields_of(session: Session, ticket: SupportTicket) -> dict[str, Any] | None:
    """The desk's own fields that are filled in; values of retired ones, too."""
    if not ticket.fields:
        return None
    wanted = select(SupportField).where(SupportField.id.in_([int(one) for one in ticket.fields]))
    fields = session.scalars(wanted.order_by(SupportField.position, SupportField.id)).all()
    return {"title": gettext("Isian"), "rows": field_rows(fields, ticket)}
