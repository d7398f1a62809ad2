"""The lines of an incident's timeline as its page shows them."""

from collections.abc import Sequence
from typing import Any

from flask import request, url_for
from flask_login import current_user

from app.core.db import db
from app.core.i18n import N_, Sentence, gettext, in_own_language
from app.models.incidents.incident import EntryKind, Incident, IncidentEntry, IncidentEntryVersion
from app.models.incidents.incident_flow import RESPONDERS
from app.presenters.dates import moment
from workflows.incidents import list_entries, list_versions, was_added_afterwards

TIMELINE_KINDS: dict[str, Sentence] = {
    "events": N_("Kejadian"),
    "notes": N_("Catatan"),
    "public": N_("Kabar publik"),
}
ASKED_KINDS = {"events": EntryKind.EVENT, "notes": EntryKind.NOTE, "public": EntryKind.PUBLIC}
ICONS = {EntryKind.EVENT: "dot", EntryKind.NOTE: "pen", EntryKind.PUBLIC: "globe"}


def timeline_of(record: Incident, asked: str | None = None) -> list[dict[str, Any]]:
    """With the words that public news had before they were corrected, at the moment of the correction.

    `asked`: one of TIMELINE_KINDS, None for all of them.
    """
    session, kind = db.session(), ASKED_KINDS.get(asked or "")
    found = list_entries(session, incident_id=record.id, kind=kind)
    lines = [(entry.happened_at, entry_line(entry)) for entry in found]
    if kind in {None, EntryKind.PUBLIC}:
        lines += [(one.created_at, version_line(one)) for one in list_versions(session, incident_id=record.id)]
    return [line for _at, line in sorted(lines, key=lambda pair: pair[0], reverse=True)]


def news_to_correct(record: Incident) -> IncidentEntry | None:
    """Its public news that the timeline's link or the form names, else the newest."""
    news, asked = public_news(record), request.values.get("entry", type=int)
    return next((one for one in news if one.id == asked), news[0] if news else None)


def public_news(record: Incident) -> Sequence[IncidentEntry]:
    return list_entries(db.session(), incident_id=record.id, kind=EntryKind.PUBLIC)


def choices_of_news(record: Incident) -> list[tuple[str, str]]:
    """The one whose words the form shows: another would take them over."""
    one = news_to_correct(record)
    return [(str(one.id), f"{moment(one.happened_at)} · {one.text[:60]}")] if one else []


def version_line(one: IncidentEntryVersion) -> dict[str, Any]:
    who = one.corrected_by.name if one.corrected_by else ""
    return {
        "at": moment(one.created_at),
        "at_iso": one.created_at.isoformat(),
        "title": gettext("Kabar diperbaiki; sebelumnya:"),
        "text": " · ".join(part for part in (one.text, one.text_en, who) if part),
        "tone": "neutral",
        "icon": ICONS[EntryKind.PUBLIC],
        "href": None,
    }


def entry_line(entry: IncidentEntry) -> dict[str, Any]:
    marks = [
        entry.author.name if entry.author else "",
        gettext("dicatat kemudian") if was_added_afterwards(entry) else "",
        gettext("diperbaiki %(at)s", at=moment(entry.edited_at)) if entry.edited_at else "",
    ]
    text = in_own_language(entry.text, entry.text_en)
    title = gettext("Kabar publik") if entry.kind == EntryKind.PUBLIC else ""
    return {
        "at": moment(entry.happened_at),
        "at_iso": entry.happened_at.isoformat(),
        "title": title or text,
        "text": " · ".join(one for one in [text if title else "", *marks] if one),
        "tone": "primary" if entry.kind == EntryKind.PUBLIC else "neutral",
        "icon": ICONS[entry.kind],
        "href": _correction(entry) if entry.kind == EntryKind.PUBLIC and current_user.role in RESPONDERS else None,
    }


def _correction(entry: IncidentEntry) -> str:
    return url_for("incidents.transition_view", id=entry.incident_id, step="correct", entry=entry.id)
