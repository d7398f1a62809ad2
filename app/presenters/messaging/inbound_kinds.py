"""What a WhatsApp message without words is called."""

from app.core.i18n import N_, gettext

KIND_LABELS = {
    "audio": N_("Pesan suara"),
    "button": N_("Tombol"),
    "contacts": N_("Kontak"),
    "document": N_("Berkas"),
    "image": N_("Foto"),
    "interactive": N_("Tombol"),
    "location": N_("Lokasi"),
    "sticker": N_("Stiker"),
    "video": N_("Video"),
}


def kind_label(kind: str) -> str:
    return str(KIND_LABELS.get(kind) or gettext("Pesan yang belum dapat ditampilkan"))


def shown_words(last_words: str) -> str:
    """`[image]`, as it is kept of a message without words: `[Foto]` in the reader's language."""
    kind = last_words[1:-1]
    return f"[{kind_label(kind)}]" if last_words == f"[{kind}]" and kind in KIND_LABELS else last_words
