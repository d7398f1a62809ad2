"""Who speaks in a conversation, as its sender reads it."""

from enum import StrEnum

from app.core.i18n import gettext


def speaker(kind: StrEnum) -> str:
    """Staff answer as the company, not as persons."""
    return gettext("Jawaban kami") if kind == "ANSWER" else gettext("Tambahan Anda")
