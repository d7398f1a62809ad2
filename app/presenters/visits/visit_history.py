"""A visit's audit log in words for people on site."""

from collections.abc import Iterable
from typing import Any

from app.core.i18n import N_, Sentence, gettext
from app.models.audit.audit_log import AuditEntry
from app.models.visits.visit import VISIT_FLOW
from app.presenters.audit.former_actions import action_now
from app.presenters.dates import moment

WORDS: dict[str, Sentence] = {
    "created": N_("Dibuat"),
    "changed": N_("Diubah"),
    "claim": N_("Tempat diambil"),
    "check_in": N_("Check-in"),
    "check_out": N_("Check-out"),
    "document_attached": N_("Berkas ditambahkan"),
    "document_issued": N_("Dokumen dibuat"),
    "document_retried": N_("Dokumen dicoba dibuat lagi"),
    "document_withdrawn": N_("Dokumen dicabut"),
    "extension": N_("Tambah Hari diminta"),
    "extended": N_("Tambah Hari disetujui"),
    "rated": N_("Dinilai pelanggan"),
}


def history_entries(rows: Iterable[AuditEntry], zone: str) -> list[dict[str, Any]]:
    """Entries of `ui.timeline`, in the order given."""
    return [
        {
            "at": moment(row.at, zone),
            "at_iso": row.at.isoformat(),
            "title": _title(row),
            "text": str(row.changes.get("reason") or row.changes.get("number") or ""),
            "tone": "",
            "icon": "",
            "href": None,
        }
        for row in rows
    ]


def _title(row: AuditEntry) -> str:
    transition = VISIT_FLOW.transitions.get(row.action)
    what = transition.label if transition else WORDS.get(action_now(row.action), row.action)
    return f"{what} – {row.actor.name if row.actor else gettext('Sistem')}"
