"""The sentence for each outcome of a claim."""

from app.core.i18n import N_, Sentence, gettext
from app.models.visits.assignment import ClaimResult, ClaimSource, QueueStatus
from app.models.visits.release import RELEASE_CHOICES, ReleaseReason

_SENTENCES: dict[ClaimResult, Sentence] = {
    ClaimResult.WON: N_("Job ini milik Anda. Selamat bekerja!"),
    ClaimResult.FULL: N_("Kuota sudah penuh. Terima kasih sudah mencoba."),
    ClaimResult.NOT_OPEN: N_("Job ini sudah tidak dibuka."),
    ClaimResult.TOO_EARLY: N_("Belum dibuka. Tunggu sampai hitung mundur selesai."),
    ClaimResult.ALREADY_ON_IT: N_("Anda sudah memegang job ini."),
    ClaimResult.RELEASED: N_("Anda sudah dilepas dari job ini. Hubungi CS bila ingin kembali."),
    ClaimResult.OVERLAP: N_("Jadwalnya bertabrakan dengan job Anda yang lain."),
    ClaimResult.ON_LEAVE: N_("Anda sedang cuti pada hari itu."),
    ClaimResult.SKILL_MISSING: N_("Job ini membutuhkan keahlian yang belum tercatat pada akun Anda."),
}


def claim_sentence(result: ClaimResult, position: int | None) -> Sentence:
    if result == ClaimResult.FULL and position is not None:
        return gettext(
            "Kuota sudah penuh, tetapi Anda di antrean nomor %(position)d. Bila ada tempat kosong, Anda kami kabari.",
            position=position,
        )
    return _SENTENCES[result]


RESULT_LABELS: dict[ClaimResult, Sentence] = {
    ClaimResult.WON: N_("Dapat tempat"),
    ClaimResult.FULL: N_("Kuota penuh"),
    ClaimResult.NOT_OPEN: N_("Tidak dibuka"),
    ClaimResult.TOO_EARLY: N_("Terlalu awal"),
    ClaimResult.ALREADY_ON_IT: N_("Sudah memegang"),
    ClaimResult.RELEASED: N_("Sudah dilepas"),
    ClaimResult.OVERLAP: N_("Jadwal bertabrakan"),
    ClaimResult.ON_LEAVE: N_("Sedang cuti"),
    ClaimResult.SKILL_MISSING: N_("Keahlian kurang"),
}

SOURCE_LABELS: dict[ClaimSource, Sentence] = {
    ClaimSource.POOL: N_("Halaman pool"),
    ClaimSource.TELEGRAM: N_("Telegram"),
    ClaimSource.DESK: N_("CS"),
}

LINE_LABELS: dict[QueueStatus, Sentence] = {
    QueueStatus.WAITING: N_("Menunggu"),
    QueueStatus.OFFERED: N_("Sedang ditawari"),
    QueueStatus.TAKEN: N_("Mengambil tempat"),
    QueueStatus.EXPIRED: N_("Tawaran lewat"),
    QueueStatus.LEFT: N_("Keluar"),
}

RELEASE_LABELS: dict[ReleaseReason, Sentence] = {
    ReleaseReason.REPLACED: N_("Diganti"),
    ReleaseReason.CANCELLED: N_("Kunjungan dibatalkan"),
    ReleaseReason.LEFT_EXTENSION: N_("Tidak ikut tambah hari"),
    ReleaseReason.WITHDRAWN: N_("Ditarik"),
    ReleaseReason.DEACTIVATED: N_("Akun dinonaktifkan"),
    **RELEASE_CHOICES,
}
