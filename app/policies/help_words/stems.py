"""Indonesian words and their stems: "pembayaran" and "dibayar" are found by "bayar". English is left to PostgreSQL.

Source of the stems: PySastrawi; the words that it parts wrongly stand in EXCEPTIONS.
A text and a search are read alike.
"""

import re
from functools import lru_cache
from threading import Lock
from typing import Any

from Sastrawi.Stemmer.StemmerFactory import StemmerFactory

LONGEST_WORD = 40  # letters: what is longer is no word
MOST_WORDS = 12  # of one search
EXCEPTIONS = dict.fromkeys(("memesan", "dipesan", "pemesanan", "pesanan", "pesankan", "terpesan"), "pesan")
_FILLERS = """
    yang di ke dari dan atau dengan untuk pada ini itu ada adalah akan agar saya kami kita anda mereka dia nya
    juga sudah telah lagi saja pun lah kah oleh sebagai dalam bagaimana gimana cara apa apakah kenapa mengapa
    kapan dimana bisa dapat mau ingin tolong mohon bapak ibu pak bu halo selamat karena jika kalau bila maka
    tapi namun the a an of to in is are my i how do does can what why for and or on with please
"""
FILLERS = frozenset(_FILLERS.split())  # "tidak", "belum" and "bukan" stay: they turn the meaning
_WORD = re.compile(r"[^\W_]+(?:[-'][^\W_]+)*")
_TWICE = re.compile(r"([^\W\d_]{2,})2")  # kasur2: kasur-kasur
_lock = Lock()


def read_words(text: str) -> list[str]:
    """In lower case without fillers; "e-mail" is one word, "kasur2" and "kasur-kasur" are "kasur"."""
    words = (_single(word) for word in _WORD.findall(text.lower()))
    return [word for word in words if word not in FILLERS and len(word) <= LONGEST_WORD]


def stem(word: str, locale: str) -> str:
    """Of one word in lower case; English words as they are."""
    return _stem(word) if locale == "id" else word


def stem_text(text: str, locale: str) -> str:
    """What is written into the search vector."""
    return " ".join(stem(word, locale) for word in read_words(text))


def _single(word: str) -> str:
    twice = _TWICE.fullmatch(word)
    if twice:
        return twice[1]
    first, _, second = word.partition("-")
    return first if first == second else word.replace("-", "").replace("'", "")


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    if word in EXCEPTIONS:
        return EXCEPTIONS[word]
    if not word.isascii() or not word.isalpha():
        return word
    with _lock:  # its own cache is a plain dictionary
        return _stemmer().stem(word) or word


@lru_cache(maxsize=1)
def _stemmer() -> Any:
    return StemmerFactory().create_stemmer()
