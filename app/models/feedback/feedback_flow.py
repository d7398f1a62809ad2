"""The transitions of feedback."""

from app.core.flow import Action, Ask, Flow, Transition
from app.core.i18n import N_
from app.models.accounts.user import DESK, Role
from app.models.feedback.feedback import FORWARD_LABELS, Feedback, FeedbackStatus

_S = FeedbackStatus
_DECIDERS = DESK | {Role.PRODUCT}
_READERS = _DECIDERS | {Role.DEVELOPER}

FEEDBACK_FLOW = Flow(
    "feedback",
    Feedback,
    FeedbackStatus,
    {
        "review": Transition(
            {_S.NEW},
            _S.IN_REVIEW,
            by=_DECIDERS,
            label=N_("Tinjau"),
            tone="primary",
            bulk=True,
            fact="feedback.reviewed",
        ),
        "follow_up": Transition(
            {_S.NEW, _S.IN_REVIEW},
            _S.FOLLOWED_UP,
            by=_DECIDERS,
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
            label=N_("Tolak"),
            tone="warning",
            asks=(Ask("reason", N_("Alasan untuk pengirim"), "long_text"),),
            fact="feedback.rejected",
        ),
        "reopen": Transition(
            {_S.FOLLOWED_UP, _S.REJECTED},
            _S.IN_REVIEW,
            by=_DECIDERS,
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
        "take": Action(set(_S), by=_DECIDERS, label=N_("Saya tangani"), bulk=True),
        "mark_read": Action(set(_S), by=_READERS, label=N_("Tandai sudah dibaca"), bulk=True),
        "answer": Action(
            set(_S),
            by=_DECIDERS,
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
            label=N_("Gabungkan"),
            asks=(Ask("into", N_("Nomor masukan yang dipertahankan"), max_length=20),),
            fact="feedback.merged",
        ),
        "unmerge": Action(
            set(_S),
            by=_DECIDERS,
            label=N_("Batalkan penggabungan"),
            confirm=N_("Masukan ini berdiri sendiri lagi. EXP yang ditarik waktu digabungkan tidak kembali sendiri."),
        ),
        "forward": Action(
            set(_S),
            by=_DECIDERS,
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
            label=N_("Hapus"),
            tone="danger",
            confirm=N_("Masukan ini hilang dari daftar dan EXP yang sudah diberikan ditarik kembali. Lanjutkan?"),
            asks=(Ask("reason", N_("Alasan untuk pengirim"), max_length=300),),
        ),
        "restore": Action(set(_S), by={Role.ADMIN}, label=N_("Pulihkan")),
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
