"""Choose by which channels one is called."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.messaging.outbox import Channel
from app.models.on_call.calling import LATEST_CALL, CallStep
from workflows.on_call.calling.list_ways import list_chosen_ways
from workflows.transitions import note


def choose_ways(session: Session, *, actor: User, now: datetime, minutes: Mapping[Channel, int]) -> None:
    """A channel that is not named is not used. Raises Invalid: at least one stays."""
    if not minutes:
        raise Invalid(N_("Pilih paling sedikit satu cara."), field="TELEGRAM")
    for channel, after in minutes.items():
        if not 0 <= after <= LATEST_CALL:
            raise Invalid(N_("Isi 0 sampai %(most)d menit.", most=LATEST_CALL), field=str(channel))
    before = {str(channel): after for channel, after in sorted(list_chosen_ways(session, actor.id))}
    session.execute(delete(CallStep).where(CallStep.user_id == actor.id))
    session.add_all(
        CallStep(user_id=actor.id, channel=channel, minutes=after, created_at=now) for channel, after in minutes.items()
    )
    session.flush()
    values = {str(channel): after for channel, after in sorted(minutes.items())}
    note(session, "users", actor.id, "call_steps_chosen", actor=actor, now=now, call_steps=[before, values])
