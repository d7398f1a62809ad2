"""The conversation on a record's page, as components/records/thread.html draws it."""

from collections.abc import Callable
from typing import Any

from flask import request, url_for

from app.core.i18n import gettext
from app.core.identifiers import read_id
from app.models.accounts.user import User
from app.presenters.dates import moment
from workflows.threads import ThreadPage


def asked_before(name: str) -> int | None:
    """Which page of the conversation, or of the notes, the address asks for."""
    return read_id(request.args.get(name, ""))


def thread_facts(
    page: ThreadPage, record_id: int, name: str, facts_of: Callable[[Any], dict[str, Any]] | None = None
) -> dict[str, Any]:
    """`name`: the parameter that leads to older entries; `facts_of`: how one entry is drawn, else `entry_facts`.

    `newest`: the id of the last entry shown, 0 without any.
    """
    older = url_for(".details_view", id=record_id, **{name: page.older}) if page.older else None
    newest = page.entries[-1].id if page.entries else 0
    return {
        "entries": [(facts_of or entry_facts)(entry) for entry in page.entries],
        "older_url": older,
        "newest": newest,
    }


def entry_facts(entry: Any) -> dict[str, Any]:
    """`html` or plain `text`; `ours`: written by staff."""
    return {
        "id": entry.id,
        "html": getattr(entry, "body_html", None),
        "text": getattr(entry, "text", ""),
        "who": entry.author.name if entry.author else gettext("Pengirim"),
        "ours": entry.kind != "ADDITION",
        "at": moment(entry.created_at),
        "on": entry.created_at,
    }


def by(at: Any, who: User | None) -> str | None:
    return f"{moment(at)} – {who.name if who else gettext('Sistem')}" if at else None
