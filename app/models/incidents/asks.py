"""What the longer forms of an incident ask."""

from app.core.flow import Ask
from app.core.i18n import N_

CORRECTION = (
    Ask("entry", N_("Kabar yang diperbaiki"), "pick"),
    Ask("text", N_("Kabar dalam bahasa Indonesia"), "long_text", max_length=5000),
    Ask("text_en", N_("Kabar dalam bahasa Inggris"), "long_text", max_length=5000, required=False),
)
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
END = (
    Ask("outcome", N_("Apa yang terjadi dan apa yang dilakukan"), "long_text", max_length=2000),
    Ask("ended", N_("Dampak berakhir"), "moment", required=False, hint=N_("Kosong: sekarang.")),
)
NOTE = (
    Ask("text", N_("Catatan"), "long_text", max_length=5000),
    Ask("at", N_("Terjadi pada"), "moment", required=False, hint=N_("Kosong: sekarang.")),
)
POST_MORTEM = (
    Ask("summary", N_("Ringkasan"), "long_text", max_length=10_000),
    Ask("root_cause", N_("Akar masalah, tanpa menyalahkan orang"), "long_text", max_length=10_000),
    Ask("went_well", N_("Yang berjalan baik"), "long_text", max_length=10_000, required=False),
)
PUBLIC_POST_MORTEM = (
    Ask("text", N_("Post-mortem untuk pelanggan"), "long_text", max_length=10_000),
    Ask("text_en", N_("Dalam bahasa Inggris"), "long_text", max_length=10_000, required=False),
)
NEW_OWNER = (
    Ask("item", N_("Tindak lanjut"), "pick"),
    Ask("owner", N_("Nama pengguna penanggung jawab"), max_length=40),
    Ask("due", N_("Paling lambat"), "day", required=False, hint=N_("Kosong: tetap.")),
)
ACTION_ITEM = (
    Ask("title", N_("Apa yang dikerjakan"), max_length=150),
    Ask("owner", N_("Nama pengguna penanggung jawab"), max_length=40),
    Ask("due", N_("Paling lambat"), "day"),
    Ask(
        "about",
        N_("Tentang"),
        max_length=120,
        required=False,
        hint=N_("Nomor bug, tiket, atau pemeliharaan, atau versi rilis, dipisah spasi."),
    ),
)
