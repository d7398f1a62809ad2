"""Counter-entries: a payment recorded by mistake, or money paid back."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Record, one_of, rank_of
from app.core.errors import NotAllowed
from app.core.flow import Ask, Condition, Flow, Transition
from app.core.i18n import N_, Sentence
from app.models.accounts.user import DESK, User
from app.models.finance.invoice import Invoice
from app.models.finance.payment import Payment


class CounterEntryKind(StrEnum):
    REVERSAL = "REVERSAL"  # the money never was ours: the payment does not count any more
    REFUND = "REFUND"  # the money was ours and has gone back, all of it or a part


class CounterEntryStatus(StrEnum):
    WAITING = "WAITING"  # above the company's limit: a second person decides
    DONE = "DONE"
    REFUSED = "REFUSED"


COUNTER_ENTRY_LABELS: dict[CounterEntryKind, Sentence] = {
    CounterEntryKind.REVERSAL: N_("Pembatalan pencatatan"),
    CounterEntryKind.REFUND: N_("Pengembalian uang"),
}


class CounterEntry(Record):
    """Counts against its payment once DONE; who decides above the limit is never who asked."""

    __tablename__ = "counter_entries"

    payment_id: Mapped[int] = mapped_column(ForeignKey("payments.id"), index=True)
    invoice_id: Mapped[int] = mapped_column(ForeignKey("invoices.id"), index=True)
    kind: Mapped[CounterEntryKind] = one_of(CounterEntryKind, "kind")
    status: Mapped[CounterEntryStatus] = one_of(CounterEntryStatus, "status")
    amount_idr: Mapped[int] = mapped_column(BigInteger)
    reason: Mapped[str] = mapped_column(String(500))
    tell_customer: Mapped[bool] = mapped_column(default=False)
    requested_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    decided_at: Mapped[datetime | None]
    note: Mapped[str] = mapped_column(String(500), default="")  # why it was refused

    payment: Mapped[Payment] = relationship()
    invoice: Mapped[Invoice] = relationship()
    requested_by: Mapped[User] = relationship(foreign_keys=requested_by_id)
    decided_by: Mapped[User | None] = relationship(foreign_keys=decided_by_id)

    __table_args__ = (
        CheckConstraint("amount_idr > 0", name="amount"),
        CheckConstraint("decided_by_id IS NULL OR decided_by_id <> requested_by_id", name="four_eyes"),
        Index("uq_counter_entries_one_waiting", payment_id, unique=True, postgresql_where=status == "WAITING"),
        Index("ix_counter_entries_status_id", status, "id"),
        Index("ix_counter_entries_status_rank", rank_of(status), "id"),
    )

    def __str__(self) -> str:
        return f"{self.invoice.number} −{self.amount_idr}"


class OwnRequest(NotAllowed):
    code = "own_request"
    sentence = N_("Yang Anda ajukan sendiri harus diputuskan orang lain.")


NOT_OWN = Condition(lambda actor: CounterEntry.requested_by_id != actor.id, OwnRequest)
_S = CounterEntryStatus

COUNTER_ENTRY_FLOW = Flow(
    "counter_entry",
    CounterEntry,
    CounterEntryStatus,
    {
        "approve": Transition(
            {_S.WAITING},
            _S.DONE,
            by=DESK,
            label=N_("Setujui"),
            when=(NOT_OWN,),
            decides=True,
            tone="positive",
            confirm=N_("Uang ini tidak lagi dihitung sebagai pembayaran."),
            fresh=True,
        ),
        "refuse": Transition(
            {_S.WAITING},
            _S.REFUSED,
            by=DESK,
            label=N_("Tolak"),
            when=(NOT_OWN,),
            tone="danger",
            asks=(Ask("note", N_("Alasan penolakan"), "text"),),
        ),
    },
    subject="entry_id",
    content=("kind", "amount_idr", "reason", "tell_customer"),
    tones={_S.WAITING: "warning", _S.DONE: "positive", _S.REFUSED: "danger"},
    labels={_S.WAITING: N_("Menunggu orang kedua"), _S.DONE: N_("Tercatat"), _S.REFUSED: N_("Ditolak")},
)
