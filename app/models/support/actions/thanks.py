"""Steps that take back what a message of thanks has opened; bound to the newest message that was read."""

from app.core.flow import Action, Transition
from app.core.i18n import N_
from app.models.support.ticket import SupportStatus
from app.models.support.ticket_steps import SUPPORT_TEAM, reopened_from

_S = SupportStatus

THANKS: dict[str, Action] = {
    "only_thanks": Transition(
        {_S.IN_PROGRESS},
        _S.DONE,
        by=SUPPORT_TEAM,
        label=N_("Hanya ucapan"),
        tone="positive",
        bulk=True,
        decides=True,
        when=(reopened_from(_S.DONE),),
    ),
    "only_thanks_waiting": Transition(
        {_S.IN_PROGRESS},
        _S.WAITING,
        by=SUPPORT_TEAM,
        label=N_("Hanya ucapan"),
        decides=True,
        when=(reopened_from(_S.WAITING),),
    ),
    "only_thanks_closed": Transition(
        {_S.IN_PROGRESS},
        _S.CLOSED,
        by=SUPPORT_TEAM,
        label=N_("Hanya ucapan"),
        tone="positive",
        bulk=True,
        decides=True,
        when=(reopened_from(_S.CLOSED),),
    ),
    "only_thanks_rejected": Transition(
        {_S.IN_PROGRESS},
        _S.REJECTED,
        by=SUPPORT_TEAM,
        label=N_("Hanya ucapan"),
        bulk=True,
        decides=True,
        when=(reopened_from(_S.REJECTED),),
    ),
}
