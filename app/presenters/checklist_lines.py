"""Lines of a release's checklist: those of the guide in the reader's language, a company's own as they are."""

from app.core.i18n import N_, Sentence, gettext

OF_THE_GUIDE: tuple[Sentence, ...] = (  # known to the catalogue; the rows themselves are data
    N_("Semua tes unit, integrasi dan e2e lulus"),
    N_("Cakupan tes lebih dari 85 %"),
    N_("Audit keamanan tanpa temuan kritis"),
    N_("Pemantauan dipasang dan berjalan"),
    N_("Cadangan otomatis disetel dan terbaca kembali"),
    N_("Rencana pemulihan bencana ditulis dan sudah diuji"),
    N_("Pendaftaran dan masuk"),
    N_("Pencarian dan pembelian produk"),
    N_("Checkout dan pembayaran"),
    N_("Fungsi admin: produk dan pesanan"),
    N_("Pemberitahuan: e-mail dan push"),
    N_("Rekomendasi dan personalisasi"),
    N_("Dokumentasi teknis diterima"),
    N_("Panduan operasional untuk tim internal diterima"),
    N_("Prosedur darurat diterima"),
    N_("Rencana pemulihan bencana diterima"),
    N_("Masukan pengguna akhir dapat masuk"),
    N_("Masukan layanan pelanggan dapat masuk"),
    N_("Masukan tim internal dapat masuk"),
    N_("Analitik dapat dibaca"),
)


def line_label(label: str) -> str:
    return gettext(label) if label else ""
