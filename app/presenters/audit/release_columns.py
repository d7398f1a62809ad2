"""Names for people of the columns of releases that the audit log shows."""

from app.core.i18n import N_, Sentence

RELEASE_COLUMNS: dict[str, Sentence] = {
    "adapter": N_("Dikemudikan oleh"),
    "planned_date": N_("rencana tayang"),
    "sample": N_("Permintaan per langkah"),
    "least_seconds": N_("Detik per langkah"),
    "memory_mb": N_("Batas memori (MB)"),
    "evidence": N_("bukti"),
    "checklist": N_("daftar"),
    "percent": N_("persen pengunjung"),
    "risk": N_("risiko"),
    "fault": N_("gangguan"),
    "system": N_("sistem"),
    "commit": N_("commit"),
    "live_at": N_("tayang sejak"),
    "went_badly": N_("yang tidak berjalan baik"),
    "lessons": N_("yang dipelajari"),
    "tickets_should": N_("tiket dukungan setelah rilis"),
}
