"""What the desk may do with what people write in public."""

from app.core.errors import NotAvailable
from app.core.flow import Condition, Flow, Transition
from app.core.i18n import N_
from app.models.social.social import SOCIAL_LABELS, SocialPost, SocialStatus
from app.models.support.ticket_steps import SUPPORT_TEAM

_S = SocialStatus

SOCIAL_FLOW = Flow(
    "social_post",
    SocialPost,
    SocialStatus,
    {
        "to_ticket": Transition(
            {_S.NEW, _S.IGNORED}, _S.TICKET, by=SUPPORT_TEAM, label=N_("Jadikan tiket"), tone="primary", bulk=True
        ),
        "ignore": Transition({_S.NEW}, _S.IGNORED, by=SUPPORT_TEAM, label=N_("Abaikan"), bulk=True),
        # hidden before it came and now shown: nobody of the desk has decided about it
        "show_again": Transition(
            {_S.IGNORED},
            _S.NEW,
            by=frozenset(),
            label=N_("Ditampilkan lagi"),
            when=(Condition(lambda _actor: SocialPost.version == 1, NotAvailable),),
        ),
        "restore": Transition({_S.IGNORED}, _S.NEW, by=SUPPORT_TEAM, label=N_("Kembalikan ke daftar"), bulk=True),
    },
    subject="post_id",
    labels=SOCIAL_LABELS,
    tones={_S.NEW: "warning", _S.TICKET: "positive", _S.IGNORED: "neutral"},
    groupings=((frozenset({_S.NEW}), frozenset({_S.TICKET, _S.IGNORED})),),
)
