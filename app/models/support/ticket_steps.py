"""Who may do what with support tickets, groups of their statuses, refusals, and what the transitions ask."""

from app.core.errors import DomainError, NotAvailable
from app.core.flow import Ask, Condition
from app.core.i18n import N_
from app.models.accounts.user import DESK, OPERATORS, TECHNICAL, Role
from app.models.support.ticket import EXTENT_LABELS, KIND_LABELS, SupportStatus, SupportTicket
from app.models.visits.visit_status import PRIORITY_LABELS

SUPPORT_TEAM = DESK | TECHNICAL | {Role.SUPPORT}
SECURITY_READERS = OPERATORS
BY_TABLE = "AUTO"
LONGEST_MESSAGE = 20_000

_S = SupportStatus
UNTAKEN = frozenset({_S.NEW, _S.ASSIGNED})
OPEN = UNTAKEN | {_S.IN_PROGRESS, _S.WAITING}
RESOLVED = frozenset({_S.DONE})
ENDED = frozenset({_S.CLOSED, _S.REJECTED})
SOLVED = RESOLVED | {_S.CLOSED}
PAUSING = frozenset({_S.WAITING, _S.DONE})  # in these the resolution's clock rests


class AlreadyYours(NotAvailable):
    code = "already_yours"
    sentence = N_("Tiket ini sudah Anda pegang.")


class NothingToUndo(NotAvailable):
    """The ticket was not opened again by a message that came after its end."""

    code = "nothing_to_undo"
    sentence = N_("Tiket ini tidak dibuka kembali oleh pesan pelanggan.")


class IsMerged(DomainError):
    code = "is_merged"
    sentence = N_("Tiket ini digabung ke tiket lain. Buka tiket itu, atau batalkan penggabungannya.")


class NotMerged(DomainError):
    code = "not_merged"
    sentence = N_("Tiket ini tidak digabung.")


class NotPutAside(DomainError):
    code = "not_put_aside"
    sentence = N_("Tiket ini tidak ditunda.")


NOT_MERGED = Condition(lambda _actor: SupportTicket.merged_into_id.is_(None), IsMerged)
MERGED = Condition(lambda _actor: SupportTicket.merged_into_id.is_not(None), NotMerged)
ASLEEP = Condition(lambda _actor: SupportTicket.wakes_at.is_not(None), NotPutAside)


def reopened_from(status: SupportStatus) -> Condition:
    return Condition(lambda _actor: SupportTicket.reopened_from == status, NothingToUndo)


TEXT = Ask("text", N_("Jawaban untuk pelanggan"), "long_text", max_length=LONGEST_MESSAGE)
SEEN = Ask("seen", N_("Pesan terakhir yang Anda lihat"), "integer", required=False, minimum=0)
REASON = Ask("reason", N_("Alasan"), "long_text", max_length=2000)
PERSON = Ask("assignee_id", N_("Petugas"), "person")


KIND_AND_IMPACT = (
    Ask(
        "kind",
        N_("Jenis"),
        "choice",
        choices=tuple(KIND_LABELS.items()),
        hint=N_("Tiket keamanan hanya terlihat oleh admin dan DevOps."),
    ),
    Ask("impact", N_("Dampak"), "choice", choices=tuple(EXTENT_LABELS.items())),
    Ask("urgency", N_("Kegentingan"), "choice", choices=tuple(PRIORITY_LABELS.items())),
)
PRIORITY = (
    Ask("priority", N_("Prioritas"), "choice", choices=(*PRIORITY_LABELS.items(), (BY_TABLE, N_("Hitung otomatis")))),
    Ask("reason", N_("Alasan"), max_length=300),
)
TARGET = (
    Ask("into", N_("Nomor tiket yang dipertahankan"), max_length=20, hint="DKG-2026-000123"),
    Ask(
        "other_customer",
        N_("Pelanggannya berbeda"),
        "choice",
        required=False,
        choices=(("", N_("Jangan gabungkan")), ("YES", N_("Gabungkan juga"))),
    ),
)
UNTIL = Ask("until", N_("Ingatkan lagi pada"), "moment", hint=N_("Bangun lebih cepat bila pelanggan menulis."))
