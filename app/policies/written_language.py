"""In which of our two languages somebody writes of whom nothing else is known."""

import re

MOST_CHARACTERS = 4_000  # of the beginning; what follows is often a signature or a quotation
ENOUGH = 2  # English words; fewer are borrowed by Indonesian sentences, too
_WORD = re.compile(r"[a-z']+")
_ENGLISH = frozenset(
    _WORD.findall(
        "a about am an and are at be been but can can't could did do does don't for from had has have hello "
        "help hi how i i'm is it it's my need not of on or our please should since that the there they this "
        "to us was we were what when where which who why will with would you your thank thanks"
    )
)
_INDONESIAN = frozenset(
    _WORD.findall(
        "ada adalah akan anda apa apakah atau bagaimana bahwa banyak bapak belum bisa bu bukan dalam dan "
        "dapat dari dengan di gak ga harus ibu ini itu jadi juga kak kalau kami kapan karena kasih ke kenapa "
        "kita lagi masih mau min minta mohon nggak oleh pada pak saja saya sama sampai sangat saat sebelum "
        "sudah tapi telah tentang tetapi terima tidak tolong udah untuk ya yang"
    )
)


def guess_locale(text: str) -> str:
    """`en` where English words of grammar outnumber the Indonesian ones, else `id`."""
    words = _WORD.findall(text[:MOST_CHARACTERS].lower().replace("’", "'"))
    english, indonesian = (sum(word in known for word in words) for known in (_ENGLISH, _INDONESIAN))
    return "en" if english >= ENOUGH and english > indonesian else "id"
