"""What the longer forms of an incident ask."""

from app.core.flow import Ask
from app.core.i18n import N_

PUBLIC_UPDATE = (
    Ask("text", N_("Kabar dalam bahasa Indonesia"), "long_text", max_length=5000),
    Ask("text_en", N_("Kabar dalam bahasa Inggris"), "long_text", max_length=5000, required=False),
    Ask("title_en", N_("Judul dalam bahasa Inggris"), max_length=150, required=False),
    Ask(
        "at",
        N_("Berlaku sejak"),
        "moment",
        required=False,
        hint=N_("Kosong: sekarang. Yang lebih awal ditandai “ditambahkan kemudian”."),
    ),
)
