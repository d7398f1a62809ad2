"""What must be true before a release goes out: checklists, who or what ticked them, who said Go."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, SmallInteger, String, UniqueConstraint, exists
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Record, one_of
from app.core.errors import DomainError
from app.core.flow import Ask, Condition, Flow, Transition
from app.core.i18n import N_, Sentence
from app.models.accounts.user import TECHNICAL, Role, User
from app.models.files.document import StoredFile
from app.models.releases.evidence_words import words_of
from app.models.releases.release import Release, ReleaseStatus

PLANNERS = TECHNICAL
APPROVERS = frozenset({Role.ADMIN, Role.DEVOPS, Role.MANAGER, Role.PRODUCT})
TICKERS = PLANNERS | APPROVERS


class Checklist(StrEnum):
    LAUNCH = "LAUNCH"
    FUNCTION = "FUNCTION"
    DOCUMENTS = "DOCUMENTS"
    VOICES = "VOICES"
    FOLLOW_UP = "FOLLOW_UP"  # from retrospectives of earlier releases


CHECKLIST_LABELS: dict[Checklist, Sentence] = {
    Checklist.LAUNCH: N_("Peluncuran"),
    Checklist.FUNCTION: N_("Uji fungsi dengan tangan"),
    Checklist.DOCUMENTS: N_("Dokumen yang diserahkan"),
    Checklist.VOICES: N_("Sumber masukan"),
    Checklist.FOLLOW_UP: N_("Tindak lanjut rilis sebelumnya"),
}


class EvidenceKind(StrEnum):
    TESTS = "TESTS"
    COVERAGE = "COVERAGE"
    SECURITY = "SECURITY"
    MONITORING = "MONITORING"
    BACKUP = "BACKUP"
    DRILL = "DRILL"


EVIDENCE_LABELS: dict[EvidenceKind, Sentence] = {
    EvidenceKind.TESTS: N_("Tes (JUnit)"),
    EvidenceKind.COVERAGE: N_("Cakupan (coverage.xml)"),
    EvidenceKind.SECURITY: N_("Audit keamanan (SARIF)"),
    EvidenceKind.MONITORING: N_("Tanda hidup pemantauan"),
    EvidenceKind.BACKUP: N_("Cadangan yang terbaca kembali"),
    EvidenceKind.DRILL: N_("Uji pulih"),
}
UPLOADED = frozenset({EvidenceKind.TESTS, EvidenceKind.COVERAGE, EvidenceKind.SECURITY})  # and of one commit
LASTS = {  # older evidence does not count
    EvidenceKind.TESTS: timedelta(hours=24),
    EvidenceKind.COVERAGE: timedelta(hours=24),
    EvidenceKind.SECURITY: timedelta(hours=24),
    EvidenceKind.MONITORING: timedelta(minutes=5),
    EvidenceKind.BACKUP: timedelta(hours=26),
    EvidenceKind.DRILL: timedelta(days=8),
}


class ChecklistTemplate(Record):
    """A line of every new release of `system`, or of any system where that is empty."""

    __tablename__ = "checklist_templates"

    checklist: Mapped[Checklist] = one_of(Checklist, "checklist")
    system: Mapped[str] = mapped_column(String(40), default="", server_default="")
    label: Mapped[str] = mapped_column(String(160))
    evidence: Mapped[EvidenceKind | None] = one_of(EvidenceKind, "evidence", nullable=True)
    position: Mapped[int] = mapped_column(SmallInteger, default=50, server_default="50")
    version: Mapped[int] = mapped_column(default=1, server_default="1")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  SQLAlchemy reads it as it is
    __table_args__ = (UniqueConstraint("checklist", "system", "label"),)

    def __str__(self) -> str:
        return self.label


class ItemStatus(StrEnum):
    OPEN = "OPEN"
    DONE = "DONE"


class ReleaseItem(Record):
    """One line of one release. With `evidence` it also counts as done while evidence of that kind is good and fresh."""

    __tablename__ = "release_items"

    release_id: Mapped[int] = mapped_column(ForeignKey("releases.id", ondelete="CASCADE"))
    checklist: Mapped[Checklist] = one_of(Checklist, "checklist")
    label: Mapped[str] = mapped_column(String(160))
    evidence: Mapped[EvidenceKind | None] = one_of(EvidenceKind, "evidence", nullable=True)
    position: Mapped[int] = mapped_column(SmallInteger, default=50)
    status: Mapped[ItemStatus] = one_of(ItemStatus, "status", default=ItemStatus.OPEN)
    note: Mapped[str] = mapped_column(String(500), default="", server_default="")
    done_at: Mapped[datetime | None]
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_files.id"))

    release: Mapped[Release] = relationship()
    file: Mapped[StoredFile | None] = relationship()
    done_by: Mapped[User | None] = relationship()

    __table_args__ = (Index("ix_release_items_release", release_id, "position"),)

    def __str__(self) -> str:
        return self.label


class ReleaseEvidence(Record):
    """What a report or Sigap itself showed at `made_at`; only the newest of its kind counts."""

    __tablename__ = "release_evidence"

    release_id: Mapped[int] = mapped_column(ForeignKey("releases.id", ondelete="CASCADE"))
    kind: Mapped[EvidenceKind] = one_of(EvidenceKind, "kind")
    passed: Mapped[bool]
    words: Mapped[str] = mapped_column(String(300))
    commit: Mapped[str] = mapped_column(String(40), default="", server_default="")
    made_at: Mapped[datetime] = mapped_column()
    sha256: Mapped[str] = mapped_column(String(64), default="", server_default="")  # of the report as it was sent
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    sent_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    sent_by: Mapped[User | None] = relationship()

    @property
    def shown_words(self) -> Sentence:
        """For whoever reads; as it was written where the row is older than its figures."""
        return words_of(self.kind, self.facts) if self.facts else self.words

    __table_args__ = (Index("ix_release_evidence_newest", release_id, kind, made_at),)


class ReleaseApproval(Record):
    """One person's Go. `state`: the checklist as they saw it."""

    __tablename__ = "release_approvals"

    release_id: Mapped[int] = mapped_column(ForeignKey("releases.id", ondelete="CASCADE"))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    state: Mapped[list[Any]] = mapped_column()

    user: Mapped[User] = relationship()

    __table_args__ = (UniqueConstraint("release_id", "user_id"),)


class ReleaseValidation(Record):
    """One run of `validate-deploy` for a release. `report`: its JSON, in which every value is masked."""

    __tablename__ = "release_validations"

    release_id: Mapped[int] = mapped_column(ForeignKey("releases.id", ondelete="CASCADE"))
    passed: Mapped[bool]
    report: Mapped[dict[str, Any]] = mapped_column()
    checked_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    checked_by: Mapped[User | None] = relationship()

    __table_args__ = (Index("ix_release_validations_release", release_id, "id"),)


class NotPreparing(DomainError):
    code = "not_preparing"
    sentence = N_("Daftar ini sudah disetujui. Kembalikan rilis ke penyiapan untuk mengubahnya.")


STILL_PREPARING = Condition(
    lambda _actor: exists().where(Release.id == ReleaseItem.release_id, Release.status == ReleaseStatus.PREPARING),
    NotPreparing,
)

RELEASE_ITEM_FLOW = Flow(
    "release_item",
    ReleaseItem,
    ItemStatus,
    {
        "tick": Transition(
            {ItemStatus.OPEN},
            ItemStatus.DONE,
            by=TICKERS,
            label=N_("Centang"),
            tone="positive",
            when=(STILL_PREPARING,),
            asks=(
                Ask("note", N_("Apa yang diperiksa, oleh siapa diterima"), "long_text"),
                Ask("file", N_("Berkas bukti"), "file", required=False, hint=N_("PDF atau foto, paling besar 12 MB.")),
            ),
        ),
        "untick": Transition(
            {ItemStatus.DONE}, ItemStatus.OPEN, by=TICKERS, label=N_("Batalkan centang"), when=(STILL_PREPARING,)
        ),
    },
    subject="item_id",
    labels={ItemStatus.OPEN: N_("Belum"), ItemStatus.DONE: N_("Selesai")},
    tones={ItemStatus.OPEN: "warning", ItemStatus.DONE: "positive"},
)
