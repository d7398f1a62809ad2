"""What an audit row says to a person: columns by their screen names, statuses, money and moments as they are shown."""

from datetime import datetime
from typing import Any

from app.core.i18n import N_, Sentence, gettext
from app.models import FLOWS
from app.models.accounts.user import ROLE_LABELS
from app.models.audit.audit_log import AuditEntry
from app.models.visits.visit_status import PRIORITY_LABELS
from app.presenters.dates import moment
from app.presenters.money import rupiah

LONGEST = 60

COLUMNS: dict[str, Sentence] = {
    "status": N_("status"),
    "where": N_("di"),
    "times": N_("kali"),
    "device": N_("perangkat"),
    "sessions": N_("sesi"),
    "wrong": N_("jumlah salah"),
    "name": N_("nama"),
    "username": N_("nama pengguna"),
    "email": N_("e-mail"),
    "phone_e164": N_("telepon"),
    "role": N_("peran"),
    "home_area": N_("wilayah"),
    "locale": N_("bahasa"),
    "password_hash": N_("kata sandi"),
    "must_change_password": N_("wajib ganti kata sandi"),
    "email_verified_at": N_("e-mail dikonfirmasi"),
    "street": N_("jalan"),
    "village": N_("kelurahan"),
    "district": N_("kecamatan"),
    "city": N_("kota"),
    "province": N_("provinsi"),
    "postal_code": N_("kode pos"),
    "landmark": N_("patokan"),
    "notes": N_("catatan"),
    "note": N_("catatan"),
    "problem": N_("keluhan"),
    "priority": N_("prioritas"),
    "planned_start": N_("mulai"),
    "planned_end": N_("selesai"),
    "quota": N_("kuota"),
    "places_taken": N_("tempat terisi"),
    "places_offered": N_("tempat dibuka"),
    "added_days": N_("hari tambahan"),
    "race_opens_at": N_("pool dibuka"),
    "quota_override_reason": N_("alasan kuota"),
    "reason": N_("alasan"),
    "cancel_reason": N_("alasan"),
    "due_date": N_("jatuh tempo"),
    "issue_date": N_("tanggal"),
    "subtotal_idr": N_("subtotal"),
    "discount_idr": N_("diskon"),
    "ppn_idr": N_("PPN"),
    "total_idr": N_("total"),
    "paid_idr": N_("terbayar"),
    "amount_idr": N_("jumlah"),
    "price_idr": N_("harga"),
    "quantity": N_("banyak"),
    "description": N_("uraian"),
    "revision": N_("revisi"),
    "number": N_("nomor"),
    "code": N_("kode"),
    "stars": N_("bintang"),
    "active": N_("aktif"),
    "latitude": N_("lintang"),
    "longitude": N_("bujur"),
    "time_zone": N_("zona waktu"),
    "minutes_lost": N_("menit hilang"),
    "wait_until": N_("ditunggu sampai"),
    "days": N_("hari"),
    "subject": N_("subjek"),
    "outcome": N_("hasil"),
    "reject_reason": N_("alasan"),
    "delete_reason": N_("alasan"),
    "reviewed_at": N_("ditinjau"),
    "decided_at": N_("diputuskan"),
    "handled_at": N_("ditindaklanjuti"),
    "position": N_("urutan"),
    "points": N_("EXP"),
    "reports": N_("jumlah laporan"),
    "reproduction": N_("cara mengulangi"),
    "fixed_version": N_("versi perbaikan"),
    "decision_reason": N_("alasan"),
    "priority_reason": N_("alasan prioritas"),
    "from_points": N_("mulai EXP"),
}


def changes_text(row: AuditEntry) -> str:
    """`status: Terbuka → Ditugaskan; kuota: 2 → 3`; columns without a name for people are left to the export."""
    parts: list[str] = []
    for column, change in row.changes.items():
        label = COLUMNS.get(column)
        if label is None:
            continue
        if isinstance(change, list) and len(change) == 2:  # noqa: PLR2004  [before, after]
            if change[0] == change[1]:  # an action that leaves the status as it is
                continue
            before, after = (shown(row.thing, column, value) for value in change)
            parts.append(f"{label}: {after}" if row.action == "created" else f"{label}: {before} → {after}")
        else:
            parts.append(f"{label}: {shown(row.thing, column, change)}")
    return "; ".join(parts)


def shown(thing: str, column: str, value: Any) -> str:
    """One value as the screens show it."""
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return gettext("ya") if value else gettext("tidak")
    if column.endswith("_idr") and isinstance(value, int):
        return rupiah(value)
    if isinstance(value, list):
        return ", ".join(str(part) for part in value)
    text = str(value)
    return _word(thing, column, text) or _moment(text) or (text if len(text) <= LONGEST else f"{text[:LONGEST]}…")


def _word(thing: str, column: str, text: str) -> str | None:
    if column == "status":
        flow = next((flow for flow in FLOWS.values() if flow.model.__tablename__ == thing), None)
        known = flow is not None and text in flow.statuses.__members__
        return str(flow.labels.get(flow.statuses(text), text)) if flow is not None and known else None
    words = {"role": ROLE_LABELS, "priority": PRIORITY_LABELS}.get(column, {})
    return next((str(label) for key, label in words.items() if key == text), None)


def _moment(text: str) -> str | None:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment(at) if at.tzinfo else None
