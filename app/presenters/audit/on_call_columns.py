"""Names for people of the columns of on call and incidents that the audit log shows."""

from app.core.i18n import N_, Sentence

ON_CALL_COLUMNS: dict[str, Sentence] = {
    "call_steps": N_("urutan panggilan"),
    "working_hours": N_("hanya pada jam kerja"),
    "first_date": N_("hari pertama"),
    "last_date": N_("hari terakhir"),
    "notice_given_at": N_("pemberitahuan disampaikan"),
    "answer": N_("jawaban"),
}
