"""The transitions of feedback."""

from typing import Any

from sqlalchemy import ColumnElement, exists, or_

from app.core.errors import DomainError, NotAvailable
from app.core.flow import Action, Ask, Condition, Flow, Transition, not_by
from app.core.i18n import N_
from app.models.accounts.user import DESK, Role, User
from app.models.feedback.feedback import FORWARD_LABELS, Feedback, FeedbackMention, FeedbackStatus
from app.models.visits.visit_status import PRIORITY_LABELS


class OwnFeedback(DomainError):
    """Nobody decides about their own item."""

    code = "own_feedback"
    sentence = N_("Ini masukan Anda sendiri. Biarkan rekan lain yang memutuskannya.")


class FeedbackDeleted(DomainError):
    """Nothing is decided about a deleted item until it is restored."""

    code = "feedback_deleted"
    sentence = N_("Masukan ini sudah dihapus. Pulihkan dahulu bila ingin menanganinya.")


class FeedbackMerged(DomainError):
    """It is handled with the item it was merged into."""

    code = "feedback_merged"
    sentence = N_("Masukan ini sudah digabungkan ke masukan lain. Tangani di sana.")


class NotMerged(DomainError):
    code = "not_merged"
    sentence = N_("Masukan ini tidak digabungkan ke masukan lain.")


class NotDeleted(NotAvailable):
    code = "not_deleted"
    sentence = N_("Masukan ini tidak dihapus.")


class AlreadyOwner(DomainError):
    code = "already_owner"
    sentence = N_("Anda sudah menanganinya.")


class NothingUnread(DomainError):
    code = "nothing_unread"
    sentence = N_("Tidak ada yang belum dibaca.")


def mentions_of(user: User) -> ColumnElement[bool]:
    """Mentions of this person, and of the product team if they belong to it."""
    own = FeedbackMention.user_id == user.id
    return or_(own, FeedbackMention.user_id.is_(None)) if user.role == Role.PRODUCT else own


def _has_unread(actor: Any) -> ColumnElement[bool]:
    waiting = FeedbackMention.feedback_id == Feedback.id, FeedbackMention.done_at.is_(None), mentions_of(actor)
    return or_(Feedback.unread_at.is_not(None), exists().where(*waiting))


_LIVING = Condition(lambda _actor: Feedback.deleted_at.is_(None), FeedbackDeleted)
_UNMERGED = Condition(lambda _actor: Feedback.merged_into_id.is_(None), FeedbackMerged)
_DELETED = Condition(lambda _actor: Feedback.deleted_at.is_not(None), NotDeleted)
_MERGED = Condition(lambda _actor: Feedback.merged_into_id.is_not(None), NotMerged)
_OTHERS = not_by(Feedback.author_id, OwnFeedback)
_NOT_OWNER = not_by(Feedback.owner_id, AlreadyOwner)
_UNREAD = Condition(_has_unread, NothingUnread)
OPEN_TO_DECISION = (_OTHERS, _UNMERGED, _LIVING)

_S = FeedbackStatus
_DECIDERS = DESK | {Role.PRODUCT}
_FIRST_LEVEL = _DECIDERS | {Role.SUPPORT}  # take and answer; decisions and EXP are the deciders'
_READERS = _FIRST_LEVEL | {Role.DEVELOPER}

FEEDBACK_FLOW = Flow(
    "feedback",
    Feedback,
    FeedbackStatus,
    {
        "review": Transition(
            {_S.NEW},
            _S.IN_REVIEW,
            by=_DECIDERS,
            when=OPEN_TO_DECISION,
            label=N_("Tinjau"),
            tone="primary",
            bulk=True,
            fact="feedback.reviewed",
        ),
        "follow_up": Transition(
            {_S.NEW, _S.IN_REVIEW},
            _S.FOLLOWED_UP,
            by=_DECIDERS,
            when=OPEN_TO_DECISION,
            decides=True,
            label=N_("Tindak lanjuti"),
            tone="positive",
            asks=(
                Ask("answer", N_("Jawaban untuk pengirim"), "long_text", required=False, max_length=5000),
                Ask("exp", N_("EXP untuk pengirim"), "integer", required=False, minimum=0, maximum=1000),
            ),
            fact="feedback.followed_up",
        ),
        "reject": Transition(
            {_S.NEW, _S.IN_REVIEW},
            _S.REJECTED,
            by=_DECIDERS,
            when=OPEN_TO_DECISION,
            decides=True,
            label=N_("Tolak"),
            tone="warning",
            asks=(Ask("reason", N_("Alasan untuk pengirim"), "long_text"),),
            fact="feedback.rejected",
        ),
        "reopen": Transition(
            {_S.FOLLOWED_UP, _S.REJECTED},
            _S.IN_REVIEW,
            by=_DECIDERS,
            when=OPEN_TO_DECISION,
            label=N_("Buka kembali"),
            asks=(
                Ask(
                    "reason",
                    N_("Alasan"),
                    "long_text",
                    hint=N_("Menjadi catatan internal. EXP yang sudah diberikan tetap."),
                ),
            ),
            fact="feedback.reopened",
        ),
        "take": Action(
            set(_S), by=_FIRST_LEVEL, when=(*OPEN_TO_DECISION, _NOT_OWNER), label=N_("Saya tangani"), bulk=True
        ),
        "set_priority": Action(
            set(_S),
            by=_FIRST_LEVEL,
            when=OPEN_TO_DECISION,
            label=N_("Ubah prioritas"),
            asks=(Ask("priority", N_("Prioritas"), "choice", choices=tuple(PRIORITY_LABELS.items())),),
        ),
        "mark_read": Action(set(_S), by=_READERS, when=(_OTHERS, _UNREAD), label=N_("Tandai sudah dibaca"), bulk=True),
        "answer": Action(
            set(_S),
            by=_FIRST_LEVEL,
            when=OPEN_TO_DECISION,
            label=N_("Jawab pengirim"),
            asks=(
                Ask(
                    "answer",
                    N_("Jawaban"),
                    "long_text",
                    max_length=5000,
                    hint=N_("Dibaca pengirimnya dan pengirim masukan yang digabungkan ke sini."),
                ),
            ),
        ),
        "note": Action(
            set(_S),
            by=_READERS,
            label=N_("Tulis catatan"),
            asks=(
                Ask(
                    "text",
                    N_("Catatan"),
                    "long_text",
                    max_length=5000,
                    hint=N_("Sebut @namapengguna atau @product agar masukan ini masuk ke antrean mereka."),
                ),
            ),
        ),
        "merge": Action(
            set(_S),
            by=_DECIDERS,
            when=OPEN_TO_DECISION,
            label=N_("Gabungkan"),
            asks=(Ask("into", N_("Nomor masukan yang dipertahankan"), max_length=20),),
            fact="feedback.merged",
        ),
        "unmerge": Action(
            set(_S),
            by=_DECIDERS,
            when=(_OTHERS, _MERGED),
            label=N_("Batalkan penggabungan"),
            confirm=N_("Masukan ini berdiri sendiri lagi. EXP yang ditarik waktu digabungkan tidak kembali sendiri."),
        ),
        "forward": Action(
            set(_S),
            by=_DECIDERS,
            when=OPEN_TO_DECISION,
            label=N_("Teruskan"),
            asks=(
                Ask("to", N_("Diteruskan sebagai"), "choice", choices=tuple(FORWARD_LABELS.items())),
                Ask(
                    "explanation",
                    N_("Keterangan untuk tim"),
                    "long_text",
                    required=False,
                    max_length=2000,
                    hint=N_("Pengirim tidak membacanya."),
                ),
            ),
        ),
        "delete": Action(
            set(_S),
            by={Role.ADMIN},
            when=OPEN_TO_DECISION,
            label=N_("Hapus"),
            tone="danger",
            confirm=N_("Masukan ini hilang dari daftar dan EXP yang sudah diberikan ditarik kembali. Lanjutkan?"),
            asks=(Ask("reason", N_("Alasan untuk pengirim"), max_length=300),),
        ),
        "restore": Action(set(_S), by={Role.ADMIN}, when=(_OTHERS, _UNMERGED, _DELETED), label=N_("Pulihkan")),
    },
    subject="feedback_id",
    labels={
        _S.NEW: N_("Baru"),
        _S.IN_REVIEW: N_("Dalam Peninjauan"),
        _S.FOLLOWED_UP: N_("Ditindaklanjuti"),
        _S.REJECTED: N_("Ditolak"),
    },
    tones={
        _S.NEW: "warning",
        _S.IN_REVIEW: "primary",
        _S.FOLLOWED_UP: "positive",
        _S.REJECTED: "danger",
    },
    facts={"submitted": "feedback.received"},
)
