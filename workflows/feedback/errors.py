"""Why something about a feedback could not be done."""

from app.core.errors import DomainError
from app.core.i18n import N_


class AlreadyRated(DomainError):
    code = "already_rated"
    sentence = N_("Penanganan ini sudah Anda nilai. Terima kasih!")


class NotDecidedYet(DomainError):
    code = "not_decided_yet"
    sentence = N_("Penanganan baru dapat dinilai setelah masukan ini selesai diproses.")


class NoMoreAdditions(DomainError):
    code = "no_more_additions"
    sentence = N_("Tambahan untuk masukan ini sudah banyak. Kirim masukan baru bila masih ada yang ingin disampaikan.")


class ClosedToAdditions(DomainError):
    code = "closed_to_additions"
    sentence = N_("Masukan ini sudah ditutup, jadi tidak dapat ditambah lagi.")
