"""Actions about later: an answer that leaves at a chosen moment, and putting a ticket aside."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, exists

from app.core.errors import DomainError
from app.core.flow import Action, Ask, Condition
from app.core.i18n import N_
from app.models.support.scheduled import ScheduledAnswer
from app.models.support.ticket import SupportStatus, SupportTicket
from app.models.support.ticket_steps import ASLEEP, LONGEST_MESSAGE, OPEN, SEEN, SUPPORT_TEAM, TEXT, UNTIL


class AlreadyScheduled(DomainError):
    code = "already_scheduled"
    sentence = N_("Sudah ada jawaban yang dijadwalkan. Batalkan dulu yang itu.")


class NotRatedLow(DomainError):
    code = "not_rated_low"
    sentence = N_("Tidak ada penilaian rendah yang menunggu tindak lanjut.")


class NothingScheduled(DomainError):
    code = "nothing_scheduled"
    sentence = N_("Tidak ada jawaban yang dijadwalkan.")


def _waiting(_actor: Any) -> ColumnElement[bool]:
    return exists().where(ScheduledAnswer.ticket_id == SupportTicket.id, ScheduledAnswer.ended_at.is_(None))


LATER: Mapping[str, Action] = {
    "schedule_answer": Action(
        OPEN,
        by=SUPPORT_TEAM,
        label=N_("Jadwalkan jawaban"),
        when=(Condition(lambda actor: ~_waiting(actor), AlreadyScheduled),),
        asks=(
            TEXT,
            Ask("at", N_("Kirim pada"), "moment", hint=N_("Batal dengan sendirinya bila pelanggan menulis dulu.")),
            Ask(
                "wait",
                N_("Sesudah terkirim"),
                "choice",
                required=False,
                choices=(("", N_("Tetap dikerjakan")), ("YES", N_("Tunggu pelanggan"))),
            ),
            SEEN,
        ),
    ),
    "cancel_scheduled": Action(
        OPEN,
        by=SUPPORT_TEAM,
        label=N_("Batalkan jawaban terjadwal"),
        when=(Condition(_waiting, NothingScheduled),),
    ),
    "put_aside": Action(
        OPEN,
        by=SUPPORT_TEAM,
        label=N_("Tunda"),
        asks=(
            UNTIL,
            Ask(
                "on_reply",
                N_("Bila pelanggan menulis"),
                "choice",
                required=False,
                choices=(("", N_("Bangunkan")), ("STAY", N_("Tetap ditunda"))),
            ),
        ),
    ),
    "settle_rating": Action(
        frozenset(SupportStatus),
        by=SUPPORT_TEAM,
        label=N_("Tindak lanjuti penilaian rendah"),
        when=(Condition(lambda _actor: SupportTicket.low_rated_at.is_not(None), NotRatedLow),),
        asks=(Ask("text", N_("Apa yang dilakukan"), "long_text", max_length=LONGEST_MESSAGE),),
    ),
    "wake": Action(OPEN, by=SUPPORT_TEAM, label=N_("Batalkan penundaan"), bulk=True, when=(ASLEEP,)),
}
