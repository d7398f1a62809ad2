"""What a customer reads of their payments' statuses."""

from app.core.i18n import N_, Sentence
from app.models.finance.payment import PaymentStatus

CUSTOMER_PAYMENT_LABELS: dict[PaymentStatus, tuple[Sentence, str]] = {
    PaymentStatus.PENDING: (N_("Sedang diperiksa"), "warning"),
    PaymentStatus.REVIEW: (N_("Sedang diperiksa"), "warning"),
    PaymentStatus.PAID: (N_("Diterima"), "success"),
    PaymentStatus.REJECTED: (N_("Ditolak"), "danger"),
    PaymentStatus.FAILED: (N_("Gagal"), "neutral"),
    PaymentStatus.REFUNDED: (N_("Dikembalikan"), "warning"),
    PaymentStatus.REVERSED: (N_("Dibatalkan"), "neutral"),
}
