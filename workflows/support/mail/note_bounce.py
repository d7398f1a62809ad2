"""A report that a mail of ours did not arrive."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.i18n import N_
from app.models.support.mail import MailState, SupportMail


def note_bounce(session: Session, *, failed_id: str, failures: Sequence[str], now: datetime) -> dict[str, Any]:
    """The answer is marked as not arrived; nothing is opened, answered or reopened. `failures`: what is said."""
    ours = None
    if failed_id:
        sent = select(SupportMail).where(SupportMail.internet_id == failed_id, SupportMail.state == MailState.SENT)
        ours = session.scalars(sent.limit(1)).one_or_none()
    if ours is None:
        return {"state": MailState.REPORTED, "reason": str(N_("Laporan tentang surel yang tidak kami kenal."))}
    if failures:
        ours.failed_at, ours.failure = ours.failed_at or now, failures[0][:300]
    return {"state": MailState.REPORTED, "ticket_id": ours.ticket_id, "reason": "; ".join(failures)[:200]}
