"""Why a technician gives a place back."""

from enum import StrEnum

from app.core.i18n import N_


class ReleaseReason(StrEnum):
    REPLACED = "REPLACED"
    CANCELLED = "CANCELLED"
    LEFT_EXTENSION = "LEFT_EXTENSION"
    WITHDRAWN = "WITHDRAWN"
    SICK = "SICK"
    SWAPPED = "SWAPPED"
    ON_LEAVE = "ON_LEAVE"
    WRONG_SKILL = "WRONG_SKILL"
    DISMISSED = "DISMISSED"
    DEACTIVATED = "DEACTIVATED"
    OTHER = "OTHER"


RELEASE_CHOICES = {
    ReleaseReason.SICK: N_("Sakit atau berhalangan"),
    ReleaseReason.SWAPPED: N_("Bertukar dengan teknisi lain"),
    ReleaseReason.ON_LEAVE: N_("Cuti"),
    ReleaseReason.WRONG_SKILL: N_("Keahlian tidak sesuai"),
    ReleaseReason.DISMISSED: N_("Diberhentikan dari kunjungan ini"),
    ReleaseReason.OTHER: N_("Lainnya"),
}
