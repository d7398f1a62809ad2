"""Why a payment through the gateway wants a person's eye."""

from app.core.i18n import N_, Sentence, gettext
from app.presenters.money import rupiah

_SENTENCES: dict[str, Sentence] = {
    "challenge": N_("Midtrans menandai pembayaran ini mencurigakan. Terima atau tolak di dasbor Midtrans."),
    "void": N_("Uang masuk untuk invoice yang sudah dibatalkan. Hubungi pelanggan untuk pengembalian."),
    "partial_refund": N_("Sebagian uang dikembalikan lewat Midtrans. Periksa dan sesuaikan invoicenya."),
}


def payment_review_sentence(why: str, amount_idr: int | None) -> Sentence:
    """A sentence for CS; `amount` is the one that Midtrans tells."""
    if why == "amount":
        told = rupiah(amount_idr) if amount_idr is not None else "?"
        return gettext("Jumlah menurut Midtrans (%(told)s) tidak sama dengan tagihan.", told=told)
    return _SENTENCES.get(why, why)
