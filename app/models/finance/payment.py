"""Payments: a transfer with its proof, or an attempt at the gateway."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, SmallInteger, String, and_, not_
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Record, one_of, rank_of
from app.core.errors import NotAvailable
from app.core.flow import Action, Ask, Condition, Flow, Transition
from app.core.i18n import N_, Sentence
from app.models.accounts.user import DESK, User
from app.models.files.document import StoredFile
from app.models.finance.invoice import Invoice


class PaymentMethod(StrEnum):
    TRANSFER = "TRANSFER"
    GATEWAY = "GATEWAY"


METHOD_LABELS: dict[PaymentMethod, Sentence] = {
    PaymentMethod.TRANSFER: N_("Transfer bank"),
    PaymentMethod.GATEWAY: N_("Midtrans"),
}


class PaymentStatus(StrEnum):
    PENDING = "PENDING"
    REVIEW = "REVIEW"
    PAID = "PAID"
    REJECTED = "REJECTED"
    FAILED = "FAILED"
    REFUNDED = "REFUNDED"
    REVERSED = "REVERSED"  # confirmed or recorded by mistake, taken out again


class Payment(Record):
    """Money that came, or is said to have come. Only PAID ones count towards the invoice."""

    __tablename__ = "payments"

    invoice_id: Mapped[int] = mapped_column(ForeignKey("invoices.id"), index=True)
    method: Mapped[PaymentMethod] = one_of(PaymentMethod, "method")
    status: Mapped[PaymentStatus] = one_of(PaymentStatus, "status", default=PaymentStatus.PENDING)
    amount_idr: Mapped[int] = mapped_column(BigInteger)
    paid_at: Mapped[datetime | None] = mapped_column()
    proof_file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_files.id"))
    proof_source_sha256: Mapped[str] = mapped_column(String(64), default="")  # of the bytes as they came
    same_proof_as_id: Mapped[int | None] = mapped_column(ForeignKey("payments.id"))  # the same picture seen before
    order_id: Mapped[str | None] = mapped_column(String(50), unique=True)  # ours, at the gateway; used once
    transaction_id: Mapped[str | None] = mapped_column(String(64))
    redirect_url: Mapped[str] = mapped_column(String(300), default="")
    check_due_at: Mapped[datetime | None] = mapped_column()  # when to ask the gateway what became of it
    check_tries: Mapped[int] = mapped_column(SmallInteger, default=0)
    unread_since: Mapped[datetime | None] = mapped_column()  # the gateway has not told its state since then
    close_requested_at: Mapped[datetime | None] = mapped_column()  # nobody should pay it any more
    verified_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    verified_at: Mapped[datetime | None]
    receipt_number: Mapped[str | None] = mapped_column(String(30), unique=True)
    note: Mapped[str] = mapped_column(String(300), default="")

    invoice: Mapped[Invoice] = relationship(back_populates="payments")
    verified_by: Mapped[User | None] = relationship()
    proof_file: Mapped[StoredFile | None] = relationship()
    same_proof_as: Mapped["Payment | None"] = relationship(remote_side="Payment.id")

    __table_args__ = (
        CheckConstraint("amount_idr > 0", name="amount"),
        Index("ix_payments_status_id", status, "id"),
        Index("ix_payments_status_rank", rank_of(status), "id"),
        Index("ix_payments_amount_idr_id", amount_idr, "id"),
        Index(
            "ix_payments_receipt_prefix",
            receipt_number,
            postgresql_ops={"receipt_number": "text_pattern_ops"},
            postgresql_where=receipt_number.is_not(None),
        ),
        Index("ix_payments_paid_at", paid_at, postgresql_where=status == "PAID"),
        Index("ix_payments_transaction_id", transaction_id, postgresql_where=transaction_id.is_not(None)),
        Index("ix_payments_check_due", check_due_at, postgresql_where=check_due_at.is_not(None)),
        Index("ix_payments_proof_source", proof_source_sha256, postgresql_where=proof_source_sha256 != ""),
        Index("ix_payments_proof_file", proof_file_id, postgresql_where=proof_file_id.is_not(None)),
    )


class OpenAtGateway(NotAvailable):
    sentence = N_("Pembayaran lewat Midtrans dikonfirmasi oleh Midtrans sendiri.")


class ConfirmedByGateway(NotAvailable):
    sentence = N_("Uang ini dikonfirmasi Midtrans sendiri. Pakai “Kembalikan uang”.")


NOT_AT_GATEWAY = Condition(
    lambda _actor: not_(and_(Payment.method == PaymentMethod.GATEWAY, Payment.status == PaymentStatus.PENDING)),
    OpenAtGateway,
)
CONFIRMED_BY_US = Condition(lambda _actor: Payment.verified_by_id.is_not(None), ConfirmedByGateway)
TELL_CUSTOMER = Ask(
    "tell_customer",
    N_("Beri tahu pelanggan?"),
    "choice",
    choices=(("no", N_("Tidak")), ("yes", N_("Ya, kirim pesan dengan alasannya"))),
)

PAYMENT_FLOW = Flow(
    "payment",
    Payment,
    PaymentStatus,
    {
        "verify": Transition(
            {PaymentStatus.PENDING, PaymentStatus.REVIEW},
            PaymentStatus.PAID,
            by=DESK,
            label=N_("Uang sudah masuk"),
            when=(NOT_AT_GATEWAY,),
            tone="positive",
            asks=(
                Ask("amount_idr", N_("Jumlah yang diterima"), "money", minimum=1),
                Ask(
                    "again_idr",
                    N_("Ulangi jumlahnya"),
                    "money",
                    minimum=1,
                    required=False,
                    hint=N_("Hanya bila jauh di atas sisa tagihan."),
                ),
            ),
            fresh=True,
            fact="payment.verified",
        ),
        "reject": Transition(
            {PaymentStatus.PENDING, PaymentStatus.REVIEW},
            PaymentStatus.REJECTED,
            by=DESK,
            label=N_("Tolak bukti"),
            when=(NOT_AT_GATEWAY,),
            tone="danger",
            asks=(Ask("note", N_("Alasan"), "text", max_length=300),),
            fact="payment.rejected",
        ),
        "settle": Transition(
            {PaymentStatus.PENDING, PaymentStatus.REVIEW, PaymentStatus.FAILED, PaymentStatus.REJECTED},
            PaymentStatus.PAID,
            by=frozenset(),
            label=N_("Lunas di gateway"),
            fact="payment.settled",
        ),
        "hold": Transition(
            {PaymentStatus.PENDING}, PaymentStatus.REVIEW, by=frozenset(), label=N_("Diperiksa gateway")
        ),
        "fail": Transition(
            {PaymentStatus.PENDING, PaymentStatus.REVIEW, PaymentStatus.PAID},
            PaymentStatus.FAILED,
            by=frozenset(),
            label=N_("Gagal di gateway"),
            fact="payment.failed",
        ),
        "refund": Transition(
            {PaymentStatus.PAID},
            PaymentStatus.REFUNDED,
            by=frozenset(),
            label=N_("Dikembalikan"),
            fact="payment.refunded",
        ),
        "reverse": Action(
            {PaymentStatus.PAID},
            by=DESK,
            label=N_("Salah catat, batalkan"),
            when=(CONFIRMED_BY_US,),
            tone="danger",
            asks=(Ask("reason", N_("Alasan"), "long_text"), TELL_CUSTOMER),
            fresh=True,
        ),
        "undo": Transition(
            {PaymentStatus.PAID},
            PaymentStatus.REVERSED,
            by=frozenset(),
            label=N_("Pencatatan dibatalkan"),
            fact="payment.reversed",
        ),
        "refund_by_hand": Action(
            {PaymentStatus.PAID},
            by=DESK,
            label=N_("Kembalikan uang"),
            tone="warning",
            asks=(
                Ask("amount_idr", N_("Jumlah yang dikembalikan"), "money", minimum=1),
                Ask("reason", N_("Alasan"), "long_text"),
                TELL_CUSTOMER,
            ),
            fresh=True,
        ),
    },
    subject="payment_id",
    labels={
        PaymentStatus.PENDING: N_("Menunggu"),
        PaymentStatus.REVIEW: N_("Diperiksa"),
        PaymentStatus.PAID: N_("Diterima"),
        PaymentStatus.REJECTED: N_("Ditolak"),
        PaymentStatus.FAILED: N_("Gagal"),
        PaymentStatus.REFUNDED: N_("Dikembalikan"),
        PaymentStatus.REVERSED: N_("Dibatalkan"),
    },
    tones={
        PaymentStatus.PENDING: "warning",
        PaymentStatus.REVIEW: "neutral",
        PaymentStatus.PAID: "positive",
        PaymentStatus.REJECTED: "danger",
        PaymentStatus.FAILED: "danger",
        PaymentStatus.REFUNDED: "neutral",
        PaymentStatus.REVERSED: "neutral",
    },
    facts={"created": "payment.created"},
)
