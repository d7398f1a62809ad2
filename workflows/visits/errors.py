"""What scheduling says no to."""

from collections.abc import Sequence

from app.core.errors import DomainError, Invalid
from app.core.i18n import N_


class QuotaNotMet(Invalid):
    """Fewer technicians are free at that time than the ticket asks for."""

    code = "quota_not_met"

    def __init__(self, *, free: int, quota: int) -> None:
        sentence = N_(
            "Hanya %(free)d teknisi yang tersedia pada waktu itu, padahal kuotanya %(quota)d. "
            "Kurangi kuota, pindahkan waktunya, atau tulis alasan untuk tetap menyimpan.",
            free=free,
            quota=quota,
        )
        super().__init__(sentence, field="override_reason", free=free, quota=quota)


class AlreadyHeld(DomainError):
    """A technician holds a place: the ticket is no longer CS's alone."""

    code = "already_held"
    sentence = N_(
        "Tiket ini sudah dipegang teknisi, jadi tidak dapat diubah langsung. "
        "Pakai “Jadwalkan ulang” atau “Batalkan” agar semua orang diberi tahu."
    )


class TeamCollides(DomainError):
    """Somebody on the team cannot come at the new time."""

    code = "team_collides"

    def __init__(self, names: Sequence[str]) -> None:
        sentence = N_(
            "Waktu baru bertabrakan dengan jadwal atau cuti: %(names)s. Pilih waktu lain.", names=", ".join(names)
        )
        super().__init__(sentence, names=list(names))


class CustomerNotActive(DomainError):
    """The customer was deleted or deactivated."""

    code = "customer_not_active"
    sentence = N_("Pelanggan tiket ini sudah dihapus atau nonaktif. Pulihkan pelanggannya dulu.")
