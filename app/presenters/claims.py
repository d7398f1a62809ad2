"""What a press on Ambil Job is answered with."""

from app.core.i18n import N_, Sentence, gettext
from app.models.assignment import ClaimResult

_SENTENCES: dict[ClaimResult, Sentence] = {
    ClaimResult.WON: N_("Job ini milik Anda. Selamat bekerja!"),
    ClaimResult.FULL: N_("Kuota sudah penuh. Terima kasih sudah mencoba."),
    ClaimResult.NOT_OPEN: N_("Job ini sudah tidak dibuka."),
    ClaimResult.TOO_EARLY: N_("Belum dibuka. Tunggu sampai hitung mundur selesai."),
    ClaimResult.ALREADY_ON_IT: N_("Anda sudah memegang job ini."),
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
