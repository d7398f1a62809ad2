"""Who speaks in a conversation, as its sender reads it."""

from enum import StrEnum

from app.core.i18n import N_, gettext

ADDED_TOO_OFTEN = N_("Anda baru saja mengirim banyak tambahan. Tunggu sebentar lalu coba lagi.")


def speaker(kind: StrEnum) -> str:
    """Staff answer as the company, not as persons."""
    return gettext("Jawaban kami") if kind == "ANSWER" else gettext("Tambahan Anda")
