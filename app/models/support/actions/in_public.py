"""Answering under a comment on our page, for everybody to read."""

from collections.abc import Mapping

from sqlalchemy import exists

from app.core.errors import DomainError
from app.core.flow import Ask, Condition, Transition
from app.core.i18n import N_
from app.models.social.social import STANDING_COMMENT, SocialPost
from app.models.support.ticket import SupportStatus, SupportTicket
from app.models.support.ticket_steps import OPEN, SEEN, SUPPORT_TEAM

LONGEST_REPLY = 2000


class NoComment(DomainError):
    code = "no_comment"
    sentence = N_("Tiket ini tidak berasal dari komentar di halaman Facebook atau Instagram yang masih ada.")


_IS_COMMENTED = exists().where(SocialPost.ticket_id == SupportTicket.id, STANDING_COMMENT)
IN_PUBLIC: Mapping[str, Transition] = {
    "answer_public": Transition(
        OPEN,
        SupportStatus.IN_PROGRESS,
        by=SUPPORT_TEAM,
        label=N_("Balas di kolom komentar"),
        when=(Condition(lambda _actor: _IS_COMMENTED, NoComment),),
        asks=(
            Ask(
                "text",
                N_("Balasan yang terbaca semua orang"),
                "long_text",
                max_length=LONGEST_REPLY,
                hint=N_("Tanpa nomor telepon, e-mail, alamat, atau nomor dokumen; hal pribadi lewat tautan tiket."),
            ),
            SEEN,
        ),
        fact="ticket.answered",
    ),
}
