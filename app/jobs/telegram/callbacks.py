"""What a button under a Telegram message does: its data is `prefix:argument` (64 bytes at most).

A callback gets the linked user who pressed, and answers with one sentence; a DomainError's sentence is an answer, too.
"""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from app.core.errors import NotFound
from app.core.i18n import Sentence
from app.jobs.telegram import alert_callbacks, invoice_callbacks
from app.models.accounts.user import User
from app.models.visits.assignment import ClaimSource
from app.presenters.claim_outcomes import claim_sentence
from workflows.visits import claim_place

Callback = Callable[[Session, User, str, datetime], Sentence]
LONGEST_ID = 18  # digits of a BIGINT that cannot overflow


def record_id(argument: str) -> int:
    """The id in a button's data, which anybody may have forged; raises NotFound."""
    if not (argument.isascii() and argument.isdecimal() and len(argument) <= LONGEST_ID):
        raise NotFound
    return int(argument)


def claim(session: Session, user: User, argument: str, now: datetime) -> Sentence:
    """Ambil Job."""
    outcome = claim_place(session, visit_id=record_id(argument), technician=user, now=now, source=ClaimSource.TELEGRAM)
    return claim_sentence(outcome.result, outcome.position)


CALLBACKS: dict[str, Callback] = {"claim": claim, **alert_callbacks.CALLBACKS, **invoice_callbacks.CALLBACKS}


def find_callback(prefix: str) -> Callback | None:
    return CALLBACKS.get(prefix)
