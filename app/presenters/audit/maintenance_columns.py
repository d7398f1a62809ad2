"""Names for people of the columns of maintenance and announcements that the audit log shows."""

from app.core.i18n import N_, Sentence

MAINTENANCE_COLUMNS: dict[str, Sentence] = {
    "available_date": N_("tersedia sejak"),
    "applied_date": N_("diterapkan pada"),
    "figure_name": N_("yang diukur"),
    "figure_before": N_("angka sebelumnya"),
    "figure_after": N_("angka sesudahnya"),
    "every": N_("setiap"),
    "start_date": N_("pertama kali"),
    "lead_days": N_("hari sebelumnya"),
    "made": N_("catatan yang dibuat"),
    "from_table": N_("tabel"),
    "fit": N_("hasil"),
    "tried_date": N_("dicoba pada"),
    "versions": N_("versi"),
    "title_en": N_("judul dalam bahasa Inggris"),
    "words_en": N_("keterangan dalam bahasa Inggris"),
    "tone": N_("jenis"),
    "shown_state": N_("keadaan yang tampil"),
}
