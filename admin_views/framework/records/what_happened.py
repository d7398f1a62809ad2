"""The sentence after a transition, and the way back where the flow has one."""

from collections.abc import Mapping

from app.core.flow import Action, Flow
from app.core.i18n import N_, Sentence, gettext
from app.models.accounts.user import User

# (flow, action) → what happened, where the new status does not say it
DONE: Mapping[tuple[str, str], Sentence] = {
    ("attendance", "accept"): N_("Absensi diakui dan dihitung."),
    ("attendance", "reject"): N_("Absensi tidak diakui."),
    ("bug", "answer"): N_("Jawaban dapat dibaca pelapor."),
    ("bug", "mark_read"): N_("Tambahan pelapor ditandai dibaca."),
    ("bug", "note"): N_("Catatan internal disimpan; pelapor tidak melihatnya."),
    ("bug", "override_priority"): N_("Prioritas diubah."),
    ("bug", "set_visibility"): N_("Keterlihatan diubah."),
    ("bug", "take"): N_("Laporan ini sekarang milik Anda."),
    ("counter_entry", "approve"): N_("Disetujui; saldo invoice dihitung ulang."),
    ("customer", "replace_links"): N_("Tautan lama mati; yang baru dikirim ke nomor pelanggan."),
    ("customer", "settle_complaint"): N_("Keluhan ditandai selesai."),
    ("delivery", "resend"): N_("Pesan antre untuk dikirim lagi."),
    ("extension", "approve"): N_("Tambah hari disetujui; teknisi diberi tahu."),
    ("extension", "reject"): N_("Tambah hari ditolak; teknisi diberi tahu."),
    ("feedback", "answer"): N_("Jawaban dapat dibaca pengirim."),
    ("feedback", "delete"): N_("Masukan dihapus."),
    ("feedback", "follow_up"): N_("Ditindaklanjuti; pengirim dapat melihatnya."),
    ("feedback", "forward"): N_("Masukan diteruskan."),
    ("feedback", "mark_read"): N_("Tambahan pengirim ditandai dibaca."),
    ("feedback", "merge"): N_("Masukan digabungkan; pengirim dapat melihatnya."),
    ("feedback", "note"): N_("Catatan internal disimpan; pengirim tidak melihatnya."),
    ("feedback", "reject"): N_("Ditolak; pengirim dapat membaca alasannya."),
    ("feedback", "restore"): N_("Masukan dikembalikan."),
    ("feedback", "review"): N_("Ditinjau; pengirim dapat melihatnya."),
    ("feedback", "take"): N_("Masukan ini sekarang milik Anda."),
    ("feedback", "unmerge"): N_("Masukan berdiri sendiri lagi."),
    ("hook", "rotate_secret"): N_("Rahasia baru berlaku; yang lama tidak lagi."),
    ("hook", "test"): N_("Kiriman uji antre; hasilnya di Pesan Keluar."),
    ("invoice", "reprice"): N_("Harga diubah; pengaju melihat selisihnya."),
    ("invoice", "resend"): N_("Tautan invoice dikirim lagi ke pelanggan."),
    ("invoice", "revoke_link"): N_("Tautan lama mati; yang baru sudah dibuat."),
    ("invoice", "record_payment"): N_("Pembayaran dicatat."),
    ("payment", "refund_by_hand"): N_("Pengembalian dicatat."),
    ("payment", "reverse"): N_("Pembatalan dicatat."),
    ("support_rule", "move_up"): N_("Urutan diubah."),
    ("support_rule", "move_down"): N_("Urutan diubah."),
    ("feedback", "set_priority"): N_("Prioritas disimpan."),
    ("support", "follow"): N_("Anda diberi tahu bila pelanggan menulis."),
    ("support", "link"): N_("Kaitan disimpan."),
    ("support", "log_time"): N_("Waktu kerja dicatat."),
    ("support", "note"): N_("Catatan internal disimpan; pelanggan tidak melihatnya."),
    ("support", "put_aside"): N_("Ditunda."),
    ("support", "run_macro"): N_("Makro dijalankan."),
    ("support", "schedule_answer"): N_("Jawaban dijadwalkan; batal sendiri bila pelanggan menulis dulu."),
    ("support", "set_fields"): N_("Isian disimpan."),
    ("support", "revive_address"): N_("Surel dikirim ke alamat ini lagi."),
    ("support", "set_language"): N_("Bahasa disimpan."),
    ("support", "set_site"): N_("Lokasi disimpan; batas waktu dihitung menurut jamnya."),
    ("support", "set_team"): N_("Tim disimpan."),
    ("support", "split"): N_("Pesan yang dipilih pindah ke tiket baru."),
    ("support", "tag"): N_("Tag disimpan."),
    ("support", "unfollow"): N_("Anda tidak lagi mengikuti tiket ini."),
    ("user", "change_role"): N_("Peran diubah; orangnya harus masuk lagi."),
    ("user", "log_out_everywhere"): N_("Semua sesi orang ini diakhiri."),
    ("user", "reset_factors"): N_("Verifikasi dua langkah dikosongkan."),
    ("user", "reset_password"): N_("Kata sandi diatur ulang."),
    ("user", "unlink_customer"): N_("Akun dilepas dari pelanggan."),
    ("visit", "ask_release"): N_("Permintaan dilepas dicatat."),
    ("visit", "assign_technician"): N_("Teknisi ditugaskan dan diberi tahu."),
    ("visit", "check_out_for"): N_("Check-out dicatat."),
    ("visit", "keep_technician"): N_("Permintaan ditolak; teknisi tetap di tim."),
    ("visit", "make_letter"): N_("Surat Tugas sedang dibuat."),
    ("visit", "make_note"): N_("Surat Jalan sedang dibuat."),
    ("visit", "release_technician"): N_("Teknisi dilepas dan diberi tahu."),
    ("visit", "reschedule"): N_("Jadwal diubah; tim dan pelanggan diberi tahu."),
    ("visit", "upload_handover"): N_("BAST disimpan."),
    ("visit", "upload_letter"): N_("Surat Tugas disimpan."),
    ("visit", "upload_note"): N_("Surat Jalan disimpan."),
    ("visit", "upload_photo"): N_("Foto disimpan."),
}

# actions whose effect another action of the same flow takes back
BACK: Mapping[tuple[str, str], str] = {
    ("feedback", "delete"): "restore",
    ("feedback", "merge"): "unmerge",
    ("support_rule", "move_up"): "move_down",
    ("support_rule", "move_down"): "move_up",
    ("support", "put_aside"): "wake",
    ("support", "schedule_answer"): "cancel_scheduled",
    ("support", "follow"): "unfollow",
    ("support", "unfollow"): "follow",
    ("user_report", "mark"): "unmark",
    ("user_report", "unmark"): "mark",
}


def sentence_of(flow: Flow, name: str, record: str) -> str:
    """`TKT-2026-000258: sekarang Selesai.`, or the action's own sentence; `record` is what people call it."""
    sentence = DONE.get((flow.name, name))
    if sentence is not None:
        return str(sentence)
    action = flow.transitions[name]
    if action.target is None:
        return gettext("%(move)s: selesai.", move=action.label)
    return gettext(
        "%(record)s: sekarang %(status)s.", record=record, status=flow.labels.get(action.target, action.target)
    )


def way_back(flow: Flow, name: str, before: str, actor: User) -> tuple[str, Action] | None:
    """The step that brings the record back to where it was, if this person may take it; money never has one here."""
    made = flow.transitions[name]
    if made.fresh:
        return None
    known = BACK.get((flow.name, name))
    for other, step in flow.transitions.items():
        is_back = other == known if known else _returns(made, step, before)
        if is_back and actor.role in step.by and not step.fresh:
            return other, step
    return None


def _returns(made: Action, step: Action, before: str) -> bool:
    return made.target is not None and made.target != before and step.target == before and made.target in step.sources
