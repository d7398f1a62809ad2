"""Steps that take back what a message of thanks has opened; bound to the newest message that was read."""

from typing import Any

from app.core.flow import Action, Transition
from app.core.i18n import N_
from app.models.support.ticket import SupportStatus
from app.models.support.ticket_steps import SUPPORT_TEAM, reopened_from


def _back_to(status: SupportStatus, **given: Any) -> Transition:
    return Transition(
        {SupportStatus.IN_PROGRESS},
        status,
        by=SUPPORT_TEAM,
        label=N_("Hanya ucapan"),
        decides=True,
        when=(reopened_from(status),),
        **given,
    )


THANKS: dict[str, Action] = {
    "only_thanks": _back_to(SupportStatus.DONE, tone="positive", bulk=True),
    "only_thanks_waiting": _back_to(SupportStatus.WAITING),
    "only_thanks_closed": _back_to(SupportStatus.CLOSED, tone="positive", bulk=True),
    "only_thanks_rejected": _back_to(SupportStatus.REJECTED, bulk=True),
}
