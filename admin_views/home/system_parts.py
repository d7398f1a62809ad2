"""Parts of the system in trouble, on the home of those who can do something about it."""

from datetime import datetime
from typing import Any

from flask import url_for

from app.core.db import db
from app.core.i18n import N_, Sentence, gettext
from app.models.accounts.user import OPERATORS, Role
from app.presenters.dates import ago
from workflows.heartbeats import (
    CONTROLLER,
    RELAY,
    SCHEDULER,
    STEERER,
    STORAGE,
    WAKE_UP_WORKER,
    WHATSAPP,
    WORKER,
    PartReport,
    PartState,
    list_parts,
)

READERS = OPERATORS
LABELS: dict[str, Sentence] = {
    WORKER: N_("Pekerja tugas terjadwal"),
    WAKE_UP_WORKER: N_("Pekerja pesan"),
    SCHEDULER: N_("Penjadwal"),
    RELAY: N_("Pengiriman pesan"),
    CONTROLLER: N_("Pengendali rilis"),
    STEERER: N_("Pengendali rilis sistem lain"),
    STORAGE: N_("Penyimpanan berkas"),
    WHATSAPP: N_("Akun WhatsApp dibatasi"),
}


def troubled_parts(role: Role, now: datetime) -> list[dict[str, Any]]:
    """A section of the home page with every part that is failing or without a heartbeat; empty while there is none."""
    if role not in READERS | {Role.CS}:
        return []
    troubled = [report for report in list_parts(db.session(), now=now) if not report.is_well]
    rows = [part_row(report) for report in troubled if role in READERS or report.name == WHATSAPP]
    title = gettext("Bagian sistem yang bermasalah")
    return [{"title": title, "rows": rows, "empty_text": "", "href": None, "link_text": ""}] if rows else []


def part_row(report: PartReport) -> dict[str, Any]:
    known = LABELS.get(report.name)
    label = str(known) if known else gettext("Tugas terjadwal %(name)s", name=report.name)
    seen = gettext("terakhir berjalan %(ago)s", ago=ago(report.beat_at)) if report.beat_at else ""
    href = url_for("delivery.index_view", flt_status="BY_HAND") if report.name == WHATSAPP else None
    return {"title": label, "text": _words(report), "meta": seen, "badge": None, "tone": "danger", "href": href}


def _words(report: PartReport) -> str:
    if report.name == WHATSAPP:
        return gettext(
            "Pesan WhatsApp menunggu dikirim manual sampai Meta mencabutnya: %(reason)s", reason=report.reason
        )
    if report.state == PartState.FAILING:
        return gettext("Gagal: %(reason)s", reason=report.reason)
    return gettext("Tidak memberi tanda hidup") if report.beat_at else gettext("Belum pernah berjalan")
