"""How a release goes from being prepared to its end."""

from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, func, or_, select, true
from sqlalchemy.orm import aliased

from app.core.errors import DomainError
from app.core.flow import Action, Ask, Condition, Flow, Transition
from app.core.i18n import N_
from app.models.accounts.user import OPERATORS
from app.models.releases.after_release import MEASURE_LABELS, VOICE_LABELS
from app.models.releases.calendar import FOLLOWED, FROZEN, NOT_FOLLOWED, NOT_FROZEN
from app.models.releases.readiness import (
    APPROVERS,
    LASTS,
    PLANNERS,
    TICKERS,
    UPLOADED,
    ItemStatus,
    ReleaseApproval,
    ReleaseEvidence,
    ReleaseItem,
)
from app.models.releases.release import COMING, OUT, OWN_SYSTEM, STANDING, Release, ReleaseStatus
from app.models.releases.steering import BY_HAND, NONE_WAITS, STEERED

_S = ReleaseStatus


class NotReady(DomainError):
    code = "not_ready"
    sentence = N_("Masih ada butir yang belum terpenuhi. Lihat daftar kesiapan.")


class AlreadyApproved(DomainError):
    code = "already_approved"
    sentence = N_("Anda sudah menyetujui rilis ini. Persetujuan kedua harus dari orang lain.")


class NotEverybody(DomainError):
    code = "not_everybody"
    sentence = N_("Rilis belum sampai ke 100 % pengunjung.")


class CountedHere(DomainError):
    code = "counted_here"
    sentence = N_("Angka rilis ini dihitung Sigap sendiri.")


def has_fresh_evidence() -> ColumnElement[bool]:
    """Of a `ReleaseItem`: the newest evidence of its kind is good, not stale, and of the release's commit."""
    later, of = aliased(ReleaseEvidence), aliased(Release)
    oldest = case({str(kind): func.now() - lasts for kind, lasts in LASTS.items()}, value=ReleaseEvidence.kind)
    superseded = exists().where(
        later.release_id == ReleaseEvidence.release_id,
        later.kind == ReleaseEvidence.kind,
        or_(
            later.made_at > ReleaseEvidence.made_at,
            and_(later.made_at == ReleaseEvidence.made_at, later.id > ReleaseEvidence.id),
        ),
    )
    return (
        select(ReleaseEvidence.id)
        .join(of, of.id == ReleaseEvidence.release_id)
        .where(
            ReleaseEvidence.release_id == ReleaseItem.release_id,
            ReleaseEvidence.kind == ReleaseItem.evidence,
            ReleaseEvidence.passed,
            ReleaseEvidence.made_at >= oldest,
            ReleaseEvidence.kind.not_in([str(kind) for kind in UPLOADED]) | (ReleaseEvidence.commit == of.commit),
            ~superseded,
        )
        .correlate(ReleaseItem)
        .exists()
    )


def _is_complete(_actor: Any) -> ColumnElement[bool]:
    still_open = (ReleaseItem.status == ItemStatus.OPEN) & ~has_fresh_evidence()
    return ~exists().where(ReleaseItem.release_id == Release.id, still_open)


def _not_by_actor(actor: Any) -> ColumnElement[bool]:
    if actor is None:
        return true()
    mine = (ReleaseApproval.release_id == Release.id) & (ReleaseApproval.user_id == actor.id)
    return ~exists().where(mine)


COMPLETE = Condition(_is_complete, NotReady)
NOT_TWICE = Condition(_not_by_actor, AlreadyApproved)
EVERYBODY = Condition(lambda _actor: Release.percent == 100, NotEverybody)  # noqa: PLR2004
SOME = Condition(lambda _actor: Release.percent < 100, NotEverybody)  # noqa: PLR2004
ELSEWHERE = Condition(lambda _actor: Release.system != OWN_SYSTEM, CountedHere)
SEEN = OUT | {_S.DONE, _S.ROLLED_BACK}  # visitors came to it
REASON = Ask("reason", N_("Alasan"), "long_text")

RELEASE_FLOW = Flow(
    "release",
    Release,
    ReleaseStatus,
    {
        "approve": Action(
            {_S.PREPARING},
            by=APPROVERS,
            label=N_("Setujui “Go”"),
            tone="primary",
            when=(COMPLETE, NOT_TWICE),
            fresh=True,
            decides=True,
        ),
        "make_ready": Transition({_S.PREPARING}, _S.READY, by=frozenset(), label=N_("Siap"), fact="release.ready"),
        "prepare_again": Transition({_S.READY}, _S.PREPARING, by=PLANNERS, label=N_("Kembali menyiapkan")),
        "start": Transition(
            {_S.READY},
            _S.ROLLING,
            by=OPERATORS,
            label=N_("Mulai bergulir (10 %)"),
            tone="primary",
            when=(BY_HAND, NOT_FROZEN),
            fresh=True,
            fact="release.started",
        ),
        "promote": Action(
            {_S.ROLLING}, by=OPERATORS, label=N_("Lanjut ke langkah berikutnya"), when=(SOME, BY_HAND),
            fresh=True, fact="release.promoted",
        ),
        "go_live": Transition(
            {_S.ROLLING},
            _S.LIVE,
            by=OPERATORS,
            label=N_("Langsung"),
            tone="positive",
            when=(EVERYBODY, BY_HAND),
            fresh=True,
            fact="release.live",
        ),
        "finish": Transition(
            {_S.LIVE},
            _S.DONE,
            by=APPROVERS,
            label=N_("Selesaikan pengawasan"),
            tone="positive",
            asks=(Ask("verdict", N_("Penilaian setelah pengawasan"), "long_text"),),
            fact="release.finished",
        ),
        "roll_back": Transition(
            {_S.ROLLING, _S.LIVE},
            _S.ROLLED_BACK,
            by=OPERATORS,
            label=N_("Kembalikan"),
            tone="danger",
            when=(BY_HAND,),
            asks=(REASON,),
            fresh=True,
            fact="release.rolled_back",
        ),
        "ask_start": Action(
            {_S.READY}, by=OPERATORS, label=N_("Mulai bergulir (10 %)"), tone="primary",
            when=(STEERED, NONE_WAITS, NOT_FROZEN),
            fresh=True,
        ),
        "ask_promote": Action(
            {_S.ROLLING}, by=OPERATORS, label=N_("Lanjut ke langkah berikutnya"), when=(STEERED, NONE_WAITS),
            fresh=True,
        ),
        "ask_hold": Action(
            {_S.ROLLING}, by=OPERATORS, label=N_("Tahan di langkah ini"), when=(STEERED, NONE_WAITS), fresh=True
        ),
        "ask_resume": Action(
            {_S.ROLLING}, by=OPERATORS, label=N_("Jalankan lagi"), when=(STEERED, NONE_WAITS), fresh=True
        ),
        "ask_roll_back": Action(
            OUT, by=OPERATORS, label=N_("Kembalikan"), tone="danger", when=(STEERED,), asks=(REASON,), fresh=True
        ),
        "allow_in_freeze": Action(
            {_S.READY}, by=APPROVERS, label=N_("Izinkan di masa beku"), tone="warning", when=(FROZEN,), asks=(REASON,),
            fresh=True, fact="release.allowed_in_freeze",
        ),
        "follow": Action(COMING | OUT, by=TICKERS, label=N_("Ikuti rilis"), when=(NOT_FOLLOWED,)),
        "unfollow": Action(set(_S), by=TICKERS, label=N_("Berhenti mengikuti"), when=(FOLLOWED,)),
        "add_voice": Action(
            SEEN, by=TICKERS, label=N_("Catat suara"),
            asks=(
                Ask("source", N_("Sumber"), "choice", choices=tuple(VOICE_LABELS.items())),
                Ask("text", N_("Apa katanya"), "long_text", max_length=2000),
            ),
        ),
        "report_score": Action(
            SEEN, by=TICKERS, label=N_("Catat angka rapor"), when=(ELSEWHERE,),
            asks=(
                Ask("measure", N_("Yang diukur"), "choice", choices=tuple(MEASURE_LABELS.items())),
                Ask("actual", N_("Nyatanya"), max_length=20, hint=N_("Persen, md atau poin: 99,95 · 820 · -22")),
                Ask("n", N_("Dari berapa (permintaan, jawaban, tiket)"), "integer", minimum=1, maximum=1_000_000_000),
                Ask("source", N_("Dari mana"), max_length=200),
            ),
        ),
        "write_retrospective": Action(
            STANDING | {_S.ROLLED_BACK}, by=TICKERS, label=N_("Tulis retrospektif"),
            asks=(
                Ask("went_well", N_("Yang berjalan baik"), "long_text", max_length=10_000),
                Ask("went_badly", N_("Yang tidak"), "long_text", max_length=10_000),
                Ask("lessons", N_("Yang dipelajari"), "long_text", max_length=10_000, required=False),
            ),
            fact="release.retrospective_written",
        ),
        "add_action": Action(
            STANDING | {_S.ROLLED_BACK}, by=TICKERS, label=N_("Tambah tindak lanjut"),
            asks=(
                Ask("title", N_("Apa yang dikerjakan"), max_length=150),
                Ask("owner", N_("Nama pengguna penanggung jawab"), max_length=40),
                Ask("due", N_("Paling lambat"), "day"),
            ),
        ),
        "cancel": Transition(
            {_S.PREPARING, _S.READY}, _S.CANCELLED, by=PLANNERS, label=N_("Batalkan"), tone="danger", asks=(REASON,),
            fact="release.cancelled",
        ),
    },
    subject="release_id",
    labels={
        _S.PREPARING: N_("Disiapkan"),
        _S.READY: N_("Siap"),
        _S.ROLLING: N_("Bergulir"),
        _S.LIVE: N_("Langsung"),
        _S.DONE: N_("Selesai"),
        _S.CANCELLED: N_("Dibatalkan"),
        _S.ROLLED_BACK: N_("Digulung balik"),
    },
    tones={
        _S.PREPARING: "neutral",
        _S.READY: "primary",
        _S.ROLLING: "warning",
        _S.LIVE: "positive",
        _S.DONE: "positive",
        _S.CANCELLED: "neutral",
        _S.ROLLED_BACK: "danger",
    },
    facts={"created": "release.prepared"},
)  # fmt: skip
