"""What the page of one bug report shows beside its transitions."""

from typing import Any

from flask import url_for
from sqlalchemy.orm import Session

from admin_views.framework.lists.columns import badge
from admin_views.framework.navigation import list_url, record_url
from admin_views.framework.records.identities import linked_identities
from admin_views.framework.records.links import linked, record_link
from admin_views.framework.records.thread import asked_before, by, thread_facts
from app.core.i18n import gettext
from app.models.feedback.bug import FREQUENCY_LABELS, IMPACT_LABELS, BugEntryKind, BugReport
from app.models.feedback.feedback import Feedback
from app.presenters.dates import moment
from app.presenters.feedback.bugs import bug_badge, bug_priority_badge
from app.presenters.feedback.settled import settled_words
from workflows.bugs import list_bug_entries, list_duplicates
from workflows.exp import list_awards_of


def sections(session: Session, bug: BugReport) -> list[dict[str, Any]]:
    """The facts; empty ones are left out."""
    rows = [*_facts(session, bug), *_outcome(session, bug)]
    return [{"title": gettext("Rincian"), "rows": [row for row in rows if row[1] not in {None, ""}]}]


def extras(session: Session, bug: BugReport) -> dict[str, Any]:
    texts = (
        (gettext("Langkah"), bug.steps),
        (gettext("Yang terjadi"), bug.actual),
        (gettext("Yang seharusnya terjadi"), bug.expected),
        (gettext("Cara mengulanginya"), bug.reproduction),
    )
    return {
        "bug": bug,
        "texts": [(title, text) for title, text in texts if text],
        "attachments": [url_for("bug.attachment", attachment_id=row.id) for row in bug.attachments],
        "duplicates": [_line(one) for one in list_duplicates(session, bug_id=bug.id)],
        "first": _line(bug.duplicate_of) if bug.duplicate_of else None,
        "record_subtitle": f"{_reporter(bug)} · {moment(bug.created_at)}",
    }


def public_thread(session: Session, bug: BugReport) -> dict[str, Any]:
    return _thread(session, bug, (BugEntryKind.ANSWER, BugEntryKind.ADDITION), "before")


def internal_thread(session: Session, bug: BugReport) -> dict[str, Any]:
    return _thread(session, bug, (BugEntryKind.NOTE,), "notes_before")


def _thread(session: Session, bug: BugReport, kinds: tuple[BugEntryKind, ...], name: str) -> dict[str, Any]:
    page = list_bug_entries(session, bug_id=bug.id, kinds=kinds, before=asked_before(name))
    return thread_facts(page, bug.id, name)


def _facts(session: Session, bug: BugReport) -> list[tuple[str, Any]]:
    mine = list_url(BugReport, flt_reporter=bug.reporter_id) if bug.reporter_id else None
    origin = session.get(Feedback, bug.origin_feedback_id) if bug.origin_feedback_id else None
    priority = bug_priority_badge(bug.priority)
    return [
        (gettext("Pelapor"), linked(_reporter(bug), mine)),
        (gettext("Identitas tertaut"), linked_identities(session, bug.reporter_id)),
        (gettext("Dari masukan"), record_link(origin)),
        (gettext("Prioritas"), badge(str(priority.text), priority.tone)),
        (gettext("Prioritas diubah"), _override(bug)),
        (gettext("Penanggung jawab"), bug.owner.name if bug.owner else None),
        (gettext("Terlihat oleh"), gettext("Tim saja (internal)") if bug.internal else None),
        (gettext("Tambahan belum dibaca sejak"), moment(bug.unread_at) if bug.unread_at else None),
        (gettext("Dampak"), IMPACT_LABELS[bug.impact]),
        (gettext("Seberapa sering"), FREQUENCY_LABELS[bug.frequency]),
        (gettext("Jumlah laporan"), bug.reports if bug.reports > 1 else None),
        (gettext("Peramban dan perangkat"), bug.environment),
        (gettext("Ditemukan di versi"), bug.found_version),
    ]


def _outcome(session: Session, bug: BugReport) -> list[tuple[str, Any]]:
    given = sum(entry.points for entry in list_awards_of(session, source=("bug", bug.id)))
    return [
        (gettext("Dikonfirmasi"), by(bug.confirmed_at, bug.confirmed_by)),
        (gettext("Diputuskan"), by(bug.decided_at, bug.decided_by)),
        (gettext("Alasan"), bug.decision_reason),
        (gettext("Diperbaiki di versi"), bug.fixed_version),
        (gettext("Kata pelapor"), settled_words(bug)),
        (gettext("Sudah ditindaklanjuti"), by(bug.handled_at, bug.handled_by)),
        (gettext("EXP diberikan"), given or None),
    ]


def _reporter(bug: BugReport) -> str:
    return f"{bug.reporter.name} ({bug.reporter.username})" if bug.reporter else gettext("Anonim")


def _override(bug: BugReport) -> str | None:
    if bug.priority_override is None:
        return None
    return f"{bug.priority_reason} – {bug.priority_by.name if bug.priority_by else gettext('Sistem')}"


def _line(bug: BugReport) -> dict[str, Any]:
    return {
        "number": bug.number,
        "title": bug.title,
        "who": bug.reporter.name if bug.reporter else gettext("Anonim"),
        "href": record_url(BugReport, bug.id),
        "badge": bug_badge(bug.status),
        "at": moment(bug.created_at),
    }
