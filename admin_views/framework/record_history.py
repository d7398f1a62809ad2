"""The audit log of one record, as entries of a timeline."""

from typing import Any

from sqlalchemy import ColumnElement, select, true
from sqlalchemy.orm import Session, joinedload

from app.core.flow import Flow
from app.core.i18n import N_, Sentence, gettext
from app.models.audit.audit_log import AuditEntry
from app.presenters.audit.changes import changes_text, people_in
from app.presenters.audit.former_actions import action_now
from app.presenters.dates import moment

SHOWN = 50
EDITS = frozenset({"created", "changed", "deleted"})
KINDS: dict[str, Sentence] = {"steps": N_("Langkah"), "edits": N_("Perubahan data"), "others": N_("Lainnya")}


# Audit actions that are no transitions of a flow table.
ACTION_WORDS: dict[str, Sentence] = {
    "call_steps_chosen": N_("Mengatur urutan panggilan siaga"),
    "created": N_("Dibuat"),
    "accepted": N_("Jawaban diterima"),
    "counts_uploaded": N_("Tabel analitik diunggah"),
    "bug_linked": N_("Bug ditautkan"),
    "joined_by_identity": N_("Mendaftar dengan identitas luar"),
    "identity_linked": N_("Identitas luar ditautkan"),
    "identity_unlinked": N_("Identitas luar dilepas"),
    "second_factor": N_("Verifikasi dua langkah berubah"),
    "recovery_code_used": N_("Masuk dengan kode pemulihan"),
    "code_refused": N_("Kode langkah kedua ditolak"),
    "reply": N_("Membalas lewat WhatsApp"),
    "added_to": N_("Ditambah pelapor"),
    "recounted": N_("Laporan serupa dihitung ulang"),
    "priority_by_table": N_("Prioritas kembali dihitung otomatis"),
    "exp_repaired": N_("Total EXP dibetulkan"),
    "handled": N_("Selesai ditangani"),
    "changed": N_("Diubah"),
    "state_changed": N_("Keadaan di halaman status berubah"),
    "deleted": N_("Dihapus"),
    "login": N_("Masuk"),
    "entry_refused": N_("Ditolak: tidak berhak, terlalu sering, atau formulir basi"),
    "login_refused": N_("Gagal masuk: kata sandi salah"),
    "login_locked": N_("Akun dikunci sementara"),
    "password_changed": N_("Kata sandi diganti"),
    "password_reset": N_("Kata sandi diganti lewat Lupa kata sandi"),
    "sessions_ended": N_("Sesi diakhiri"),
    "telegram_link_made": N_("Tautan Telegram dibuat"),
    "telegram_started": N_("Start ditekan di Telegram"),
    "telegram_confirmed": N_("Telegram dikonfirmasi pemiliknya"),
    "telegram_blocked": N_("Bot Telegram diblokir"),
    "links_renewed": N_("Alamat kalender diganti"),
    "ways_in_closed": N_("Semua jalan masuk ditutup"),
    "own_data_taken": N_("Data sendiri diunduh"),
    "account_erased": N_("Akun dihapus pemiliknya"),
    "secret_shown": N_("Rahasia ditampilkan"),
    "read_in_bulk": N_("Dibaca lewat API dalam jumlah banyak"),
    "breached": N_("Batas waktu lewat"),
    "print_ordered": N_("PDF diminta"),
    "due_moved": N_("Batas waktu dihitung ulang menurut hari dan jam kerja"),
    "customer_wrote": N_("Pelanggan menulis"),
    "woken": N_("Penundaan berakhir"),
    "schedule_ended": N_("Jawaban terjadwal berakhir"),
    "routed": N_("Dibagi oleh aturan"),
    "forgotten": N_("Dieskalasi: lama tidak ditangani"),
    "claim": N_("Tempat diambil"),
    "customer_claimed": N_("Data pelanggan ditautkan"),
    "email_confirmed": N_("E-mail dikonfirmasi"),
    "signed_up": N_("Mendaftar sendiri"),
    "check_in": N_("Check-in"),
    "check_out": N_("Check-out"),
    "extension": N_("Tambah Hari diminta"),
    "extended": N_("Tambah Hari disetujui"),
    "settled": N_("Pengirim: sudah beres"),
    "not_settled": N_("Pengirim: belum beres"),
    "rated": N_("Dinilai pelanggan"),
    "plan_leave": N_("Cuti direncanakan"),
    "cancel_leave": N_("Cuti dibatalkan"),
    "delete_reason": N_("Alasan penghapusan"),
    "submitted": N_("Dikirim"),
    "handling_rated": N_("Penanganan dinilai pengirim"),
    "document_attached": N_("Berkas ditambahkan"),
    "document_issued": N_("Dokumen dibuat"),
    "file_retried": N_("Berkas dicoba diambil lagi"),
    "document_retried": N_("Dokumen dicoba dibuat lagi"),
    "document_withdrawn": N_("Dokumen dicabut"),
    "finished": N_("Diselesaikan"),
    "verified": N_("Dipastikan"),
}


def record_history(
    session: Session,
    thing: str,
    thing_id: int,
    *,
    flow: Flow | None = None,
    shown: ColumnElement[bool] | None = None,
    zone: str | None = None,
    kind: str | None = None,
) -> list[dict[str, Any]]:
    """Newest first: at, title, text, tone, icon; `shown`: what the reader may see of it; `zone`: of its moments.

    `kind`: one of KINDS; any other word stands for all of them.
    """
    rows = session.scalars(
        select(AuditEntry)
        .where(AuditEntry.thing == thing, AuditEntry.thing_id == thing_id, true() if shown is None else shown)
        .where(_of_kind(kind, flow))
        .options(joinedload(AuditEntry.actor))
        .order_by(AuditEntry.id.desc())
        .limit(SHOWN)
    ).all()
    people = people_in(session, rows)
    return [
        {
            "at": moment(row.at, zone),
            "title": _title(row, flow),
            "text": changes_text(row, people, zone),
            "tone": "neutral",
            "icon": "history",
            "href": None,
        }
        for row in sorted(rows, key=lambda row: (row.at, row.id), reverse=True)
    ]


def _of_kind(kind: str | None, flow: Flow | None) -> ColumnElement[bool]:
    steps = set(flow.transitions) if flow else set()
    of_kinds = {
        "steps": AuditEntry.action.in_(steps),
        "edits": AuditEntry.action.in_(EDITS - steps),
        "others": AuditEntry.action.not_in(steps | EDITS),
    }
    return of_kinds.get(kind or "", true())


def _title(row: AuditEntry, flow: Flow | None) -> str:
    return f"{action_text(row, flow)} – {row.actor.name if row.actor else gettext('Sistem')}"


def action_text(row: AuditEntry, flow: Flow | None) -> str:
    """What was done, in the reader's language."""
    transition = flow.transitions.get(row.action) if flow else None
    words = transition.label if transition else ACTION_WORDS.get(action_now(row.action))
    return str(words or row.action)


def action_words() -> dict[str, str]:
    return {action: str(words) for action, words in ACTION_WORDS.items()}
