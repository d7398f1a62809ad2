"""The audit trail of one record, as entries of a timeline."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.core.flow import Flow
from app.core.i18n import gettext
from app.models.ledger import AuditEntry
from app.presenters.changes import changes_text
from app.presenters.moments import moment

SHOWN = 50


def record_trail(session: Session, thing: str, thing_id: int, *, flow: Flow | None = None) -> list[dict[str, Any]]:
    """Newest first: at, title, text, tone, icon."""
    rows = session.scalars(
        select(AuditEntry)
        .where(AuditEntry.thing == thing, AuditEntry.thing_id == thing_id)
        .options(joinedload(AuditEntry.actor))
        .order_by(AuditEntry.id.desc())
        .limit(SHOWN)
    )
    return [
        {
            "at": moment(row.at),
            "title": _title(row, flow),
            "text": changes_text(row),
            "tone": "neutral",
            "icon": "history",
            "href": None,
        }
        for row in rows
    ]


def _title(row: AuditEntry, flow: Flow | None) -> str:
    move = flow.moves.get(row.action) if flow else None
    what = str(move.label) if move else action_words().get(row.action, row.action)
    return f"{what} – {row.actor.name if row.actor else gettext('Sistem')}"


def action_words() -> dict[str, str]:
    """What is no move of a flow table."""
    return {
        "created": gettext("Dibuat"),
        "second_factor": gettext("Verifikasi dua langkah berubah"),
        "recovery_code_used": gettext("Masuk dengan kode pemulihan"),
        "code_refused": gettext("Kode langkah kedua ditolak"),
        "reply": gettext("Membalas lewat WhatsApp"),
        "added_to": gettext("Ditambah pelapor"),
        "recounted": gettext("Laporan serupa dihitung ulang"),
        "priority_by_table": gettext("Prioritas kembali dihitung otomatis"),
        "exp_repaired": gettext("Total EXP dibetulkan"),
        "handled": gettext("Selesai ditangani"),
        "changed": gettext("Diubah"),
        "deleted": gettext("Dihapus"),
        "login": gettext("Masuk"),
        "entry_refused": gettext("Ditolak: tidak berhak"),
        "login_refused": gettext("Gagal masuk: kata sandi salah"),
        "login_locked": gettext("Akun dikunci sementara"),
        "password_changed": gettext("Kata sandi diganti"),
        "password_reset": gettext("Kata sandi diganti lewat Lupa kata sandi"),
        "sessions_ended": gettext("Sesi diakhiri"),
        "claim": gettext("Tempat diambil"),
        "customer_claimed": gettext("Data pelanggan ditautkan"),
        "email_confirmed": gettext("E-mail dikonfirmasi"),
        "signed_up": gettext("Mendaftar sendiri"),
        "check_in": gettext("Check-in"),
        "check_out": gettext("Check-out"),
        "extension": gettext("Tambah Hari diminta"),
        "extended": gettext("Tambah Hari disetujui"),
        "rated": gettext("Dinilai pelanggan"),
        "plan_leave": gettext("Cuti direncanakan"),
        "cancel_leave": gettext("Cuti dibatalkan"),
        "delete_reason": gettext("Alasan penghapusan"),
        "submitted": gettext("Dikirim"),
        "handling_rated": gettext("Penanganan dinilai pengirim"),
        "paper_attached": gettext("Berkas ditambahkan"),
        "paper_issued": gettext("Dokumen dibuat"),
        "paper_withdrawn": gettext("Dokumen dicabut"),
    }
