"""Deliveries as CS reads them: subject, why they stopped, and the link to send one by hand."""

from urllib.parse import quote

from markupsafe import Markup

from app.core.i18n import N_, Sentence
from app.models.messaging.outbox import Channel, Delivery, DeliveryStatus
from app.presenters.messaging.delivery_reasons import reason

CHANNEL_LABELS: dict[Channel, Sentence] = {
    Channel.WHATSAPP: N_("WhatsApp"),
    Channel.TELEGRAM: N_("Telegram"),
    Channel.EMAIL: N_("E-mail"),
    Channel.IN_APP: N_("Lonceng"),
    Channel.PUSH: N_("Push peramban"),
    Channel.META: N_("Facebook dan Instagram"),
    Channel.WEBHOOK: N_("Webhook"),
}
KIND_LABELS: dict[str, Sentence] = {
    "account.changed": N_("Akun berubah"),
    "account.factor_changed": N_("Verifikasi dua langkah berubah"),
    "account.locked": N_("Akun dikunci sementara"),
    "account.new_device": N_("Masuk dari perangkat baru"),
    "account.password_changed": N_("Kata sandi diganti"),
    "account.reset_asked": N_("Lupa kata sandi"),
    "alarm.raised": N_("Alarm pemantauan"),
    "alert.many_raised": N_("Banyak teknisi belum datang"),
    "alert.raised": N_("Teknisi belum datang"),
    "forum.asked": N_("Pertanyaan di forum"),
    "forum.answered": N_("Jawaban di forum"),
    "bug.answered": N_("Jawaban laporan bug"),
    "bug.confirmed": N_("Bug dikonfirmasi"),
    "bug.duplicate": N_("Bug sudah pernah dilaporkan"),
    "bug.fixed": N_("Bug diperbaiki"),
    "bug.live": N_("Perbaikan bug sudah dapat dipakai"),
    "bug.not_reproduced": N_("Bug belum bisa diulangi"),
    "release.moved": N_("Rilis yang diikuti"),
    "bug.received": N_("Laporan bug diterima"),
    "bug.rejected": N_("Laporan bug ditolak"),
    "channel.stopped": N_("Saluran berhenti"),
    "channel.template_stopped": N_("Templat WhatsApp berhenti"),
    "channel.account_changed": N_("Akun WhatsApp dibatasi"),
    "contact.reply": N_("Jawaban percakapan"),
    "contact.wants_person": N_("Pelanggan menunggu CS"),
    "customer.number_changed": N_("Nomor pelanggan diganti"),
    "customer.registered": N_("Pelanggan baru"),
    "exp.corrected": N_("EXP dikoreksi"),
    "export.failed": N_("Ekspor gagal"),
    "export.ready": N_("Ekspor siap"),
    "extension.approved": N_("Tambah hari disetujui"),
    "extension.rejected": N_("Tambah hari ditolak"),
    "extension.requested": N_("Permintaan tambah hari"),
    "fact.happened": N_("Kejadian untuk sistem lain"),
    "feedback.answered": N_("Masukan dijawab"),
    "feedback.deleted": N_("Masukan dihapus"),
    "feedback.followed_up": N_("Masukan ditindaklanjuti"),
    "feedback.in_review": N_("Masukan ditinjau"),
    "feedback.merged": N_("Masukan digabungkan"),
    "feedback.received": N_("Masukan diterima"),
    "feedback.rejected": N_("Masukan ditolak"),
    "hook.tested": N_("Uji webhook"),
    "incident.called": N_("Panggilan siaga"),
    "incident.taken": N_("Panggilan sudah diterima"),
    "incident.nobody": N_("Piket kosong"),
    "incident.decide": N_("Keputusan level 4"),
    "incident.handed_over": N_("Giliran siaga dimulai"),
    "incident.test_call": N_("Alarm uji"),
    "on_call.covered": N_("Pengganti siaga"),
    "on_call.contacts_due": N_("Kontak darurat perlu dipastikan"),
    "on_call.swap_asked": N_("Permintaan tukar jaga"),
    "on_call.swap_answered": N_("Jawaban tukar jaga"),
    "incident.ended": N_("Insiden selesai"),
    "incident.update_due": N_("Kabar publik ditunggu"),
    "incident.moved": N_("Kabar insiden untuk grup"),
    "incident.notice_due": N_("Pemberitahuan data pribadi ditunggu"),
    "incident.post_mortem_due": N_("Post-mortem ditunggu"),
    "incident.item_due": N_("Tindak lanjut lewat waktu"),
    "invoice.approved": N_("Invoice disetujui"),
    "invoice.overdue": N_("Invoice lewat jatuh tempo"),
    "invoice.rejected": N_("Invoice ditolak"),
    "invoice.revised": N_("Invoice direvisi"),
    "invoice.sent": N_("Invoice dikirim"),
    "invoice.submitted": N_("Invoice menunggu persetujuan"),
    "invoice.voided": N_("Invoice dibatalkan"),
    "member.code_asked": N_("Kode klaim akun"),
    "member.customer_claimed": N_("Akun pelanggan dibuka"),
    "member.email_changed": N_("E-mail akun diganti"),
    "member.email_changing": N_("Konfirmasi e-mail baru"),
    "member.signed_up": N_("Konfirmasi pendaftaran"),
    "status.subscription_asked": N_("Konfirmasi kabar status"),
    "status.news": N_("Kabar halaman status"),
    "status.incident_over": N_("Gangguan selesai"),
    "status.mirror": N_("Cermin di Statuspage.io"),
    "status.maintenance": N_("Kabar pemeliharaan"),
    "maintenance.month_ready": N_("Laporan pemeliharaan bulanan"),
    "maintenance.due": N_("Pemeliharaan ditunggu"),
    "analytics.counted": N_("Cermin di Google Analytics"),
    "nps.invited": N_("Undangan survei NPS"),
    "payment.doubtful": N_("Pembayaran perlu diperiksa"),
    "payment.received": N_("Pembayaran diterima"),
    "payment.taken_out": N_("Pembayaran dibatalkan atau dikembalikan"),
    "payment.reversed": N_("Pembayaran dibatalkan"),
    "place.closed": N_("Tempat ditutup"),
    "proof.rejected": N_("Bukti bayar ditolak"),
    "proof.uploaded": N_("Bukti bayar masuk"),
    "queue.offered": N_("Tawaran dari antrean"),
    "rating.invited": N_("Permintaan penilaian"),
    "rating.reminded": N_("Pengingat penilaian"),
    "report.bug": N_("Laporan bug baru"),
    "report.bug_added_to": N_("Pelapor bug menambahkan sesuatu"),
    "report.feedback": N_("Masukan baru"),
    "report.feedback_added_to": N_("Pengirim masukan menambahkan sesuatu"),
    "report.mentioned": N_("Anda disebut dalam catatan"),
    "technician.replaced": N_("Teknisi diganti"),
    "telegram.answer": N_("Jawaban tombol Telegram"),
    "telegram.decided": N_("Tombol Telegram ditutup"),
    "telegram.question": N_("Pertanyaan bot Telegram"),
    "telegram.reply": N_("Jawaban bot Telegram"),
    "ticket.address_asked": N_("Konfirmasi alamat pemohon tiket"),
    "ticket.incident_over": N_("Gangguan yang dilaporkan selesai"),
    "ticket.answered": N_("Jawaban tiket dukungan"),
    "ticket.answered_in_public": N_("Balasan di kolom komentar"),
    "ticket.month_ready": N_("Laporan dukungan bulanan"),
    "ticket.report_asked": N_("Konfirmasi penerima laporan dukungan"),
    "ticket.forgotten": N_("Tiket terlupakan"),
    "ticket.mentioned": N_("Disebut dalam catatan tiket"),
    "ticket.assigned": N_("Tiket dukungan ditugaskan"),
    "ticket.breached": N_("Tiket dukungan lewat batas"),
    "ticket.customer_wrote": N_("Pelanggan menulis di tiket"),
    "ticket.opened": N_("Tiket dukungan baru"),
    "ticket.rated_low": N_("Penilaian rendah"),
    "ticket.rating_reminded": N_("Pengingat penilaian tiket"),
    "ticket.received": N_("Tiket dukungan diterima"),
    "ticket.link_replaced": N_("Tautan tiket diganti"),
    "ticket.rejected": N_("Tiket dukungan ditolak"),
    "ticket.reminded": N_("Pengingat konfirmasi tiket"),
    "ticket.resolved": N_("Tiket dukungan selesai"),
    "ticket.mail_storm": N_("Terlalu banyak surel dari satu pengirim"),
    "ticket.undelivered": N_("Surel ke pelanggan tidak sampai"),
    "ticket.warned": N_("Tiket dukungan hampir lewat batas"),
    "visit.cancelled": N_("Kunjungan dibatalkan"),
    "visit.claimed": N_("Job diambil"),
    "visit.filled": N_("Tim lengkap"),
    "visit.finished": N_("Kunjungan selesai"),
    "visit.invitations_ended": N_("Undangan job ditarik"),
    "visit.opened": N_("Job baru"),
    "visit.release_asked": N_("Teknisi minta dilepas"),
    "visit.release_refused": N_("Permintaan dilepas ditolak"),
    "visit.technician_released": N_("Teknisi dilepas"),
    "visit.rescheduled": N_("Jadwal berubah"),
}
TROUBLED = {DeliveryStatus.PARKED, DeliveryStatus.BY_HAND, DeliveryStatus.CANCELLED, DeliveryStatus.QUEUED}


def recipient(delivery: Delivery) -> str:
    """A name where we have one, else the address."""
    known = delivery.customer or delivery.user
    return known.name if known else str(delivery.contact or delivery.address or "–")


def plain_text(delivery: Delivery) -> str:
    """The words without Telegram's HTML."""
    if delivery.channel != Channel.TELEGRAM:
        return delivery.body
    return str(Markup(delivery.body).striptags())  # noqa: S704  taken out of HTML, never put into it


def trouble(delivery: Delivery) -> str:
    """Why it did not go out, in a sentence; empty when there is nothing to say."""
    if not delivery.error_code or delivery.status not in TROUBLED:
        return ""
    return reason(delivery.channel, delivery.error_code)


def wa_me_link(delivery: Delivery) -> str | None:
    """WhatsApp on CS's own telephone, with the text filled in; None without a number, and for a code."""
    if delivery.channel != Channel.WHATSAPP or "sealed" in delivery.payload:
        return None
    phone = delivery.customer.phone_e164 if delivery.customer and delivery.customer.phone_e164 else delivery.address
    return wa_me(phone, delivery.body)


def wa_me(phone: str | None, text: str) -> str | None:
    digits = (phone or "").lstrip("+")
    if not (digits.isascii() and digits.isdecimal()):
        return None
    return f"https://wa.me/{digits}?text={quote(text, safe='')}"
