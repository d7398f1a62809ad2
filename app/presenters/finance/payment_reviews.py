"""Why CS has to look at a payment."""

from app.core.i18n import N_, Sentence, gettext
from app.presenters.money import rupiah

REASON_LABELS: dict[str, Sentence] = {
    "AMOUNT": N_("Jumlah menurut Midtrans tidak sama dengan tagihan"),
    "CHALLENGE": N_("Midtrans mencurigai pembayaran ini"),
    "VOID": N_("Uang masuk untuk invoice yang dibatalkan"),
    "OVERPAID": N_("Lebih bayar"),
    "REJECTED": N_("Lunas di Midtrans setelah ditolak CS"),
    "SETTLED_AGAIN": N_("Lunas di Midtrans, di sini sudah dikembalikan"),
    "PARTIAL_REFUND": N_("Sebagian dikembalikan lewat Midtrans"),
    "TAKEN_BACK": N_("Uang ditarik kembali"),
    "STILL_OPEN": N_("Halaman bayar Midtrans tidak bisa ditutup"),
    "UNREADABLE": N_("Status di Midtrans tidak terbaca"),
}
_NEXT: dict[str, Sentence] = {
    "CHALLENGE": N_("Midtrans menandai pembayaran ini mencurigakan. Terima atau tolak di dasbor Midtrans."),
    "VOID": N_("Uang masuk untuk invoice yang sudah dibatalkan. Hubungi pelanggan untuk pengembalian."),
    "REJECTED": N_(
        "Pembayaran ini ditolak CS, lalu lunas di Midtrans. Uangnya sudah dihitung; periksa apakah itu benar."
    ),
    "SETTLED_AGAIN": N_(
        "Menurut Midtrans pembayaran ini lunas, padahal di sini sudah dikembalikan. Periksa di dasbor Midtrans."
    ),
    "PARTIAL_REFUND": N_("Sebagian uang dikembalikan lewat Midtrans. Periksa dan sesuaikan invoicenya."),
    "TAKEN_BACK": N_("Uang yang sudah diterima ditarik kembali oleh bank. Invoicenya terbuka lagi; hubungi pelanggan."),
    "STILL_OPEN": N_("Midtrans tidak menutup halaman bayar ini. Beri tahu pelanggan agar tidak membayar dua kali."),
    "UNREADABLE": N_("Sudah satu jam Midtrans tidak memberi tahu status pembayaran ini. Periksa di dasbor Midtrans."),
}


def payment_review_sentence(why: str, amount_idr: int | None) -> Sentence:
    """A sentence for CS; `amount` is the one that Midtrans tells, or how much too much came in."""
    why = why.upper()
    amount = rupiah(amount_idr) if amount_idr is not None else "?"
    if why == "AMOUNT":
        return gettext("Jumlah menurut Midtrans (%(told)s) tidak sama dengan tagihan.", told=amount)
    if why == "OVERPAID":
        return gettext("Uang yang masuk %(told)s lebih banyak dari tagihan. Kembalikan kelebihannya.", told=amount)
    return _NEXT.get(why, why)
