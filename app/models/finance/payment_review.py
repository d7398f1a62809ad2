"""Payments that contradict our records: what CS has to look at, one row for each reason."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Record, one_of, rank_of
from app.core.flow import Ask, Flow, Transition
from app.core.i18n import N_
from app.models.accounts.user import DESK, User
from app.models.finance.invoice import Invoice
from app.models.finance.payment import Payment


class ReviewReason(StrEnum):
    AMOUNT = "AMOUNT"  # the gateway tells another amount than was asked for
    CHALLENGE = "CHALLENGE"  # the gateway's fraud check wants a decision in its dashboard
    VOID = "VOID"  # money for an invoice that was cancelled
    OVERPAID = "OVERPAID"  # more than the invoice asks for
    REJECTED = "REJECTED"  # CS had rejected it, then the gateway settled it
    SETTLED_AGAIN = "SETTLED_AGAIN"  # the gateway says paid, our records say that it was paid back
    PARTIAL_REFUND = "PARTIAL_REFUND"  # a part went back at the gateway
    TAKEN_BACK = "TAKEN_BACK"  # the gateway or the bank took settled money back
    STILL_OPEN = "STILL_OPEN"  # the gateway would not close an attempt that nobody should pay any more
    UNREADABLE = "UNREADABLE"  # the gateway has not told the state of this attempt for an hour


class ReviewStatus(StrEnum):
    OPEN = "OPEN"
    DONE = "DONE"


class PaymentReview(Record):
    """Once for each payment, reason and `fact` (what tells two of a kind apart, e.g. the sum that was refunded)."""

    __tablename__ = "payment_reviews"

    payment_id: Mapped[int] = mapped_column(ForeignKey("payments.id"))
    invoice_id: Mapped[int] = mapped_column(ForeignKey("invoices.id"), index=True)
    reason: Mapped[ReviewReason] = one_of(ReviewReason, "reason")
    fact: Mapped[str] = mapped_column(String(60), default="")
    amount_idr: Mapped[int | None] = mapped_column(BigInteger)  # what the gateway tells, or how much too much
    status: Mapped[ReviewStatus] = one_of(ReviewStatus, "status", default=ReviewStatus.OPEN)
    note: Mapped[str] = mapped_column(String(500), default="")
    resolved_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    resolved_at: Mapped[datetime | None]

    payment: Mapped[Payment] = relationship()
    invoice: Mapped[Invoice] = relationship()
    resolved_by: Mapped[User | None] = relationship()

    __table_args__ = (
        Index("uq_payment_reviews_once", payment_id, reason, fact, unique=True),
        Index("ix_payment_reviews_status_id", status, "id"),
        Index("ix_payment_reviews_status_rank", rank_of(status), "id"),
    )


PAYMENT_REVIEW_FLOW = Flow(
    "payment_review",
    PaymentReview,
    ReviewStatus,
    {
        "resolve": Transition(
            {ReviewStatus.OPEN},
            ReviewStatus.DONE,
            by=DESK,
            label=N_("Sudah ditangani"),
            tone="positive",
            asks=(Ask("note", N_("Apa yang dilakukan"), "text"),),
        ),
        "clear": Transition(
            {ReviewStatus.OPEN}, ReviewStatus.DONE, by=frozenset(), label=N_("Selesai dengan sendirinya")
        ),
    },
    subject="review_id",
    tones={ReviewStatus.OPEN: "danger", ReviewStatus.DONE: "positive"},
    labels={ReviewStatus.OPEN: N_("Perlu diperiksa"), ReviewStatus.DONE: N_("Selesai")},
)
