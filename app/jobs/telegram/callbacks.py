"""What a button under a Telegram message does: its data is `prefix:argument` (64 bytes at most).

A callback gets the linked user who pressed, and answers with one sentence; a DomainError's sentence is an answer, too.
"""

from collections.abc import Callable
from datetime import datetime

from flask import current_app
from sqlalchemy.orm import Session

from app.core.errors import NotAllowed
from app.core.i18n import N_, Sentence
from app.core.identifiers import require_id
from app.jobs.telegram import alert_callbacks, incident_callbacks, invoice_callbacks
from app.models.accounts.user import User
from app.models.visits.assignment import ClaimSource
from app.presenters.visits.claim_outcomes import claim_sentence
from workflows.visits import claim_place

Callback = Callable[[Session, User, str, datetime], Sentence]


def claim(session: Session, user: User, argument: str, now: datetime) -> Sentence:
    """Ambil Job."""
    outcome = claim_place(session, visit_id=require_id(argument), technician=user, now=now, source=ClaimSource.TELEGRAM)
    return claim_sentence(outcome.result, outcome.position)


CALLBACKS: dict[str, Callback] = {
    "claim": claim,
    **alert_callbacks.CALLBACKS,
    **invoice_callbacks.CALLBACKS,
    **incident_callbacks.CALLBACKS,
}


def find_callback(prefix: str) -> Callback | None:
    """What a button does, behind what the pages ask of a person; None for an unknown one."""
    callback = CALLBACKS.get(prefix)
    if callback is None:
        return None

    def guarded(session: Session, user: User, argument: str, now: datetime) -> Sentence:
        _require_proof(user)
        return callback(session, user, argument, now)

    return guarded


def find_text_answer(asks: str) -> Callable[[Session, User, str, datetime], Sentence] | None:
    """What the next text in the chat does when the bot has asked for one: `asks` is `prefix:argument`."""
    prefix, _, argument = asks.partition(":")
    answer = invoice_callbacks.TEXT_ANSWERS.get(prefix)
    if answer is None:
        return None

    def guarded(session: Session, user: User, words: str, now: datetime) -> Sentence:
        _require_proof(user)
        return answer(session, user, argument, words, now)

    return guarded


def _require_proof(user: User) -> None:
    """A chat its owner proved, a password of their own, and the second factor where the role must have one."""
    if user.telegram_verified_at is None:
        raise NotAllowed(N_("Telegram ini belum dibuktikan. Buka Profil di Sigap, lalu tautkan atau konfirmasi."))
    if user.must_change_password:
        raise NotAllowed(N_("Masuk dulu ke Sigap dan ganti kata sandi awal Anda."))
    if user.role in current_app.config["SETTINGS"].roles_with_two_factors and not user.has_second_factor:
        raise NotAllowed(N_("Peran Anda wajib memakai verifikasi dua langkah. Masuk ke Sigap dan pasang dulu."))
